package org.assay.analysis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;
import smile.validation.metric.AdjustedMutualInformation;
import smile.validation.metric.AdjustedRandIndex;

class LabelAgreementTest {
    private static int[] random(Seed seed, int n, int labels) {
        Draws draws = seed.draws();
        int[] drawn = new int[n];
        Arrays.setAll(drawn, i -> i < labels ? i : draws.nextInt(labels));
        return drawn;
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void ideal_equal_labellings_agree_under_any_names() {
        int[] truth = random(Seed.of(1), 300, 5);
        int[] renamed = Arrays.stream(truth).map(label -> 7 - label).toArray();
        LabelAgreement agreement = LabelAgreement.of(renamed, truth);
        assertThat(agreement.mutualInformation()).isCloseTo(1, within(1e-12));
        assertThat(agreement.rand()).isCloseTo(1, within(1e-12));
    }

    @Test
    void null_unrelated_labellings_agree_by_chance_alone_which_is_zero() {
        double information = 0;
        double rand = 0;
        for (int seed = 0; seed < 60; seed++) {
            LabelAgreement agreement =
                    LabelAgreement.of(random(Seed.of(seed), 80, 9), random(Seed.of(1000 + seed), 80, 4));
            information += agreement.mutualInformation() / 60;
            rand += agreement.rand() / 60;
        }
        assertThat(information).isCloseTo(0, within(0.01));
        assertThat(rand).isCloseTo(0, within(0.01));
    }

    @Test
    void degenerate_one_label_for_all_agrees_with_itself_and_tells_nothing_of_others() {
        int[] constant = new int[50];
        LabelAgreement same = LabelAgreement.of(constant, constant);
        assertThat(same.mutualInformation()).isEqualTo(1);
        assertThat(same.rand()).isEqualTo(1);
        LabelAgreement nothing = LabelAgreement.of(constant, random(Seed.of(2), 50, 3));
        assertThat(nothing.mutualInformation()).isCloseTo(0, within(1e-12));
        assertThat(nothing.rand()).isCloseTo(0, within(1e-12));
        assertThatThrownBy(() -> LabelAgreement.of(new int[0], new int[0])).hasMessageContaining("at least one");
        assertThatThrownBy(() -> LabelAgreement.of(new int[2], new int[2], new double[2]))
                .hasMessageContaining("positive sum");
        assertThatThrownBy(() -> LabelAgreement.of(new int[1], new int[1], new double[] {Double.NaN}))
                .hasMessageContaining("must not be negative");
    }

    @Test
    void it_is_what_smile_says() {
        for (int seed = 0; seed < 20; seed++) {
            int[] truth = random(Seed.of(seed), 200, 4);
            int[] found = truth.clone();
            Draws draws = Seed.of(seed).child("noise").draws();
            for (int i = 0; i < 60; i++) {
                found[draws.nextInt(200)] = draws.nextInt(6);
            }
            LabelAgreement agreement = LabelAgreement.of(found, truth);
            assertThat(agreement.mutualInformation())
                    .isCloseTo(AdjustedMutualInformation.sum(found, truth), within(1e-9));
            assertThat(agreement.rand()).isCloseTo(AdjustedRandIndex.of(found, truth), within(1e-9));
        }
    }

    @Test
    void weights_count_rows_as_often_as_they_say() {
        int[] truth = {0, 0, 1, 1, 2};
        int[] found = {0, 1, 1, 1, 2};
        double[] weights = {0.2, 0.1, 0.3, 0.15, 0.25};
        int[] manyTruth = new int[LabelAgreement.DRAWN];
        int[] manyFound = new int[LabelAgreement.DRAWN];
        int at = 0;
        for (int row = 0; row < 5; row++) {
            for (int i = 0; i < Math.round(weights[row] * LabelAgreement.DRAWN); i++) {
                manyTruth[at] = truth[row];
                manyFound[at++] = found[row];
            }
        }
        LabelAgreement weighted = LabelAgreement.of(found, truth, weights);
        LabelAgreement counted = LabelAgreement.of(manyFound, manyTruth);
        assertThat(weighted.mutualInformation()).isCloseTo(counted.mutualInformation(), within(1e-12));
        assertThat(weighted.rand()).isCloseTo(counted.rand(), within(1e-12));
        assertThat(LabelAgreement.of(found, found, ones(5)).rand()).isCloseTo(1, within(1e-12));
    }
}
