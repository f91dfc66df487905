package org.assay.reports.cli.bench;

import java.util.OptionalDouble;
import org.assay.neural.djl.MachineCeiling;
import org.assay.neural.train.TimedTraining;
import org.assay.neural.train.TrainingThroughput;
import org.assay.neural.transformer.TransformerConfig;

/**
 * Whole training steps on one thread. The ceiling is the rate of a large matrix product on the same thread, divided by the
 * operations that a token needs in matrix products alone, forward and backward.
 */
final class TrainingBenchmark implements Benchmark {
    static final double SECONDS = 0.25;

    private final String name;
    private final TimedTraining training;
    private int laps;

    /** @param sequences in a batch */
    TrainingBenchmark(String name, TransformerConfig config, int sequences) {
        this.name = name;
        this.training = new TimedTraining(config, sequences);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String bound() {
        return "matrix-product rate of one thread / 3 (2 m + 2 C N H s) operations a token, with m the entries of the"
                + " matrices, C the context, N H the width of the heads, s the products between positions";
    }

    @Override
    public Round round() {
        MachineCeiling machine = MachineCeiling.measure();
        double flop = TrainingThroughput.flopPerToken(training.initial().config());
        double seconds = 0;
        double processorSeconds = 0;
        laps = 0;
        while (seconds < SECONDS) {
            TimedTraining.Lap lap = training.lap();
            seconds += lap.seconds();
            processorSeconds += lap.processorSeconds();
            laps++;
        }
        double tokens = (double) laps * training.tokensPerLap();
        return new Round(
                tokens / seconds,
                processorSeconds > 0 ? OptionalDouble.of(tokens / processorSeconds) : OptionalDouble.empty(),
                OptionalDouble.of(machine.gigaflops() * 1e9 / flop));
    }

    /** What is trained. */
    TimedTraining training() {
        return training;
    }

    /** Laps of the last round. */
    int laps() {
        return laps;
    }

    @Override
    public void close() {
        training.close();
    }
}
