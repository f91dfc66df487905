package org.assay.reports.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assay.reports.table.Decimals;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Position;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unit;

/**
 * How to read a program, taken from the program itself: its parts counted, what each head looks at, which superlabel
 * groups which tokens, and the strongest votes.
 */
final class ProgramGuide {
    private static final int VOTES = 15;

    private final Html page;
    private final Program program;
    private final LabelGraph labels;

    /** Labels of tokens and all that is above them. */
    private final Set<String> aboveTokens = new TreeSet<>();

    private ProgramGuide(Html page, Program program) {
        this.page = page;
        this.program = program;
        this.labels = program.declared();
        program.tokenLabels()
                .forEach(its ->
                        its.forEach(label -> aboveTokens.addAll(labels.namesOf(labels.closure(labels.index(label))))));
    }

    static void write(Html page, Program program) {
        ProgramGuide guide = new ProgramGuide(page, program);
        page.element(
                "p",
                "A token starts with its label and all superlabels of it. Heads copy labels of earlier tokens under"
                        + " their own name; units add a label where enough of their conditions hold. In the end every"
                        + " label that is there votes for next tokens; votes add up with the bias, and a softmax makes"
                        + " them a law.");
        guide.parts();
        guide.superlabels();
        guide.votes();
    }

    private void parts() {
        page.open("dl", "class", "card");
        term("labels", labels.size() + ", of which " + aboveTokens.size() + " stand for tokens or groups of tokens");
        for (int layer = 0; layer < program.layers().size(); layer++) {
            layer("layer " + (layer + 1), program.layers().get(layer));
        }
        Unembedding unembedding = program.unembedding();
        term(
                "votes",
                unembedding.weights() + " weights: " + unembedding.votes().size() + " labels vote, "
                        + unembedding.bias().size() + " tokens have a bias");
        page.close();
    }

    private void layer(String name, Layer layer) {
        for (Head head : layer.heads()) {
            term(name, "head " + head.name() + ": " + said(head));
        }
        if (!layer.units().isEmpty()) {
            long added = layer.units().stream()
                    .map(Unit::add)
                    .flatMap(List::stream)
                    .distinct()
                    .count();
            term(
                    name,
                    layer.units().size() + " units that add " + added + (added == 1 ? " label" : " different labels"));
        }
    }

    private static String said(Head head) {
        String where = head.selection().positions().stream()
                .map(atom -> atom.position() instanceof Position.Offset offset
                        ? Integer.toString(offset.distance())
                        : atom.position().label())
                .collect(Collectors.joining(" or "));
        boolean plain = head.selection().queries().isEmpty()
                && head.selection().matches().isEmpty();
        String looks = where.isEmpty()
                ? "looks for labels"
                : "looks " + where + (where.equals("1") ? " token back" : " tokens back")
                        + (plain ? "" : " and for labels");
        return looks + ", copies labels under "
                + String.join(", ", head.values().labels());
    }

    private void superlabels() {
        List<String> roots = aboveTokens.stream()
                .filter(label -> labels.parents(label).isEmpty())
                .toList();
        page.open("details", "class", "fold");
        page.element("summary", "Which superlabel groups which tokens");
        page.open("ul", "class", "tree");
        roots.forEach(this::branch);
        page.close().close();
    }

    private void branch(String label) {
        List<String> below = aboveTokens.stream()
                .filter(other -> labels.parents(other).contains(label))
                .toList();
        List<String> tokens = tokensUnder(label);
        page.open("li");
        page.element("code", label);
        if (below.isEmpty()) {
            if (!tokens.equals(List.of(label))) {
                page.text(": " + String.join(" ", tokens));
            }
        } else {
            page.element("span", " " + tokens.size() + (tokens.size() == 1 ? " token" : " tokens"), "class", "count");
            List<String> leaves = below.stream().filter(this::isToken).toList();
            if (!leaves.isEmpty()) {
                page.text(": ").element("span", String.join(" ", leaves), "class", "leaves");
            }
            List<String> groups =
                    below.stream().filter(other -> !isToken(other)).toList();
            if (!groups.isEmpty()) {
                page.open("ul");
                groups.forEach(this::branch);
                page.close();
            }
        }
        page.close();
    }

    /** Whether the label stands for the token of that name alone. */
    private boolean isToken(String label) {
        return tokensUnder(label).equals(List.of(label));
    }

    private List<String> tokensUnder(String label) {
        List<String> tokens = new ArrayList<>();
        for (int token = 0; token < program.tokenLabels().size(); token++) {
            if (program.tokenLabels().get(token).stream().anyMatch(its -> labels.isA(its, label))) {
                tokens.add(program.vocabulary().token(token));
            }
        }
        return tokens;
    }

    private void votes() {
        List<Vote> votes = new ArrayList<>();
        program.unembedding()
                .votes()
                .forEach((label, weights) -> weights.forEach((token, weight) ->
                        votes.add(new Vote(label, program.vocabulary().token(token), weight))));
        votes.sort(Comparator.comparingDouble(vote -> -Math.abs(vote.weight)));
        int shown = Math.min(VOTES, votes.size());
        page.open("details", "class", "fold");
        page.element("summary", "The " + shown + " strongest of " + votes.size() + " votes");
        page.open("table", "class", "plain").open("thead").open("tr");
        for (String column : List.of("where this label is", "the token", "gets")) {
            page.element("th", column, "scope", "col");
        }
        page.close().close().open("tbody");
        for (Vote vote : votes.subList(0, shown)) {
            page.open("tr").open("td").element("code", vote.label).close();
            page.open("td").element("code", vote.token).close();
            page.element("td", (vote.weight > 0 ? "+" : "") + Decimals.shown(vote.weight), "class", "number");
            page.close();
        }
        page.close().close().close();
    }

    private record Vote(String label, String token, double weight) {}

    private void term(String term, String text) {
        page.element("dt", term).element("dd", text);
    }
}
