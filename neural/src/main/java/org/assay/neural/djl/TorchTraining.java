package org.assay.neural.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.TransformerConfig;

/**
 * A network while it is trained: parameters and what the optimiser remembers as flat vectors in the engine's memory, changed in
 * place by whole steps. Not for sharing between threads; any number of trainings may run side by side.
 */
public final class TorchTraining implements AutoCloseable {
    private final TransformerConfig config;
    private final ComputeDevice device;
    private final int size;
    private final TorchProgram program;
    private final TransformerConstants constants;
    private final NDArray parameters;
    private final NDArray firstMoments;
    private final NDArray secondMoments;
    private final NDArray stepsDone;

    /**
     * Everything that a later step depends on.
     *
     * @param step          steps done
     * @param parameters    flat, in the order of {@link ParameterLayout}
     * @param firstMoments  running mean of the gradient, or its momentum; empty when the optimiser remembers nothing
     * @param secondMoments running mean of its square; empty when the optimiser remembers less than two vectors
     */
    public record State(long step, float[] parameters, float[] firstMoments, float[] secondMoments) {
        public State {
            requireFits("first", firstMoments, parameters);
            requireFits("second", secondMoments, parameters);
            if (step < 0) {
                throw new IllegalArgumentException("a training state needs step >= 0, got " + step);
            }
        }

        /** Before the first step. */
        public static State initial(float[] parameters, Optimiser optimiser) {
            return new State(
                    0,
                    parameters,
                    new float[optimiser.memory() > 0 ? parameters.length : 0],
                    new float[optimiser.memory() > 1 ? parameters.length : 0]);
        }

        /** How many vectors the optimiser remembered. */
        public int memory() {
            return (firstMoments.length > 0 ? 1 : 0) + (secondMoments.length > 0 ? 1 : 0);
        }

        private static void requireFits(String order, float[] moments, float[] parameters) {
            if (moments.length != 0 && moments.length != parameters.length) {
                throw new IllegalArgumentException("a training state needs as many moments of the " + order
                        + " order as parameters (" + parameters.length + "), or none, got " + moments.length);
            }
        }
    }

    /**
     * What one step saw and did.
     *
     * @param loss          mean cross-entropy of the batch before the step, nats per token
     * @param gradientNorm  before clipping
     * @param parameterNorm after the step; not finite when the step was not taken
     */
    public record StepReading(double loss, double gradientNorm, double parameterNorm) {
        /** Whether all three are finite. */
        public boolean finite() {
            return Double.isFinite(loss) && Double.isFinite(gradientNorm) && Double.isFinite(parameterNorm);
        }
    }

    private TorchTraining(TransformerConfig config, Optimiser optimiser, State state, ComputeDevice device) {
        this.config = config;
        this.device = device;
        this.size = ParameterLayout.of(config).size();
        if (state.parameters().length != size) {
            throw new IllegalArgumentException(
                    "this network has " + size + " parameters, the state has " + state.parameters().length);
        }
        if (state.memory() != optimiser.memory()) {
            throw new IllegalArgumentException(
                    "this optimiser remembers " + optimiser.memory() + " vectors, the state has " + state.memory());
        }
        this.program =
                TorchProgram.compile(TransformerScript.lean(config) + TrainingScript.of(config, optimiser), device);
        NDManager manager = program.manager();
        this.constants = TransformerConstants.of(config, manager);
        this.parameters = flat(manager, state.parameters());
        parameters.setRequiresGradient(true);
        this.firstMoments = flat(manager, state.firstMoments());
        this.secondMoments = flat(manager, state.secondMoments());
        this.stepsDone = flat(manager, new float[] {state.step()}).reshape(new Shape());
    }

    /** Compiles the steps of {@code config} and copies {@code state} in, to be trained on the processor. */
    public static TorchTraining of(TransformerConfig config, Optimiser optimiser, State state) {
        return of(config, optimiser, state, ComputeDevice.CPU);
    }

    /** The same, on {@code device}. */
    public static TorchTraining of(TransformerConfig config, Optimiser optimiser, State state, ComputeDevice device) {
        return new TorchTraining(config, optimiser, state, device);
    }

    /** {@link #steps(double[], int[][], boolean[][], int, int)} where every target counts. */
    public StepReading[] steps(double[] learningRates, int[][] batches, int batchSize, int sequenceLength) {
        return steps(learningRates, batches, new boolean[0][], batchSize, sequenceLength);
    }

    /**
     * Does one step for every batch, in one native call. A step whose loss or gradient is not finite is not taken, nor are
     * those after it: parameters stay what they were before it, and its reading is the last.
     *
     * @param learningRates one for each step
     * @param batches       for each step {@code batchSize * sequenceLength} tokens, row-major
     * @param scored        for each step whether each of its {@code batchSize * (sequenceLength - 1)} targets counts in the loss,
     *                      at least one of them; empty when every target does
     * @return one reading for each step, up to the first that is not finite
     */
    public StepReading[] steps(
            double[] learningRates, int[][] batches, boolean[][] scored, int batchSize, int sequenceLength) {
        if (learningRates.length != batches.length || batches.length == 0) {
            throw new IllegalArgumentException(
                    "need one learning rate for each batch, got " + learningRates.length + " for " + batches.length);
        }
        if (scored.length != 0 && scored.length != batches.length) {
            throw new IllegalArgumentException(
                    "need one mask for each batch or none, got " + scored.length + " for " + batches.length);
        }
        long[] tokens = tokens(batches, batchSize, sequenceLength);
        int targets = batchSize * (sequenceLength - 1);
        return TorchEngine.withGradients(() -> {
            try (NDManager scope = program.manager().newSubManager()) {
                NDArray stats = program.train(
                                scope,
                                "steps",
                                parameters,
                                firstMoments,
                                secondMoments,
                                stepsDone,
                                rates(scope, learningRates),
                                scope.create(tokens, new Shape(batches.length, batchSize, sequenceLength)),
                                weights(scope, scored, targets),
                                constants.mask(),
                                constants.cos(),
                                constants.sin())
                        .singletonOrThrow();
                return readings(ComputeDevice.floats(stats));
            }
        });
    }

