package org.assay.neural.hook;

import static org.assertj.core.api.Assertions.assertThat;

import org.assay.datasets.cases.ProcessCases;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FloorTest {
    private static final int LENGTH = 6;

    /** Gibbs' inequality, and a check that network and process index the same rows and tokens. */
    @ParameterizedTest
    @MethodSource("org.assay.datasets.cases.ProcessCases#all")
    void no_network_predicts_better_than_the_observer(ProcessCases.ProcessCase known) {
        GeneratingProcess process = known.process();
        ContextSet contexts =
                SampledContexts.of(process, Seed.of(1), 200, LENGTH, 0).contexts();
        NextTokenTable truth = process.next(contexts);
        TransformerConfig config =
                TransformerConfig.standard(1, 8, 2, LENGTH, process.vocabulary().size(), TransformerConfig.ActFn.RELU);
        try (HookedTransformer network = HookedTransformer.of(
                "untrained", process.vocabulary(), TransformerWeights.initial(config, Seed.of(2)))) {
            NextTokenTable laws = network.next(contexts);
            for (int row = 0; row < contexts.rows(); row++) {
                assertThat(crossEntropy(truth, laws, row)).isGreaterThanOrEqualTo(crossEntropy(truth, truth, row));
            }
        }
    }

    private static double crossEntropy(NextTokenTable truth, NextTokenTable model, int row) {
        double sum = 0;
        for (int token = 0; token < truth.vocabularySize(); token++) {
            double p = truth.get(row, token);
            sum -= p > 0 ? p * Math.log(model.get(row, token)) : 0;
        }
        return sum;
    }
}
