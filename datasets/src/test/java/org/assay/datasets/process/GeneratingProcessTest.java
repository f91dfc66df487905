package org.assay.datasets.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.datasets.cases.ProcessCases;
import org.assay.datasets.cases.ProcessCases.Belief;
import org.assay.datasets.cases.ProcessCases.Law;
import org.assay.datasets.cases.ProcessCases.ProcessCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known from elsewhere of the processes of the table of cases. */
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

    private static GeneratingProcess.ObserverState after(GeneratingProcess process, String context) {
        GeneratingProcess.ObserverState state = process.initial();
        for (int token : process.vocabulary().encode(context)) {
            state = process.update(state, token);
        }
        return state;
    }
}
