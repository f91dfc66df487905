package org.assay.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.origin.Stopwatch;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The cost of a token does not depend on how many came before it: 100 sequences of 500 tokens against one of 50,000, in
 * processor time, each the better of two. A step that passed over its history would take 100 times as long on the latter.
 */
@Tag("slow")
class LinearCostTest {
    private static final int TOKENS = 50_000;

    /** Far above what a busy machine adds, far below 100. */
    private static final double MOST = 5;

    private double sink;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mess3",
                "dyck-2-4",
                "mess3-cubed",
                "moon",
                "toy-english",
                "nested",
                "interference",
                "repeat-copy",
                "cycles",
                "icl-markov-5",
                "icl-tree",
                "icl-map-walk",
                "k-hop-8",
                "triggers",
                "random-automata",
                "unique-copy",
                "cfg3-small",
                "arithmetic"
            })
    void a_token_costs_the_same_in_a_sequence_a_hundred_times_as_long(String name) {
        GeneratingProcess process = Languages.open(name);
        assertThat(growth(length -> sampling(process, length))).as("sampling").isLessThan(MOST);
        assertThat(growth(length -> observing(process, length))).as("observing").isLessThan(MOST);
    }

    @Test
    void a_cost_that_grows_with_the_history_is_noticed() {
        assertThat(growth(this::remembering)).isGreaterThan(MOST);
    }

    private static double growth(IntToDoubleFunction cost) {
        double few = Double.MAX_VALUE;
        double many = Double.MAX_VALUE;
        for (int trial = 0; trial < 2; trial++) {
            few = Math.min(few, cost.applyAsDouble(TOKENS / 100));
            many = Math.min(many, cost.applyAsDouble(TOKENS));
        }
        return many / few;
    }

    private double sampling(GeneratingProcess process, long length) {
        TokenStream stream = new TokenStream(process, Seed.of(1), length);
        Stopwatch watch = Stopwatch.start();
        for (int i = 0; i < TOKENS; i++) {
            sink += stream.next();
        }
        return watch.processorSeconds();
    }

    private double observing(GeneratingProcess process, long length) {
        TokenStream stream = new TokenStream(process, Seed.of(1), length);
        Observer observer = process.observer();
        double[] law = new double[process.vocabulary().size()];
        Stopwatch watch = Stopwatch.start();
        for (int i = 0; i < TOKENS; i++) {
            int token = stream.next();
            if (stream.startsSequence()) {
                observer.restart();
            }
            observer.next(law);
            observer.read(token);
            sink += law[token];
        }
        return watch.processorSeconds();
    }

    /** Looks at every token before each, as nothing may. */
    private double remembering(int length) {
        Stopwatch watch = Stopwatch.start();
        int[] history = new int[length];
        for (int i = 0; i < TOKENS; i++) {
            history[i % length] = i;
            for (int before = 0; before < i % length; before++) {
                sink += history[before];
            }
        }
        return watch.processorSeconds();
    }
}
