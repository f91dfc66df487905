package org.assay.datasets.incontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.assay.datasets.cases.ProcessLaws;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every built-in process of this package. */
class BuiltInTest {
    private static final int LENGTH = 150;

    static Collection<String> names() {
        return InContextProcesses.builtIn().keySet();
    }

    private static GeneratingProcess open(String name) {
        return InContextProcesses.builtIn().get(name).get();
    }

    /** Words of a token each: whatever has no probability is refused, and only that. */
    @ParameterizedTest
    @MethodSource("names")
    void a_token_is_refused_exactly_when_it_cannot_come(String name) {
        GeneratingProcess process = open(name);
        int tokens = process.vocabulary().size();
        Observer observer = process.observer();
        var draws = Seed.of(8).draws();
        double[] law = new double[tokens];
        for (int step = 0; step < LENGTH; step++) {
            observer.next(law);
            int token = (step * 31 + step / tokens) % tokens;
            Observer other = observer.copy();
            if (law[token] > 0) {
                other.read(token);
                assertThat(other.tokensRead()).isEqualTo(step + 1);
            } else {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> other.read(token))
                        .withMessageContaining("cannot emit");
            }
            observer.read(observer.draw(draws));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> observer.read(tokens));
        assertThatIllegalArgumentException().isThrownBy(() -> observer.read(-1));
    }

    /** Another value of the factor gives another law at some row at least, and what cannot be changed is refused by name. */
    @ParameterizedTest
    @CsvSource({
        "icl-markov-3, row",
        "icl-tree, row",
        "icl-tree, parent-token",
        "icl-map-noisy, image",
        "icl-permutation, image",
        "triggers, output",
        "triggers-drawn, output",
        "k-hop-8, image",
        "k-hop-8, hop-1",
        "unique-copy-26, length",
        "unique-copy-26, pointer",
        "unique-copy-26, copied-token",
        "repeat-copy, period",
        "cycles, copied-token",
        "random-automaton, state",
        "random-automata, automaton"
    })
    void another_value_gives_another_law(String name, String factor) {
        GeneratingProcess process = open(name);
        ContextSet contexts = ProcessLaws.contexts(process, 4, 90);
        Site site = new Site("factor." + factor);
        Matrix held = process.record(contexts, site).values();
        Matrix laws = process.next(contexts).probabilities();
        int changed = 0;
        for (int row = 0; row < contexts.rows(); row++) {
            int[] one = {row};
            for (int source = 0; source < contexts.rows(); source += 17) {
                Intervention other = new Intervention(site, Optional.empty(), held.selectRows(new int[] {source}));
                try {
                    double[] law = process.run(contexts.select(one), other)
                            .probabilities()
                            .row(0);
                    double sum = Arrays.stream(law).sum();
                    assertThat(sum).isCloseTo(1, within(1e-9));
                    changed += Arrays.equals(law, laws.row(row)) ? 0 : 1;
                } catch (IllegalArgumentException cannotBeChangedHere) {
                    assertThat(cannotBeChangedHere.getMessage()).isNotBlank();
                }
            }
        }
        assertThat(changed).isPositive();
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_process_says_where_it_is_from_and_is_not_made_of_rules(String name) {
        GeneratingProcess process = open(name);
        assertThat(process.source()).matches(".*[12][0-9]{3}.*");
        assertThat(process.rules()).isEmpty();
    }
}
