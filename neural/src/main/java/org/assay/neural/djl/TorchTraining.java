package org.assay.neural.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.TransformerConfig;

/**
 * A network while it is trained: parameters and both moments as flat vectors in the engine's memory, changed in place by
 * whole steps. Not for sharing between threads; any number of trainings may run side by side.
 */
public final class TorchTraining implements AutoCloseable {
    private final TransformerConfig config;
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
     * @param firstMoments  running mean of the gradient
     * @param secondMoments running mean of its square
     */
    public record State(long step, float[] parameters, float[] firstMoments, float[] secondMoments) {
        public State {
            if (step < 0 || firstMoments.length != parameters.length || secondMoments.length != parameters.length) {
                throw new IllegalArgumentException("a training state needs step >= 0 and equally many parameters ("
                        + parameters.length + ") and moments (" + firstMoments.length + ", " + secondMoments.length
                        + "), got step " + step);
            }
        }

        /** Before the first step. */
        public static State initial(float[] parameters) {
            return new State(0, parameters, new float[parameters.length], new float[parameters.length]);
        }
    }

    /**
     * What one step saw and did.
     *
     * @param loss          mean cross-entropy of the batch before the step, nats per token
     * @param gradientNorm  before clipping
     * @param parameterNorm after the step
     */
    public record StepReading(double loss, double gradientNorm, double parameterNorm) {
        /** Whether all three are finite. */
        public boolean finite() {
            return Double.isFinite(loss) && Double.isFinite(gradientNorm) && Double.isFinite(parameterNorm);
        }
    }

    private TorchTraining(TransformerConfig config, AdamW options, State state) {
        this.config = config;
        this.size = ParameterLayout.of(config).size();
        if (state.parameters().length != size) {
            throw new IllegalArgumentException(
                    "this network has " + size + " parameters, the state has " + state.parameters().length);
        }
        this.program = TorchProgram.compile(TransformerScript.lean(config) + TrainingScript.of(config, options));
        NDManager manager = program.manager();
        this.constants = TransformerConstants.of(config, manager);
        this.parameters = flat(manager, state.parameters());
        parameters.setRequiresGradient(true);
        this.firstMoments = flat(manager, state.firstMoments());
        this.secondMoments = flat(manager, state.secondMoments());
        this.stepsDone = flat(manager, new float[] {state.step()}).reshape(new Shape());
    }

    /** Compiles the steps of {@code config} and copies {@code state} in. */
    public static TorchTraining of(TransformerConfig config, AdamW options, State state) {
        return new TorchTraining(config, options, state);
    }

    /**
     * Does one step for every batch, in one native call.
     *
     * @param learningRates one for each step
     * @param batches       for each step {@code batchSize * sequenceLength} tokens, row-major
     * @return one reading for each step
     */
    public StepReading[] steps(double[] learningRates, int[][] batches, int batchSize, int sequenceLength) {
        if (learningRates.length != batches.length || batches.length == 0) {
            throw new IllegalArgumentException(
                    "need one learning rate for each batch, got " + learningRates.length + " for " + batches.length);
        }
        long[] tokens = tokens(batches, batchSize, sequenceLength);
        return TorchEngine.withGradients(() -> {
            try (NDManager scope = program.manager().newSubManager()) {
                NDArray stats = program.train(
                                scope,
                                "steps",
                                parameters,
                                firstMoments,
                                secondMoments,
                                stepsDone,
                                scope.create(learningRates),
                                scope.create(tokens, new Shape(batches.length, batchSize, sequenceLength)),
                                constants.mask(),
                                constants.cos(),
                                constants.sin())
                        .singletonOrThrow();
                return readings(stats.toFloatArray());
            }
        });
    }

    /** Cross-entropy in nats of every target, row-major (batchSize x (sequenceLength - 1)), with the parameters as they are. */
    public float[] losses(int[] batch, int batchSize, int sequenceLength) {
        long[] tokens = tokens(new int[][] {batch}, batchSize, sequenceLength);
        return TorchEngine.withoutGradients(() -> {
            try (NDManager scope = program.manager().newSubManager()) {
                return program.infer(
                                scope,
                                "losses",
                                parameters,
                                scope.create(tokens, new Shape(batchSize, sequenceLength)),
                                constants.mask(),
                                constants.cos(),
                                constants.sin())
                        .toFloatArray();
            }
        });
    }

    /** A copy of everything that a later step depends on. */
    public State state() {
        return new State(
                (long) stepsDone.toFloatArray()[0],
                parameters.toFloatArray(),
                firstMoments.toFloatArray(),
                secondMoments.toFloatArray());
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
