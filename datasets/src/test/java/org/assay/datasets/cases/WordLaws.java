package org.assay.datasets.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;

/** The probabilities of whole words: of an observer, and of hidden draws that are enumerated. */
public final class WordLaws {
    private static final double TOLERANCE = 1e-12;

    private WordLaws() {}

    /** A sequence that some hidden draw gives, with the probability of the draw. */
    public record Drawn(double probability, int... tokens) {}

    /** The probability that a sequence begins with a word. */
    public static ToDoubleFunction<int[]> prefixLaw(List<Drawn> sequences) {
        return word -> sequences.stream()
                .filter(drawn -> Arrays.equals(drawn.tokens, 0, word.length, word, 0, word.length))
                .mapToDouble(Drawn::probability)
                .sum();
    }

    /**
     * Checks the probability of every word of up to {@code length} tokens against {@code truth}, and that those of one length sum
     * to 1. Words that begin with an impossible one are left out.
     */
    public static void requireSame(GeneratingProcess process, int length, ToDoubleFunction<int[]> truth) {
        double[] sums = new double[length + 1];
        visit(process.observer(), new int[0], 1, process.vocabulary().size(), length, truth, sums);
        for (int n = 0; n <= length; n++) {
            assertThat(sums[n]).as("words of %d tokens", n).isCloseTo(1, within(TOLERANCE));
        }
    }

    private static void visit(
            Observer observer,
            int[] word,
            double probability,
            int tokens,
            int length,
            ToDoubleFunction<int[]> truth,
            double[] sums) {
        sums[word.length] += probability;
        if (!(Math.abs(truth.applyAsDouble(word) - probability) <= TOLERANCE)) {
            assertThat(probability).as(Arrays.toString(word)).isCloseTo(truth.applyAsDouble(word), within(TOLERANCE));
        }
        if (probability == 0 || word.length == length) {
            return;
        }
        double[] law = new double[tokens];
        observer.next(law);
        for (int token = 0; token < tokens; token++) {
            int[] longer = Arrays.copyOf(word, word.length + 1);
            longer[word.length] = token;
            Observer next = observer.copy();
            if (law[token] > 0) {
                next.read(token);
            }
            visit(next, longer, probability * law[token], tokens, length, truth, sums);
        }
    }

    /** The probability that {@code observer} gives all words of {@code length} more tokens together. */
    public static double sum(Observer observer, int tokens, int length) {
        double[] law = new double[tokens];
        observer.next(law);
        if (length == 1) {
            return Arrays.stream(law).sum();
        }
        double sum = 0;
        for (int token = 0; token < tokens; token++) {
            if (law[token] > 0) {
                Observer longer = observer.copy();
                longer.read(token);
                sum += law[token] * sum(longer, tokens, length - 1);
            }
        }
        return sum;
    }
}
