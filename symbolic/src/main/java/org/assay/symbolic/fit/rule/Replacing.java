package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether rules of groups are worth more than the narrower ones that say the same: both are fitted at the rows of the current group,
 * and the shorter description of what the network answers there is kept.
 */
final class Replacing {
    private static final int PASSES = 12;
    private static final double LIKE = 0.6;

    private final Evidence evidence;
    private final int[] rows;
    private final int[] groupOf;
    private final double noise;
    private final Price price;

    Replacing(Evidence evidence, int[] rows, int[] groupOf, double noise, Price price) {
        this.evidence = evidence;
        this.rows = rows;
        this.groupOf = groupOf;
        this.noise = noise;
        this.price = price;
    }

    /** The experts with those of the proposal instead of those that it makes needless; null when that is not shorter. */
    List<Expert> by(AgreementSearch.Proposal proposal, List<Expert> experts) {
        List<Integer> out = IntStream.range(0, experts.size())
                .filter(e -> isCovered(experts.get(e), proposal))
                .boxed()
                .toList();
        List<Expert> next = without(experts.stream().map(Expert::copy).toList(), out);
        double cost = 0;
        for (Found rule : proposal.rules()) {
            Expert expert = rule.expert();
            next.add(expert);
            cost += cost(expert, price);
        }
        for (int e : out) {
            cost -= cost(experts.get(e), price);
        }
        int[] its = IntStream.of(rows)
                .filter(row -> groupOf[evidence.rows.current(row)] == proposal.now())
                .toArray();
        double before = loss(experts.stream().map(Expert::copy).toList(), its);
        return price.observations() * (loss(next, its) - before) + cost < 0 ? next : null;
    }

    private double loss(List<Expert> experts, int[] its) {
        Mixture mixture = new Mixture(evidence, its, new double[evidence.vocabulary], noise);
        mixture.use(experts);
        double loss = 0;
        for (int pass = 0; pass < PASSES; pass++) {
            loss = mixture.improve(false, 0);
        }
        return loss;
    }

    /** Whether it holds only where the proposal does and says much the same. */
    private boolean isCovered(Expert expert, AgreementSearch.Proposal proposal) {
        boolean[] now = Screening.group(groupOf, proposal.now());
        boolean[] over = Screening.group(groupOf, proposal.over());
        boolean inside = expert.match.now() != null && within(expert.match.now(), now);
        if (expert.match instanceof Match.Within near) {
            inside &= near.to() > 1 && within(near.anchors(), over);
        } else if (expert.match instanceof Match.Nearest nearest) {
            inside &= within(nearest.over(), over);
        } else if (expert.match instanceof Match.Odd odd) {
            inside &= within(odd.first(), over) && within(odd.second(), over);
        } else {
            return false;
        }
        return inside && proposal.rules().stream().anyMatch(rule -> isLike(rule.laws()[0], expert.laws));
    }

    private static boolean isLike(double[] law, double[][] laws) {
        for (double[] its : laws) {
            double same = 0;
            for (int v = 0; v < law.length; v++) {
                same += Math.min(law[v], its[v]);
            }
            if (same >= LIKE) {
                return true;
            }
        }
        return false;
    }

    private static boolean within(boolean[] some, boolean[] all) {
        for (int v = 0; v < some.length; v++) {
            if (some[v] && !all[v]) {
                return false;
            }
        }
        return true;
    }

    /** What an expert costs to write down. */
    static double cost(Expert expert, Price price) {
        double cost =
                price.condition(expert.match instanceof Match.After ? 1 : expert.match instanceof Match.Odd ? 3 : 2);
        for (double[] law : expert.laws) {
            cost += price.law(law, 0.001);
        }
        return cost;
    }

    /** The experts; what both laws of a pair of anchors say is a law of the current token alone, where that is shorter. */
    static List<Expert> divided(List<Expert> experts, Price price) {
        List<Expert> divided = new ArrayList<>(experts);
        for (Expert pair : experts) {
            double[] law = new double[price.vocabulary()];
            double common = 0;
            for (int v = 0; v < law.length && pair.match instanceof Match.Odd; v++) {
                law[v] = Math.min(pair.laws[0][v], pair.laws[1][v]);
                common += law[v];
            }
            if (common > 0 && common < 1) {
                Expert less = pair.copy();
                for (int v = 0; v < law.length; v++) {
                    less.laws[0][v] = (pair.laws[0][v] - law[v]) / (1 - common);
                    less.laws[1][v] = (pair.laws[1][v] - law[v]) / (1 - common);
                    law[v] /= common;
                }
                Expert own = new Expert(Fallback.OWN, new Match.After(pair.match.now()), new double[][] {law});
                if (cost(less, price) + cost(own, price) < cost(pair, price)) {
                    less.weight = pair.weight * (1 - common);
                    own.weight = pair.weight * common;
                    own.silences.or(pair.silences);
                    divided.set(divided.indexOf(pair), less);
                    divided.add(own);
                }
            }
        }
        return divided;
    }

    /** Those that are left without {@code out}; their silences keep their meaning. */
    static List<Expert> without(List<Expert> experts, List<Integer> out) {
        List<Expert> left = new ArrayList<>(experts);
        List<Integer> sorted = new ArrayList<>(out);
        Collections.sort(sorted, Collections.reverseOrder());
        for (int gone : sorted) {
            left.remove(gone);
            for (Expert expert : left) {
                BitSet next = new BitSet();
                expert.silences.stream().filter(f -> f != gone).forEach(f -> next.set(f > gone ? f - 1 : f));
                expert.silences.clear();
                expert.silences.or(next);
            }
        }
        return left;
    }
}
