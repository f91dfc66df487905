package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rules that say the same of several current tokens become one: those that copy from the same place, and those with the same anchors
 * whose laws differ by less than a rule costs. Where they cover most of a group they are about the group.
 */
final class Merging {
    private static final double MOST = 2.0 / 3;

    private Merging() {}

    /** The experts with those merged; silences are forgotten, since they go by number. */
    static List<Expert> of(List<Expert> experts, Mixture mixture, int[] groupOf, double[] mass, Price price) {
        double[] emitted = mixture.emitted();
        List<Expert> merged = new ArrayList<>();
        List<Double> masses = new ArrayList<>();
        for (int e = 0; e < experts.size(); e++) {
            Expert expert = experts.get(e);
            int into = Rows.NONE;
            for (int m = 0; m < merged.size() && into == Rows.NONE; m++) {
                into = belong(merged.get(m), masses.get(m), expert, emitted[e], price) ? m : Rows.NONE;
            }
            if (into == Rows.NONE) {
                merged.add(expert);
                masses.add(emitted[e]);
            } else {
                merged.set(into, union(merged.get(into), masses.get(into), expert, emitted[e]));
                masses.set(into, masses.get(into) + emitted[e]);
            }
        }
        for (Expert expert : merged) {
            expert.silences.clear();
            boolean[] now = expert.match.now();
            if (now != null && !(expert.match instanceof Match.After)) {
                expert.match = with(expert.match, whole(now, groupOf, mass));
            }
        }
        return merged;
    }

    private static boolean belong(Expert a, double massA, Expert b, double massB, Price price) {
        if (a.kind.equals(b.kind) && isSame(a.match, b.match)) {
            return true;
        }
        if (a.match.now() == null || b.match.now() == null || !isAlike(a.match, b.match)) {
            return false;
        }
        double loss = 0;
        for (int k = 0; k < a.laws.length; k++) {
            for (int v = 0; v < a.laws[k].length; v++) {
                double mean = (massA * a.laws[k][v] + massB * b.laws[k][v]) / (massA + massB);
                loss += massA * term(a.laws[k][v], mean) + massB * term(b.laws[k][v], mean);
            }
        }
        return price.observations() * loss < price.condition(2) + price.law(1);
    }

    private static double term(double p, double mean) {
        return p > 0 ? p * StrictMath.log(p / mean) : 0;
    }

    private static boolean isSame(Match a, Match b) {
        return Arrays.equals(a.now(), b.now()) && isAlike(a, b);
    }

    /** Whether they differ in the current token alone; of a pair of anchors, in the window alone. */
    private static boolean isAlike(Match a, Match b) {
        if (a instanceof Match.Within one && b instanceof Match.Within two) {
            return one.from() == two.from() && one.to() == two.to() && Arrays.equals(one.anchors(), two.anchors());
        }
        if (a instanceof Match.Nearest one && b instanceof Match.Nearest two) {
            return one.to() == two.to()
                    && Arrays.equals(one.over(), two.over())
                    && Arrays.equals(one.when(), two.when());
        }
        if (a instanceof Match.Copy one && b instanceof Match.Copy two) {
            return one.back() == two.back();
        }
        if (a instanceof Match.Follow one && b instanceof Match.Follow two) {
            return one.which() == two.which();
        }
        if (a instanceof Match.Odd one && b instanceof Match.Odd two) {
            return Arrays.equals(one.now(), two.now())
                    && Arrays.equals(one.first(), two.first())
                    && Arrays.equals(one.second(), two.second());
        }
        return false;
    }

    private static Expert union(Expert a, double massA, Expert b, double massB) {
        boolean[] now = isSame(a.match, b.match) ? a.match.now() : either(a.match.now(), b.match.now());
        double[][] laws = new double[a.laws.length][];
        for (int k = 0; k < laws.length; k++) {
            laws[k] = new double[a.laws[k].length];
            for (int v = 0; v < laws[k].length; v++) {
                laws[k][v] = (massA * a.laws[k][v] + massB * b.laws[k][v]) / (massA + massB);
            }
        }
        Expert union =
                new Expert(massA >= massB ? a.kind : b.kind, with(massA >= massB ? a.match : b.match, now), laws);
        union.weight = isSame(a.match, b.match)
                ? a.weight + b.weight
                : (massA * a.weight + massB * b.weight) / (massA + massB);
        return union;
    }

    private static boolean[] either(boolean[] a, boolean[] b) {
        boolean[] either = a.clone();
        for (int v = 0; v < either.length; v++) {
            either[v] |= b[v];
        }
        return either;
    }

    private static Match with(Match match, boolean[] now) {
        if (match instanceof Match.Within within) {
            return new Match.Within(now, within.anchors(), within.from(), within.to());
        }
        if (match instanceof Match.Nearest nearest) {
            return new Match.Nearest(now, nearest.over(), nearest.when(), nearest.to());
        }
        if (match instanceof Match.Copy copy) {
            return new Match.Copy(now, copy.back());
        }
        if (match instanceof Match.Follow follow) {
            return new Match.Follow(now, follow.which());
        }
        if (match instanceof Match.Marked marked) {
            return new Match.Marked(now, marked.markers(), marked.to());
        }
        if (match instanceof Match.Odd odd) {
            return new Match.Odd(now, odd.first(), odd.second(), odd.to());
        }
        return new Match.After(now);
    }

    /** The group that {@code now} covers most of, if it is one and holds all of it. */
    private static boolean[] whole(boolean[] now, int[] groupOf, double[] mass) {
        int group = Rows.NONE;
        double covered = 0;
        int count = 0;
        for (int v = 0; v < now.length; v++) {
            if (now[v]) {
                if (group != Rows.NONE && groupOf[v] != group) {
                    return now;
                }
                group = groupOf[v];
                covered += mass[v];
                count++;
            }
        }
        double all = 0;
        boolean[] members = new boolean[now.length];
        for (int v = 0; v < now.length; v++) {
            members[v] = group != Rows.NONE && groupOf[v] == group;
            all += members[v] ? mass[v] : 0;
        }
        return count > 1 && covered >= MOST * all ? members : now;
    }
}
