package org.assay.reports.cli.bench;

import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.assay.datasets.corpus.Sampler;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.RuleReading;

/** Walking an observer over sequences and asking it something at every token. */
final class TruthBenchmark implements Benchmark {
    private static final int SEQUENCES = 32;
    private static final int LENGTH = 64;

    private final String name;
    private final int[] tokens;
    private final Observer observer;
    private final ToDoubleFunction<Observer> question;
    private double sink;

    private TruthBenchmark(String name, GeneratingProcess process, ToDoubleFunction<Observer> question) {
        this.name = name;
        this.tokens = new Sampler(process, Seed.of(0), LENGTH).tokens(0, SEQUENCES);
        this.observer = process.observer();
        this.question = question;
    }

    /** The belief over the hidden state, the first factor of a hidden Markov process. */
    static Benchmark beliefs(GeneratingProcess process) {
        double[] belief = new double[process.factors().get(0).cardinality()];
        return new TruthBenchmark("beliefs-" + process.name(), process, observer -> {
            observer.factor(0, belief);
            return belief[0];
        });
    }

    /** The law of the next token and what every rule says, its responsibility for every token with it. */
    static Benchmark responsibilities(GeneratingProcess process) {
        double[] law = new double[process.vocabulary().size()];
        return new TruthBenchmark("responsibilities-" + process.name(), process, observer -> {
            observer.next(law);
            double sum = law[0];
            for (RuleReading reading : observer.readings()) {
                sum += reading.responsibility()[0];
            }
            return sum;
        });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String bound() {
        return "";
    }

    @Override
    public Round round() {
        TimedTokens.Rate rate = TimedTokens.of(() -> {
            for (int i = 0; i < tokens.length; i++) {
                if (i % LENGTH == 0) {
                    observer.restart();
                }
                observer.read(tokens[i]);
                sink += question.applyAsDouble(observer);
            }
            return tokens.length;
        });
        return new Round(rate.perSecond(), rate.perProcessorSecond(), OptionalDouble.empty());
    }
}
