package org.assay.datasets.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.datasets.cases.ProcessCases;
import org.assay.datasets.cases.ProcessCases.Belief;
import org.assay.datasets.cases.ProcessCases.Law;
import org.assay.datasets.cases.ProcessCases.ProcessCase;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every process of the table of cases. */
class GeneratingProcessTest {
    private static final double HALF_A_DIGIT = 5.1e-7;

    static List<ProcessCase> cases() {
        return ProcessCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void beliefs_are_the_published_ones(ProcessCase known) {
        GeneratingProcess process = known.process();
        for (Belief belief : known.beliefs()) {
            double[] found =
                    process.factorValues(after(process, belief.context())).get(0);
            for (int s = 0; s < known.hiddenStates(); s++) {
                assertThat(found[s])
                        .as(belief.context())
                        .isCloseTo(belief.states().get(s), within(HALF_A_DIGIT));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void laws_are_the_published_ones(ProcessCase known) {
        GeneratingProcess process = known.process();
        for (Law law : known.laws()) {
            double[] found = process.next(after(process, law.context()));
            law.probabilities()
                    .forEach((token, probability) -> assertThat(
                                    found[process.vocabulary().id(token)])
                            .as("%s after %s", token, law.context())
                            .isCloseTo(probability, within(HALF_A_DIGIT)));
            if (!Double.isNaN(law.entropy())) {
                assertThat(Entropy.of(found)).as(law.context()).isCloseTo(law.entropy(), within(5.1e-5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void floors_are_the_published_ones(ProcessCase known) {
        Floors floors = known.process().floors(Math.max(0, known.floors().size() - 1));
        for (int length = 0; length < known.floors().size(); length++) {
            assertThat(floors.values()[length])
                    .as("h(%d)", length)
                    .isCloseTo(known.floors().get(length), within(known.floorsTolerance() + 3 * floors.error()));
        }
        if (Double.isNaN(known.entropyRate())) {
            assertThat(floors.entropyRate()).isEmpty();
            assertThat(floors.entropyRateNote()).isNotBlank();
        } else if (Double.isFinite(known.entropyRate())) {
            assertThat(floors.entropyRate().orElseThrow())
                    .isCloseTo(known.entropyRate(), within(known.floorsTolerance() + 1e-8));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void probabilities_sum_to_one_and_mean_surprise_is_mean_entropy(ProcessCase known) {
        Observer observer = known.process().observer();
        var draws = Seed.of(11).child("surprise").draws();
        double[] law = new double[known.vocabularySize()];
        int steps = 100_000;
        double sum = 0;
        double squares = 0;
        for (int step = 0; step < steps; step++) {
            if (step % 100 == 0) {
                observer.restart();
            }
            observer.next(law);
            double total = 0;
            for (double p : law) {
                total += p;
            }
            assertThat(total).isCloseTo(1, within(1e-12));
            int token = observer.draw(draws);
            double difference = -StrictMath.log(law[token]) - Entropy.of(law);
            sum += difference;
            squares += difference * difference;
            observer.read(token);
        }
        double standardError = Math.sqrt(squares / steps / steps);
        assertThat(sum / steps).isCloseTo(0, within(3 * standardError));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void one_pass_over_rows_agrees_with_the_state_by_state_observer(ProcessCase known) {
        GeneratingProcess process = known.process();
        int[][] sequences = new int[5][30];
        Observer observer = process.observer();
        for (int s = 0; s < sequences.length; s++) {
            var draws = Seed.of(5).child(s).draws();
            observer.restart();
            for (int p = 0; p < 30; p++) {
                sequences[s][p] = observer.draw(draws);
                observer.read(sequences[s][p]);
            }
        }
        ContextSet contexts = ContextSet.everyPosition(sequences, 3).select(new int[] {0, 4, 26, 27, 60, 61, 134});
        var laws = process.next(contexts);
        for (int row = 0; row < contexts.rows(); row++) {
            GeneratingProcess.ObserverState state = process.initial();
            for (int token : contexts.context(row)) {
                state = process.update(state, token);
            }
            assertThat(laws.probabilities().row(row)).containsExactly(process.next(state));
            List<double[]> factors = process.factorValues(state);
            for (int f = 0; f < factors.size(); f++) {
                Site site = new Site("factor." + process.factors().get(f).name());
                assertThat(process.record(contexts, site).values().row(row)).containsExactly(factors.get(f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_factor_is_a_law_over_its_values(ProcessCase known) {
        GeneratingProcess process = known.process();
        Observer observer = process.observer();
        var draws = Seed.of(6).draws();
        for (int step = 0; step < 300; step++) {
            for (int f = 0; f < process.factors().size(); f++) {
                Factor factor = process.factors().get(f);
                double[] values = new double[factor.cardinality()];
                observer.factor(f, values);
                double total = 0;
                double greatest = 0;
                for (double p : values) {
                    total += p;
                    greatest = Math.max(greatest, p);
                }
                assertThat(total).as(factor.name()).isCloseTo(1, within(1e-12));
                if (!factor.graded()) {
                    assertThat(greatest).as(factor.name()).isEqualTo(1);
                }
            }
            observer.read(observer.draw(draws));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_state_stays_what_it_was_when_it_is_updated(ProcessCase known) {
        GeneratingProcess process = known.process();
        GeneratingProcess.ObserverState state = process.initial();
        var draws = Seed.of(7).draws();
        for (int step = 0; step < 50; step++) {
            double[] law = process.next(state);
            GeneratingProcess.ObserverState longer = process.update(state, draws.nextIndex(law));
            process.update(state, draws.nextIndex(law));
            assertThat(process.next(state)).containsExactly(law);
            state = longer;
        }
    }

    private static GeneratingProcess.ObserverState after(GeneratingProcess process, String context) {
        GeneratingProcess.ObserverState state = process.initial();
        for (int token : process.vocabulary().encode(context)) {
            state = process.update(state, token);
        }
        return state;
    }
}
