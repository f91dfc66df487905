package org.assay.analysis.belief.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.assay.analysis.belief.Coordinates;
import org.assay.analysis.belief.ProbeTarget;
import org.assay.analysis.metric.ReadoutR2;
import org.assay.analysis.probe.FeatureSource;
import org.assay.analysis.probe.LinearReadout;
import org.assay.analysis.probe.ReadoutRows;
import org.assay.analysis.probe.StreamedDesign;
import org.assay.datasets.corpus.Enumeration;
import org.assay.datasets.language.Languages;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.Processes;
import org.assay.datasets.process.combine.Combinations;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTest {
    private static Targets truth(GeneratingProcess process, int length) {
        return TruthTargets.of(process, Enumeration.of(process, length));
    }

    private static double r2(ContextSet contexts, Matrix features, Matrix target) {
        int[] all = IntStream.range(0, contexts.rows()).toArray();
        FeatureSource source = FeatureSource.of("x", features);
        LinearReadout readout = StreamedDesign.of(
                        ReadoutRows.of(contexts, new Split(all, all), 3, Seed.of(1)),
                        source,
                        target,
                        OptionalDouble.of(1e-10),
                        Progress.SILENT)
                .fit(0, target.columns());
        return ReadoutR2.of(target, readout.apply(features), contexts.weights());
    }

    /** By least squares on the full design elsewhere, words of up to 8 tokens weighted by their probability. */
    @ParameterizedTest
    @CsvSource({
        "0.05, 0.85, 0.81012, 0.84878",
        "0.2, 0.5, 0.99498, 0",
        "0.5, 0.2, 0.98497, 0",
        "0.5, 0.6, 0.9648, 0.06813",
        "0.1, 0.7, 0.92854, 0.57015"
    })
    void the_constrained_update_tells_the_belief_as_well_as_it_should(
            double x, double alpha, double r2, double outside) {
        HiddenMarkovProcess mess3 = Processes.mess3(x, alpha);
        ContextSet contexts = Enumeration.of(mess3, 8);
        Matrix rival = RivalTargets.constrainedUpdate(mess3.model(), contexts);
        Matrix belief = mess3.record(contexts, new Site("belief")).values();
        assertThat(r2(contexts, rival, belief)).isCloseTo(r2, within(5e-5));
        double left = 0;
        for (int r = 0; r < contexts.rows(); r++) {
            boolean negative = false;
            for (double entry : rival.row(r)) {
                negative |= entry < -1e-12;
            }
            left += negative ? contexts.weight(r) : 0;
        }
        assertThat(left).isCloseTo(outside, within(5e-4));
    }

    @Test
    void exponential_decay_tells_the_belief_as_well_as_it_should() {
        HiddenMarkovProcess mess3 = Processes.mess3(.05, .85);
        ContextSet contexts = Enumeration.of(mess3, 8);
        Matrix belief = mess3.record(contexts, new Site("belief")).values();
        assertThat(r2(contexts, RivalTargets.decayed(contexts, 3, .45), belief)).isCloseTo(.9657, within(5e-5));
        Targets rivals = RivalTargets.of(
                mess3,
                contexts,
                Optional.of(ProbeTarget.of("belief", ProbeTarget.Role.TRUTH, belief, Coordinates.LAW, "")),
                IntStream.range(0, contexts.rows()).toArray(),
                3);
        assertThat(rivals.all())
                .extracting(ProbeTarget::name)
                .containsExactly(
                        "markov-1",
                        "markov-2",
                        "markov-3",
                        "window-1",
                        "window-2",
                        "window-3",
                        "constrained-update",
                        "decay-0.45");
    }

    @Test
    void a_window_as_long_as_the_context_is_the_belief_itself() {
        HiddenMarkovProcess mess3 = Processes.mess3(.05, .85);
        ContextSet contexts = Enumeration.of(mess3, 5);
        Matrix belief = mess3.record(contexts, new Site("belief")).values();
        assertThat(RivalTargets.windowBelief(mess3.model(), contexts, 5).values())
                .containsExactly(belief.values(), within(1e-12));
        assertThat(RivalTargets.windowBelief(mess3.model(), contexts, 1).row(2))
                .containsExactly(new double[] {.85, .075, .075}, within(1e-12));
    }

    @Test
    void with_fewer_tokens_than_a_word_the_words_that_end_with_them_are_believed() {
        HiddenMarkovProcess mess3 = Processes.mess3(.05, .85);
        ContextSet contexts = Enumeration.of(mess3, 3);
        Matrix markov = RivalTargets.markovBelief(mess3.model(), contexts, 2);
        double[] first = markov.row(0);
        assertThat(first[0]).isCloseTo(.224563 * 3, within(1e-5));
        assertThat(first[3]).isCloseTo(.054385 * 3, within(1e-5));
        assertThat(first[1]).isZero();
        assertThat(markov.row(2)).contains(1.0);
    }

    @Test
    void contexts_that_predict_the_same_are_one_causal_state() {
        Targets rrxor = truth(Languages.open("rrxor"), 7);
        assertThat(rrxor.named("causal-state").columns()).hasSize(35);
        assertThat(rrxor.absent().get("predictive")).contains("Hankel rank 5 = states");
        assertThat(truth(Processes.mess3(.05, .85), 6).absent().get("causal-state"))
                .contains("more than 64 causal states");
        assertThatThrownBy(() -> rrxor.named("predictive"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Hankel rank 5");
    }

    @Test
    void of_a_redundant_generator_only_what_futures_depend_on_is_asked() {
        Targets nond = truth(Languages.open("nond"), 8);
        ProbeTarget predictive = nond.named("predictive");
        assertThat(predictive.meaning()).contains("Hankel rank 2, so 1 dimensions of 2");
        Matrix values = predictive.values();
        double[] origin = values.row(0);
        double[] along = values.row(1);
        for (int r = 0; r < values.rows(); r++) {
            for (int c = 1; c < origin.length; c++) {
                double area = (values.get(r, c) - origin[c]) * (along[0] - origin[0])
                        - (values.get(r, 0) - origin[0]) * (along[c] - origin[c]);
                assertThat(area).isCloseTo(0, within(1e-12));
            }
        }
    }

    @Test
    void a_mixture_is_known_by_component_and_by_joint_belief() {
        HiddenMarkovProcess mixture = Combinations.mixture(
                "mixture", new double[] {.5, .5}, (HiddenMarkovProcess) Languages.open("z1r"), (HiddenMarkovProcess)
                        Languages.open("even"));
        ContextSet contexts = Enumeration.of(mixture, 3);
        Targets targets = TruthTargets.of(mixture, contexts);
        Matrix modular = targets.named("belief.modular").values();
        Matrix joint = targets.named("belief").values();
        for (int r = 0; r < contexts.rows(); r++) {
            String word = mixture.vocabulary().decode(contexts.context(r)).toString();
            if (word.replaceAll("[^01]", "").equals("1")) {
                assertThat(modular.row(r)[0]).isCloseTo(.428571, within(1e-6));
            }
            if (word.replaceAll("[^01]", "").equals("111")) {
                assertThat(modular.row(r)[0]).isCloseTo(0, within(1e-12));
                assertThat(modular.row(r)[2]).isCloseTo(1 / 3., within(1e-12));
            }
            for (int s = 0; s < 5; s++) {
                assertThat(modular.get(r, s < 3 ? 0 : 1) * modular.get(r, 2 + s))
                        .isCloseTo(joint.get(r, s), within(1e-12));
            }
        }
    }

    @Test
    void stacks_are_known_by_depth_and_level() {
        Targets dyck = truth(Languages.open("dyck-2-3"), 4);
        assertThat(dyck.all())
                .extracting(ProbeTarget::name)
                .contains("factor.depth", "factor.level-1", "factor.level-2", "factor.level-3");
    }

    @Test
    void log_coordinates_are_those_of_the_definition_and_stop_at_the_floor() {
        Matrix laws = Matrix.ofRows(new double[] {.5, .25, .25}, new double[] {1, 0, 0});
        double log2 = Math.log(2);
        assertThat(LawCoordinates.logRatio(laws, 1e-3).row(0))
                .containsExactly(new double[] {2 * log2 / 3, -log2 / 3, -log2 / 3}, within(1e-12));
        assertThat(LawCoordinates.logOdds(laws, 1e-3).row(0))
                .containsExactly(new double[] {0, -Math.log(3), -Math.log(3)}, within(1e-12));
        assertThat(LawCoordinates.logOdds(laws, 1e-3).row(1))
                .containsExactly(new double[] {Math.log(999), -Math.log(999), -Math.log(999)}, within(1e-9));
        assertThatThrownBy(() -> LawCoordinates.logOdds(laws, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("floor");
    }
}
