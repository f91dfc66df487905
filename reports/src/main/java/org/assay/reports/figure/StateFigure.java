package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.analysis.experiment.ProcessResult.DiagramCard;
import org.assay.analysis.experiment.ProcessResult.EdgeCard;
import org.assay.reports.table.Decimals;

/**
 * The state diagram of a process: states on a circle, an arrow for every pair of states that some token leads from and to. A view
 * shows all tokens together or one alone.
 */
public final class StateFigure {
    private static final String ALL = "all tokens";

    /** Tokens that an arrow can name one by one. */
    private static final int MOST_NAMED = 2;

    /** Views that a chooser can hold. */
    private static final int MOST_VIEWS = 32;

    private StateFigure() {}

    /** Needs at least one edge. */
    public static Figure of(String id, DiagramCard diagram) {
        if (diagram.edges().isEmpty()) {
            throw new IllegalArgumentException("process " + diagram.name() + " has no edges to draw");
        }
        List<String> tokens =
                diagram.edges().stream().map(EdgeCard::token).distinct().toList();
        List<Figure.View> views = new ArrayList<>();
        views.add(new Figure.View(ALL, option(diagram, diagram.edges())));
        if (tokens.size() > 1 && tokens.size() < MOST_VIEWS) {
            for (String token : tokens) {
                List<EdgeCard> own = diagram.edges().stream()
                        .filter(edge -> edge.token().equals(token))
                        .toList();
                views.add(new Figure.View("token " + token, option(diagram, own)));
            }
        }
        List<List<String>> rows = diagram.edges().stream()
                .map(edge -> List.of(
                        diagram.states().get(edge.from()),
                        edge.token(),
                        diagram.states().get(edge.to()),
                        Decimals.shown(edge.weight(), 5)))
                .toList();
        return new Figure(
                id,
                "states",
                "State diagram of " + diagram.name(),
                caption(diagram, tokens.size()),
                440,
                "Token",
                views,
                new Figure.DataTable(List.of("state", "token", "next state", weight(diagram)), rows));
    }

    private static String weight(DiagramCard diagram) {
        return diagram.stochastic() ? "probability" : "weight";
    }

    private static Map<String, Object> option(DiagramCard diagram, List<EdgeCard> edges) {
        Map<List<Integer>, List<EdgeCard>> pairs = new LinkedHashMap<>();
        for (EdgeCard edge : edges) {
            pairs.computeIfAbsent(List.of(edge.from(), edge.to()), pair -> new ArrayList<>())
                    .add(edge);
        }
        List<Object> arrows = new ArrayList<>();
        pairs.forEach((pair, members) -> arrows.add(arrow(diagram, pair.get(0), pair.get(1), members)));
        List<Object> nodes = new ArrayList<>();
        for (int s = 0; s < diagram.states().size(); s++) {
            nodes.add(Option.of("name", diagram.states().get(s), "value", List.of(s, 0, 0)));
        }
        Map<String, Object> axis = Option.of("type", "value", "show", false, "min", -1, "max", 1);
        return Option.of(
                "grid",
                Option.of("left", 8, "right", 8, "top", 8, "bottom", 8),
                "xAxis",
                axis,
                "yAxis",
                axis,
                "states",
                diagram.states(),
                "series",
                List.of(drawn("arrows", "@arrow", "--muted", arrows), drawn("states", "@state", "--cat-1", nodes)));
    }

    private static Map<String, Object> drawn(String name, String how, String colour, List<Object> data) {
        return Option.of(
                "type", "custom",
                "name", name,
                "renderItem", how,
                "itemStyle", Option.colour(colour),
                "data", data);
    }

    private static Map<String, Object> arrow(DiagramCard diagram, int from, int to, List<EdgeCard> members) {
        double total = members.stream().mapToDouble(EdgeCard::weight).sum();
        List<String> each = members.stream()
                .map(edge -> edge.token() + ": " + Decimals.shown(edge.weight(), 3))
                .toList();
        String name =
                diagram.states().get(from) + " \u2192 " + diagram.states().get(to) + ", " + String.join(", ", each);
        List<String> label = members.size() <= MOST_NAMED ? each : List.of(Decimals.shown(total, 3));
        return Option.of("name", name, "label", label, "value", Option.point(from, to, total));
    }

    private static String caption(DiagramCard diagram, int tokens) {
        List<EdgeCard> edges = diagram.edges();
        long continued = edges.stream()
                .map(edge -> List.of(edge.from(), edge.token()))
                .distinct()
                .count();
        String unifilar = continued == edges.size()
                ? " State and token determine the next state."
                : " A token leaves open which state comes next, so an observer has a belief over them.";
        return count(diagram.states().size(), "state") + ", " + count(tokens, "token") + ", "
                + count(edges.size(), "edge") + ": " + weight(diagram)
                + (diagram.stochastic() ? " of the token and the next state, given the state." : " of each edge.")
                + (diagram.stochastic() ? unifilar : " Weights may be negative; the probabilities of words are not.")
                + " An arrow for more than two tokens shows their sum.";
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
