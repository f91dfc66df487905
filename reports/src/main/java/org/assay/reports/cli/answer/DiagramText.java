package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.assay.reports.cli.answer.LanguageAnswer.DiagramCard;
import org.assay.reports.cli.answer.LanguageAnswer.EdgeCard;

/** A state diagram as lines, for people. */
final class DiagramText {
    /** More lines than these are no picture. */
    private static final int MOST_ARROWS = 100;

    private DiagramText() {}

    /**
     * For every state the probability of starting there, and a line for every arrow that leaves it with its tokens; begins with an
     * empty line, ends with a newline.
     */
    static String of(DiagramCard diagram) {
        Map<List<String>, List<EdgeCard>> arrows = new LinkedHashMap<>();
        for (EdgeCard edge : diagram.transitions()) {
            arrows.computeIfAbsent(List.of(edge.from(), edge.to()), pair -> new ArrayList<>())
                    .add(edge);
        }
        Columns lines = new Columns();
        String before = "";
        int shown = 0;
        for (Map.Entry<List<String>, List<EdgeCard>> arrow : arrows.entrySet()) {
            if (shown++ == MOST_ARROWS) {
                break;
            }
            String from = arrow.getKey().get(0);
            String state = from.equals(before) ? "" : from;
            String start = from.equals(before)
                    ? ""
                    : "(" + number(diagram.start().get(diagram.states().indexOf(from))) + ")";
            lines.add("  " + state, start, "--> " + arrow.getKey().get(1), tokens(arrow.getValue()));
            before = from;
        }
        String more = arrows.size() > MOST_ARROWS
                ? "  ... " + (arrows.size() - MOST_ARROWS) + " more arrows; --json has them all\n"
                : "";
        return "\nstates of " + diagram.name() + " (" + (diagram.stochastic() ? "probability" : "weight")
                + " of starting there) --> next state, token and its "
                + (diagram.stochastic() ? "probability" : "weight; a generalised model, weights may be negative") + "\n"
                + lines.text() + more;
    }

    private static String tokens(List<EdgeCard> edges) {
        return edges.stream()
                .map(edge -> edge.token() + " " + number(edge.probability()))
                .collect(Collectors.joining("  "));
    }

    /** Four significant digits. */
    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value)
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", "");
    }
}
