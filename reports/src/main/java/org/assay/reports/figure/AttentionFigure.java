package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assay.analysis.experiment.ProcessResult.Attention;
import org.assay.analysis.experiment.ProcessResult.HeadPattern;
import org.assay.reports.table.Decimals;
import org.assay.reports.table.Visible;

/**
 * Attention patterns as heat maps, one panel per head, one view per example sequence. Patterns that are never
 * negative use the sequential colours from 0 to 1; signed patterns (bilinear attention) use diverging colours,
 * symmetric about 0.
 */
public final class AttentionFigure {
    /** Signed weights have a few giants that would leave all others pale: colours reach this share of the weights. */
    private static final double COLOURED = 0.99;

    private AttentionFigure() {}

    /** Needs at least one sequence with at least one head. */
    public static Figure of(String id, List<Attention> sequences) {
        if (sequences.isEmpty() || sequences.get(0).patterns().isEmpty()) {
            throw new IllegalArgumentException("there is no attention pattern to draw");
        }
        List<Double> sizes = new ArrayList<>();
        boolean signed = false;
        for (Attention sequence : sequences) {
            for (HeadPattern head : sequence.patterns()) {
                for (double weight : weights(head)) {
                    sizes.add(Math.abs(weight));
                    signed |= weight < 0;
                }
            }
        }
        Collections.sort(sizes);
        double largest = sizes.get(sizes.size() - 1);
        double end = sizes.get((int) ((sizes.size() - 1) * COLOURED));
        List<Figure.View> views = new ArrayList<>();
        for (Attention sequence : sequences) {
            views.add(new Figure.View(name(sequence), option(sequence, signed, end)));
        }
        List<AttentionHabit> habits = AttentionHabit.of(sequences);
        return new Figure(
                id,
                "attention",
                "Attention patterns",
                caption(sequences, habits, signed) + (signed ? scaleNote(end, largest) : ""),
                320,
                "Sequence",
                views,
                AttentionHabit.table(habits));
    }

    /** Weights of allowed keys. */
    private static List<Double> weights(HeadPattern head) {
        List<Double> weights = new ArrayList<>();
        for (int query = 0; query < head.weights().size(); query++) {
            List<Double> row = head.weights().get(query);
            weights.addAll(row.subList(0, Math.min(query + 1, row.size())));
        }
        return weights;
    }

    private static String scaleNote(double end, double largest) {
        return largest > end
                ? " Colours end at " + Decimals.shown(end, 2) + ", which 1% of the weights exceed; the largest is "
                        + Decimals.shown(largest, 2) + "."
                : "";
    }

    private static String name(Attention sequence) {
        String text = String.join(" ", sequence.tokens());
        int shown = Math.min(48, text.length());
        return Visible.line(text.substring(0, shown)) + (shown < text.length() ? " ..." : "");
    }

    private static Map<String, Object> option(Attention sequence, boolean signed, double end) {
        List<Object> grids = new ArrayList<>();
        List<Object> xAxes = new ArrayList<>();
        List<Object> yAxes = new ArrayList<>();
        List<Object> series = new ArrayList<>();
        List<String> panels = new ArrayList<>();
        List<String> tokens = sequence.tokens();
        for (int i = 0; i < sequence.patterns().size(); i++) {
            HeadPattern head = sequence.patterns().get(i);
            panels.add("layer " + head.layer() + ", head " + head.head());
            grids.add(Option.of());
            xAxes.add(axis(tokens, i, false));
            yAxes.add(axis(tokens, i, true));
            series.add(Option.of("type", "heatmap", "xAxisIndex", i, "yAxisIndex", i, "data", cells(head)));
        }
        return Option.of(
                "panels", panels,
                "grid", grids,
                "xAxis", xAxes,
                "yAxis", yAxes,
                "visualMap", HeatScale.of(signed, signed ? end : 1, 4),
                "series", series);
    }

    private static Map<String, Object> axis(List<String> tokens, int grid, boolean inverse) {
        return Option.of(
                "type",
                "category",
                "data",
                tokens,
                "gridIndex",
                grid,
                "inverse",
                inverse,
                "axisTick",
                Option.of("show", false),
                "axisLine",
                Option.of("show", false),
                "axisLabel",
                Option.of("show", false, "interval", 0));
    }

    /** {@code [key, query, weight]} for keys at or before the query; later keys are masked and stay empty. */
    private static List<Object> cells(HeadPattern head) {
        List<Object> cells = new ArrayList<>();
        for (int query = 0; query < head.weights().size(); query++) {
            List<Double> row = head.weights().get(query);
            for (int key = 0; key <= query && key < row.size(); key++) {
                cells.add(List.of(key, query, Decimals.rounded(row.get(key), 3)));
            }
        }
        return cells;
    }

    private static String caption(List<Attention> sequences, List<AttentionHabit> habits, boolean signed) {
        AttentionHabit previous = AttentionHabit.strongest(habits, AttentionHabit::previous);
        AttentionHabit copying = AttentionHabit.strongest(habits, AttentionHabit::afterSame);
        StringBuilder caption = new StringBuilder("Over " + sequences.size()
                + (sequences.size() == 1 ? " sequence" : " sequences") + ", " + previous.name()
                + " looks most at the previous token (" + Decimals.shown(previous.previous(), 2) + " of its "
                + (signed ? "absolute " : "") + "weight; evenly spread attention would give "
                + Decimals.shown(previous.previousEven(), 2) + ")");
        if (copying.afterSamePositions() > 0) {
            caption.append(", and ")
                    .append(copying.name())
                    .append(" most at the token after an earlier copy of the current one (")
                    .append(Decimals.shown(copying.afterSame(), 2))
                    .append(", evenly ")
                    .append(Decimals.shown(copying.afterSameEven(), 2))
                    .append(" at the ")
                    .append(copying.afterSamePositions())
                    .append(" positions that have one)");
        }
        caption.append('.');
        if (signed) {
            double negative = habits.stream()
                    .mapToDouble(AttentionHabit::negative)
                    .average()
                    .orElseThrow();
            caption.append(" Weights are signed: ")
                    .append(Decimals.shown(100 * negative, 2))
                    .append("% of all absolute weight is negative.");
        }
        return caption.toString();
    }
}
