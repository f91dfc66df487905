package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.assay.analysis.circuit.block.BlockGraph;
import org.assay.reports.table.Decimals;

/**
 * A circuit between the blocks of a residual stream as a layered graph: one column for each site, blocks below one another, an edge for
 * each way from block to block, as wide as it is strong. QK edges, which compare two blocks of one site, are dashed
 * and end at a small node beside the block of the key. Where the circuit is
 * known its edges are green, what was found beside it is red, and what was missed is dotted.
 */
public final class CircuitFigure {
    private static final double ROW = 56;
    private static final double WIDEST = 7;

    /** How far beside its block the node of a key stands, in columns. */
    private static final double KEY_ASIDE = 0.3;

    /**
     * @param id    unique
     * @param site  the column it stands in, one of the sites
     * @param label what it holds, or its number
     * @param size  directions
     */
    public record Block(String id, String site, String label, int size) {}

    /**
     * @param from  id of a block
     * @param to    id of a block
     * @param part  such as {@code OV 0, head 1}
     * @param lift  how far it is above chance, which is 1
     * @param z     how many standard deviations of chance
     * @param kept  whether it was found
     * @param known whether it is there, where that is known
     */
    public record Edge(
            String from, String to, String part, double lift, double z, boolean kept, Optional<Boolean> known) {
        boolean compares() {
            return part.startsWith("QK");
        }

        boolean isTrue() {
            return known.orElse(false);
        }
    }

    private CircuitFigure() {}

    /** A circuit as it was read from weights. */
    public static Figure of(String id, BlockGraph graph) {
        return of(
                id,
                graph.columns(),
                graph.nodes().stream()
                        .map(node -> new Block(node.id(), node.column(), node.label(), node.size()))
                        .toList(),
                graph.edges().stream()
                        .map(edge -> new Edge(
                                edge.from(), edge.to(), edge.part(), edge.lift(), edge.z(), edge.kept(), edge.known()))
                        .toList());
    }

    /**
     * @param sites  columns from left to right
     * @param blocks all blocks
     * @param edges  found or known ones are drawn, and all stand in the table
     */
    public static Figure of(String id, List<String> sites, List<Block> blocks, List<Edge> edges) {
        if (blocks.isEmpty() || sites.isEmpty()) {
            throw new IllegalArgumentException("there is no block to draw");
        }
        Set<String> ids = new LinkedHashSet<>();
        blocks.forEach(block -> ids.add(block.id()));
        for (Edge edge : edges) {
            if (!ids.contains(edge.from()) || !ids.contains(edge.to())) {
                throw new IllegalArgumentException("edge " + edge.part() + " leads from '" + edge.from() + "' to '"
                        + edge.to() + "', which are not both blocks");
            }
        }
        Map<String, Predicate<Edge>> choices = new LinkedHashMap<>();
        choices.put("found", Edge::kept);
        if (edges.stream().anyMatch(edge -> edge.known().isPresent())) {
            choices.put("found or true", edge -> edge.kept() || edge.isTrue());
            choices.put("true", Edge::isTrue);
            choices.put("wrong: found but not true, true but not found", edge -> edge.kept() != edge.isTrue());
        }
        choices.put(
                "found, without the stream itself",
                edge -> edge.kept() && !edge.part().startsWith("SKIP"));
        List<Figure.View> views = new ArrayList<>();
        choices.forEach((name, chosen) -> views.add(new Figure.View(
                name, option(sites, blocks, edges.stream().filter(chosen).toList()))));
        int most = sites.stream()
                .mapToInt(site -> (int) blocks.stream()
                        .filter(block -> block.site().equals(site))
                        .count())
                .max()
                .orElseThrow();
        return new Figure(
                id,
                "graph",
                "The circuit between blocks",
                caption(edges),
                (int) (90 + ROW * most),
                "Edges",
                views,
                table(blocks, edges));
    }

