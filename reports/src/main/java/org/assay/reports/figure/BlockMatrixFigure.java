package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.reports.table.Decimals;

/** Tables of blocks as heat maps, one view per table: what each block holds of each factor, what it causes, how runs agree. */
public final class BlockMatrixFigure {
    private static final int ROW_HEIGHT = 26;
    private static final int MOST_LABELLED = 120;

    private BlockMatrixFigure() {}

    /** Which block holds which factor: rows blocks, columns factors, values capture, purity or information. */
    public static Figure capture(String id, String measure, List<BlockTable> tables) {
        return figure(id, "Which block holds which factor", measure, tables, captureCaption(measure, tables));
    }

    /** Which block, exchanged, changes which factor: rows blocks, columns factors, values in [-1, 1]. */
    public static Figure interchange(String id, List<BlockTable> tables) {
        return figure(id, "Which block causes which factor", "interchange effect", tables, interchangeCaption(tables));
    }

    /** How far partitions of different runs are one: rows and columns runs, values an agreement in which chance is 0. */
    public static Figure stability(String id, String measure, List<BlockTable> tables) {
        return figure(id, "Agreement between runs", measure, tables, stabilityCaption(measure, tables));
    }

    /** Any one table, with the finding in words. */
    static Figure of(String id, String heading, String measure, BlockTable table, String caption) {
        return figure(id, heading, measure, List.of(table), caption);
    }

    private static Figure figure(String id, String heading, String measure, List<BlockTable> tables, String caption) {
        boolean signed = tables.stream().anyMatch(table -> smallest(table) < 0);
        double reach =
                tables.stream().mapToDouble(BlockMatrixFigure::largest).max().orElse(1);
        double end = reach > 0 ? reach : 1;
        List<Figure.View> views = tables.stream()
                .map(table -> new Figure.View(table.name(), option(table, signed, end)))
                .toList();
        int rows = tables.stream().mapToInt(table -> table.rows().size()).max().orElseThrow();
        return new Figure(
                id, "matrix", heading, caption, 150 + ROW_HEIGHT * rows, "Method", views, numbers(measure, tables));
    }

    private static double largest(BlockTable table) {
        return table.values().stream()
                .flatMap(List::stream)
                .filter(Double::isFinite)
                .mapToDouble(Math::abs)
                .max()
                .orElse(0);
    }

    private static double smallest(BlockTable table) {
        return table.values().stream()
                .flatMap(List::stream)
                .filter(Double::isFinite)
                .mapToDouble(value -> value)
                .min()
                .orElse(0);
    }

    private static Map<String, Object> option(BlockTable table, boolean signed, double end) {
        List<Object> cells = new ArrayList<>();
        for (int row = 0; row < table.rows().size(); row++) {
            for (int column = 0; column < table.columns().size(); column++) {
                // What is no number is a gap.
                if (Double.isFinite(table.value(row, column))) {
                    List<Object> cell = new ArrayList<>(List.of(column, row));
                    cell.add(Option.number(table.value(row, column)));
                    cell.add(Option.number(table.chance(row, column)));
                    cells.add(cell);
                }
            }
        }
        boolean labelled = table.rows().size() * table.columns().size() <= MOST_LABELLED;
        return Option.of(
                "grid", Option.of("left", 150, "right", 20, "top", 12, "bottom", 118),
                "xAxis", axis(table.columns(), false, 38),
                "yAxis", axis(table.rows(), true, 0),
                "visualMap", HeatScale.of(signed, end, 2),
                "series",
                        List.of(Option.of(
                                "type",
                                "heatmap",
                                "data",
                                cells,
                                "itemStyle",
                                Option.of("borderWidth", 1, "borderColor", "--panel"),
                                "label",
                                Option.of("show", labelled, "formatter", "@cell", "fontSize", 11))));
    }

