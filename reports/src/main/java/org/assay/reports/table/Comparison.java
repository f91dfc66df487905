package org.assay.reports.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assay.analysis.metric.Score;
import tech.tablesaw.aggregate.AggregateFunctions;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The head-to-head of one process: rows are methods and, right under each, its controls; columns are scores.
 *
 * <p>Ranking is careful. Only methods are ranked, never controls nor the network itself; a best value is {@link
 * Mark#BEST} only when its interval lies clear of every other method's, else it merely {@link Mark#LEADS}; and a
 * method's cell names the controls of the same method, at the same site or at none, whose interval reaches as far:
 * then the number is no evidence, and neither best nor leading.
 *
 * @param process name of the language
 * @param columns the scores
 * @param rows    as many cells in each as there are columns
 */
public record Comparison(String process, List<Column> columns, List<Row> rows) {
    /** The network itself as a row: what explanations are held against, not one of them. */
    private static final String REFERENCE = "network";

    /** A table with more scores than this is hard to read and comes apart by unit, then by score. */
    private static final int WIDEST = 8;

    /** How a value stands among the methods of its column. */
    public enum Mark {
        BEST,
        LEADS,
        NONE
    }

    /** @param target what is read out or compared with, part of the column because values compare only within it */
    public record Column(String target, String score, String unit, Better better) {
        /** Such as {@code r2 of belief}. */
        public String title() {
            return target.isEmpty() ? score : score + " of " + target;
        }
    }

    /**
     * @param control empty for the method itself
     * @param alone   true for a control whose method has no row of its own at that site, such as an n-gram
     */
    public record Row(
            String method, String control, String network, String site, boolean alone, List<Optional<Cell>> cells) {
        public boolean isControl() {
            return !control.isEmpty();
        }

        /** Such as {@code program @ blocks.1.hook_resid_post}; a control names its method only when alone. */
        public String title() {
            String at = site.isEmpty() ? method : method + " @ " + site;
            return isControl() ? (alone ? at + ", " : "") + "control: " + control : at;
        }
    }

    /** @param matchedBy controls of the same method and site whose interval reaches as far */
    public record Cell(Score score, Mark mark, List<String> matchedBy) {
        /** Explanations compete; their controls do not, nor does the network that they explain. */
        public boolean competes() {
            return isRanked(score);
        }
    }

    private record RowKey(String method, String control, String network, String site) {
        static RowKey of(Score s) {
            return new RowKey(s.method(), s.control(), s.network(), s.site());
        }
    }

    /** One comparison per process, in the order in which processes first appear. */
    public static List<Comparison> of(List<Score> scores) {
        Map<String, List<Score>> byProcess = new LinkedHashMap<>();
        scores.forEach(score -> byProcess
                .computeIfAbsent(score.process(), process -> new ArrayList<>())
                .add(score));
        return byProcess.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    /**
     * The same cells as several comparisons without holes where that is possible: columns that no row connects come
     * apart, what is still wide comes apart by unit and then by score, and each part keeps only the rows that have a
     * value in it. Parts come in the order of their first column.
     */
    public List<Comparison> parts() {
        List<Set<String>> methods = new ArrayList<>();
        List<List<Integer>> parts = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            Set<String> reached = methodsOf(c);
            List<Integer> part = new ArrayList<>(List.of(c));
            for (int p = parts.size() - 1; p >= 0; p--) {
                if (!Collections.disjoint(methods.get(p), reached)) {
                    reached.addAll(methods.remove(p));
                    part.addAll(0, parts.remove(p));
                }
            }
            Collections.sort(part);
            methods.add(reached);
            parts.add(part);
        }
        parts.sort(Comparator.comparing(part -> part.get(0)));
        return parts.stream()
                .flatMap(part -> narrowed(part, Column::unit).stream())
                .flatMap(part -> narrowed(part, Column::score).stream())
                .map(this::only)
                .toList();
    }

    private List<List<Integer>> narrowed(List<Integer> part, Function<Column, String> by) {
        if (part.size() <= WIDEST) {
            return List.of(part);
        }
        Map<String, List<Integer>> narrow = new LinkedHashMap<>();
        part.forEach(c -> narrow.computeIfAbsent(by.apply(columns.get(c)), key -> new ArrayList<>())
                .add(c));
        return List.copyOf(narrow.values());
    }

    private Set<String> methodsOf(int column) {
        Set<String> methods = new TreeSet<>();
        for (Row row : rows) {
            if (row.cells().get(column).isPresent()) {
                methods.add(row.method());
            }
        }
        return methods;
    }

    private Comparison only(List<Integer> kept) {
        List<Row> keptRows = new ArrayList<>();
        for (Row row : rows) {
            List<Optional<Cell>> cells = kept.stream().map(row.cells()::get).toList();
            if (cells.stream().anyMatch(Optional::isPresent)) {
                keptRows.add(new Row(row.method(), row.control(), row.network(), row.site(), row.alone(), cells));
            }
        }
        return new Comparison(process, kept.stream().map(columns::get).toList(), List.copyOf(keptRows));
    }

    private static Comparison of(String process, List<Score> scores) {
        List<Column> columns = scores.stream()
                .map(s -> new Column(s.target(), s.score(), s.unit(), Better.of(s.score())))
                .distinct()
                .toList();
        List<RowKey> keys = inReadingOrder(scores);
        Score[][] grid = pivot(scores, keys, columns);
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < keys.size(); r++) {
            List<Optional<Cell>> cells = new ArrayList<>();
            for (int c = 0; c < columns.size(); c++) {
                cells.add(cell(grid, keys, columns.get(c).better(), r, c));
            }
            RowKey key = keys.get(r);
            boolean alone = keys.stream()
                    .noneMatch(other -> other.control().isEmpty()
                            && other.method().equals(key.method())
                            && other.site().equals(key.site()));
            rows.add(new Row(key.method(), key.control(), key.network(), key.site(), alone, List.copyOf(cells)));
        }
        return new Comparison(process, columns, List.copyOf(rows));
    }

    /** Methods as they first appear; under each its sites, and under each site the method before its controls. */
    private static List<RowKey> inReadingOrder(List<Score> scores) {
        List<String> methods = scores.stream().map(Score::method).distinct().toList();
        List<String> sites = scores.stream().map(Score::site).distinct().toList();
        return scores.stream()
                .map(RowKey::of)
                .distinct()
                .sorted(Comparator.<RowKey>comparingInt(key -> methods.indexOf(key.method()))
                        .thenComparingInt(key -> sites.indexOf(key.site()))
                        .thenComparing(key -> !key.control().isEmpty())
                        .thenComparing(RowKey::control)
                        .thenComparing(RowKey::network))
                .toList();
    }

    /** {@code [row][column]}, null where nothing was measured. Throws when two scores fall into one cell. */
    private static Score[][] pivot(List<Score> scores, List<RowKey> keys, List<Column> columns) {
        Table table = Table.create(
                StringColumn.create("row", scores.stream().map(s -> Integer.toString(keys.indexOf(RowKey.of(s))))),
                StringColumn.create(
                        "column",
                        scores.stream()
                                .map(s -> Integer.toString(columns.indexOf(
                                        new Column(s.target(), s.score(), s.unit(), Better.of(s.score())))))),
                IntColumn.create("index", IntStream.range(0, scores.size())));
        Table counts = table.pivot("row", "column", "index", AggregateFunctions.count);
        Table indices = table.pivot("row", "column", "index", AggregateFunctions.first);
        Score[][] grid = new Score[keys.size()][columns.size()];
        for (int r = 0; r < indices.rowCount(); r++) {
            int row = Integer.parseInt(indices.stringColumn("row").get(r));
            for (int c = 0; c < columns.size(); c++) {
                String column = Integer.toString(c);
                double index = indices.numberColumn(column).getDouble(r);
                if (Double.isNaN(index)) {
                    continue;
                }
                Score score = scores.get((int) index);
                if (counts.numberColumn(column).getDouble(r) > 1) {
                    throw new IllegalArgumentException(
                            "two scores fall into one cell of the comparison: " + score.id());
                }
                grid[row][c] = score;
            }
        }
        return grid;
    }

    private static Optional<Cell> cell(Score[][] grid, List<RowKey> keys, Better better, int r, int c) {
        Score score = grid[r][c];
        if (score == null) {
            return Optional.empty();
        }
        if (better == Better.UNRANKED || !isRanked(score)) {
            return Optional.of(new Cell(score, Mark.NONE, List.of()));
        }
        List<Score> rivals = new ArrayList<>();
        List<String> matchedBy = new ArrayList<>();
        for (int other = 0; other < keys.size(); other++) {
            Score there = grid[other][c];
            if (other == r || there == null) {
                continue;
            }
            if (isRanked(there)) {
                rivals.add(there);
            } else if (there.method().equals(score.method())
                    && (there.site().equals(score.site()) || there.site().isEmpty())
                    && !isApart(better, score, there)) {
                matchedBy.add(there.control());
            }
        }
        return Optional.of(new Cell(
                score,
                matchedBy.isEmpty() ? mark(better, score, rivals) : Mark.NONE,
                matchedBy.stream().distinct().toList()));
    }

    private static boolean isRanked(Score score) {
        return score.control().isEmpty() && !score.method().equals(REFERENCE);
    }

    private static Mark mark(Better better, Score score, List<Score> rivals) {
        if (rivals.isEmpty() || rivals.stream().anyMatch(rival -> better.isBetter(rival.value(), score.value()))) {
            return Mark.NONE;
        }
        return rivals.stream().allMatch(rival -> clearlyBetter(better, score, rival)) ? Mark.BEST : Mark.LEADS;
    }

    /** The intervals do not touch, and both numbers have one. */
    private static boolean clearlyBetter(Better better, Score left, Score right) {
        return isApart(better, left, right) && hasInterval(left) && hasInterval(right);
    }

    /** Better at every point of the two intervals; of two bare numbers, better. */
    private static boolean isApart(Better better, Score left, Score right) {
        return better == Better.LOWER ? left.high() < right.low() : left.low() > right.high();
    }

    private static boolean hasInterval(Score score) {
        return score.low() < score.high() || score.seeds() > 1;
    }
}
