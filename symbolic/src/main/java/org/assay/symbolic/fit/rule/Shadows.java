package org.assay.symbolic.fit.rule;

import java.util.Arrays;

/** Whether a rule about many tokens is the shadow of rules about few of them. */
final class Shadows {
    private static final double MOST = 2.0 / 3;

    private final Evidence evidence;
    private final double[] p;
    private final Price price;
    private final int vocabulary;

    Shadows(Evidence evidence, double[] p, Price price) {
        this.evidence = evidence;
        this.p = p;
        this.price = price;
        this.vocabulary = evidence.vocabulary;
    }

    /** Whether laws for each of the tokens that arm it, or for each current token, would be worth more than one for all. */
    boolean isDivided(Match match, int[] held, Gain together, double mass) {
        double one = together.nats() - price.law(together.law(), mass * together.share());
        int[] byArm = Arrays.stream(held).map(row -> armedBy(match, row)).toArray();
        int[] byNow = Arrays.stream(held).map(evidence.rows::current).toArray();
        return match.now() != null && (apart(held, byArm) > one || apart(held, byNow) > one);
    }

    private double apart(int[] held, int[] keys) {
        double nats = 0;
        for (int key = 0; key < vocabulary; key++) {
            int its = key;
            int[] part = java.util.stream.IntStream.range(0, held.length)
                    .filter(k -> keys[k] == its)
                    .map(k -> held[k])
                    .toArray();
            if (part.length > 0) {
                double mass = Arrays.stream(part)
                        .mapToDouble(row -> evidence.weights[row])
                        .sum();
                Gain gain = Gain.ofLaw(evidence, p, part, price.observations());
                nats += Math.max(0, gain.nats() - price.condition(2) - price.law(gain.law(), mass * gain.share()));
            }
        }
        return nats;
    }

    /** Whether it saves at most of the current tokens, and for most of the tokens that arm it, by how often they come. */
    boolean holdsWidely(Found found, int[] held, int[] values) {
        double[][] saved = new double[2][vocabulary + 1];
        double[][] mass = new double[2][vocabulary + 1];
        for (int k = 0; k < held.length; k++) {
            int row = held[k];
            double nats = 0;
            for (int v = 0; v < vocabulary; v++) {
                int i = row * vocabulary + v;
                double says = found.match().copies() ? v == values[k] ? 1 : 0 : found.laws()[values[k]][v];
                nats += evidence.q[i] > 0
                        ? evidence.q[i] * Math.log(1 - found.share() + found.share() * says / p[i])
                        : 0;
            }
            int[] keys = {evidence.rows.current(row), armedBy(found.match(), row)};
            for (int side = 0; side < 2; side++) {
                saved[side][keys[side]] += evidence.weights[row] * nats;
                mass[side][keys[side]] += evidence.weights[row];
            }
        }
        return found.match().now() == null && !found.match().copies()
                ? isSpread(saved[0])
                : widely(saved[0], mass[0]) && widely(saved[1], mass[1]);
    }

    private int armedBy(Match match, int row) {
        if (match instanceof Match.Nearest nearest) {
            return evidence.rows.back(row, evidence.rows.nearest(row, nearest.over(), 1, nearest.to()));
        }
        if (match instanceof Match.Within within && within.now() != null) {
            return evidence.rows.back(row, evidence.rows.nearest(row, within.anchors(), within.from(), within.to()));
        }
        return vocabulary;
    }

    /** Whether no current token alone makes for half of what is saved. */
    private static boolean isSpread(double[] saved) {
        double all = 0;
        double most = 0;
        for (double its : saved) {
            all += Math.max(0, its);
            most = Math.max(most, its);
        }
        return 2 * most < all;
    }

    private static boolean widely(double[] saved, double[] mass) {
        double all = 0;
        double good = 0;
        for (int v = 0; v < saved.length; v++) {
            all += mass[v];
            good += saved[v] > 0 ? mass[v] : 0;
        }
        return good >= MOST * all;
    }
}
