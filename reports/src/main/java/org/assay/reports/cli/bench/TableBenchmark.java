package org.assay.reports.cli.bench;

import java.util.OptionalDouble;
import org.assay.datasets.corpus.Sampler;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.djl.MachineCeiling;

/**
 * Filling a next-token table, one row a token: by a process (the exact posterior) or by a program (the interpreter). The
 * table itself must be written, so memory bandwidth over the bytes of a row is the ceiling.
 */
final class TableBenchmark implements Benchmark {
    private static final int SEQUENCES = 32;
    private static final int LENGTH = 64;

    private final String name;
    private final SequenceModel model;
    private final ContextSet contexts;

    private TableBenchmark(String name, SequenceModel model, ContextSet contexts) {
        this.name = name;
        this.model = model;
        this.contexts = contexts;
    }

    /** The table of {@code model} at every position of sequences sampled from {@code process}. */
    static TableBenchmark of(String name, SequenceModel model, GeneratingProcess process) {
        Sampler sampler = new Sampler(process, Seed.of(0), LENGTH);
        int[][] sequences = new int[SEQUENCES][];
        for (int s = 0; s < SEQUENCES; s++) {
            sequences[s] = sampler.sequence(s).tokens();
        }
        return new TableBenchmark(name, model, ContextSet.everyPosition(sequences, 0));
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
        TimedTokens.Rate tokens = TimedTokens.of(() -> model.next(contexts).rows());
        double bytesPerRow = (double) Double.BYTES * model.vocabulary().size();
        return new Round(
                tokens.perSecond(),
                tokens.perProcessorSecond(),
                OptionalDouble.of(MachineCeiling.measure().gigabytesPerSecond() * 1e9 / bytesPerRow));
    }
}
