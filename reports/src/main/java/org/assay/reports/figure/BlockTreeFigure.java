package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.reports.table.Decimals;

/** The tree of a partition that was cut again and again: every node a block, its children the blocks that it was cut into. */
public final class BlockTreeFigure {
    private static final double ROW = 30;

    /**
     * A block, and what it was cut into.
     *
     * @param name     of the block
     * @param size     directions
     * @param evidence for the cut into its children, such as a z against shuffled rows; NaN for a leaf, or where there is none
     * @param children none for a block that stays whole
     */
    public record Node(String name, int size, double evidence, List<Node> children) {
        public Node {
            children = List.copyOf(children);
        }

        int leaves() {
            return children.isEmpty()
                    ? 1
                    : children.stream().mapToInt(Node::leaves).sum();
        }

        int depth() {
            return 1 + children.stream().mapToInt(Node::depth).max().orElse(0);
        }
    }

    private BlockTreeFigure() {}

    /** @param measure what the evidence of a cut is, such as {@code z} */
    public static Figure of(String id, String measure, Node root) {
        NodeLinks graph = new NodeLinks();
        List<List<String>> rows = new ArrayList<>();
        place(graph, rows, measure, root, "", 0, 0);
        List<String> columns = new ArrayList<>();
        for (int depth = 0; depth < root.depth(); depth++) {
            columns.add(depth == 0 ? "all" : depth + (depth == 1 ? " cut" : " cuts"));
        }
        Map<String, Object> option = graph.option(columns, -0.6, root.leaves() - 0.4);
        return new Figure(
                id,
                "graph",
                "The tree of blocks",
                caption(measure, root),
                (int) (80 + ROW * root.leaves()),
                "View",
                List.of(new Figure.View("tree", option)),
                new Figure.DataTable(List.of("block", "directions", "cut into", measure), rows));
    }

    /** Leaves one below the other from {@code row} on, every other block in the middle of its children; gives its row. */
    private static double place(
            NodeLinks graph, List<List<String>> rows, String measure, Node node, String path, int depth, int row) {
        String id = path + "/" + node.name();
        String evidence = Double.isNaN(node.evidence()) ? "" : Decimals.shown(node.evidence(), 3);
        rows.add(List.of(
                node.name(),
                Integer.toString(node.size()),
                String.join(", ", node.children().stream().map(Node::name).toList()),
                evidence));
        double first = row;
        double last = row;
        int next = row;
        for (int child = 0; child < node.children().size(); child++) {
            double at = place(graph, rows, measure, node.children().get(child), id, depth + 1, next);
            first = child == 0 ? at : first;
            last = at;
            next += node.children().get(child).leaves();
        }
        double middle = (first + last) / 2;
        graph.node(
                id,
                node.name() + " (" + node.size() + ")",
                depth,
                middle,
                8 + 2 * Math.sqrt(node.size()),
                node.children().isEmpty() ? "--cat-3" : "--cat-1",
                node.name() + ", " + node.size() + (node.size() == 1 ? " direction" : " directions")
                        + (node.children().isEmpty()
                                ? ", whole"
                                : ", cut into " + node.children().size()
                                        + (evidence.isEmpty() ? "" : ", " + measure + " " + evidence)));
        for (Node child : node.children()) {
            graph.link(id, id + "/" + child.name(), 1.5, "--muted", "solid", "part of " + node.name());
        }
        return middle;
    }

    private static String caption(String measure, Node root) {
        if (root.children().isEmpty()) {
            return "Nothing was cut: all " + root.size() + " directions are one block.";
        }
        double weakest = weakest(root);
        return root.size() + " directions in " + root.leaves() + " blocks after at most " + (root.depth() - 1)
                + (root.depth() == 2 ? " cut" : " cuts")
                + (Double.isInfinite(weakest)
                        ? "."
                        : "; the least certain cut has " + measure + " " + Decimals.shown(weakest, 3) + ".");
    }

    private static double weakest(Node node) {
        double weakest =
                Double.isNaN(node.evidence()) || node.children().isEmpty() ? Double.POSITIVE_INFINITY : node.evidence();
        for (Node child : node.children()) {
            weakest = Math.min(weakest, weakest(child));
        }
        return weakest;
    }
}
