package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.analysis.metric.Score;
import org.assay.reports.table.Comparison;
import org.assay.reports.table.Comparison.Cell;
import org.assay.reports.table.Comparison.Column;
import org.assay.reports.table.Comparison.Row;
import org.assay.reports.table.Decimals;

/**
 * How far each explanation is from the truth and from the network, its controls right under it: the answer of a run at
 * a glance. Explanations stand in the order of their distance, each at the site where it does best; the controls are
 * those of that site. The axis is logarithmic, so a distance of 0 has no mark.
 */
public final class HeadToHeadFigure {
    private static final String TARGET = "next-token";
    private static final String NETWORK = "network";
    private static final int ROW_HEIGHT = 24;
    private static final int SURROUNDINGS = 92;

    private HeadToHeadFigure() {}

    /** Empty when no explanation has a distance from the truth or the network. */
    public static Optional<Figure> of(String id, Comparison comparison) {
        List<Figure.View> views = new ArrayList<>();
        List<List<String>> table = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        int most = 0;
        for (String from : List.of("truth", NETWORK)) {
            List<Line> lines = lines(comparison, "kl-from-" + from);
            if (lines.stream().noneMatch(line -> line.role == Role.EXPLANATION)) {
                continue;
            }
            most = Math.max(most, lines.size());
            views.add(new Figure.View("distance from the " + from, option(lines, from)));
            lines.forEach(line -> table.add(line.cells(from)));
            captions.add(caption(lines, from));
        }
        if (views.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Figure(
                id,
                "dots",
                "Explanations and their controls on " + comparison.process(),
                String.join(" ", captions) + " The axis is logarithmic; every subspace stands at its best site.",
                SURROUNDINGS + ROW_HEIGHT * most,
                "Shown",
                views,
                new Figure.DataTable(
                        List.of("distance from", "what", "kind", "site", "nats per token", "low", "high"), table)));
    }

    private enum Role {
        EXPLANATION("explanation", "circle", "--cat-1"),
        CONTROL("its control", "diamond", "--cat-2"),
        REFERENCE("network and n-grams", "rect", "--cat-7");

        private final String title;
        private final String symbol;
        private final String colour;

        Role(String title, String symbol, String colour) {
            this.title = title;
            this.symbol = symbol;
            this.colour = colour;
        }
    }

    private record Line(String name, Role role, Score score) {
        List<String> cells(String from) {
            return List.of(
                    from,
                    name.strip(),
                    role.title,
                    score.site(),
                    Decimals.shown(score.value()),
                    Decimals.shown(score.low()),
                    Decimals.shown(score.high()));
        }

        String told() {
            return name + " " + Decimals.shown(score.value(), 3) + " (" + Decimals.shown(score.low(), 3) + " to "
                    + Decimals.shown(score.high(), 3) + ")";
        }
    }

    private static List<Line> lines(Comparison comparison, String score) {
        Optional<Column> column = comparison.columns().stream()
                .filter(c -> c.score().equals(score) && c.target().equals(TARGET))
                .findFirst();
        if (column.isEmpty()) {
            return List.of();
        }
        int index = comparison.columns().indexOf(column.get());
        List<Row> rows = comparison.rows().stream()
                .filter(row -> row.cells().get(index).isPresent())
                .toList();
        List<Line> lines = new ArrayList<>();
        rows.stream()
                .filter(row ->
                        row.method().equals(NETWORK) && scoreOf(row, index).value() > 0)
                .forEach(row -> lines.add(new Line(
                        row.isControl() ? "untrained network" : "the network itself",
                        Role.REFERENCE,
                        scoreOf(row, index))));
        for (Row best : bestSites(rows, index)) {
            lines.add(new Line(name(best), Role.EXPLANATION, scoreOf(best, index)));
            rows.stream()
                    .filter(row -> row.isControl()
                            && row.method().equals(best.method())
                            && row.site().equals(best.site()))
                    .forEach(row -> lines.add(new Line(
                            "\u2514 " + row.control().replace("-subspace", ""), Role.CONTROL, scoreOf(row, index))));
        }
        rows.stream()
                .filter(row -> row.isControl() && row.alone() && !row.method().equals(NETWORK))
                .map(row -> new Line(row.control(), Role.REFERENCE, scoreOf(row, index)))
                .sorted(Comparator.comparingDouble(line -> line.score.value()))
                .forEach(lines::add);
        return lines;
    }

