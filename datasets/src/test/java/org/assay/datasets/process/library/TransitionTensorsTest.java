package org.assay.datasets.process.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.mixedstate.MixedStates;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneralisedHiddenMarkovProcess;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.TransitionTensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every built-in process: Bayes by brute force, words that sum to 1, floors that fall, gauge. */
class TransitionTensorsTest {
    static List<GeneratingProcess> all() {
        return BuiltInProcesses.byName().values().stream().map(s -> s.get()).toList();
    }

    static List<HiddenMarkovProcess> hiddenMarkov() {
        return all().stream()
                .filter(HiddenMarkovProcess.class::isInstance)
                .map(HiddenMarkovProcess.class::cast)
                .toList();
    }

    static List<TransitionTensors> models() {
        List<TransitionTensors> models = new ArrayList<>();
        hiddenMarkov().forEach(process -> models.add(process.model()));
        all().stream()
                .filter(GeneralisedHiddenMarkovProcess.class::isInstance)
                .forEach(process -> models.add(((GeneralisedHiddenMarkovProcess) process).model()));
        return models;
    }

    @ParameterizedTest
    @MethodSource("hiddenMarkov")
    void beliefs_agree_with_bayes_over_all_hidden_paths(HiddenMarkovProcess process) {
        TransitionTensors model = process.model();
        for (int sample = 0; sample < 5; sample++) {
            Draws draws = Seed.of(21).child(sample).draws();
            Observer observer = process.observer();
            int[] word = new int[5];
            for (int t = 0; t < word.length; t++) {
                word[t] = observer.draw(draws);
                observer.read(word[t]);
            }
            double[] joint = new double[model.size()];
            for (int s = 0; s < model.size(); s++) {
                addPaths(model, word, 0, s, model.start()[s], joint);
            }
            double total = Arrays.stream(joint).sum();
            assertThat(model.probability(word)).isCloseTo(total, within(1e-12));
            if (model.size() > 1) {
                double[] belief = new double[model.size()];
                observer.factor(0, belief);
                for (int s = 0; s < model.size(); s++) {
                    assertThat(belief[s]).isCloseTo(joint[s] / total, within(1e-12));
                }
            }
        }
    }

    private static void addPaths(
            TransitionTensors model, int[] word, int position, int state, double probability, double[] joint) {
        if (position == word.length) {
            joint[state] += probability;
            return;
        }
        for (int to = 0; to < model.size(); to++) {
            double p = model.tensor(word[position]).get(state, to);
            if (p > 0) {
                addPaths(model, word, position + 1, to, probability * p, joint);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void floors_of_a_stationary_process_never_rise(TransitionTensors model) {
        if (model.isStationary()) {
            MixedStates states = MixedStates.of(model, 3_000);
            double[] floors = states.floors(Math.min(6, states.completeDepth()));
            assertThat(floors).hasSizeGreaterThan(2);
            for (int length = 1; length < floors.length; length++) {
                assertThat(floors[length]).isLessThanOrEqualTo(floors[length - 1] + 1e-12);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_change_of_coordinates_changes_no_word_probability(TransitionTensors model) {
        int size = model.size();
        // G = I + u e with e the row of ones and u = (1, .5, .25, ...) / size: inverse by Sherman and Morrison.
        double[] u = new double[size];
        double total = 0;
        for (int i = 0; i < size; i++) {
            u[i] = 1. / (i + 1) / size;
            total += u[i];
        }
        Matrix gauge = Matrix.identity(size);
        Matrix inverse = Matrix.identity(size);
        for (int r = 0; r < size; r++) {
            for (int c = 0; c < size; c++) {
                gauge.set(r, c, gauge.get(r, c) + u[r]);
                inverse.set(r, c, inverse.get(r, c) - u[r] / (1 + total));
            }
        }
        List<Matrix> tensors = model.tensors().stream()
                .map(tensor -> inverse.times(tensor).times(gauge))
                .toList();
        double[] right = inverse.transpose().leftTimes(model.right());
        TransitionTensors other = TransitionTensors.of(
                model.vocabulary(), model.states(), tensors, gauge.leftTimes(model.start()), right);
        Draws draws = Seed.of(3).draws();
        for (int sample = 0; sample < 20; sample++) {
            int[] word = new int[1 + draws.nextInt(6)];
            for (int t = 0; t < word.length; t++) {
                word[t] = draws.nextInt(model.vocabulary().size());
            }
            assertThat(other.probability(word)).isCloseTo(model.probability(word), within(1e-12));
        }
    }
}
