package org.assay.reports.cli.bench;

import java.util.OptionalDouble;
import org.assay.neural.djl.MachineCeiling;
import org.assay.neural.train.TrainingThroughput;
import org.assay.neural.transformer.TransformerConfig;

/**
 * Whole training steps on one thread. The ceiling is the rate of a large matrix product on the same thread, divided by the
 * operations that a token needs in matrix products alone, forward and backward.
 *
 * @param sequences in a batch
 */
record TrainingBenchmark(String name, TransformerConfig config, int sequences) implements Benchmark {
    @Override
    public String bound() {
        return "matrix-product rate of one thread / 3 (2 m + 2 C N H s) operations a token, with m the entries of the"
                + " matrices, C the context, N H the width of the heads, s the products between positions";
    }

    @Override
    public Round round() {
        MachineCeiling machine = MachineCeiling.measure();
        TrainingThroughput training = TrainingThroughput.measure(config, sequences, 0);
        return new Round(
                training.tokensPerSecond(),
                OptionalDouble.empty(),
                OptionalDouble.of(machine.gigaflops() * 1e9 / training.flopPerToken()));
    }
}