    /** One row for each explanation, the nearest first. */
    private static List<Row> bestSites(List<Row> rows, int index) {
        List<Row> sorted = rows.stream()
                .filter(row -> row.cells().get(index).map(Cell::competes).orElse(false))
                .sorted(Comparator.comparingDouble(row -> scoreOf(row, index).value()))
                .toList();
        List<Row> best = new ArrayList<>();
        for (Row row : sorted) {
            if (best.stream().noneMatch(other -> other.method().equals(row.method()))) {
                best.add(row);
            }
        }
        return best;
    }

    private static Score scoreOf(Row row, int index) {
        return row.cells().get(index).orElseThrow().score();
    }

    private static String name(Row row) {
        String prefix = "principal-subspace-";
        return row.method().startsWith(prefix)
                ? "subspace of " + row.method().substring(prefix.length()) + " directions"
                : row.method().replace('-', ' ');
    }

    private static Map<String, Object> option(List<Line> lines, String from) {
        List<Object> series = new ArrayList<>();
        List<Object> whiskers = new ArrayList<>();
        for (int r = 0; r < lines.size(); r++) {
            Score score = lines.get(r).score;
            if (score.low() > 0) {
                whiskers.add(Option.point(r, score.low(), score.high()));
            }
        }
        series.add(Option.whiskers(whiskers));
        for (Role role : Role.values()) {
            series.add(dots(lines, role));
        }
        Map<String, Object> xAxis = Option.valueAxis("nats per token from the " + from + ", lower is better");
        xAxis.put("type", "log");
        double least = lines.stream()
                .mapToDouble(line -> line.score.low() > 0 ? line.score.low() : line.score.value())
                .filter(value -> value > 0)
                .min()
                .orElse(1);
        xAxis.put("min", Option.number(StrictMath.pow(10, Math.floor(StrictMath.log10(least)))));
        List<String> values = lines.stream()
                .map(line -> Decimals.shown(line.score.value(), 3))
                .toList();
        return Option.of(
                "grid", Option.of("left", 190, "right", 72, "top", 32, "bottom", 52),
                "legend", Option.of("top", 0, "left", "center", "itemWidth", 11, "itemHeight", 11),
                "xAxis", xAxis,
                "yAxis", List.of(names(lines.stream().map(Line::name).toList(), "left"), names(values, "right")),
                "series", series);
    }

    private static Map<String, Object> names(List<String> names, String side) {
        return Option.of(
                "type",
                "category",
                "inverse",
                true,
                "data",
                names,
                "position",
                side,
                "axisTick",
                Option.of("show", false),
                "axisLine",
                Option.of("show", false),
                "axisLabel",
                Option.of("interval", 0, "fontSize", 13, "color", "--ink"));
    }

    private static Map<String, Object> dots(List<Line> lines, Role role) {
        List<Object> points = new ArrayList<>();
        for (int r = 0; r < lines.size(); r++) {
            Score score = lines.get(r).score;
            if (lines.get(r).role == role && score.value() > 0) {
                points.add(List.of(
                        Option.number(score.value()), r, Option.number(score.low()), Option.number(score.high())));
            }
        }
        return Option.of(
                "type",
                "scatter",
                "name",
                role.title,
                "data",
                points,
                "symbol",
                role.symbol,
                "symbolSize",
                role == Role.EXPLANATION ? 13 : 10,
                "z",
                5,
                "itemStyle",
                Option.colour(role.colour));
    }

    private static String caption(List<Line> lines, String from) {
        String explanations = lines.stream()
                .filter(line -> line.role == Role.EXPLANATION)
                .map(Line::told)
                .collect(Collectors.joining(", "));
        String control = lines.stream()
                .filter(line -> line.role == Role.CONTROL)
                .min(Comparator.comparingDouble(line -> line.score.value()))
                .map(line -> "; the nearest of their controls is " + Decimals.shown(line.score.value(), 3) + " away")
                .orElse("; they have no controls");
        return "From the " + from + ": " + explanations + control + ".";
    }
}