    private static Map<String, Object> axis(List<String> names, boolean inverse, int rotate) {
        return Option.of(
                "type",
                "category",
                "data",
                names,
                "inverse",
                inverse,
                "axisTick",
                Option.of("show", false),
                "axisLine",
                Option.of("show", false),
                "axisLabel",
                Option.of("interval", 0, "rotate", rotate, "width", rotate > 0 ? 96 : 140, "overflow", "truncate"));
    }

    private static Figure.DataTable numbers(String measure, List<BlockTable> tables) {
        List<List<String>> rows = new ArrayList<>();
        for (BlockTable table : tables) {
            for (int row = 0; row < table.rows().size(); row++) {
                for (int column = 0; column < table.columns().size(); column++) {
                    rows.add(List.of(
                            table.name(),
                            table.rows().get(row),
                            table.columns().get(column),
                            shown(table.value(row, column)),
                            shown(table.chance(row, column))));
                }
            }
        }
        return new Figure.DataTable(List.of("table", "row", "column", measure, "by chance"), rows);
    }

    private static String shown(double value) {
        return Double.isFinite(value) ? Decimals.shown(value, 3) : "";
    }

    /** The row that has most of a column. */
    private static int best(BlockTable table, int column) {
        int best = 0;
        for (int row = 1; row < table.rows().size(); row++) {
            best = table.value(row, column) > table.value(best, column) || Double.isNaN(table.value(best, column))
                    ? row
                    : best;
        }
        return best;
    }

    private static String captureCaption(String measure, List<BlockTable> tables) {
        BlockTable table = tables.get(0);
        List<String> held = new ArrayList<>();
        List<String> nowhere = new ArrayList<>();
        for (int column = 0; column < table.columns().size(); column++) {
            int row = best(table, column);
            String factor = table.columns().get(column);
            double value = table.value(row, column);
            if (value > table.chance(row, column) || table.floor().isEmpty() && value > 0) {
                held.add(factor + " most in " + table.rows().get(row) + " (" + Decimals.shown(value, 2)
                        + chanceNote(table, row, column) + ")");
            } else {
                nowhere.add(factor);
            }
        }
        String caption = "By " + measure + ", " + table.name() + " holds "
                + (held.isEmpty() ? "no factor better than chance" : String.join(", ", held)) + ".";
        return nowhere.isEmpty()
                ? caption
                : caption + " No block holds " + String.join(", ", nowhere) + " better than chance.";
    }

    private static String chanceNote(BlockTable table, int row, int column) {
        double chance = table.chance(row, column);
        return Double.isNaN(chance) ? "" : ", by chance " + Decimals.shown(chance, 2);
    }

    private static String interchangeCaption(List<BlockTable> tables) {
        BlockTable table = tables.get(0);
        List<String> caused = new ArrayList<>();
        for (int column = 0; column < table.columns().size(); column++) {
            int row = best(table, column);
            if (Double.isNaN(table.value(row, column))) {
                continue;
            }
            caused.add(table.columns().get(column) + ": " + table.rows().get(row) + ", "
                    + Decimals.shown(table.value(row, column), 2));
        }
        return "1 = with this block taken from another context the network answers as if the factor were taken from it, 0 = as"
                + " before. Strongest block for each factor under " + table.name() + ": "
                + String.join("; ", caused) + ".";
    }

    private static String stabilityCaption(String measure, List<BlockTable> tables) {
        List<String> means = new ArrayList<>();
        for (BlockTable table : tables) {
            double sum = 0;
            double least = Double.POSITIVE_INFINITY;
            int pairs = 0;
            for (int row = 0; row < table.rows().size(); row++) {
                for (int column = 0; column < row && column < table.columns().size(); column++) {
                    if (Double.isFinite(table.value(row, column))) {
                        sum += table.value(row, column);
                        least = Math.min(least, table.value(row, column));
                        pairs++;
                    }
                }
            }
            means.add(
                    pairs == 0
                            ? table.name() + " has a single run"
                            : table.name() + " " + Decimals.shown(sum / pairs, 2) + " (least "
                                    + Decimals.shown(least, 2) + ")");
        }
        return "Mean " + measure + " between two runs: " + String.join(", ", means) + ".";
    }
}
