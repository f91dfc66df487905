package org.assay.symbolic.fit;

import java.util.stream.IntStream;
import org.assay.datasets.corpus.Enumeration;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;

/** All contexts of exactly one length with the exact laws after them: what the reference tables of processes are made of. */
record ProcessContexts(GeneratingProcess process, ContextSet contexts, NextTokenTable table) {
    static ProcessContexts of(GeneratingProcess process, int length) {
        ContextSet upTo = Enumeration.of(process, length);
        ContextSet contexts = upTo.select(IntStream.range(0, upTo.rows())
                .filter(row -> upTo.rowPosition(row) == length - 1)
                .toArray());
        return new ProcessContexts(process, contexts, process.next(contexts));
    }

    double[] law(int row) {
        return table.probabilities().row(row);
    }

    /** h_L, the mean entropy of the laws, in nats. */
    double floor() {
        return IntStream.range(0, contexts.rows())
                .mapToDouble(row -> contexts.weight(row) * Information.entropy(law(row)))
                .sum();
    }

    /** Entropy of the mean law in nats. */
    double unigram() {
        double[] mean = new double[table.vocabularySize()];
        for (int row = 0; row < contexts.rows(); row++) {
            Items.addScaled(mean, law(row), contexts.weight(row));
        }
        return Information.entropy(mean);
    }

    /** Mean KL(process || predicted) in nats per token. */
    double excess(NextTokenTable predicted) {
        double excess = 0;
        for (int row = 0; row < contexts.rows(); row++) {
            double[] p = predicted.probabilities().row(row);
            excess += contexts.weight(row) * (Information.crossEntropy(law(row), p) - Information.entropy(law(row)));
        }
        return excess;
    }

    /** Percent of what can be learned from contexts that a predictor has learned. */
    double recovered(NextTokenTable predicted) {
        return 100 * (1 - excess(predicted) / (unigram() - floor()));
    }
}
