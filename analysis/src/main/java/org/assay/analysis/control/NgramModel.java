package org.assay.analysis.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/**
 * The best predictor that sees the last n-1 tokens alone: the mean of the exact next-token law over all contexts that
 * end with them, {@code p_n(x|c) = (sum_i p*(x|context_i) + p_{n-1}(x|c')) / (N(c) + 1)} over the N(c) sampled contexts
 * that end with c. Averaging laws instead of counting tokens takes the noise of the drawn token out; the law of the
 * shorter context c' stands in with the weight of one observation (MacKay and Peto 1995, section 3, with fixed
 * strength), and alone where c was never seen; below the unigram lies the uniform law. The plateaus that learning
 * curves rest on: 1 = unigram, 2 = bigram, 3 = trigram.
 */
public final class NgramModel implements SequenceModel {
    private static final int MOST_ORDER = 4;
    private static final double PRIOR_STRENGTH = 1;

    private final String name;
    private final Vocabulary vocabulary;
    private final int order;

    /** followers.get(k) maps the last k tokens, in base V, to the sum of the laws of what follows. */
    private final List<Map<Long, double[]>> followers = new ArrayList<>();

    private NgramModel(String name, Vocabulary vocabulary, int order) {
        this.name = name;
        this.vocabulary = vocabulary;
        this.order = order;
        for (int k = 0; k < order; k++) {
            followers.add(new HashMap<>());
        }
    }

    /**
     * Averages over every context of at least one token in a sample.
     *
     * @param process   the truth
     * @param sequences drawn from it, at least one token altogether
     * @param order     n, from 1 (sees nothing) to 4
     */
    public static NgramModel fit(String name, GeneratingProcess process, int[][] sequences, int order) {
        if (order < 1 || order > MOST_ORDER) {
            throw new IllegalArgumentException("order of an n-gram must be in 1.." + MOST_ORDER + ", got " + order);
        }
        NgramModel model = new NgramModel(name, process.vocabulary(), order);
        Observer observer = process.observer();
        double[] law = new double[process.vocabulary().size()];
        for (int[] sequence : sequences) {
            observer.restart();
            for (int p = 0; p < sequence.length; p++) {
                observer.read(sequence[p]);
                observer.next(law);
                model.add(sequence, p + 1, law);
            }
        }
        if (model.followers.get(0).isEmpty()) {
            throw new IllegalArgumentException(
                    "an n-gram needs a sequence with a token, got " + sequences.length + " sequences without");
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

    private void add(int[] sequence, int p, double[] law) {
        for (int k = 0; k < Math.min(order, p + 1); k++) {
            double[] sum = followers.get(k).computeIfAbsent(key(sequence, p, k), c -> new double[law.length]);
            for (int v = 0; v < law.length; v++) {
                sum[v] += law[v];
            }
        }
    }

    /** The law of token {@code p} of a sequence whose tokens before it are known. */
    private double[] law(int[] sequence, int p) {
        double[] law = new double[vocabulary.size()];
        Arrays.fill(law, 1.0 / law.length);
        for (int k = 0; k < Math.min(order, p + 1); k++) {
            double[] sum = followers.get(k).get(key(sequence, p, k));
            if (sum != null) {
                double seen = Arrays.stream(sum).sum();
                for (int v = 0; v < law.length; v++) {
                    law[v] = (sum[v] + PRIOR_STRENGTH * law[v]) / (seen + PRIOR_STRENGTH);
                }
            }
        }
        return law;
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
