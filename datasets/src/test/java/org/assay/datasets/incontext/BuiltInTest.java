package org.assay.datasets.incontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every built-in process of this package. */
class BuiltInTest {
    private static final int LENGTH = 150;
    private static final double ROUNDING = 1e-15;

    static Collection<String> names() {
        return InContextProcesses.builtIn().keySet();
    }

    private static GeneratingProcess open(String name) {
        return InContextProcesses.builtIn().get(name).get();
    }

    @ParameterizedTest
    @MethodSource("names")
    void probabilities_sum_to_one_and_mean_surprise_is_mean_entropy(String name) {
        GeneratingProcess process = open(name);
        Observer observer = process.observer();
        double[] law = new double[process.vocabulary().size()];
        int steps = 100_000;
        double sum = 0;
        double squares = 0;
        for (int sequence = 0; sequence * LENGTH < steps; sequence++) {
            var draws = Seed.of(11).child(sequence).draws();
            observer.restart();
            for (int step = 0; step < LENGTH; step++) {
                observer.next(law);
                double total = 0;
                for (double p : law) {
                    total += p;
                }
                if (!(Math.abs(total - 1) <= 1e-12)) {
                    assertThat(total).isCloseTo(1, within(1e-12));
                }
                int token = draws.nextIndex(law);
                double difference = -StrictMath.log(law[token]) - Entropy.of(law);
                sum += difference;
                squares += difference * difference;
                observer.read(token);
            }
        }
        assertThat(sum).isCloseTo(0, within(3 * Math.sqrt(squares) + steps * ROUNDING));
    }

    @ParameterizedTest
    @MethodSource("names")
    void every_factor_is_a_law_over_its_values(String name) {
        GeneratingProcess process = open(name);
        Observer observer = process.observer();
        for (int sequence = 0; sequence < 3; sequence++) {
            var draws = Seed.of(6).child(sequence).draws();
            observer.restart();
            for (int step = 0; step < LENGTH; step++) {
                for (int f = 0; f < process.factors().size(); f++) {
                    Factor factor = process.factors().get(f);
                    double[] values = new double[factor.cardinality()];
                    Arrays.fill(values, Double.NaN);
                    observer.factor(f, values);
                    double total = 0;
                    double greatest = 0;
                    for (double p : values) {
                        assertThat(p).isNotNegative();
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

    @ParameterizedTest
    @MethodSource("names")
    void a_copy_goes_its_own_way_and_a_restart_forgets_everything(String name) {
        GeneratingProcess process = open(name);
        double[] wanted = new double[process.vocabulary().size()];
        double[] found = new double[wanted.length];
        Observer used = process.observer();
        walk(used, 1, 60);
        used.next(wanted);
        Observer copy = used.copy();
        walk(copy, 2, 40);
        used.next(found);
        assertThat(found).containsExactly(wanted);
        used.restart();
        walk(used, 3, 30);
        Observer fresh = process.observer();
        walk(fresh, 3, 30);
        fresh.next(wanted);
        used.next(found);
        assertThat(found).containsExactly(wanted);
    }

    private static void walk(Observer observer, long seed, int steps) {
        var draws = Seed.of(seed).draws();
        for (int step = 0; step < steps; step++) {
            observer.read(observer.draw(draws));
        }
    }

    private static ContextSet contexts(GeneratingProcess process) {
        int[][] sequences = new int[4][90];
        for (int s = 0; s < sequences.length; s++) {
            Observer observer = process.observer();
            var draws = Seed.of(21).child(s).draws();
            for (int p = 0; p < sequences[s].length; p++) {
                sequences[s][p] = observer.draw(draws);
                observer.read(sequences[s][p]);
            }
        }
        return ContextSet.everyPosition(sequences, 0);
    }

    /** Giving a factor the value that it has anyway changes nothing, wherever it can be changed. */
    @ParameterizedTest
    @MethodSource("names")
    void the_counterfactual_law_of_what_is_the_case_is_the_law(String name) {
        GeneratingProcess process = open(name);
        ContextSet contexts = contexts(process);
        var laws = process.next(contexts).probabilities();
        for (Factor factor : process.factors()) {
            Site site = new Site("factor." + factor.name());
            Representation held = process.record(contexts, site);
            for (int row = 0; row < contexts.rows(); row++) {
                int[] one = {row};
                Intervention same =
                        new Intervention(site, Optional.empty(), held.values().selectRows(one));
                Matrix changed;
                try {
                    changed = process.run(contexts.select(one), same).probabilities();
                } catch (IllegalArgumentException cannotBeChangedHere) {
                    continue;
                }
                for (int v = 0; v < changed.columns(); v++) {
                    assertThat(changed.get(0, v))
                            .as("%s at row %d", factor.name(), row)
                            .isCloseTo(laws.get(row, v), within(1e-12));
                }
            }
        }
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
        ContextSet contexts = contexts(process);
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
    void equal_definitions_have_equal_ids_and_every_process_says_where_it_is_from(String name) {
        GeneratingProcess process = open(name);
        assertThat(process.id()).isEqualTo(open(name).id());
        assertThat(process.name()).isEqualTo(name);
        assertThat(process.source()).matches(".*[12][0-9]{3}.*");
        assertThat(process.rules()).isEmpty();
    }

    @Test
    void ids_differ() {
        List<String> ids = InContextProcesses.builtIn().values().stream()
                .map(supplier -> supplier.get().id().hex())
                .toList();
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(20);
    }
}
