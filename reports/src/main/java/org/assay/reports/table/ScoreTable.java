package org.assay.reports.table;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.assay.analysis.metric.Derivation;
import org.assay.analysis.metric.Score;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;
import tech.tablesaw.io.csv.CsvWriteOptions;
import tech.tablesaw.io.csv.CsvWriter;

/**
 * The files {@code scores.csv} and {@code scores.json}: one row per score, sorted by id, so that the same scores give
 * the same bytes. Numbers carry the fewest digits that read back as the same double. In the CSV the derivation is
 * JSON on one line, and text that a spreadsheet would run as a formula starts with an apostrophe, which {@link #read}
 * takes away again.
 */
public final class ScoreTable {
    /** The columns of both files, in order. */
    public static final List<String> COLUMNS =
            List.of(ScoreRow.class.getAnnotation(JsonPropertyOrder.class).value());

    private ScoreTable() {}

    /** The text of {@code scores.csv}; throws IllegalArgumentException when two scores share an id. */
    public static String csv(List<Score> scores) {
        StringWriter text = new StringWriter();
        CsvWriteOptions options = CsvWriteOptions.builder(text)
                .usePrintFormatters(true)
                .lineEnd("\n")
                .ignoreLeadingWhitespaces(false)
                .ignoreTrailingWhitespaces(false)
                .build();
        new CsvWriter().write(table(scores), options);
        return text.toString();
    }

    /** The text of {@code scores.json}; throws IllegalArgumentException when two scores share an id. */
    public static String json(List<Score> scores) {
        return Json.pretty(sorted(scores).stream().map(ScoreRow::of).toList());
    }

    /**
     * Reads either file back, sorted by id; throws {@link DamagedFileException} when anything in it is not as
     * written.
     */
    public static List<Score> read(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".json")) {
            return readJson(file);
        }
        if (name.endsWith(".csv")) {
            return readCsv(file);
        }
        throw new IllegalArgumentException("file of scores must end with .json or .csv, got '" + name + "'");
    }

    /** The scores as a table, with typed columns in the order of {@link #COLUMNS}. */
    static Table table(List<Score> scores) {
        List<Score> rows = sorted(scores);
        return Table.create(
                "scores",
                words("id", rows, Score::id),
                words("process", rows, Score::process),
                words("network", rows, Score::network),
                words("method", rows, Score::method),
                words("site", rows, Score::site),
                words("target", rows, Score::target),
                words("score", rows, Score::score),
                numbers("value", rows, Score::value),
                numbers("low", rows, Score::low),
                numbers("high", rows, Score::high),
                words("unit", rows, Score::unit),
                words("control", rows, Score::control),
                seeds(rows),
                words("derivation", rows, score -> Json.line(score.derivation())));
    }

    private static StringColumn words(String name, List<Score> rows, Function<Score, String> field) {
        return StringColumn.create(name, rows.stream().map(field).map(CsvGuard::guard));
    }

    private static DoubleColumn numbers(String name, List<Score> rows, ToDoubleFunction<Score> field) {
        DoubleColumn column =
                DoubleColumn.create(name, rows.stream().mapToDouble(field).toArray());
        column.setPrintFormatter(new ShortestFormatter());
        return column;
    }

    private static IntColumn seeds(List<Score> rows) {
        IntColumn column = IntColumn.create("seeds", rows.stream().mapToInt(Score::seeds));
        column.setPrintFormatter(new ShortestFormatter());
        return column;
    }

    private static List<Score> sorted(List<Score> scores) {
        Set<String> ids = new HashSet<>();
        for (Score score : scores) {
            if (!ids.add(score.id())) {
                throw new IllegalArgumentException("score id '" + score.id() + "' stands twice");
            }
        }
        return scores.stream().sorted(Comparator.comparing(Score::id)).toList();
    }

    private static List<Score> readJson(Path file) throws IOException {
        ScoreRow[] rows = Json.read(file, ScoreRow[].class);
        if (rows == null) {
            throw new DamagedFileException(file, "expected a list of scores, found null");
        }
        List<Score> scores = new ArrayList<>();
        for (ScoreRow row : rows) {
            String where = "score number " + (scores.size() + 1);
            if (row == null) {
                throw new DamagedFileException(file, where + " is null");
            }
            scores.add(row.score(file, where));
        }
        return accepted(file, scores);
    }

    private static List<Score> readCsv(Path file) throws IOException {
        List<CsvText.Row> rows = CsvText.parse(file, utf8(file));
        if (rows.isEmpty() || !rows.get(0).cells().equals(COLUMNS)) {
            throw new DamagedFileException(file, "line 1: expected the header " + String.join(",", COLUMNS));
        }
        List<Score> scores = new ArrayList<>();
        for (CsvText.Row row : rows.subList(1, rows.size())) {
            scores.add(score(file, row));
        }
        return accepted(file, scores);
    }

    private static String utf8(Path file) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new DamagedFileException(file, "not UTF-8 text");
        }
    }

    private static Score score(Path file, CsvText.Row row) throws DamagedFileException {
        String where = "line " + row.line();
        List<String> cells = row.cells().stream().map(CsvGuard::unguard).toList();
        try {
            return new ScoreRow(
                            cells.get(0),
                            cells.get(1),
                            cells.get(2),
                            cells.get(3),
                            cells.get(4),
                            cells.get(5),
                            cells.get(6),
                            new BigDecimal(row.cells().get(7)),
                            new BigDecimal(row.cells().get(8)),
                            new BigDecimal(row.cells().get(9)),
                            cells.get(10),
                            cells.get(11),
                            Integer.valueOf(cells.get(12)),
                            Json.parse(cells.get(13), Derivation.class))
                    .score(file, where);
        } catch (NumberFormatException e) {
            throw new DamagedFileException(file, where + ": expected a number, " + e.getMessage());
        } catch (JsonProcessingException e) {
            throw new DamagedFileException(
                    file, where + ": the derivation is not the JSON that was expected: " + e.getOriginalMessage());
        }
    }

    private static List<Score> accepted(Path file, List<Score> scores) throws DamagedFileException {
        Set<String> ids = new HashSet<>();
        for (Score score : scores) {
            if (!ids.add(score.id())) {
                throw new DamagedFileException(file, "score id '" + score.id() + "' stands twice");
            }
        }
        return List.copyOf(scores);
    }

    /** Writes numbers with the fewest digits that read back, in the digits 0 to 9 whatever the locale. */
    static final class ShortestFormatter extends NumberColumnFormatter {
        @Override
        public String format(double value) {
            return Decimals.exact(value);
        }

        @Override
        public String format(int value) {
            return Integer.toString(value);
        }
    }
}
