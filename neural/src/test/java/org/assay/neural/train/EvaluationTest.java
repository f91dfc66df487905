package org.assay.neural.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assay.datasets.corpus.BatchSource;
import org.assay.datasets.corpus.ProcessBatches;
import org.assay.datasets.language.Languages;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.djl.AdamW;
import org.assay.neural.djl.TorchTraining;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final int BATCHES = 3;

    private static Evaluation evaluate(HeldOut heldOut, TransformerConfig config, TransformerWeights weights) {
        TorchTraining.State state = TorchTraining.State.initial(weights.values(), AdamW.usual());
        try (TorchTraining network = TorchTraining.of(config, AdamW.usual(), state)) {
            return new Evaluation.Data(heldOut).of(network);
        }
    }

    private static TransformerConfig config(GeneratingProcess process, int context) {
        return TransformerConfig.standard(
                1, 16, 2, context, process.vocabulary().size(), ActFn.GELU);
    }

    /** The network asked through its own contract, divergences summed here: another route to every number. */
    @Test
    void excess_of_rules_times_their_shares_is_the_excess_of_all() throws IOException {
        GeneratingProcess process = Languages.open("toy-english");
        ProcessBatches source = new ProcessBatches(process, Seed.of(4), 16, 25);
        TransformerConfig config = config(process, 24);
        TransformerWeights weights = TransformerWeights.initial(config, Seed.of(5));
        HeldOut heldOut = HeldOut.of(process, source, BATCHES);
        Evaluation evaluation = evaluate(heldOut, config, weights);

        ContextSet contexts = contexts(source);
        NextTokenTable truth = process.next(contexts);
        int[] winner = process.winningRule(contexts);
        double[] divergence;
        try (HookedTransformer network = HookedTransformer.of("random", process.vocabulary(), weights)) {
            divergence = divergence(truth, network.next(contexts));
        }
        double total = Arrays.stream(divergence).average().orElseThrow();
        assertThat(evaluation.excess().orElseThrow()).isCloseTo(total, within(1e-6));
        assertThat(evaluation.rules()).hasSizeGreaterThan(5);
        double weighted = 0;
        double shares = 0;
        for (RuleExcess part : evaluation.rules()) {
            int rule = process.rules().indexOf(part.rule());
            double sum = 0;
            int rows = 0;
            for (int row = 0; row < winner.length; row++) {
                sum += winner[row] == rule ? divergence[row] : 0;
                rows += winner[row] == rule ? 1 : 0;
            }
            assertThat(part.excess()).as(part.rule()).isCloseTo(sum / rows, within(1e-5));
            assertThat(part.share()).isCloseTo((double) rows / winner.length, within(1e-12));
            assertThat(part.loss()).isCloseTo(part.floor() + part.excess(), within(1e-12));
            weighted += part.share() * part.excess();
            shares += part.share();
        }
        assertThat(weighted).isCloseTo(evaluation.excess().orElseThrow(), within(1e-3));
        assertThat(weighted).isCloseTo(evaluation.excess().orElseThrow(), within(1e-9));
        assertThat(shares).isCloseTo(1, within(1e-12));
        assertThat(evaluation.loss() - heldOut.floor())
                .as("loss above the floor of the tokens that came, which is the excess up to chance")
                .isCloseTo(total, within(0.3));
    }

    private static ContextSet contexts(ProcessBatches source) {
        int length = source.sequenceLength();
        int[][] seen = new int[BATCHES * source.batchSize()][];
        for (int s = 0; s < seen.length; s++) {
            int from = s % source.batchSize() * length;
            seen[s] = Arrays.copyOfRange(source.batch(s / source.batchSize()), from, from + length - 1);
        }
        return ContextSet.everyPosition(seen, 0);
    }

    private static double[] divergence(NextTokenTable truth, NextTokenTable network) {
        double[] divergence = new double[truth.rows()];
        for (int row = 0; row < divergence.length; row++) {
            for (int token = 0; token < truth.vocabularySize(); token++) {
                double p = truth.get(row, token);
                divergence[row] += p > 0 ? p * Math.log(p / network.get(row, token)) : 0;
            }
        }
        return divergence;
    }

    private static HeldOut against(double[] law, int[] winner) {
        CopyData data = new CopyData(Seed.of(1), 4, 9, 4, 9);
        Matrix laws = Matrix.zeros(4 * 8, 4);
        for (int row = 0; row < laws.rows(); row++) {
            System.arraycopy(law, 0, laws.values(), 4 * row, 4);
        }
        Truth truth = new Truth(laws, List.of("never", "even", "odd"), winner, Math.log(4));
        return new HeldOut(data, 1, Optional.of(truth));
    }

    private static Evaluation uniformNetwork(double... law) {
        TransformerConfig config = TransformerConfig.bilinearAttentionOnly(1, 8, 2, 8, 4);
        int[] winner = new int[4 * 8];
        Arrays.setAll(winner, row -> 1 + row % 2);
        TransformerWeights weights = TransformerWeights.initial(config, Seed.of(2));
        return evaluate(against(law, winner), config, weights);
    }

    @Test
    void a_network_that_gives_the_true_law_has_no_excess() {
        Evaluation ideal = uniformNetwork(0.25, 0.25, 0.25, 0.25);
        assertThat(ideal.loss()).isCloseTo(Math.log(4), within(1e-6));
        assertThat(ideal.excess().orElseThrow()).isCloseTo(0, within(1e-6));
        assertThat(ideal.rules()).extracting(RuleExcess::rule).containsExactly("even", "odd");
        assertThat(ideal.rules()).allSatisfy(rule -> assertThat(rule.excess()).isCloseTo(0, within(1e-6)));
    }

    @Test
    void a_network_that_knows_nothing_of_a_certain_token_is_ln_v_above_it() {
        Evaluation useless = uniformNetwork(0, 1, 0, 0);
        assertThat(useless.excess().orElseThrow()).isCloseTo(Math.log(4), within(1e-6));
        assertThat(useless.rules()).allSatisfy(rule -> {
            assertThat(rule.floor()).isZero();
            assertThat(rule.share()).isEqualTo(0.5);
            assertThat(rule.excess()).isCloseTo(Math.log(4), within(1e-6));
        });
    }

    @Test
    void only_scored_targets_are_looked_at() throws IOException {
        GeneratingProcess process = Languages.open("unique-copy-26");
        ProcessBatches every = new ProcessBatches(process, Seed.of(4), 8, 42);
        TransformerConfig config = config(process, 41);
        TransformerWeights weights = TransformerWeights.initial(config, Seed.of(5));
        BatchSource scored = every.scoredOnly();
        HeldOut known = HeldOut.of(process, scored, 1);
        assertThat(known.floor())
                .as("the second copy is nearly determined")
                .isLessThan(HeldOut.of(process, every, 1).floor() / 2);
        Evaluation evaluation = evaluate(known, config, weights);
        assertThat(evaluation.loss())
                .isCloseTo(evaluate(HeldOut.of(scored, 1), config, weights).loss(), within(1e-6));
        assertThat(evaluation.loss())
                .isNotEqualTo(evaluate(HeldOut.of(every, 1), config, weights).loss());
    }

    @Test
    void a_truth_about_other_rows_is_refused() {
        assertThatThrownBy(() -> against(new double[] {1, 0, 0, 0}, new int[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 5");
        Truth truth = new Truth(Matrix.zeros(7, 4), List.of(), new int[0], 1);
        assertThatThrownBy(() -> new HeldOut(new CopyData(Seed.of(1), 4, 9, 4, 3), 1, Optional.of(truth)))
                .hasMessageContaining("32 held-out targets need as many laws, got 7");
        assertThatThrownBy(() -> new Truth(Matrix.zeros(7, 4), List.of(), new int[0], Double.POSITIVE_INFINITY))
                .hasMessageContaining("floor");
    }
}
