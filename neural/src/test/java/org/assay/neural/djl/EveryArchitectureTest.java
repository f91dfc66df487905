package org.assay.neural.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.ReferenceTransformer;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cross product of all that a configuration can say, 75,600 architectures. */
class EveryArchitectureTest {
    private static final int[] TOKENS = {0, 1, 4, 3, 3, 2, 0};

    /** What float32 may differ by: TransformerLens' own floor, for logits up to one and in proportion above. */
    private static final double NOISE = 5e-5;

    /** Prime to the number of every choice, so that any three choices meet in what is taken. */
    private static final int STRIDE = 37;

    @Test
    @Tag("slow")
    void logits_of_the_engine_are_those_of_the_reference_in_every_37th() {
        AtomicInteger number = new AtomicInteger();
        Architectures.forEach(config -> {
            if (number.getAndIncrement() % STRIDE == 0) {
                assertAgreement(config.with(new Initialisation(0.6, 0.2, false, false)));
            }
        });
        assertThat(number).hasValue(75_600);
    }

    private static void assertAgreement(TransformerConfig config) {
        TransformerWeights weights = Architectures.random(config, 21);
        double[] expected =
                ReferenceTransformer.of(weights).run(TOKENS).logits().values();
        float[] actual = logits(weights);
        double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i]))
                    .as("logit %d of %s", i, config)
                    .isLessThan(NOISE * Math.max(1, size));
        }
    }

    private static float[] logits(TransformerWeights weights) {
        TransformerConfig config = weights.config();
        long[] tokens = Arrays.stream(TOKENS).asLongStream().toArray();
        return TorchEngine.withoutGradients(() -> {
            try (TorchProgram program = TorchProgram.compile(TransformerScript.lean(config));
                    NDManager scope = program.manager().newSubManager()) {
                TransformerConstants constants = TransformerConstants.of(config, scope);
                return program.infer(
                                scope,
                                "logits",
                                TransformerConstants.nativeCopy(scope, weights.values(), new Shape(weights.size())),
                                scope.create(tokens, new Shape(1, tokens.length)),
                                constants.mask(),
                                constants.cos(),
                                constants.sin())
                        .toFloatArray();
            }
        });
    }
}
