package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nodes at places of their own and links between them, as an ECharts graph over two hidden axes. */
final class NodeLinks {
    private final List<Object> nodes = new ArrayList<>();
    private final List<Object> links = new ArrayList<>();
    private final Map<String, Integer> seen = new HashMap<>();

    /**
     * @param id    unique
     * @param label beside the node
     * @param words what is said of it
     */
    void node(String id, String label, double x, double y, double size, String colour, String words) {
        nodes.add(Option.of(
                "id",
                id,
                "name",
                label,
                "value",
                Option.point(x, y),
                "symbolSize",
                Option.number(size),
                "words",
                words,
                "itemStyle",
                Option.colour(colour)));
    }

    /** Links of one pair of nodes are bent ever more, so that all of them can be seen. */
    void link(String from, String to, double width, String colour, String dash, String words) {
        int before = seen.merge(from + "\u0000" + to, 1, Integer::sum) - 1;
        double bend = 0.08 + 0.14 * before;
        links.add(Option.of(
                "source",
                from,
                "target",
                to,
                "words",
                words,
                "lineStyle",
                Option.of("width", Option.number(width), "color", colour, "type", dash, "curveness", bend)));
    }

    /** @param columns titles along the top, one for each whole x from 0 */
    Map<String, Object> option(List<String> columns, double lowest, double highest) {
        return Option.of(
                "grid", Option.of("left", 24, "right", 110, "top", 44, "bottom", 12),
                "columns", columns,
                "xAxis",
                        Option.of(
                                "type",
                                "value",
                                "position",
                                "top",
                                "min",
                                -0.5,
                                "max",
                                columns.size() - 0.5,
                                "interval",
                                0.5,
                                "splitLine",
                                Option.of("show", false),
                                "axisLine",
                                Option.of("show", false),
                                "axisTick",
                                Option.of("show", false),
                                "axisLabel",
                                Option.of("fontSize", 11, "width", 130, "overflow", "truncate")),
                "yAxis",
                        Option.of(
                                "type",
                                "value",
                                "show",
                                false,
                                "inverse",
                                true,
                                "min",
                                Option.number(lowest),
                                "max",
                                Option.number(highest)),
                "series",
                        List.of(Option.of(
                                "type",
                                "graph",
                                "coordinateSystem",
                                "cartesian2d",
                                "edgeSymbol",
                                List.of("none", "arrow"),
                                "edgeSymbolSize",
                                7,
                                "label",
                                Option.of("show", true, "position", "right", "color", "--ink", "fontSize", 11),
                                "emphasis",
                                Option.of("focus", "adjacency"),
                                "data",
                                nodes,
                                "links",
                                links)));
    }
}