    private static Map<String, Object> option(List<String> sites, List<Block> blocks, List<Edge> drawn) {
        NodeLinks graph = new NodeLinks();
        int most = 0;
        for (int column = 0; column < sites.size(); column++) {
            int row = 0;
            for (Block block : blocks) {
                if (block.site().equals(sites.get(column))) {
                    graph.node(
                            block.id(),
                            block.label(),
                            column,
                            row++,
                            10 + 2 * Math.sqrt(block.size()),
                            "--cat-1",
                            words(block, blocks, drawn));
                }
            }
            most = Math.max(most, row);
        }
        for (Block block : blocks) {
            if (drawn.stream().anyMatch(edge -> edge.compares() && edge.to().equals(block.id()))) {
                int column = sites.indexOf(block.site());
                int row = blocks.stream()
                        .filter(other -> other.site().equals(block.site()))
                        .toList()
                        .indexOf(block);
                String words = block.site() + ", " + block.label() + " of the key";
                graph.node(key(block.id()), "", column + KEY_ASIDE, row, 6, "--cat-2", words);
            }
        }
        double strongest = drawn.stream().mapToDouble(Edge::lift).max().orElse(1);
        for (Edge edge : drawn) {
            double width = 1 + (WIDEST - 1) * Math.sqrt(Math.max(0, edge.lift()) / Math.max(1, strongest));
            graph.link(
                    edge.from(),
                    edge.compares() ? key(edge.to()) : edge.to(),
                    width,
                    colour(edge),
                    !edge.kept() ? "dotted" : edge.compares() ? "dashed" : "solid",
                    words(edge, blocks));
        }
        return graph.option(sites, -0.6, most - 0.4);
    }

    /** The node that stands for a block of the key, beside that of the query, so that a block can be compared with itself. */
    private static String key(String block) {
        return block + " of the key";
    }

    private static String colour(Edge edge) {
        if (edge.known().isPresent()) {
            return edge.isTrue() ? "--good" : "--bad";
        }
        return edge.compares() ? "--cat-2" : edge.part().startsWith("SKIP") ? "--control" : "--cat-3";
    }

    private static String words(Block block, List<Block> blocks, List<Edge> drawn) {
        List<String> ways = drawn.stream()
                .filter(edge -> edge.from().equals(block.id()) || edge.to().equals(block.id()))
                .map(edge -> words(edge, blocks))
                .toList();
        return block.site() + ", " + block.label() + ", " + block.size()
                + (block.size() == 1 ? " direction" : " directions") + (ways.isEmpty() ? "" : ": ")
                + String.join("; ", ways);
    }

    private static String words(Edge edge, List<Block> blocks) {
        String truth = edge.known().isEmpty()
                ? ""
                : edge.isTrue() ? (edge.kept() ? ", true" : ", true but not found") : ", not true";
        return edge.part() + (edge.compares() ? " compares " : " from ") + label(blocks, edge.from())
                + (edge.compares() ? " of the query with " : " to ") + label(blocks, edge.to())
                + (edge.compares() ? " of the key" : "") + ", lift " + Decimals.shown(edge.lift(), 3) + ", z "
                + Decimals.shown(edge.z(), 3) + truth;
    }

    private static String label(List<Block> blocks, String id) {
        return blocks.stream()
                .filter(block -> block.id().equals(id))
                .findFirst()
                .orElseThrow()
                .label();
    }

    private static Figure.DataTable table(List<Block> blocks, List<Edge> edges) {
        List<List<String>> rows = new ArrayList<>();
        edges.stream()
                .sorted(Comparator.comparingDouble(Edge::lift).reversed())
                .forEach(edge -> rows.add(List.of(
                        edge.part(),
                        label(blocks, edge.from()),
                        label(blocks, edge.to()),
                        Decimals.shown(edge.lift(), 4),
                        Decimals.shown(edge.z(), 4),
                        edge.kept() ? "yes" : "no",
                        edge.known().map(known -> known ? "yes" : "no").orElse(""))));
        return new Figure.DataTable(List.of("part", "from", "to", "lift", "z", "found", "true"), rows);
    }

    private static String caption(List<Edge> edges) {
        long found = edges.stream().filter(Edge::kept).count();
        String text = found + " of " + edges.size() + " cells stand out from random partitions of the same sizes";
        if (edges.stream().noneMatch(edge -> edge.known().isPresent())) {
            Optional<Edge> strongest = edges.stream()
                    .filter(Edge::kept)
                    .filter(edge -> !edge.part().startsWith("SKIP"))
                    .max(Comparator.comparingDouble(Edge::lift));
            return text
                    + strongest
                            .map(edge -> "; the strongest beside the stream itself is " + edge.part() + ", lift "
                                    + Decimals.shown(edge.lift(), 3))
                            .orElse("")
                    + ". Dashed edges compare, the others carry.";
        }
        long truth = edges.stream().filter(Edge::isTrue).count();
        long right = edges.stream().filter(edge -> edge.kept() && edge.isTrue()).count();
        return text + ": " + right + " of the " + truth + " edges that are there (green; dotted where missed), and "
                + (found - right) + " that are not (red). Dashed edges compare, the others carry.";
    }
}
