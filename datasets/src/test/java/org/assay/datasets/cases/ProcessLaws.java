package org.assay.datasets.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assay.datasets.corpus.Sampler;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.RuleReading;
import org.assay.datasets.sequence.ContextSet;

/**
 * What holds for every process, whatever it is made of, as checks that any test can run over its processes. Seeds follow from
 * the name of the process, so that none is chosen.
 */
public final class ProcessLaws {
    /** Words of one length that are enumerated. */
    private static final double MOST_WORDS = 2_000_000;

    private static final int LONGEST_WORD = 6;
    private static final int STEPS = 100_000;
    private static final int SEQUENCE = 150;
    private static final double ROUNDING = 1e-15;

    private ProcessLaws() {}

    private static Seed seed(GeneratingProcess process, String law) {
        return Seed.of(0).child(law).child(process.name());
    }

    /**
     * Walks 10^5 steps along sampled sequences. Every law must sum to 1; returns how many standard errors the mean of
     * {@code -ln p} lies from the mean entropy, 0 where the two agree at every step.
     */
    public static double surprise(GeneratingProcess process) {
        Observer observer = process.observer();
        double[] law = new double[process.vocabulary().size()];
        double sum = 0;
        double squares = 0;
        for (int sequence = 0; sequence * SEQUENCE < STEPS; sequence++) {
            Draws draws = seed(process, "surprise").child(sequence).draws();
            observer.restart();
            for (int step = 0; step < SEQUENCE; step++) {
                observer.next(law);
                requireLaw(law, process.name());
                int token = observer.draw(draws);
                double difference = -StrictMath.log(law[token]) - Entropy.of(law);
                sum += difference;
                squares += difference * difference;
                observer.read(token);
            }
        }
        double error = Math.sqrt(squares);
        return error <= STEPS * ROUNDING ? 0 : sum / error;
    }

    private static void requireLaw(double[] law, String what) {
        double total = 0;
        boolean signed = false;
        for (double p : law) {
            total += p;
            signed |= !(p >= 0);
        }
        if (signed || !(Math.abs(total - 1) <= 1e-12)) {
            assertThat(Arrays.stream(law).min().orElseThrow()).as(what).isNotNegative();
            assertThat(total).as(what).isCloseTo(1, within(1e-12));
        }
    }

    /** All words of each length up to 6 have probability 1 together, as far as there are at most 2,000,000 of them. */
    public static void requireWordsSumToOne(GeneratingProcess process) {
        int tokens = process.vocabulary().size();
        for (int length = 1; length <= LONGEST_WORD && Math.pow(tokens, length) <= MOST_WORDS; length++) {
            assertThat(WordLaws.sum(process.observer(), tokens, length))
                    .as("words of %d tokens", length)
                    .isCloseTo(1, within(1e-12));
        }
    }

    /** Sampled contexts, one row for each of their positions. */
    public static ContextSet contexts(GeneratingProcess process, int sequences, int length) {
        Sampler sampler = new Sampler(process, seed(process, "contexts"), length);
        int[][] tokens = new int[sequences][];
        for (int s = 0; s < sequences; s++) {
            tokens[s] = sampler.sequence(s).tokens();
        }
        return ContextSet.everyPosition(tokens, 0);
    }

    /** Every factor is a law over its values at every position, one-hot unless it is graded. */
    public static void requireFactorsAreLaws(GeneratingProcess process) {
        Observer observer = process.observer();
        for (int sequence = 0; sequence < 3; sequence++) {
            Draws draws = seed(process, "factors").child(sequence).draws();
            observer.restart();
            for (int step = 0; step < SEQUENCE; step++) {
                for (int f = 0; f < process.factors().size(); f++) {
                    Factor factor = process.factors().get(f);
                    double[] values = new double[factor.cardinality()];
                    Arrays.fill(values, Double.NaN);
                    observer.factor(f, values);
                    requireLaw(values, factor.name());
                    if (!factor.graded()) {
                        assertThat(Arrays.stream(values).max().orElseThrow())
                                .as(factor.name())
                                .isEqualTo(1);
                    }
                }
                observer.read(observer.draw(draws));
            }
        }
    }

    /** One pass over rows says what an immutable state says that is updated token by token. */
    public static void requireRowsAgreeWithStates(GeneratingProcess process) {
        ContextSet all = contexts(process, 3, 30);
        ContextSet contexts = all.select(new int[] {0, 4, 26, 27, 31, 60, 89});
        Matrix laws = process.next(contexts).probabilities();
        for (int row = 0; row < contexts.rows(); row++) {
            GeneratingProcess.ObserverState state = process.initial();
            for (int token : contexts.context(row)) {
                state = process.update(state, token);
            }
            assertThat(laws.row(row)).containsExactly(process.next(state));
            List<double[]> factors = process.factorValues(state);
            for (int f = 0; f < factors.size(); f++) {
                Site site = new Site("factor." + process.factors().get(f).name());
                assertThat(process.record(contexts, site).values().row(row)).containsExactly(factors.get(f));
            }
        }
    }

