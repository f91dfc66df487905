package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.assay.analysis.experiment.ProcessResult.RuleExcess;
import org.assay.reports.table.Decimals;

/**
 * Excess loss rule by rule, bars with interval whiskers; the untrained network stands beside on its own scale. Sorted
 * by what each rule adds to the total, share times excess.
 */
public final class RuleExcessFigure {
    private static final int ROW_HEIGHT = 24;

    private RuleExcessFigure() {}

    /** Needs at least one rule. */
    public static Figure of(String id, List<RuleExcess> rules) {
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("there are no rules to draw");
        }
        List<RuleExcess> sorted = rules.stream()
                .sorted(Comparator.comparingDouble(RuleExcessFigure::contribution)
                        .reversed()
                        .thenComparing(RuleExcess::rule))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        for (RuleExcess rule : sorted) {
            rows.add(List.of(
                    rule.rule(),
                    rule.kind(),
                    Decimals.shown(100 * rule.share(), 3),
                    Decimals.shown(rule.excess()),
                    Decimals.shown(rule.low()),
                    Decimals.shown(rule.high()),
                    Decimals.shown(rule.untrained()),
                    Decimals.shown(contribution(rule))));
        }
        return new Figure(
                id,
                "rules",
                "Excess loss rule by rule",
                caption(sorted),
                110 + ROW_HEIGHT * sorted.size(),
                "View",
                List.of(new Figure.View("rules", option(sorted))),
                new Figure.DataTable(
                        List.of(
                                "rule",
                                "kind",
                                "share of positions, %",
                                "excess, nats per token",
                                "low",
                                "high",
                                "untrained excess",
                                "adds to the total, nats per token"),
                        rows));
    }

    private static double contribution(RuleExcess rule) {
        return rule.share() * rule.excess();
    }

    private static Map<String, Object> option(List<RuleExcess> rules) {
        List<String> names = rules.stream().map(RuleExcess::rule).toList();
        List<Object> trained = new ArrayList<>();
        List<Object> untrained = new ArrayList<>();
        List<Object> whiskers = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            RuleExcess rule = rules.get(i);
            trained.add(Option.number(rule.excess()));
            untrained.add(Option.number(rule.untrained()));
            whiskers.add(Option.point(i, rule.low(), rule.high()));
        }
        return Option.of(
                "grid",
                        List.of(
                                Option.of("left", 196, "right", "34%", "top", 34, "bottom", 56),
                                Option.of("left", "70%", "right", 24, "top", 34, "bottom", 56)),
                "title", List.of(title("trained network", 196), title("untrained network", "70%")),
                "xAxis", List.of(axis(0), axis(1)),
                "yAxis", List.of(names(names, 0, true), names(names, 1, false)),
                "series",
                        List.of(
                                bars("trained", trained, 0, "--cat-1"),
                                Option.of(
                                        "type",
                                        "custom",
                                        "name",
                                        "interval",
                                        "renderItem",
                                        "@whisker",
                                        "itemStyle",
                                        Option.colour("--ink"),
                                        "encode",
                                        Option.of("x", List.of(1, 2), "y", 0),
                                        "data",
                                        whiskers,
                                        "silent",
                                        true,
                                        "z",
                                        5,
                                        "xAxisIndex",
                                        0,
                                        "yAxisIndex",
                                        0),
                                bars("untrained", untrained, 1, "--control")));
    }

    private static Map<String, Object> title(String text, Object left) {
        return Option.of(
                "text",
                text,
                "left",
                left,
                "top",
                0,
                "textStyle",
                Option.of("fontSize", 13, "fontWeight", "normal", "color", "--ink"));
    }

    private static Map<String, Object> axis(int grid) {
        Map<String, Object> axis = Option.valueAxis("nats per token");
        axis.put("gridIndex", grid);
        axis.put("scale", false);
        axis.put("splitNumber", grid == 0 ? 5 : 3);
        return axis;
    }

    private static Map<String, Object> names(List<String> names, int grid, boolean shown) {
        return Option.of(
                "type",
                "category",
                "data",
                names,
                "inverse",
                true,
                "gridIndex",
                grid,
                "axisTick",
                Option.of("show", false),
                "axisLabel",
                Option.of("show", shown, "interval", 0, "width", 184, "overflow", "truncate"));
    }

    private static Map<String, Object> bars(String name, List<Object> values, int grid, String colour) {
        return Option.of(
                "type", "bar",
                "name", name,
                "data", values,
                "barWidth", "58%",
                "xAxisIndex", grid,
                "yAxisIndex", grid,
                "itemStyle", Option.colour(colour));
    }

    private static String caption(List<RuleExcess> sorted) {
        double total =
                sorted.stream().mapToDouble(RuleExcessFigure::contribution).sum();
        double untrained = sorted.stream()
                .mapToDouble(rule -> rule.share() * rule.untrained())
                .sum();
        RuleExcess most = sorted.get(0);
        RuleExcess worst = sorted.stream()
                .max(Comparator.comparingDouble(RuleExcess::excess))
                .orElseThrow();
        String part = total > 0
                ? ", " + Decimals.shown(100 * contribution(most) / total, 2) + "% of it where \"" + most.rule()
                        + "\" wins"
                : "";
        return "The network is " + Decimals.shown(total, 3) + " nats per token above the floor" + part
                + ". Position for position it is worst at \"" + worst.rule() + "\" ("
                + Decimals.shown(worst.excess(), 3)
                + ", interval " + Decimals.shown(worst.low(), 3) + " to " + Decimals.shown(worst.high(), 3)
                + "). The untrained network is " + Decimals.shown(untrained, 3)
                + " above; note the separate scale.";
    }
}
