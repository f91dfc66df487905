package org.assay.analysis.subspace.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.Draw;
import org.assay.analysis.subspace.FactorSubspace;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.datasets.language.Languages;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.combine.FactoredProcess;
import org.junit.jupiter.api.Test;

class EstimatorsTest {
    private static final KnownCodes DEPENDENT = new KnownCodes(6000, new int[] {4, 4}, new int[] {3, 3}, .6, .05, 21);

    @Test
    void three_estimators_agree_where_factors_depend_on_each_other() {
        EstimatorAgreement agreement = agreement(DEPENDENT.activations);
        assertThat(agreement.overlaps()).hasSize(4).allMatch(overlap -> overlap > .999);
    }

    @Test
    void plain_class_means_leak_where_the_three_do_not() {
        Matrix alone = FactorSubspace.added(
                        DEPENDENT.activations,
                        DEPENDENT.weights,
                        List.of(DEPENDENT.factors.get(0).coordinates()))
                .covariances()
                .get(0);
        Matrix other = DEPENDENT.truth().block(1).basis();
        assertThat(FactorCovariances.inside(other, alone) / FactorCovariances.trace(alone))
                .isGreaterThan(.1);
        FactorCovariances means = FactorialMeans.of(DEPENDENT.activations, DEPENDENT.weights, DEPENDENT.factors)
                .get();
        assertThat(FactorCovariances.inside(other, means.added().get(0))
                        / FactorCovariances.trace(means.added().get(0)))
                .isLessThan(.001);
    }

    @Test
    void unrelated_activations_put_the_estimators_in_unrelated_places() {
        Matrix noise = Draw.normal(6000, 40, 5);
        // Three directions of 40.
        assertThat(agreement(noise).overlaps()).hasSize(4).allMatch(overlap -> overlap < .35);
    }

    private static EstimatorAgreement agreement(Matrix activations) {
        KnownActivations known = new KnownActivations(activations, DEPENDENT.weights, DEPENDENT.factors);
        return EstimatorAgreement.of(
                known.select(IntStream.range(0, 3000).toArray()),
                known.select(IntStream.range(3000, 6000).toArray()));
    }

    @Test
    void values_that_never_occur_together_are_refused_with_their_number() {
        KnownFactor first = DEPENDENT.factors.get(0);
        KnownFactor same = new KnownFactor("copy", first.coordinates(), first.values());
        assertThatThrownBy(() -> FactorialMeans.of(DEPENDENT.activations, DEPENDENT.weights, List.of(first, same))
                        .get())
                .hasMessageContaining("of the 16 combinations of values only 4");
        assertThatThrownBy(() -> VaryOne.of(
                                DEPENDENT.activations,
                                DEPENDENT.weights,
                                first,
                                VaryOne.matching(List.of(first, same), 0))
                        .get())
                .hasMessageContaining("in no two contexts does factor.0 differ");
        KnownFactor belief = KnownFactor.recorded("belief", Draw.normal(6000, 2, 1));
        assertThat(FactorialMeans.of(DEPENDENT.activations, DEPENDENT.weights, List.of(belief))
                        .toOptional())
                .isEmpty();
    }

    @Test
    void factors_in_their_own_axes_contain_nothing_of_each_other_and_copies_contain_all() {
        Containment apart = Containment.of(DEPENDENT.joint());
        assertThat(apart.largest()).isLessThan(.001);
        assertThat(apart.share()[0][0]).isCloseTo(1, within(1e-9));
        KnownFactor first = DEPENDENT.factors.get(0);
        FactorCovariances copies = FactorCovariances.joint(
                DEPENDENT.activations,
                DEPENDENT.weights,
                List.of(first, new KnownFactor("copy", first.coordinates(), first.values())));
        assertThat(Containment.of(copies).largest()).isCloseTo(1, within(1e-6));
    }

    @Test
    void of_a_clamped_product_one_part_varies_and_the_others_stand_still() {
        FactoredProcess product = FactoredProcess.of("pair", Languages.open("mess3"), Languages.open("even"));
        ClampedContexts clamped = ClampedContexts.of(product, 0, 6, 8, 12, Seed.of(4));
        assertThat(clamped.contexts().rows()).isEqualTo(48);
        Matrix varied =
                product.record(clamped.contexts(), product.sites().get(0)).values();
        Site last = product.sites().get(product.sites().size() - 1);
        Matrix still = product.record(clamped.contexts(), last).values();
        double[] weights = clamped.contexts().weights();
        KnownFactor first = KnownFactor.recorded("first", varied);
        KnownFactor second = KnownFactor.recorded("second", still);
        Matrix both = varied.beside(still);
        VaryOne alone = VaryOne.of(both, weights, first, clamped.group()).get();
        assertThat(alone.matched()).isCloseTo(1, within(1e-9));
        double elsewhere = 0;
        for (int c = varied.columns(); c < both.columns(); c++) {
            elsewhere += alone.added().get(c, c);
        }
        assertThat(elsewhere / FactorCovariances.trace(alone.added())).isCloseTo(0, within(1e-12));
        assertThat(VaryOne.of(both, weights, second, clamped.group()).toOptional())
                .isEmpty();
    }
}
