package org.assay.neural.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;

/**
 * A network at rest in the engine's memory: laws, activations, patterns, and laws under an edit. Sequences of a call are
 * equally long. Any number of threads may ask the same network.
 */
public final class TorchTransformer implements AutoCloseable {
    private static final String NOTHING = "";

    private final TransformerConfig config;
    private final TorchProgram program;
    private final TransformerConstants constants;
    private final NDArray parameters;
    private final NDArray none;

    private TorchTransformer(TransformerWeights weights) {
        this.config = weights.config();
        this.program = TorchProgram.compile(TransformerScript.hooked(config) + AnalysisScript.of());
        NDManager manager = program.manager();
        this.constants = TransformerConstants.of(config, manager);
        this.parameters = TransformerConstants.nativeCopy(manager, weights.values(), new Shape(weights.size()));
        this.none = manager.zeros(new Shape(0));
    }

    public static TorchTransformer of(TransformerWeights weights) {
        return new TorchTransformer(weights);
    }

    /**
     * What hook point {@code name} holds at the given rows (sequence * length + position).
     *
     * @return rows x width of the hook point, row-major
     */
    public float[] record(int[][] sequences, String name, int[] rows) {
        return call("record", sequences, name, rows, NOTHING, none(), none());
    }

    /** Signed weights of every head of one layer, (B, N, Q, K) row-major; exactly 0 above the diagonal. */
    public float[] patterns(int[][] sequences, int layer) {
        String name = HookPoint.block(layer) + "attn.hook_pattern";
        return call("patterns", sequences, name, new int[] {0}, NOTHING, none(), none());
    }

    /**
     * Logits at the given rows after the vectors of those rows, and of no other, were edited at a hook point: {@code h' = h +
     * (replacement - h) projector}, or h' = replacement when there is no projector.
     *
     * @param replacement rows x width
     * @param projector   width x width, symmetric; empty = replace the whole
     * @return rows x V
     */
    public float[] edited(int[][] sequences, int[] rows, String hookPoint, float[] replacement, float[] projector) {
        int width = replacement.length / rows.length;
        try (NDManager scope = program.manager().newSubManager()) {
            NDArray values = TransformerConstants.nativeCopy(scope, replacement, new Shape(rows.length, width));
            NDArray square = projector.length == 0
                    ? none
                    : TransformerConstants.nativeCopy(scope, projector, new Shape(width, width));
            return call("record", sequences, HookPoint.LOGITS, rows, hookPoint, values, square);
        }
    }

    @Override
    public void close() {
        program.close();
    }

    private NDArray none() {
        return none;
    }

    private float[] call(
            String method,
            int[][] sequences,
            String want,
            int[] rows,
            String site,
            NDArray replacement,
            NDArray projector) {
        int length = sequences[0].length;
        if (length < 1 || length > config.nCtx()) {
            throw new IllegalArgumentException("sequences must have 1 .. " + config.nCtx() + " tokens, got " + length);
        }
        long[] tokens = TokenIds.checked(Arrays.stream(sequences).flatMapToInt(Arrays::stream), config.dVocab());
        if (tokens.length != sequences.length * length) {
            throw new IllegalArgumentException("sequences of one call must be equally long");
        }
        long[] indices = Arrays.stream(rows).asLongStream().toArray();
        return TorchEngine.withoutGradients(() -> {
            try (NDManager scope = program.manager().newSubManager()) {
                NDArray answer = program.infer(
                        scope,
                        method,
                        parameters,
                        scope.create(tokens, new Shape(sequences.length, length)),
                        constants.mask(),
                        constants.cos(),
                        constants.sin(),
                        want,
                        scope.create(indices),
                        site,
                        replacement,
                        projector);
                return answer.toType(DataType.FLOAT32, false).toFloatArray();
            }
        });
    }
}
