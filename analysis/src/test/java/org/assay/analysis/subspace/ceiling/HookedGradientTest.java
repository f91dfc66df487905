package org.assay.analysis.subspace.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the network's own answer to an edit, and central differences of it. */
class HookedGradientTest {
    private static final Vocabulary VOCABULARY = Vocabulary.of("a", "b", "c", "d", "e");
    private static final ContextSet CONTEXTS = ContextSet.of(
            new int[][] {{0, 1, 2, 3}, {4, 3, 1}, {2, 2, 0, 1}},
            new int[] {0, 0, 1, 2},
            new int[] {1, 3, 2, 3},
            new double[] {1, 1, 1, 1});

    @ParameterizedTest
    @ValueSource(strings = {"blocks.0.hook_resid_post", "blocks.1.attn.hook_z"})
    void lossAndDerivativeAreThoseOfTheEditedNetwork(String name) {
        Site site = new Site(name);
        TransformerConfig config =
                TransformerConfig.standard(2, 8, 2, 6, 5, ActFn.GELU).with(new Initialisation(0.7, 0.5, false, false));
        TransformerWeights weights = TransformerWeights.initial(config, Seed.of(1));
        try (HookedTransformer single = HookedTransformer.of("network", VOCABULARY, weights);
                HookedTransformer network = single.inDoublePrecision()) {
            Matrix held = network.record(CONTEXTS, site).values();
            Draws draws = Seed.of(2).draws();
            Matrix edited = Matrix.zeros(held.rows(), held.columns());
            Arrays.setAll(edited.values(), i -> held.values()[i] + draws.nextNormal());
            NextTokenTable target = network.next(CONTEXTS);
            SiteGradient.At at = new HookedGradient(network, site).at(CONTEXTS, edited, target);
            assertThat(at.loss()).isCloseTo(loss(network, site, edited, target), within(1e-9));
            for (int i = 0; i < edited.values().length; i++) {
                double up = loss(network, site, moved(edited, i, 1e-5), target);
                double down = loss(network, site, moved(edited, i, -1e-5), target);
                assertThat(at.gradient().values()[i]).as("entry " + i).isCloseTo((up - down) / 2e-5, within(1e-6));
            }
            assertThat(Arrays.stream(at.gradient().values())
                            .map(Math::abs)
                            .max()
                            .orElseThrow())
                    .isGreaterThan(1e-3);
        }
    }

    private static double loss(HookedTransformer network, Site site, Matrix held, NextTokenTable target) {
        NextTokenTable law = network.run(CONTEXTS, new Intervention(site, Optional.empty(), held));
        return KlDivergence.of(target, law, CONTEXTS.weights());
    }

    private static Matrix moved(Matrix from, int entry, double by) {
        Matrix moved = Matrix.wrap(from.rows(), from.columns(), from.values().clone());
        moved.values()[entry] += by;
        return moved;
    }
}