    /**
     * The gradient of the loss of a batch at the parameters as they are, before clipping, flat.
     *
     * @param scored as in {@link #steps}: one mask, or none
     */
    public float[] gradient(int[] batch, boolean[][] scored, int batchSize, int sequenceLength) {
        long[] tokens = tokens(new int[][] {batch}, batchSize, sequenceLength);
        int targets = batchSize * (sequenceLength - 1);
        return TorchEngine.withGradients(() -> {
            try (NDManager scope = program.manager().newSubManager()) {
                return ComputeDevice.floats(program.train(
                                scope,
                                "gradient",
                                weights(scope, scored, targets).flatten(),
                                parameters,
                                scope.create(tokens, new Shape(batchSize, sequenceLength)),
                                constants.mask(),
                                constants.cos(),
                                constants.sin())
                        .singletonOrThrow());
            }
        });
    }

    /** Cross-entropy in nats of every target, row-major (batchSize x (sequenceLength - 1)), with the parameters as they are. */
    public float[] losses(int[] batch, int batchSize, int sequenceLength) {
        return ask("losses", batch, batchSize, sequenceLength);
    }

    /** Natural logarithms of the laws at every position, (batchSize (sequenceLength - 1), V) row-major. */
    public float[] logProbabilities(int[] batch, int batchSize, int sequenceLength) {
        return ask("laws", batch, batchSize, sequenceLength);
    }

    private float[] ask(String method, int[] batch, int batchSize, int sequenceLength) {
        long[] tokens = tokens(new int[][] {batch}, batchSize, sequenceLength);
        return TorchEngine.withoutGradients(() -> {
            try (NDManager scope = program.manager().newSubManager()) {
                return ComputeDevice.floats(program.infer(
                        scope,
                        method,
                        parameters,
                        scope.create(tokens, new Shape(batchSize, sequenceLength)),
                        constants.mask(),
                        constants.cos(),
                        constants.sin()));
            }
        });
    }

    /** A copy of everything that a later step depends on. */
    public State state() {
        return new State(
                (long) ComputeDevice.floats(stepsDone)[0],
                ComputeDevice.floats(parameters),
                ComputeDevice.floats(firstMoments),
                ComputeDevice.floats(secondMoments));
    }

    /** How many arrays of the engine live with this training; constant between calls, or something leaks. */
    int nativeArrays() {
        return program.manager().getManagedArrays().size();
    }

    @Override
    public void close() {
        program.close();
    }

    private static NDArray flat(NDManager manager, float[] values) {
        return TransformerConstants.nativeCopy(manager, values, new Shape(values.length));
    }

    /** One weight for each target, (steps, targets) of 0 and 1; nothing when every target counts. */
    private static NDArray weights(NDManager scope, boolean[][] scored, int targets) {
        float[] weights = new float[Math.multiplyExact(scored.length, targets)];
        for (int step = 0; step < scored.length; step++) {
            if (scored[step].length != targets) {
                throw new IllegalArgumentException(
                        "a mask of " + targets + " targets was promised, got " + scored[step].length);
            }
            boolean any = false;
            for (int i = 0; i < targets; i++) {
                weights[step * targets + i] = scored[step][i] ? 1 : 0;
                any |= scored[step][i];
            }
            if (!any) {
                throw new IllegalArgumentException("no target of batch " + step + " of a call counts in the loss");
            }
        }
        return TransformerConstants.nativeCopy(
                scope, weights, scored.length == 0 ? new Shape(0) : new Shape(scored.length, targets));
    }

    /** The fused operators read a rate in double precision on the processor and in single precision on a GPU. */
    private NDArray rates(NDManager scope, double[] learningRates) {
        if (device == ComputeDevice.CPU) {
            return scope.create(learningRates);
        }
        float[] single = new float[learningRates.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) learningRates[i];
        }
        return scope.create(single);
    }

    private static StepReading[] readings(float[] stats) {
        StepReading[] readings = new StepReading[stats.length / 3];
        for (int i = 0; i < readings.length; i++) {
            readings[i] = new StepReading(stats[3 * i], stats[3 * i + 1], stats[3 * i + 2]);
        }
        return readings;
    }

    /** Checks lengths and token ids here: out of range they would be read as someone else's memory, or abort the engine. */
    private long[] tokens(int[][] batches, int batchSize, int sequenceLength) {
        if (sequenceLength < 2 || sequenceLength - 1 > config.nCtx()) {
            throw new IllegalArgumentException("sequences must have 2 .. " + (config.nCtx() + 1)
                    + " tokens for a context of " + config.nCtx() + ", got " + sequenceLength);
        }
        for (int[] batch : batches) {
            if (batch.length != batchSize * sequenceLength) {
                throw new IllegalArgumentException("a batch of " + batchSize + " sequences of " + sequenceLength
                        + " tokens was promised, got " + batch.length + " tokens");
            }
        }
        return TokenIds.checked(Arrays.stream(batches).flatMapToInt(Arrays::stream), config.dVocab());
    }
}
