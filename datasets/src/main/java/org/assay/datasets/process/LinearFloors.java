package org.assay.datasets.process;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Floors of a process of transition tensors, level by level over its merged beliefs ({@link BeliefLevel}): exact as far
 * as there are few enough of them.
 *
 * <p>Beyond, for a stationary hidden Markov model, h(L) lies between the entropy rate and the last exact value, since
 * it falls with L; the rate itself lies above H(next | last L tokens, state before them), which rises to it (Cover and
 * Thomas, "Elements of information theory", 2006). A unifilar model attains that bound at L = 0. For the
 * others the further values are sampled.
 */
final class LinearFloors {
    /** Beliefs of one level, and of all levels, that are worth following: about a second. */
    private static final int LEVEL = 200_000;

    private static final int ALL = 400_000;
    private static final int DEEPEST = 4_096;

    /** Bounds this close are one number. */
    private static final double CLOSED = 1e-13;

    private LinearFloors() {}

    /** h(0) .. h(longest) of {@code process}, whose tensors are {@code model}. */
    static Floors of(GeneratingProcess process, TransitionTensors model, int longest) {
        if (model.isStochastic() && model.isStationary()) {
            return enclosed(model, longest);
        }
        double[] exact = exact(model, longest);
        OptionalDouble rate = model.isStochastic() && StationaryLaw.isUnique(model.transitions())
                ? enclosed(model.startingFrom(StationaryLaw.of(model.transitions())), 0)
                        .entropyRate()
                : OptionalDouble.empty();
        int depth = exact.length - 1;
        String note = rate.isPresent()
                ? "of the same model started from its stationary law"
                : String.format(
                        Locale.ROOT,
                        "not known: %sh(%d) = %.6f, and there is no bound from below without hidden states to know",
                        model.isStationary() ? "at most " : "",
                        depth,
                        exact[depth]);
        return SampledFloors.beyond(process, exact, longest, rate, note);
    }

    private static Floors enclosed(TransitionTensors model, int longest) {
        BeliefLevel informed = BeliefLevel.informed(model);
        double below = informed.entropy();
        if (model.isUnifilar()) {
            String note = "exact: state and token determine the next state";
            return floors(exact(model, longest), below, longest, OptionalDouble.of(below), note);
        }
        double[] values = new double[Math.max(longest, DEEPEST) + 1];
        BeliefLevel level = BeliefLevel.first(model);
        values[0] = level.entropy();
        int all = level.size();
        int depth = 0;
        while (affordable(level, all)
                && depth < values.length - 1
                && (depth < longest || values[depth] - below > CLOSED)) {
            level = level.next();
            values[++depth] = level.entropy();
            all += level.size();
            if (affordable(informed, all)) {
                informed = informed.next();
                below = Math.max(below, informed.entropy());
                all += informed.size();
            }
        }
        double rate = values[depth];
        String note = String.format(
                Locale.ROOT,
                "bounds: between %.9f, which also knows the first hidden state, and h(%d) = %.9f, given here",
                Math.min(rate, below),
                depth,
                rate);
        return floors(Arrays.copyOf(values, depth + 1), below, longest, OptionalDouble.of(rate), note);
    }

    /** The exact values as far as they go, then the last of them, whose distance to {@code below} is the error. */
    private static Floors floors(double[] exact, double below, int longest, OptionalDouble rate, String note) {
        int depth = exact.length - 1;
        double[] values = Arrays.copyOf(exact, longest + 1);
        if (longest <= depth) {
            return new Floors(values, 0, rate, note);
        }
        Arrays.fill(values, depth + 1, longest + 1, exact[depth]);
        return new Floors(values, Math.max(0, exact[depth] - below), rate, note);
    }

    /** h(0) .. h(longest), fewer when there are too many beliefs. */
    private static double[] exact(TransitionTensors model, int longest) {
        double[] values = new double[longest + 1];
        BeliefLevel level = BeliefLevel.first(model);
        int all = level.size();
        values[0] = level.entropy();
        for (int length = 1; length <= longest; length++) {
            if (!affordable(level, all)) {
                return Arrays.copyOf(values, length);
            }
            level = level.next();
            values[length] = level.entropy();
            all += level.size();
        }
        return values;
    }

    private static boolean affordable(BeliefLevel level, int all) {
        return (long) level.size() * level.tokens() <= LEVEL && all <= ALL;
    }
}
