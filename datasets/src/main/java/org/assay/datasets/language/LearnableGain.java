package org.assay.datasets.language;

import java.util.Arrays;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;

/**
 * What there is to learn in a process, over targets 2 .. 128 of its sequences, in nats per token: the losses of the best
 * predictors that know nothing, and the last two tokens, above the Bayes loss.
 *
 * <p>Both are {@code E KL(p* || q)}, p* the exact law and q its mean over the sampled contexts of the same kind. The predictor
 * is fitted to the sample it is judged on, so what is beyond the trigram is rather too small than too large.
 *
 * @param unigram      loss of the best unigram
 * @param trigram      loss of the best trigram, first tokens by their own table
 * @param floor        Bayes loss
 * @param unigramError standard error of {@code unigram - floor}, over sequences
 * @param trigramError standard error of {@code trigram - floor}, over sequences
 */
public record LearnableGain(double unigram, double trigram, double floor, double unigramError, double trigramError) {
    private static final int LENGTH = 128;
    private static final Seed SEED = Seed.of(0).child("learnable-gain");

    /** Measures {@code process} on {@code sequences} sequences, at least 2; the sample is the same at every call. */
    public static LearnableGain of(GeneratingProcess process, int sequences) {
        if (sequences < 2) {
            throw new IllegalArgumentException("a gain is measured on at least 2 sequences, got " + sequences);
        }
        int tokens = process.vocabulary().size();
        double[] unigram = new double[tokens];
        double[][] trigram = new double[(tokens + 1) * tokens][];
        walk(process, sequences, (sequence, context, law) -> {
            if (trigram[context] == null) {
                trigram[context] = new double[tokens];
            }
            for (int token = 0; token < tokens; token++) {
                unigram[token] += law[token];
                trigram[context][token] += law[token];
            }
        });
        normalise(unigram);
        for (double[] row : trigram) {
            if (row != null) {
                normalise(row);
            }
        }
        double[] beyondUnigram = new double[sequences];
        double[] beyondTrigram = new double[sequences];
        double[] entropy = new double[sequences];
        walk(process, sequences, (sequence, context, law) -> {
            beyondUnigram[sequence] += divergence(law, unigram) / (LENGTH - 1);
            beyondTrigram[sequence] += divergence(law, trigram[context]) / (LENGTH - 1);
            entropy[sequence] += Entropy.of(law) / (LENGTH - 1);
        });
        double floor = mean(entropy);
        return new LearnableGain(
                floor + mean(beyondUnigram),
                floor + mean(beyondTrigram),
                floor,
                error(beyondUnigram),
                error(beyondTrigram));
    }

    /** Unigram loss above the floor. */
    public double beyondNothing() {
        return unigram - floor;
    }

    /** Trigram loss above the floor. */
    public double beyondTrigram() {
        return trigram - floor;
    }

    private interface Visitor {
        void at(int sequence, int trigramContext, double[] law);
    }

    private static void walk(GeneratingProcess process, int sequences, Visitor visitor) {
        int tokens = process.vocabulary().size();
        double[] law = new double[tokens];
        Observer observer = process.observer();
        for (int sequence = 0; sequence < sequences; sequence++) {
            Draws draws = SEED.child(sequence).draws();
            observer.restart();
            int before = tokens;
            int last = observer.draw(draws);
            observer.read(last);
            for (int position = 1; position < LENGTH; position++) {
                observer.next(law);
                visitor.at(sequence, before * tokens + last, law);
                before = last;
                last = observer.draw(draws);
                observer.read(last);
            }
        }
    }

    private static double divergence(double[] truth, double[] predicted) {
        double sum = 0;
        for (int token = 0; token < truth.length; token++) {
            if (truth[token] > 0) {
                sum += truth[token] * StrictMath.log(truth[token] / predicted[token]);
            }
        }
        return sum;
    }

    private static void normalise(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double error(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