    /** A state stays what it was when it is updated, a copy goes its own way, a restart forgets everything. */
    public static void requireStatesAreTheirOwn(GeneratingProcess process) {
        GeneratingProcess.ObserverState state = process.initial();
        Draws draws = seed(process, "states").draws();
        for (int step = 0; step < 50; step++) {
            double[] law = process.next(state);
            GeneratingProcess.ObserverState longer = process.update(state, draws.nextIndex(law));
            process.update(state, draws.nextIndex(law));
            assertThat(process.next(state)).containsExactly(law);
            state = longer;
        }
        Observer used = process.observer();
        walk(used, draws, 60);
        double[] before = law(used, process);
        walk(used.copy(), draws, 40);
        assertThat(law(used, process)).containsExactly(before);
        used.restart();
        walk(used, seed(process, "restart").draws(), 30);
        Observer fresh = process.observer();
        walk(fresh, seed(process, "restart").draws(), 30);
        assertThat(law(used, process)).containsExactly(law(fresh, process));
    }

    private static void walk(Observer observer, Draws draws, int steps) {
        for (int step = 0; step < steps; step++) {
            observer.read(observer.draw(draws));
        }
    }

    private static double[] law(Observer observer, GeneratingProcess process) {
        double[] law = new double[process.vocabulary().size()];
        observer.next(law);
        return law;
    }

    /**
     * Giving a site what it holds anyway changes no law, at every row where it can be changed at all; a refusal has its reason.
     * Returns how many rows of how many sites could be changed.
     */
    public static int ownValuesThatChangeNothing(GeneratingProcess process) {
        ContextSet contexts = contexts(process, 4, 40);
        Matrix laws = process.next(contexts).probabilities();
        int changed = 0;
        for (Site site : process.sites()) {
            Matrix held = process.record(contexts, site).values();
            for (int row = 0; row < contexts.rows(); row++) {
                int[] one = {row};
                Intervention same = new Intervention(site, Optional.empty(), held.selectRows(one));
                double[] law;
                try {
                    law = process.run(contexts.select(one), same)
                            .probabilities()
                            .row(0);
                } catch (IllegalArgumentException cannotBeChangedHere) {
                    assertThat(cannotBeChangedHere.getMessage()).isNotBlank();
                    continue;
                }
                assertThat(law).as("%s, row %d", site, row).containsExactly(laws.row(row), within(1e-12));
                changed++;
            }
        }
        return changed;
    }

    /**
     * Responsibilities sum to 1 at every token that can come, weighted with the law to the probability of each rule, and the
     * probabilities of rules to 1; exactly one rule wins, and it matches.
     */
    public static void requireResponsibilities(GeneratingProcess process) {
        Observer observer = process.observer();
        Draws draws = seed(process, "responsibilities").draws();
        double[] law = new double[process.vocabulary().size()];
        for (int step = 0; step < 2_000; step++) {
            if (step % 50 == 0) {
                observer.restart();
            }
            observer.next(law);
            List<RuleReading> readings = observer.readings();
            double[] sums = new double[law.length];
            double probability = 0;
            for (RuleReading reading : readings) {
                probability += reading.probability();
                double emitted = 0;
                for (int token = 0; token < law.length; token++) {
                    sums[token] += reading.responsibility()[token];
                    emitted += reading.responsibility()[token] * law[token];
                }
                assertThat(reading.probability()).isCloseTo(emitted, within(1e-12));
                assertThat(reading.probability() == 0 || reading.matches()).isTrue();
            }
            assertThat(probability).isCloseTo(1, within(1e-12));
            for (int token = 0; token < law.length; token++) {
                assertThat(sums[token]).isCloseTo(law[token] > 0 ? 1 : 0, within(1e-12));
            }
            List<RuleReading> winners =
                    readings.stream().filter(RuleReading::wins).toList();
            assertThat(winners).hasSize(1);
            assertThat(winners.get(0).matches()).isTrue();
            assertThat(winners.get(0).rule()).isEqualTo(process.rules().get(observer.winningRule()));
            observer.read(observer.draw(draws));
        }
    }

    /**
     * The label of the sampler against the probability that each rule emits: a martingale, so its error is known. With some two
     * hundred rules in all, the bound of each is 4.5 errors.
     */
    public static void requireLabels(GeneratingProcess process) {
        int rules = process.rules().size();
        double[] sums = new double[rules];
        double[] variances = new double[rules];
        Observer observer = process.observer();
        Draws draws = seed(process, "labels").draws();
        for (int step = 0; step < 10_000; step++) {
            if (step % SEQUENCE == 0) {
                observer.restart();
            }
            List<RuleReading> readings = observer.readings();
            int token = observer.draw(draws);
            for (int rule = 0; rule < rules; rule++) {
                double p = readings.get(rule).probability();
                sums[rule] += (observer.emittingRule() == rule ? 1 : 0) - p;
                variances[rule] += p * (1 - p);
            }
            assertThat(readings.get(observer.emittingRule()).responsibility()[token])
                    .isPositive();
            observer.read(token);
        }
        for (int rule = 0; rule < rules; rule++) {
            assertThat(sums[rule])
                    .as(process.rules().get(rule))
                    .isCloseTo(0, within(4.5 * Math.sqrt(variances[rule]) + 1e-9));
        }
    }
}
