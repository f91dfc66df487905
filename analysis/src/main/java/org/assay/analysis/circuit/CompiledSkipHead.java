package org.assay.analysis.circuit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.neural.transformer.Dimensions;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.PositionSpec;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;
import org.assay.neural.transformer.TransformerWeights;

/**
 * A network of one bilinear head that holds given skip-trigrams and nothing else: the known answer for every reading of a head.
 *
 * <p>The stream is one-hot tokens beside the logits. Q1 and K1 lead the trigger and the anchor of rule i to direction i of
 * the head, Q2 and K2 lead every token to direction 0; queries have size H and keys 1, so that the pattern is exactly 1 where
 * a rule has this trigger and this anchor, and exactly 0 elsewhere. V and O lead each anchor to its output. No positions: a
 * rule holds at every distance. Logits of a sequence are the sums of its rules.
 */
public final class CompiledSkipHead {
    private static final String ATTN = "blocks.0.attn.";

    private CompiledSkipHead() {}

    /**
     * One head over {@code dVocab} tokens.
     *
     * @param rules from 1; one head multiplies a table of pairs with a table of anchors and outputs, so all rules of one
     *              anchor must have the same output and the same effect, and no trigger may stand twice with one anchor
     */
    public static TransformerWeights of(int dVocab, int nCtx, List<SkipRule> rules) {
        int size = rules.size();
        Map<Integer, SkipRule> anchors = anchors(dVocab, rules);
        TransformerConfig bilinear = TransformerConfig.bilinearAttentionOnly(1, 2 * dVocab, 1, nCtx, dVocab);
        TransformerConfig config = new TransformerConfig(
                new Dimensions(1, 2 * dVocab, 1, size, nCtx, dVocab),
                bilinear.attn(),
                bilinear.mlp(),
                bilinear.norm(),
                PositionSpec.of(PositionalEmbeddingType.NONE),
                bilinear.residual(),
                bilinear.unembed(),
                false,
                new Initialisation(1, 1, false, false));
        ParameterLayout layout = ParameterLayout.of(config);
        double[] values = new double[layout.size()];
        for (int v = 0; v < dVocab; v++) {
            set(values, layout, "embed.W_E", v, v, 1);
            set(values, layout, "unembed.W_U", dVocab + v, v, 1);
            set(values, layout, ATTN + "W_Q2", v, 0, size);
            set(values, layout, ATTN + "W_K2", v, 0, 1);
        }
        for (int i = 0; i < size; i++) {
            set(values, layout, ATTN + "W_Q1", rules.get(i).trigger(), i, size);
            set(values, layout, ATTN + "W_K1", rules.get(i).anchor(), i, 1);
        }
        int direction = 0;
        for (SkipRule rule : anchors.values()) {
            set(values, layout, ATTN + "W_V", rule.anchor(), direction, 1);
            set(values, layout, ATTN + "W_O", direction, dVocab + rule.output(), rule.logits());
            direction++;
        }
        return TransformerWeights.ofDoubles(config, values);
    }

    private static Map<Integer, SkipRule> anchors(int dVocab, List<SkipRule> rules) {
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("a head needs at least one rule");
        }
        Map<Integer, SkipRule> anchors = new TreeMap<>();
        for (SkipRule rule : rules) {
            if (Math.max(rule.anchor(), Math.max(rule.trigger(), rule.output())) >= dVocab) {
                throw new IllegalArgumentException(rule + " names a token beyond the vocabulary of " + dVocab);
            }
            SkipRule first = anchors.putIfAbsent(rule.anchor(), rule);
            if (first != null && (first.output() != rule.output() || first.logits() != rule.logits())) {
                throw new IllegalArgumentException("one head gives an anchor one effect, whatever the trigger: " + first
                        + " and " + rule + " need two heads");
            }
        }
        long pairs = rules.stream()
                .map(r -> List.of(r.anchor(), r.trigger()))
                .distinct()
                .count();
        if (pairs < rules.size()) {
            throw new IllegalArgumentException(
                    "an anchor and a trigger stand together in more than one rule of " + rules);
        }
        return anchors;
    }

    private static void set(double[] values, ParameterLayout layout, String name, int row, int column, double value) {
        ParameterLayout.Parameter parameter = layout.parameter(name);
        int columns = parameter.shape().get(parameter.shape().size() - 1);
        values[parameter.offset() + row * columns + column] = value;
    }
}
