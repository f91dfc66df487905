package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assay.analysis.experiment.ProcessResult.RuleCard;
import org.assay.reports.table.Decimals;

/**
 * The rules of a language in order of priority, as a strip of cells: how often each wins and emits, and the Bayes loss where it
 * wins. Each column has its own scale.
 */
public final class RuleTableFigure {
    private static final int ROW_HEIGHT = 20;
    private static final List<String> COLUMNS = List.of("wins, %", "emits, %", "floor, nats");

    private RuleTableFigure() {}

    /** Needs at least one rule. */
    public static Figure of(String id, List<RuleCard> rules) {
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("there are no rules to draw");
        }
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            RuleCard rule = rules.get(i);
            rows.add(List.of(
                    Integer.toString(i + 1),
                    rule.name(),
                    rule.kind(),
                    rule.when(),
                    rule.then(),
                    Decimals.shown(100 * rule.wins(), 3),
                    Decimals.shown(100 * rule.emits(), 3),
                    rule.floor().map(Decimals::shown).orElse("")));
        }
        return new Figure(
                id,
                "strip",
                "Rules in order of priority",
                caption(rules),
                56 + ROW_HEIGHT * rules.size(),
                "View",
                List.of(new Figure.View("rules", option(rules))),
                new Figure.DataTable(
                        List.of("priority", "rule", "kind", "when", "then", "wins, %", "emits, %", "floor, nats"),
                        rows));
    }

    private static Map<String, Object> option(List<RuleCard> rules) {
        List<Object> series = new ArrayList<>();
        List<Object> scales = new ArrayList<>();
        for (int column = 0; column < COLUMNS.size(); column++) {
            List<Object> cells = new ArrayList<>();
            double greatest = 0;
            for (int i = 0; i < rules.size(); i++) {
                double value = value(rules.get(i), column);
                if (Double.isFinite(value)) {
                    cells.add(Option.of("name", tip(rules.get(i)), "value", Option.point(column, i, value)));
                    greatest = Math.max(greatest, value);
                }
            }
            series.add(Option.of(
                    "type",
                    "heatmap",
                    "name",
                    COLUMNS.get(column),
                    "data",
                    cells,
                    "label",
                    Option.of("show", true, "formatter", "@last", "fontSize", 11, "color", "--ink"),
                    "itemStyle",
                    Option.of("borderWidth", 1, "borderColor", "transparent")));
            scales.add(Option.of(
                    "show",
                    false,
                    "seriesIndex",
                    column,
                    "dimension",
                    2,
                    "min",
                    0,
                    "max",
                    greatest > 0 ? Option.number(greatest) : 1,
                    "inRange",
                    Option.of("color", List.of("--cat-1", "--cat-1"), "colorAlpha", List.of(.04, .5))));
        }
        return Option.of(
                "grid", Option.of("left", 210, "right", 16, "top", 34, "bottom", 8),
                "xAxis",
                        Option.of(
                                "type",
                                "category",
                                "data",
                                COLUMNS,
                                "position",
                                "top",
                                "axisTick",
                                Option.of("show", false),
                                "axisLabel",
                                Option.of("interval", 0)),
                "yAxis",
                        Option.of(
                                "type", "category",
                                "data", rules.stream().map(RuleCard::name).toList(),
                                "inverse", true,
                                "axisTick", Option.of("show", false),
                                "axisLabel", Option.of("interval", 0, "width", 198, "overflow", "truncate")),
                "visualMap", scales,
                "series", series);
    }

    /** NaN where there is none. */
    private static double value(RuleCard rule, int column) {
        return switch (column) {
            case 0 -> 100 * rule.wins();
            case 1 -> 100 * rule.emits();
            default -> rule.floor().orElse(Double.NaN);
        };
    }

    private static String tip(RuleCard rule) {
        return rule.name() + ": " + rule.when() + " \u2192 " + rule.then();
    }

    private static String caption(List<RuleCard> rules) {
        RuleCard most =
                rules.stream().max(Comparator.comparingDouble(RuleCard::wins)).orElseThrow();
        long silent = rules.stream().filter(rule -> rule.wins() == 0).count();
        return String.format(
                Locale.ROOT,
                "\u201c%s\u201d wins most often, at %s%% of tokens. The floor is the Bayes loss where a rule wins: not 0 for a rule"
                        + " that is certain, since others may emit there too.%s Shares and floors are from 128,000 sampled"
                        + " tokens.",
                most.name(),
                Decimals.shown(100 * most.wins(), 3),
                silent == 0
                        ? ""
                        : " " + silent + " of " + rules.size() + " won nowhere: they only take or bend shares.");
    }
}
