package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.analysis.metric.Score;
import org.assay.reports.table.Better;
import org.assay.reports.table.Comparison;
import org.assay.reports.table.Comparison.Cell;
import org.assay.reports.table.Comparison.Column;
import org.assay.reports.table.Comparison.Mark;
import org.assay.reports.table.Comparison.Row;
import org.assay.reports.table.Decimals;

/**
 * One score at a time: every method and control that has it as a dot with its interval, controls under their method.
 */
public final class ComparisonFigure {
    private static final int ROW_HEIGHT = 22;

    private ComparisonFigure() {}

    /** Needs at least one column. */
    public static Figure of(String id, Comparison comparison) {
        if (comparison.columns().isEmpty()) {
            throw new IllegalArgumentException("there is no score to compare on " + comparison.process());
        }
        List<Figure.View> views = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        int most = 0;
        for (int c : widestFirst(comparison)) {
            Column column = comparison.columns().get(c);
            List<Row> rows = having(comparison, c);
            most = Math.max(most, rows.size());
            views.add(new Figure.View(column.title(), option(column, rows, c)));
            for (Row row : rows) {
                table.add(numbers(column, row, row.cells().get(c).orElseThrow().score()));
            }
        }
        return new Figure(
                id,
                "dots",
                "Methods beside their controls",
                caption(comparison),
                80 + ROW_HEIGHT * most,
                "Score",
                views,
                new Figure.DataTable(
                        List.of("score", "method", "control", "site", "value", "low", "high", "seeds"), table));
    }

    private static List<String> numbers(Column column, Row row, Score score) {
        return List.of(
                column.title(),
                row.method(),
                row.control(),
                row.site(),
                Decimals.shown(score.value()),
                Decimals.shown(score.low()),
                Decimals.shown(score.high()),
                Integer.toString(score.seeds()));
    }

    /** Columns with the most to compare come first; of equals the earlier one. */
    private static List<Integer> widestFirst(Comparison comparison) {
        return IntStream.range(0, comparison.columns().size())
                .boxed()
                .sorted(Comparator.comparingInt(c -> -having(comparison, c).size()))
                .toList();
    }

    private static List<Row> having(Comparison comparison, int column) {
        return comparison.rows().stream()
                .filter(row -> row.cells().get(column).isPresent())
                .toList();
    }

    private static Map<String, Object> option(Column column, List<Row> rows, int c) {
        List<Object> methods = new ArrayList<>();
        List<Object> controls = new ArrayList<>();
        List<Object> whiskers = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            Score score = rows.get(r).cells().get(c).orElseThrow().score();
            (rows.get(r).isControl() ? controls : methods)
                    .add(List.of(
                            Option.number(score.value()), r, Option.number(score.low()), Option.number(score.high())));
            whiskers.add(Option.point(r, score.low(), score.high()));
        }
        Map<String, Object> xAxis =
                Option.valueAxis(column.unit() + (column.better() == Better.UNRANKED ? "" : ", " + column.better()));
        return Option.of(
                "grid", Option.of("left", 330, "right", 28, "top", 30, "bottom", 48),
                "legend", Option.of("top", 0, "left", "center", "itemWidth", 11, "itemHeight", 11),
                "xAxis", xAxis,
                "yAxis",
                        Option.of(
                                "type",
                                "category",
                                "inverse",
                                true,
                                "data",
                                rows.stream().map(Row::title).toList(),
                                "axisTick",
                                Option.of("show", false),
                                "axisLabel",
                                Option.of("interval", 0, "fontSize", 11, "width", 320, "overflow", "truncate")),
                "series",
                        List.of(
                                Option.whiskers(whiskers),
                                dots("method", methods, "circle", "--cat-1"),
                                dots("control", controls, "diamond", "--cat-2")));
    }

    private static Map<String, Object> dots(String name, List<Object> points, String symbol, String colour) {
        return Option.of(
                "type",
                "scatter",
                "name",
                name,
                "data",
                points,
                "symbol",
                symbol,
                "symbolSize",
                10,
                "z",
                5,
                "itemStyle",
                Option.colour(colour));
    }

    private static String caption(Comparison comparison) {
        List<Cell> values = comparison.rows().stream()
                .flatMap(row -> row.cells().stream())
                .flatMap(Optional::stream)
                .filter(cell -> cell.competes() && Better.of(cell.score().score()) != Better.UNRANKED)
                .toList();
        if (values.isEmpty()) {
            return "None of these scores can be ranked.";
        }
        long matched =
                values.stream().filter(cell -> !cell.matchedBy().isEmpty()).count();
        long ranked = comparison.columns().stream()
                .filter(column -> column.better() != Better.UNRANKED)
                .count();
        List<Cell> best =
                values.stream().filter(cell -> cell.mark() == Mark.BEST).toList();
        String clear = best.isEmpty()
                ? "On none of the " + ranked + " ranked scores is one method clearly best"
                : "On " + best.size() + " of " + ranked
                        + " ranked scores one method is best, its interval clear of every other";
        return clear + ". Of " + values.size() + " values of methods, " + matched + (matched == 1 ? " is" : " are")
                + " matched by a control of the same method.";
    }
}
