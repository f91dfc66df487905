package org.assay.reports.figure;

import java.util.List;
import java.util.Map;

/** What panels of a belief simplex have in common: hidden axes, the line of its edges, points coloured by what is true of them. */
final class SimplexPanels {
    /** Read-outs may leave the simplex; farther than this they are drawn at the edge of the panel. */
    static final double MARGIN = 0.12;

    private SimplexPanels() {}

    /** From 0 to {@code side}, with a margin. */
    static Map<String, Object> axis(int grid, double side) {
        return Option.of(
                "type",
                "value",
                "gridIndex",
                grid,
                "show",
                false,
                "min",
                Option.number(-MARGIN),
                "max",
                Option.number(side + MARGIN));
    }

    /** A coordinate, moved to the edge of the panel where it lies beyond. */
    static double kept(double value, double side) {
        return Math.max(-MARGIN, Math.min(side + MARGIN, value));
    }

    /**
     * @param corners the stroke, from corner to corner
     * @param joined  whether the corners are joined, else only marked
     */
    static Map<String, Object> outline(int grid, List<Object> corners, boolean joined) {
        return Option.of(
                "type",
                "line",
                "xAxisIndex",
                grid,
                "yAxisIndex",
                grid,
                "data",
                corners,
                "symbolSize",
                joined ? 1 : 5,
                "silent",
                true,
                "lineStyle",
                Option.of("color", "--rule", "width", joined ? 1 : 0),
                "itemStyle",
                Option.colour("--rule"));
    }

    /** Points whose colours the page mixes from those of the corners. */
    static Map<String, Object> cloud(int grid, List<?> points) {
        return Option.of(
                "type",
                "scatter",
                "xAxisIndex",
                grid,
                "yAxisIndex",
                grid,
                "symbolSize",
                3,
                "data",
                points,
                "itemStyle",
                Option.of("color", "@truth", "opacity", 0.85));
    }
}
