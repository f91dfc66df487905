package org.assay.reports.cli.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assay.analysis.probe.TimedRegression;
import org.assay.datasets.file.Json;
import org.assay.datasets.matrix.Matrix;

/**
 * A regression here and the same one in NumPy, turn about: same rows, weights, chunks and ridge, float64 sums, one thread each, with
 * the script {@code normal_equations.py} beside this class. That the work is the same is checked on the solutions.
 */
final class RegressionBesidePython implements Benchmark {
    private static final String SCRIPT = "normal_equations.py";
    private static final double TOLERANCE = 1e-6;

    private final RegressionBenchmark ours;
    private final PythonProcess python;

    /** @param solution d x m, row-major */
    record Turn(double seconds, double processorSeconds, double[] solution) {}

    RegressionBesidePython(RegressionBenchmark ours, Path interpreter) {
        this.ours = ours;
        TimedRegression regression = ours.regression();
        this.python = PythonProcess.start(interpreter, SCRIPT, folder -> {
            Files.writeString(
                    folder.resolve("job.json"),
                    Json.pretty(Map.of(
                            "rows", regression.rows(),
                            "columns", regression.columns(),
                            "targets", regression.targets(),
                            "ridge", TimedRegression.RIDGE)));
            PythonProcess.writeFloats(folder.resolve("rows.f32"), regression.block());
            PythonProcess.writeFloats(folder.resolve("targets.f32"), regression.response());
        });
        requireSameWork(regression.solve(), python.ask("1", Turn.class).solution());
    }

    private static void requireSameWork(Matrix here, double[] there) {
        for (int i = 0; i < there.length; i++) {
            if (!(Math.abs(here.values()[i] - there[i]) <= TOLERANCE)) {
                throw new PythonUnavailableException("Python solves another problem: coefficient " + i + " is "
                        + there[i] + ", here " + here.values()[i]);
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
        Turn there = python.ask("1", Turn.class);
        double rows = ours.regression().rows();
        return here.beside(rows, there.seconds(), there.processorSeconds());
    }

    @Override
    public void close() {
        python.close();
    }
}
