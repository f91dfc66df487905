package org.assay.reports.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assay.analysis.subspace.neighbour.NeighbourSteps;
import org.assay.datasets.file.Json;

/**
 * Steps here and the same steps in Python, turn about: same rows, batches, first rotation and optimiser, one thread each, with the
 * script {@code neighbour_steps.py} beside this class. It knows three ways, of which the fastest is what counts. That the work is the
 * same is checked on the losses of the first lap of each.
 */
final class PartitionBesidePython implements Benchmark {
    private static final String SCRIPT = "neighbour_steps.py";
    /** A matrix exponential and a Cayley step differ from the third order on, and nearest keys can tie to rounding. */
    private static final double TOLERANCE = 1e-3;

    private static final int LAPS = 4;

    private final PartitionBenchmark ours;
    private final PythonProcess python;
    private final String fastest;

    /** What the script prints after a turn. */
    private record Turn(double seconds, double processorSeconds, double[] losses) {}

    PartitionBesidePython(PartitionBenchmark ours, Path interpreter) {
        this.ours = ours;
        this.python = PythonProcess.start(interpreter, SCRIPT, folder -> writeJob(folder, ours.steps()));
        double[] losses = ours.steps().lap();
        String best = null;
        double least = Double.POSITIVE_INFINITY;
        for (String way : new String[] {"numpy", "torch", "autograd"}) {
            requireSameWork(way, losses, turn(way, 1).losses());
            double seconds = turn(way, LAPS).processorSeconds();
            best = seconds < least ? way : best;
            least = Math.min(least, seconds);
        }
        this.fastest = best;
    }

    private static void writeJob(Path folder, NeighbourSteps steps) throws IOException {
        PythonProcess.writeFloats(folder.resolve("rows.f32"), steps.flatRows());
        PythonProcess.writeInts(folder.resolve("queries.i32"), steps.queries());
        PythonProcess.writeInts(folder.resolve("keys.i32"), steps.keys());
        Map<String, Object> job = Map.of(
                "directions",
                steps.directions(),
                "blocks",
                steps.blocks(),
                "batches",
                steps.queries().length,
                "rate",
                NeighbourSteps.RATE);
        Files.writeString(folder.resolve("job.json"), Json.pretty(job));
    }

    private static void requireSameWork(String way, double[] here, double[] there) {
        for (int step = 0; step < here.length; step++) {
            if (!(Math.abs(here[step] - there[step]) <= TOLERANCE * here[step])) {
                throw new PythonUnavailableException("Python does other work: its loss by " + way + " at step " + step
                        + " is " + there[step] + ", here " + here[step]);
            }
        }
    }

    private Turn turn(String way, int laps) {
        return python.ask(way + " " + laps, Turn.class);
    }

    @Override
    public String name() {
        return ours.name();
    }

    @Override
    public String bound() {
        return ours.bound() + "; Python's fastest of three ways: " + fastest;
    }

    @Override
    public Round round() {
        Round here = ours.round();
        Turn there = turn(fastest, LAPS);
        double rows = (double) LAPS * ours.rowsPerLap();
        return here.beside(rows, there.seconds(), there.processorSeconds());
    }

    @Override
    public void close() {
        python.close();
    }
}
