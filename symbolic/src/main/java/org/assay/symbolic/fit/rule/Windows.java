package org.assay.symbolic.fit.rule;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How far each rule looks back, once all rules are known: the window that explains the rows best where it makes a difference. */
final class Windows {
    private static final int FARTHER = 2;

    private final Evidence evidence;
    private final Mixture mixture;
    private final int reach;

    Windows(Evidence evidence, Mixture mixture, int reach) {
        this.evidence = evidence;
        this.mixture = mixture;
        this.reach = reach;
    }

    /** Changes the conditions of the mixture's experts. */
    void refine() {
        boolean changed = false;
        for (int e = 0; e < mixture.experts().size(); e++) {
            Expert expert = mixture.experts().get(e);
            int now = window(expert.match);
            if (now == Rows.NONE) {
                continue;
            }
            int its = e;
            Match[] others = IntStream.rangeClosed(
                            Math.max(least(expert.match), now - FARTHER), Math.min(reach, now + FARTHER))
                    .filter(window -> window != now)
                    .mapToObj(window -> with(expert.match, window))
                    .toArray(Match[]::new);
            double[] changes = Arrays.stream(others)
                    .parallel()
                    .mapToDouble(other -> change(its, other))
                    .toArray();
            int best = Rows.NONE;
            for (int k = 0; k < others.length; k++) {
                best = changes[k] < (best == Rows.NONE ? 0 : changes[best]) ? k : best;
            }
            if (best != Rows.NONE) {
                expert.match = others[best];
                changed = true;
            }
        }
        if (changed) {
            mixture.use(mixture.experts());
        }
    }

    private static int window(Match match) {
        if (match instanceof Match.Within within) {
            return within.to() > 1 ? within.to() : Rows.NONE;
        }
        if (match instanceof Match.Nearest nearest) {
            return nearest.to();
        }
        if (match instanceof Match.Odd odd) {
            return odd.to();
        }
        return match instanceof Match.Marked marked ? marked.to() : Rows.NONE;
    }

    private static int least(Match match) {
        return match instanceof Match.Marked ? 2 : 1;
    }

    private static Match with(Match match, int window) {
        if (match instanceof Match.Within within) {
            return new Match.Within(within.now(), within.anchors(), within.from(), window);
        }
        if (match instanceof Match.Nearest nearest) {
            return new Match.Nearest(nearest.now(), nearest.over(), nearest.when(), window);
        }
        if (match instanceof Match.Odd odd) {
            return new Match.Odd(odd.now(), odd.first(), odd.second(), window);
        }
        Match.Marked marked = (Match.Marked) match;
        return new Match.Marked(marked.now(), marked.markers(), window);
    }

    /** The loss more with that condition instead. */
    private double change(int expert, Match other) {
        Match match = mixture.experts().get(expert).match;
        double change = 0;
        double[] p = new double[evidence.vocabulary];
        for (int i = 0; i < mixture.rows().length; i++) {
            int before = match.at(evidence.rows, mixture.rows()[i]);
            int after = other.at(evidence.rows, mixture.rows()[i]);
            if (before != after) {
                int[] held = mixture.held(i);
                change += mixture.lossOf(i, replaced(held, expert, after), p)
                        - mixture.lossOf(i, replaced(held, expert, before), p);
            }
        }
        return change;
    }

    private static int[] replaced(int[] held, int expert, int value) {
        int[] pairs = new int[held.length + 2];
        int count = 0;
        for (int k = 0; k < held.length; k += 2) {
            if (held[k] != expert) {
                pairs[count++] = held[k];
                pairs[count++] = held[k + 1];
            }
        }
        if (value != Rows.NONE) {
            pairs[count++] = expert;
            pairs[count++] = value;
        }
        return Arrays.copyOf(pairs, count);
    }
}
