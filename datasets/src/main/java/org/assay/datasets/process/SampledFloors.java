package org.assay.datasets.process;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * Floors of a process whose words are too many to enumerate: h(L) exact for the first lengths, then the mean entropy of
 * the exact law over sampled contexts, with the greatest standard error beside it. The sample is the same at every
 * call.
 */
public final class SampledFloors {
    /** Tokens in the sample: about a second. */
    private static final int TOKENS = 1_500_000;

    private static final Seed SEED = Seed.of(0).child("floors");

    private SampledFloors() {}

    /** h(0) .. h(longest) of {@code process}; its entropy rate is not known. */
    public static Floors of(GeneratingProcess process, int longest) {
        return of(process, longest, TOKENS);
    }

    /**
     * The same from a sample of another size, for processes that are slow to observe.
     *
     * @param sample tokens in the sample, at least 2 sequences of them
     */
    public static Floors of(GeneratingProcess process, int longest, int sample) {
        int tokens = process.vocabulary().size();
        int exact = Math.min(longest, ExactFloors.affordable(tokens));
        double[] known = ExactFloors.of(process.observer(), tokens, exact);
        String note = "not known: the process remembers without bound, so h(L) has no limit in closed form";
        return beyond(process, known, longest, sample, OptionalDouble.empty(), note);
    }

    /** The same with the first values known from elsewhere, and what is known of the rate. */
    static Floors beyond(GeneratingProcess process, double[] known, int longest, OptionalDouble rate, String note) {
        return beyond(process, known, longest, TOKENS, rate, note);
    }

    private static Floors beyond(
            GeneratingProcess process, double[] known, int longest, int sample, OptionalDouble rate, String note) {
        double[] values = Arrays.copyOf(known, longest + 1);
        double error = longest >= known.length ? sample(process, known.length, sample, values) : 0;
        return new Floors(values, error, rate, note);
    }

    /** Fills {@code values} from {@code first} on and returns their greatest standard error. */
    private static double sample(GeneratingProcess process, int first, int sample, double[] values) {
        int count = Math.max(2, sample / values.length);
        double[] squares = new double[values.length];
        double[] law = new double[process.vocabulary().size()];
        Observer observer = process.observer();
        for (int sequence = 0; sequence < count; sequence++) {
            Draws draws = SEED.child(sequence).draws();
            observer.restart();
            for (int length = 0; length < values.length; length++) {
                if (length >= first) {
                    observer.next(law);
                    double entropy = Entropy.of(law);
                    values[length] += entropy;
                    squares[length] += entropy * entropy;
                }
                observer.read(observer.draw(draws));
            }
        }
        double greatest = 0;
        for (int length = first; length < values.length; length++) {
            values[length] /= count;
            double variance = Math.max(0, squares[length] / count - values[length] * values[length]);
            greatest = Math.max(greatest, Math.sqrt(variance / (count - 1)));
        }
        return greatest;
    }
}
