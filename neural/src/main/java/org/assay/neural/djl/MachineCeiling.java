package org.assay.neural.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.Supplier;
import org.assay.datasets.origin.Stopwatch;

/**
 * What one thread of this machine can do at best, through the engine that does the training: the ceilings that throughput is
 * quoted against. Best of several rounds, since whatever else runs on the machine can only slow it down.
 *
 * @param gigaflops          10^9 float32 operations per second in a square matrix product of {@value #SIDE}
 * @param gigabytesPerSecond 10^9 bytes per second read and written by {@code x += y} on arrays far larger than any cache
 */
public record MachineCeiling(double gigaflops, double gigabytesPerSecond) {
    private static final int SIDE = 768;
    private static final int LONG = 1 << 24;
    private static final int ROUNDS = 12;
    private static final String SCRIPT = """
              def product(self: __torch__.M, x: Tensor, y: Tensor) -> Tensor:
                return torch.mm(x, y)
              def sum(self: __torch__.M, x: Tensor, y: Tensor) -> Tensor:
                return torch.add_(x, y)
            """;

    /** Measures for well under a second. */
    public static MachineCeiling measure() {
        try (TorchProgram program = TorchProgram.compile(SCRIPT)) {
            NDManager manager = program.manager();
            NDArray square = manager.ones(new Shape(SIDE, SIDE));
            double product = best(() -> timed(program, "product", square, square));
            NDArray x = manager.ones(new Shape(LONG));
            NDArray y = manager.ones(new Shape(LONG));
            double sum = best(() -> timed(program, "sum", x, y));
            return new MachineCeiling(2e-9 * SIDE * SIDE * SIDE / product, 1e-9 * 3 * Float.BYTES * LONG / sum);
        }
    }

    private static double timed(TorchProgram program, String method, NDArray x, NDArray y) {
        return TorchEngine.withoutGradients(() -> {
            try (NDManager scope = program.manager().newSubManager()) {
                Stopwatch watch = Stopwatch.start();
                program.infer(scope, method, x, y);
                return watch.seconds();
            }
        });
    }

    private static double best(Supplier<Double> round) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ROUNDS; i++) {
            best = Math.min(best, round.get());
        }
        return best;
    }
}
