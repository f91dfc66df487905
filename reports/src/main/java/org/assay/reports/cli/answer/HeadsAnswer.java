package org.assay.reports.cli.answer;

import java.util.List;
import java.util.Locale;
import org.assay.analysis.circuit.role.HeadRole;
import org.assay.analysis.circuit.role.HeadRoles;
import org.assay.analysis.circuit.role.Redundancy;
import org.assay.analysis.circuit.role.RelationScore;
import org.assay.reports.table.Decimals;

/**
 * What {@code circuit} says of the heads of a network on contexts.
 *
 * @param contexts how many
 * @param heads    what each looks at
 * @param ablated  pairs and groups taken out
 */
public record HeadsAnswer(int contexts, List<Head> heads, List<Ablated> ablated) {

    /**
     * @param role       empty where it has none
     * @param nearest    the relation farthest above chance
     * @param share      of the attention that goes to its keys
     * @param chance     the same for a head that attends to all alike
     * @param byDistance share of the variance of its attention that the distance explains
     */
    public record Head(
            int layer, int head, String role, String nearest, double share, double chance, double byDistance) {
        static Head of(HeadRole its) {
            RelationScore score = its.leading().or(its::nearest).orElse(null);
            return new Head(
                    its.layer(),
                    its.head(),
                    its.role().orElse(""),
                    score == null ? "" : score.relation().words(),
                    score == null ? 0 : score.share(),
                    score == null ? 0 : score.chance(),
                    its.byDistance());
        }
    }

    /**
     * @param heads     of the layer
     * @param role      that they share; empty where none
     * @param single    mean KL without each, nats per token
     * @param together  mean KL without all of them
     * @param factor    together over the sum of the single ones
     * @param low       its lower end
     * @param cosine    of what they move
     * @param redundant whether they do the same job
     */
    public record Ablated(
            int layer,
            List<Integer> heads,
            String role,
            List<Double> single,
            double together,
            double factor,
            double low,
            double cosine,
            boolean redundant) {}

    public static HeadsAnswer of(int contexts, HeadRoles roles, List<Redundancy> ablated) {
        return new HeadsAnswer(
                contexts,
                roles.heads().stream().map(Head::of).toList(),
                ablated.stream()
                        .map(each -> new Ablated(
                                each.layer(),
                                each.heads(),
                                each.role(),
                                each.single(),
                                each.together(),
                                each.factor(),
                                each.low(),
                                each.cosine(),
                                each.isRedundant()))
                        .toList());
    }

    /** Heads as a table, then those that do the same job; ends with a newline. */
    public String text() {
        Columns lines = new Columns();
        lines.add("head", "role", "looks at", "share", "chance", "by distance");
        for (Head head : heads) {
            lines.add(
                    head.layer() + " head " + head.head(),
                    head.role().isEmpty() ? "-" : head.role(),
                    head.nearest(),
                    Decimals.shown(head.share(), 3),
                    Decimals.shown(head.chance(), 3),
                    Decimals.shown(head.byDistance(), 3));
        }
        StringBuilder text = new StringBuilder("heads on " + contexts + " contexts\n" + lines.text());
        List<Ablated> redundant = ablated.stream().filter(Ablated::redundant).toList();
        for (Ablated each : redundant) {
            text.append(String.format(
                    Locale.ROOT,
                    "redundant: heads %s of layer %d do the same job (%s): KL %s without all, %s one by one, factor %s (from %s),"
                            + " cosine of what they move %s%n",
                    each.heads(),
                    each.layer(),
                    each.role(),
                    Decimals.shown(each.together(), 3),
                    each.single().stream().map(kl -> Decimals.shown(kl, 3)).toList(),
                    Decimals.shown(each.factor(), 3),
                    Decimals.shown(each.low(), 3),
                    Decimals.shown(each.cosine(), 2)));
        }
        double[] unlike = ablated.stream()
                .filter(each -> each.role().isEmpty() && each.together() > 0)
                .mapToDouble(Ablated::factor)
                .sorted()
                .toArray();
        if (unlike.length > 0) {
            text.append("for comparison, pairs of heads without a role in common: factor ")
                    .append(Decimals.shown(unlike[0], 3))
                    .append(" to ")
                    .append(Decimals.shown(unlike[unlike.length - 1], 3))
                    .append('\n');
        }
        return redundant.isEmpty()
                ? text.append("no two heads do the same job\n").toString()
                : text.toString();
    }
}
