package org.assay.neural.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.matrix.NamedArray;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.djl.UnitEdit;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.HookPoint.Layout;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives at every hook point against differences of edited runs, and rates of change against differences of held values. */
class GradientsTest {
    private static final Vocabulary VOCABULARY = Vocabulary.of("a", "b", "c", "d", "e");
    private static final int[][] SEQUENCES = {{0, 1, 2}, {4, 4, 0}};
    private static final double STEP = 1e-5;

    static List<TransformerConfig> architectures() {
        return List.of(
                TransformerConfig.standard(1, 8, 2, 4, 5, ActFn.GELU),
                TransformerConfig.bilinearAttentionOnly(2, 8, 2, 4, 5));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void derivatives_are_the_slopes_of_edited_runs(TransformerConfig config) {
        double[] seed = new double[2 * 3 * 5];
        Arrays.setAll(seed, i -> Math.sin(i + 1));
        try (HookedTransformer network = precise(config)) {
            for (HookPoint point : HookPoint.of(config)) {
                if (point.layout() == Layout.TOKEN || point.name().contains("scores")) {
                    continue;
                }
                boolean split = point.isHeadInput();
                NamedArray slopes = network.gradients(SEQUENCES, List.of(), List.of(point.name()), split, seed)
                        .get(point.name());
                Selection all = Selection.all(point, 2, 3);
                int unit = all.units().length - 1; // the last position, the last head
                for (int entry = 0; entry < all.width(); entry++) {
                    double up = read(network, point, all, unit, entry, STEP, split, seed);
                    double down = read(network, point, all, unit, entry, -STEP, split, seed);
                    double slope = slopes.values()[all.units()[unit] * all.width() + entry];
                    assertThat(slope)
                            .as("%s, entry %d", point.name(), entry)
                            .isCloseTo((up - down) / (2 * STEP), within(1e-7 * (1 + Math.abs(slope))));
                }
            }
        }
    }

    private static double read(
            HookedTransformer network,
            HookPoint point,
            Selection all,
            int unit,
            int entry,
            double step,
            boolean split,
            double[] seed) {
        double[] moved = new double[all.width()];
        moved[entry] = step;
        UnitEdit edit = UnitEdit.add(point.name(), new int[] {all.units()[unit]}, all.width(), moved);
        double[] logits = network.forward(SEQUENCES, List.of(edit), List.of(), split)
                .logits()
                .values();
        double sum = 0;
        for (int i = 0; i < seed.length; i++) {
            sum += logits[i] * seed[i];
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void rates_of_change_are_the_slopes_of_what_is_held(TransformerConfig config) {
        double[] tangent = new double[2 * 3 * 8];
        Arrays.setAll(tangent, i -> Math.cos(i));
        List<String> moving = new ArrayList<>(List.of("hook_embed"));
        for (int layer = 0; layer < config.nLayers(); layer++) {
            moving.add(HookPoint.block(layer) + "attn.hook_result");
        }
        try (HookedTransformer network = precise(config)) {
            ActivationCache rates = network.flow(
                            SEQUENCES, List.of(), List.of("blocks.0.hook_v_input"), moving, new double[30], tangent)
                    .get(1);
            Map<String, NamedArray> up = moved(network, moving, tangent, STEP);
            Map<String, NamedArray> down = moved(network, moving, tangent, -STEP);
            for (String name : moving) {
                double[] rate = rates.get(name).values();
                for (int i = 0; i < rate.length; i++) {
                    double slope = (up.get(name).values()[i] - down.get(name).values()[i]) / (2 * STEP);
                    assertThat(rate[i]).as("%s, entry %d", name, i).isCloseTo(slope, within(1e-7));
                }
            }
        }
    }

    private static Map<String, NamedArray> moved(
            HookedTransformer network, List<String> names, double[] tangent, double step) {
        HookPoint embed = network.point(new Site("hook_embed"));
        double[] move = Arrays.stream(tangent).map(t -> step * t).toArray();
        UnitEdit edit = Selection.all(embed, 2, 3).add(move);
        ActivationCache cache = network.forward(SEQUENCES, List.of(edit), names, true);
        Map<String, NamedArray> held = new HashMap<>();
        names.forEach(name -> held.put(name, cache.get(name)));
        return held;
    }

    private static HookedTransformer precise(TransformerConfig config) {
        try (HookedTransformer single = HookedTransformer.of("n", VOCABULARY, Architectures.random(config, 2))) {
            return single.inDoublePrecision();
        }
    }
}
