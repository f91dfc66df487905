package org.assay.reports.cli.bench;

import java.util.OptionalDouble;
import org.assay.datasets.corpus.Sampler;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.origin.Stopwatch;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.djl.MachineCeiling;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.run.RunOptions;

/**
 * A program filling a next-token table, one row a token, on sequences that it has not seen before. What it remembers of others may
 * help; the first round, which is not counted, is its first sight of the language.
 */
final class InterpreterBenchmark implements Benchmark {
    private static final double SECONDS = 0.25;
    private static final int MOST_BATCHES = 48;
    private static final int TOKENS_AT_ONCE = 1 << 14;

    private final String name;
    private final Interpreter interpreter;
    private final Sampler sampler;
    private final int length;
    private int sampled;

    /** @param length of the sequences, which are sampled from {@code process} */
    InterpreterBenchmark(String name, Program program, RunOptions options, GeneratingProcess process, int length) {
        this.name = name;
        this.interpreter = Interpreter.of(program, name, options);
        this.sampler = new Sampler(process, Seed.of(0), length);
        this.length = length;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String bound() {
        return "memory bandwidth of one thread / 8 bytes for each token of the vocabulary, the row of the table";
    }

    @Override
    public Round round() {
        long tokens = 0;
        double seconds = 0;
        double busy = 0;
        for (int batch = 0; batch < MOST_BATCHES && seconds < SECONDS; batch++) {
            ContextSet contexts = fresh();
            Stopwatch watch = Stopwatch.start();
            tokens += interpreter.next(contexts).rows();
            seconds += watch.seconds();
            busy += watch.processorSeconds();
        }
        double bytesPerRow = (double) Double.BYTES * interpreter.vocabulary().size();
        return new Round(
                tokens / seconds,
                busy > 0 ? OptionalDouble.of(tokens / busy) : OptionalDouble.empty(),
                OptionalDouble.of(MachineCeiling.measure().gigabytesPerSecond() * 1e9 / bytesPerRow));
    }

    private ContextSet fresh() {
        int[][] sequences = new int[TOKENS_AT_ONCE / length][];
        for (int s = 0; s < sequences.length; s++) {
            sequences[s] = sampler.sequence(sampled++).tokens();
        }
        return ContextSet.everyPosition(sequences, 0);
    }
}
