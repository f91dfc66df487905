package org.assay.reports.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.file.DamagedFileException;

/**
 * A strict reader of comma-separated text (RFC 4180): every row as long as the header, no open end.
 * Library readers repair such damage silently, and a repaired score is a wrong score.
 */
final class CsvText {
    private final Path file;
    private final String text;
    private final List<Row> rows = new ArrayList<>();
    private int at;
    private int line = 1;

    /** @param line where the row starts in the file, from 1 */
    record Row(int line, List<String> cells) {}

    private CsvText(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    static List<Row> parse(Path file, String text) throws DamagedFileException {
        CsvText parser = new CsvText(file, text);
        while (parser.at < text.length()) {
            parser.rows.add(parser.row());
        }
        return parser.rows;
    }

    private Row row() throws DamagedFileException {
        int start = line;
        List<String> cells = new ArrayList<>();
        while (true) {
            cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
            if (at >= text.length()) {
                throw damaged("the last row does not end with a line end; the file may be truncated");
            }
            char end = text.charAt(at++);
            if (end == '\n') {
                line++;
                return new Row(start, checked(start, cells));
            }
            if (end != ',') {
                throw damaged("expected a comma or a line end after a cell");
            }
        }
    }

    private List<String> checked(int start, List<String> cells) throws DamagedFileException {
        if (!rows.isEmpty() && rows.get(0).cells().size() != cells.size()) {
            throw new DamagedFileException(
                    file,
                    "line " + start + " has " + cells.size() + " cells, the header has "
                            + rows.get(0).cells().size());
        }
        return cells;
    }

    /** A quote is only special where a cell starts with it; elsewhere it stands for itself, as Tablesaw writes it. */
    private String plain() {
        int from = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() throws DamagedFileException {
        StringBuilder cell = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                at++;
            } else if (c == '"') {
                at++;
                return cell.toString();
            }
            line += c == '\n' ? 1 : 0;
            cell.append(c);
        }
        throw damaged("a quoted cell is never closed; the file may be truncated");
    }

    private DamagedFileException damaged(String reason) {
        return new DamagedFileException(file, "line " + line + ": " + reason);
    }
}
