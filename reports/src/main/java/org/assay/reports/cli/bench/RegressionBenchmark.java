package org.assay.reports.cli.bench;

import java.util.OptionalDouble;
import org.assay.analysis.probe.TimedRegression;
import org.assay.datasets.origin.Seed;
import org.assay.neural.djl.MachineCeiling;

/**
 * Weighted least squares with ridge on one thread, 1,536 features and 5 targets: normal equations summed in float64 over chunks of
 * rows, then Cholesky. Counted are rows, as tokens. The ceiling is the rate of a large matrix product on the same thread in single
 * precision, divided by the operations of a row: half a matrix by symmetry.
 */
final class RegressionBenchmark implements Benchmark {
    static final String NAME = "regression-1536";
    static final int COLUMNS = 1536;
    static final int TARGETS = 5;

    private static final int ROWS = 32_768;

    private final TimedRegression regression = TimedRegression.ofNormalRows(ROWS, COLUMNS, TARGETS, Seed.of(0));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String bound() {
        return "matrix-product rate of one thread in float32, halved for float64 / (d^2 + 2 d m operations a row), d features, m"
                + " targets";
    }

    @Override
    public Round round() {
        TimedTokens.Rate rate = TimedTokens.of(() -> {
            regression.solve();
            return ROWS;
        });
        double flop = (double) COLUMNS * COLUMNS + 2.0 * COLUMNS * TARGETS;
        double ceiling = MachineCeiling.measure().gigaflops() * 1e9 / 2 / flop;
        return new Round(rate.perSecond(), rate.perProcessorSecond(), OptionalDouble.of(ceiling));
    }

    TimedRegression regression() {
        return regression;
    }
}
