package org.assay.analysis.control;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A predictor that sees the last n-1 tokens, estimated from counts and backed off to shorter contexts by Witten and Bell's
 * method C: {@code p_n(x|c) = (count(c x) + T(c) p_{n-1}(x|c')) / (count(c) + T(c))} with T(c) the number of different tokens
 * seen after c (Chen and Goodman 1999, section 2.5); below the unigram lies the uniform law. The plateaus that learning curves
 * rest on: 1 = unigram, 2 = bigram, 3 = trigram.
 */
public final class NgramModel implements SequenceModel {
    private static final int MOST_ORDER = 4;

    private final String name;
    private final Vocabulary vocabulary;

    /** counts.get(k) maps the last k tokens, in base V, to how often each token followed. */
    private final Map<Integer, Map<Long, int[]>> counts = new HashMap<>();

    private final int order;

    private NgramModel(String name, Vocabulary vocabulary, int order) {
        this.name = name;
        this.vocabulary = vocabulary;
        this.order = order;
        for (int k = 0; k < order; k++) {
            counts.put(k, new HashMap<>());
        }
    }

    /**
     * Counts every token but the first of each sequence, so that what is predicted has at least one token before it.
     *
     * @param sequences the sample, at least one of them with two tokens
     * @param order     n, from 1 (no context) to 4
     */
    public static NgramModel fit(String name, Vocabulary vocabulary, int[][] sequences, int order) {
        if (order < 1 || order > MOST_ORDER) {
            throw new IllegalArgumentException("order of an n-gram must be in 1.." + MOST_ORDER + ", got " + order);
        }
        NgramModel model = new NgramModel(name, vocabulary, order);
        for (int[] sequence : sequences) {
            for (int p = 1; p < sequence.length; p++) {
                for (int k = 0; k < Math.min(order, p + 1); k++) {
                    model.counts.get(k)
                            .computeIfAbsent(model.key(sequence, p, k), c -> new int[vocabulary.size()])[sequence[p]]++;
                }
            }
        }
        if (model.counts.get(0).isEmpty()) {
            throw new IllegalArgumentException("an n-gram needs a sequence of at least two tokens, got "
                    + sequences.length + " sequences without");
        }
        return model;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public NextTokenTable next(ContextSet contexts) {
        int tokens = vocabulary.size();
        Matrix table = Matrix.zeros(contexts.rows(), tokens);
        for (int r = 0; r < contexts.rows(); r++) {
            double[] law = law(contexts.sequence(contexts.rowSequence(r)), contexts.rowPosition(r) + 1);
            System.arraycopy(law, 0, table.values(), r * tokens, tokens);
        }
        return new NextTokenTable(contexts.id(), table);
    }

    /** The law of token {@code p} of a sequence whose tokens before it are known. */
    private double[] law(int[] sequence, int p) {
        double[] law = new double[vocabulary.size()];
        Arrays.fill(law, 1.0 / law.length);
        for (int k = 0; k < Math.min(order, p + 1); k++) {
            int[] followed = counts.get(k).get(key(sequence, p, k));
            if (followed != null) {
                backOff(law, followed);
            }
        }
        return law;
    }

    /** Replaces the law of the shorter context by that of the longer one. */
    private static void backOff(double[] law, int[] followed) {
        long total = 0;
        int different = 0;
        for (int count : followed) {
            total += count;
            different += count > 0 ? 1 : 0;
        }
        for (int v = 0; v < law.length; v++) {
            law[v] = (followed[v] + different * law[v]) / (total + different);
        }
    }

    /** The k tokens before position p as a number in base V. */
    private long key(int[] sequence, int p, int k) {
        long key = 0;
        for (int i = p - k; i < p; i++) {
            key = key * vocabulary.size() + sequence[i];
        }
        return key;
    }
}
