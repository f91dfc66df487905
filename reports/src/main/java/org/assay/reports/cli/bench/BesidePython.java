package org.assay.reports.cli.bench;

import java.nio.file.Path;
import org.assay.neural.train.TimedTraining;

/**
 * A training here and the same training in Python, turn about: same architecture, first weights, batches and optimiser, one
 * thread each, and never both at once. That the work is the same is checked on the losses of the first lap.
 */
final class BesidePython implements Benchmark {
    /** Losses of a lap may differ by rounding, summed over its steps. */
    private static final double TOLERANCE = 1e-3;

    private final TrainingBenchmark ours;
    private final EagerPython python;

    BesidePython(TrainingBenchmark ours, Path interpreter) {
        this.ours = ours;
        this.python = EagerPython.start(interpreter, ours.training());
        requireSameWork(ours.training().lap().losses(), python.laps(1).losses());
    }

    private static void requireSameWork(double[] here, double[] there) {
        for (int step = 0; step < here.length; step++) {
            if (!(Math.abs(here[step] - there[step]) <= TOLERANCE)) {
                throw new PythonUnavailableException("Python trains another network: its loss at step " + step + " is "
                        + there[step] + ", here " + here[step]);
            }
        }
    }

    @Override
    public String name() {
        return ours.name();
    }

    @Override
    public String bound() {
        return ours.bound();
    }

    @Override
    public Round round() {
        Round here = ours.round();
        TimedTraining.Lap there = python.laps(ours.laps());
        double tokens = (double) ours.laps() * ours.training().tokensPerLap();
        return here.beside(tokens, there.seconds(), there.processorSeconds());
    }

    @Override
    public void close() {
        try {
            python.close();
        } finally {
            ours.close();
        }
    }
}
