package org.assay.symbolic.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.edit.Evaluator.Assessed;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.run.Interpreter;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private static final double SHARE = Unembedding.UNIFORM_SHARE;
    private static final Listing UNIFORM = EditData.program("vocab 0 1\n");

    /** The golden mean: after 1 always 0; after 0 either, equally likely. A program can say that almost exactly. */
    private static final Listing GOLDEN_MEAN = EditData.program("""
            vocab 0 1
            label one
            token 1 -> one
            predict one -> 0=40
            """);

    @Test
    void a_program_that_knows_the_process_loses_the_floor_and_what_it_shares_out() {
        HeldOut data = EditData.of("golden-mean", 40, 30);
        Evaluation evaluation = new Evaluator(data, Yardstick.TRUTH, 1000)
                .assess(GOLDEN_MEAN.program())
                .evaluation();
        double rowsAfterOne = rowsAfter(data, 1);
        // After 1 the program gives 0 all but half of the uniform share; after 0 it is exact. The first token is not
        // known to it.
        assertThat(evaluation.excess().getAsDouble()).isCloseTo(-rowsAfterOne * Math.log(1 - SHARE / 2), within(1e-12));
        assertThat(evaluation.floor().getAsDouble()).isCloseTo((1 - rowsAfterOne) * Math.log(2), within(1e-12));
        assertThat(evaluation.klFromNetwork()).isEqualTo(evaluation.excess());
        assertThat(evaluation.loss())
                .isCloseTo(
                        evaluation.floor().getAsDouble() + evaluation.excess().getAsDouble(), within(1e-9));
    }

    private static double rowsAfter(HeldOut data, int token) {
        double weight = 0;
        for (int row = 0; row < data.contexts().rows(); row++) {
            int seen = data.contexts()
                    .sequence(data.contexts().rowSequence(row))[data.contexts().rowPosition(row)];
            weight += seen == token ? data.contexts().weight(row) : 0;
        }
        return weight;
    }

    @Test
    void a_program_that_knows_nothing_loses_the_logarithm_of_the_vocabulary() {
        HeldOut data = EditData.of("golden-mean", 10, 20);
        Assessed uniform = new Evaluator(data, Yardstick.DATA, 50).assess(UNIFORM.program());
        assertThat(uniform.evaluation().loss()).isCloseTo(Math.log(2), within(1e-12));
        double[] everywhere = new double[20];
        Arrays.fill(everywhere, Math.log(2));
        assertThat(uniform.byPosition()).containsExactly(everywhere, within(1e-12));
        double length = DescriptionLength.of(UNIFORM.program(), 50);
        assertThat(uniform.evaluation().programNats()).isEqualTo(length);
        assertThat(uniform.evaluation().total()).isCloseTo(length + 50 * Math.log(2), within(1e-9));
    }

    /** KL row by row from laws asked one context at a time: another route to the same mean. */
    @Test
    void divergence_agrees_with_contexts_asked_one_by_one() {
        HeldOut data = EditData.of("golden-mean", 3, 6);
        Assessed assessed = new Evaluator(data, Yardstick.NETWORK, 10).assess(GOLDEN_MEAN.program());
        Interpreter interpreter = Interpreter.of(GOLDEN_MEAN.program(), "one by one");
        double mean = 0;
        for (int row = 0; row < data.contexts().rows(); row++) {
            var law = interpreter.next(data.contexts().select(new int[] {row}));
            double crossEntropy = 0;
            double entropy = 0;
            for (int token = 0; token < 2; token++) {
                double q = data.truth().orElseThrow().get(row, token);
                crossEntropy -= q * Math.log(law.get(0, token));
                entropy -= q == 0 ? 0 : q * Math.log(q);
            }
            mean += (crossEntropy - entropy) / data.contexts().rows();
        }
        assertThat(assessed.evaluation().klFromNetwork().getAsDouble()).isCloseTo(mean, within(1e-14));
    }

    /** Two sequences of one row that change by x and y: mean (x + y) / 2, standard error |x - y| / 2. */
    @Test
    void the_standard_error_is_taken_over_sequences() {
        HeldOut data = EditData.pairs(new int[] {0, 0}, new int[] {1, 0});
        Evaluator evaluator = new Evaluator(data, Yardstick.DATA, 10);
        Assessed before = evaluator.assess(UNIFORM.program());
        Assessed after = evaluator.assess(GOLDEN_MEAN.program());
        double y = -Math.log(1 - SHARE / 2) - Math.log(2);
        Difference difference = after.since(before);
        assertThat(difference.loss()).isCloseTo(y / 2, within(1e-12));
        assertThat(difference.standardError().getAsDouble()).isCloseTo(-y / 2, within(1e-12));
        assertThat(before.since(before).standardError()).hasValue(0);
        assertThat(before.since(before).total()).isZero();
    }

    @Test
    void one_sequence_has_no_standard_error() {
        Evaluator evaluator = new Evaluator(EditData.pairs(new int[] {0, 1}), Yardstick.DATA, 10);
        Assessed uniform = evaluator.assess(UNIFORM.program());
        assertThat(uniform.since(uniform).standardError()).isEmpty();
    }

    @Test
    void a_yardstick_without_laws_and_laws_of_other_contexts_are_refused() {
        HeldOut data = EditData.pairs(new int[] {0, 1});
        assertThatThrownBy(() -> new Evaluator(data, Yardstick.NETWORK, 10)).hasMessageContaining("network");
        assertThatThrownBy(() -> new Evaluator(data, Yardstick.DATA, 0.5)).hasMessageContaining("at least 1");
        NextTokenTable other = new NextTokenTable(
                EditData.pairs(new int[] {1, 1}).contexts().id(), Matrix.ofRows(new double[] {.5, .5}));
        assertThatThrownBy(() -> new HeldOut(data.contexts(), data.nextToken(), Optional.of(other), Optional.empty()))
                .hasMessageContaining("contexts");
        assertThatThrownBy(() -> new HeldOut(data.contexts(), new int[2], Optional.empty(), Optional.empty()))
                .hasMessageContaining("next token");
    }

    @Test
    void the_worst_contexts_are_those_that_the_program_does_not_know() {
        HeldOut data = EditData.of("golden-mean", 40, 30);
        Assessed uniform = new Evaluator(data, Yardstick.TRUTH, 10).assess(UNIFORM.program());
        var vocabulary = UNIFORM.program().vocabulary();
        var worst = WorstContexts.of(uniform, data, vocabulary, question(Yardstick.TRUTH, 1, 1))
                .get(0);
        assertThat(worst.context()).containsExactly("1");
        assertThat(worst.weight()).isCloseTo(rowsAfter(data, 1), within(1e-12));
        assertThat(worst.loss()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(worst.contribution()).isCloseTo(uniform.evaluation().excess().getAsDouble(), within(1e-12));
        assertThat(worst.laws()).extracting(laws -> laws.token()).containsExactly("0", "1");
        assertThat(worst.laws().get(0).truth().getAsDouble()).isCloseTo(1, within(1e-12));
        assertThat(worst.laws().get(0).data()).isCloseTo(1, within(1e-12));
        assertThat(worst.laws().get(0).program()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void contributions_of_all_groups_sum_to_the_loss_and_single_contexts_come_worst_first() {
        HeldOut data = EditData.of("toy-english", 4, 20);
        Listing program = EditData.program("vocab " + String.join(" ", words(data)) + "\nbias w3=2\n");
        Assessed assessed = new Evaluator(data, Yardstick.DATA, 10).assess(program.program());
        var groups =
                WorstContexts.of(assessed, data, program.program().vocabulary(), question(Yardstick.DATA, 1000, 2));
        assertThat(groups.stream()
                        .mapToDouble(WorstContexts.Worst::contribution)
                        .sum())
                .isCloseTo(assessed.evaluation().loss(), within(1e-12));
        var single =
                WorstContexts.of(assessed, data, program.program().vocabulary(), question(Yardstick.DATA, 1000, 0));
        assertThat(single).hasSize(80);
        assertThat(single)
                .isSortedAccordingTo((a, b) -> Double.compare(b.loss(), a.loss()))
                .allSatisfy(each -> assertThat(each.rows()).isEqualTo(1));
        assertThat(WorstContexts.of(assessed, data, program.program().vocabulary(), question(Yardstick.TRUTH, 3, 0)))
                .hasSize(3);
    }

    private static WorstContexts.Question question(Yardstick by, int count, int group) {
        return new WorstContexts.Question(by, group, false, count, 8);
    }

    /**
     * The uniform program takes all contexts of the golden mean alike. With a = share of rows after 1, the mean law gives 0 the
     * probability m = (1 + a) / 2: other weights could gain ln 2 - H(m) of the a ln 2 that are lost.
     */
    @Test
    void contexts_that_the_program_takes_alike_say_what_weights_alone_could_gain() {
        HeldOut data = EditData.of("golden-mean", 40, 30);
        Assessed uniform = new Evaluator(data, Yardstick.TRUTH, 10).assess(UNIFORM.program());
        var vocabulary = UNIFORM.program().vocabulary();
        var alike = WorstContexts.of(
                uniform, data, vocabulary, new WorstContexts.Question(Yardstick.TRUTH, 0, true, 10, 1));
        double a = rowsAfter(data, 1);
        double m = (1 + a) / 2;
        assertThat(alike).hasSize(1);
        assertThat(alike.get(0).contribution()).isCloseTo(a * Math.log(2), within(1e-12));
        assertThat(alike.get(0).byWeights().getAsDouble())
                .isCloseTo(Math.log(2) + m * Math.log(m) + (1 - m) * Math.log(1 - m), within(1e-12));
        assertThat(alike.get(0).laws()).hasSize(1);
        Assessed knowing = new Evaluator(data, Yardstick.TRUTH, 10).assess(GOLDEN_MEAN.program());
        var told = WorstContexts.of(
                knowing, data, vocabulary, new WorstContexts.Question(Yardstick.TRUTH, 0, true, 10, 2));
        assertThat(told).hasSize(2);
        assertThat(told)
                .allSatisfy(group ->
                        assertThat(group.byWeights().getAsDouble()).isCloseTo(group.contribution(), within(1e-12)));
    }

    private static String[] words(HeldOut data) {
        int size = data.truth().orElseThrow().vocabularySize();
        String[] words = new String[size];
        for (int token = 0; token < size; token++) {
            words[token] = "w" + token;
        }
        return words;
    }
}
