package org.assay.neural.train;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.assay.neural.djl.TorchTransformer;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.ParameterLayout.Parameter;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;

/** Where a network stopped being finite: the weights first, then the forward pass in its own order, then the gradient. */
final class FirstNotFinite {
    private FirstNotFinite() {}

    /**
     * A phrase such as {@code blocks.1.attn.hook_z is the first activation that is not finite}.
     *
     * @param sequences a batch on which loss or gradient is not finite, each with its last target
     * @param gradient  of the loss of that batch, flat; asked only when weights and activations are finite
     */
    static String of(TransformerConfig config, float[] parameters, int[][] sequences, Supplier<float[]> gradient) {
        ParameterLayout layout = ParameterLayout.of(config);
        Optional<Parameter> weight = layout.parameters().stream()
                .filter(parameter -> !finite(parameters, parameter.offset(), parameter.size()))
                .findFirst();
        if (weight.isPresent()) {
            return "weight " + weight.get().name() + " is not finite after the step before";
        }
        int[][] seen = Arrays.stream(sequences)
                .map(sequence -> Arrays.copyOf(sequence, sequence.length - 1))
                .toArray(int[][]::new);
        try (TorchTransformer network = TorchTransformer.of(TransformerWeights.of(config, parameters))) {
            for (HookPoint point : HookPoint.of(config)) {
                // scores before a softmax are minus infinity where a key is out of sight; the pattern shows what they
                // did
                if (point.isSwitched() || point.name().contains("hook_attn_scores")) {
                    continue;
                }
                double[] values = network.record(seen, List.of(), List.of(point.name()), false)
                        .get(point.name());
                if (!Arrays.stream(values).allMatch(Double::isFinite)) {
                    return point.name() + " is the first activation that is not finite";
                }
            }
        }
        return ofGradient(layout, gradient.get());
    }

    /** The backward pass goes from the last layer to the first, so the last tensor that is not finite came first. */
    private static String ofGradient(ParameterLayout layout, float[] gradient) {
        return layout.parameters().stream()
                .filter(parameter -> !finite(gradient, parameter.offset(), parameter.size()))
                .reduce((first, second) -> second)
                .map(parameter -> "activations are finite, the gradient of " + parameter.name() + " is not")
                .orElse("weights, activations and the gradient of each tensor are finite, their norm is not");
    }

    private static boolean finite(float[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (!Float.isFinite(values[i])) {
                return false;
            }
        }
        return true;
    }
}
