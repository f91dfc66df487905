package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.analysis.experiment.ProcessResult.LanguageCard;
import org.assay.reports.table.Decimals;

/** The Bayes loss h(L) of a language against the number of tokens known, with its entropy rate where there is one. */
public final class FloorFigure {
    private FloorFigure() {}

    /** Needs at least one floor. */
    public static Figure of(String id, LanguageCard language) {
        List<Double> floors = language.floors();
        if (floors.isEmpty()) {
            throw new IllegalArgumentException("language " + language.name() + " has no floors to draw");
        }
        List<Object> points = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (int length = 0; length < floors.size(); length++) {
            points.add(Option.point(length, floors.get(length)));
            rows.add(List.of(Integer.toString(length), Decimals.shown(floors.get(length), 5)));
        }
        Map<String, Object> line = Option.of(
                "type",
                "line",
                "name",
                "h(L)",
                "data",
                points,
                "symbol",
                "circle",
                "symbolSize",
                6,
                "itemStyle",
                Option.colour("--cat-1"),
                "lineStyle",
                Option.of("color", "--cat-1", "width", 2));
        language.entropyRate().ifPresent(rate -> line.put("markLine", rateLine(rate)));
        Map<String, Object> xAxis = Option.valueAxis("tokens known, L");
        xAxis.put("minInterval", 1);
        Map<String, Object> option = Option.of(
                "grid", Option.of("left", 66, "right", 24, "top", 16, "bottom", 48),
                "xAxis", xAxis,
                "yAxis", Option.uprightAxis("Bayes loss, nats per token"),
                "series", List.of(line));
        return new Figure(
                id,
                "line",
                "Floor by tokens known",
                caption(language),
                280,
                "View",
                List.of(new Figure.View("floors", option)),
                new Figure.DataTable(List.of("tokens known L", "h(L) in nats"), rows));
    }

    private static Map<String, Object> rateLine(double rate) {
        return Option.of(
                "symbol", "none",
                "silent", true,
                "label",
                        Option.of(
                                "formatter", "entropy rate " + Decimals.shown(rate),
                                "position", "insideStartTop",
                                "color", "--muted"),
                "lineStyle", Option.of("color", "--muted", "type", "dashed"),
                "data", List.of(Option.of("yAxis", Option.number(rate))));
    }

    private static String caption(LanguageCard language) {
        List<Double> floors = language.floors();
        double first = floors.get(0);
        double last = floors.get(floors.size() - 1);
        boolean falls = true;
        for (int length = 1; length < floors.size(); length++) {
            falls &= floors.get(length) <= floors.get(length - 1);
        }
        String exact = language.floorsError() == 0
                ? "exact"
                : "sampled, standard error " + Decimals.shown(language.floorsError(), 2);
        return "As " + (floors.size() - 1) + " tokens become known the floor "
                + (falls ? "falls steadily from " : "goes from ") + Decimals.shown(first) + " to "
                + Decimals.shown(last)
                + " nats (" + exact + ")."
                + (falls ? "" : " It does not fall steadily: sequences do not start in the long-run state.");
    }
}
