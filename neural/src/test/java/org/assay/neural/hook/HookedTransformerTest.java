package org.assay.neural.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookedTransformerTest {
    private static final Vocabulary VOCABULARY = Vocabulary.of("a", "b", "c", "d", "e");
    private static final TransformerConfig CONFIG = TransformerConfig.standard(2, 16, 2, 7, 5, ActFn.GELU);
    private static final HookedTransformer NETWORK =
            HookedTransformer.of("trained", VOCABULARY, Architectures.random(CONFIG, 6));
    private static final ContextSet CONTEXTS = ContextSet.everyPosition(
            new int[][] {{0, 1, 2, 3, 4}, {4, 4, 0}, {2, 2, 2, 1, 0, 0, 3}, {1}, {3, 3, 1}}, 0);

    @AfterAll
    static void close() {
        NETWORK.close();
    }

    private static int[] backwards() {
        int[] rows = new int[CONTEXTS.rows()];
        Arrays.setAll(rows, r -> rows.length - 1 - r);
        return rows;
    }

    @Test
    void laws_are_the_softmax_of_the_logits() {
        Matrix logits = NETWORK.logits(CONTEXTS).values();
        NextTokenTable table = NETWORK.next(CONTEXTS);
        for (int r = 0; r < CONTEXTS.rows(); r++) {
            double total = Arrays.stream(logits.row(r)).map(Math::exp).sum();
            for (int v = 0; v < 5; v++) {
                assertThat(table.get(r, v)).isCloseTo(Math.exp(logits.get(r, v)) / total, within(1e-12));
            }
        }
    }

    @Test
    void asking_twice_gives_the_same_bits() {
        assertThat(NETWORK.next(CONTEXTS).probabilities())
                .isEqualTo(NETWORK.next(CONTEXTS).probabilities());
    }

    @Test
    void a_row_knows_nothing_of_what_follows_it_or_stands_beside_it() {
        NextTokenTable together = NETWORK.next(CONTEXTS);
        for (int r = 0; r < CONTEXTS.rows(); r++) {
            ContextSet alone = ContextSet.lastPosition(java.util.List.of(CONTEXTS.context(r)));
            assertThat(NETWORK.next(alone).probabilities().row(0))
                    .containsExactly(together.probabilities().row(r), within(1e-6));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"blocks.1.hook_resid_post", "ln_final.hook_normalized"})
    void interchange_of_everything_behind_the_last_attention_gives_the_other_law(String site) {
        Representation held = NETWORK.record(CONTEXTS, new Site(site));
        NextTokenTable edited = NETWORK.run(CONTEXTS, Intervention.interchange(held, Optional.empty(), backwards()));
        NextTokenTable plain = NETWORK.next(CONTEXTS);
        for (int r = 0; r < CONTEXTS.rows(); r++) {
            assertThat(edited.probabilities().row(r))
                    .containsExactly(plain.probabilities().row(backwards()[r]), within(1e-6));
        }
    }

    @Test
    void interchange_of_the_embedding_is_a_context_with_another_last_token() {
        int[][] sequences = {{0, 1, 2}, {4, 3, 1}};
        ContextSet contexts = ContextSet.lastPosition(Arrays.asList(sequences));
        Representation held = NETWORK.record(contexts, new Site("hook_embed"));
        NextTokenTable edited =
                NETWORK.run(contexts, Intervention.interchange(held, Optional.empty(), new int[] {1, 0}));
        NextTokenTable other =
                NETWORK.next(ContextSet.lastPosition(Arrays.asList(new int[] {0, 1, 1}, new int[] {4, 3, 2})));
        for (int r = 0; r < 2; r++) {
            assertThat(edited.probabilities().row(r))
                    .containsExactly(other.probabilities().row(r), within(1e-6));
        }
    }

    @Test
    void giving_every_site_what_it_holds_changes_nothing_and_giving_it_another_does() {
        NextTokenTable plain = NETWORK.next(CONTEXTS);
        int[] same = new int[CONTEXTS.rows()];
        Arrays.setAll(same, r -> r);
        for (Site site : NETWORK.sites().subList(0, NETWORK.sites().size() - 1)) {
            Representation held = NETWORK.record(CONTEXTS, site);
            NextTokenTable kept = NETWORK.run(CONTEXTS, Intervention.interchange(held, Optional.empty(), same));
            assertThat(kept.probabilities().values())
                    .as(site.name())
                    .containsExactly(plain.probabilities().values(), within(2e-6));
            boolean constant = site.name().equals("hook_pos_embed");
            NextTokenTable moved = NETWORK.run(CONTEXTS, Intervention.interchange(held, Optional.empty(), backwards()));
            assertThat(distance(moved, plain)).as(site.name()).isGreaterThan(constant ? 1e-6 : 1e-4);
        }
    }

    @Test
    void a_full_basis_is_no_basis_and_a_part_of_it_moves_that_part_alone() {
        Site site = NETWORK.lastResidual();
        Representation held = NETWORK.record(CONTEXTS, site);
        NextTokenTable whole = NETWORK.run(CONTEXTS, Intervention.interchange(held, Optional.empty(), backwards()));
        NextTokenTable rotated =
                NETWORK.run(CONTEXTS, Intervention.interchange(held, Optional.of(rotation(16)), backwards()));
        assertThat(rotated.probabilities().values())
                .containsExactly(whole.probabilities().values(), within(1e-5));

        Matrix part = rotation(16).selectRows(new int[] {0, 1, 2});
        NextTokenTable edited = NETWORK.run(CONTEXTS, Intervention.interchange(held, Optional.of(part), backwards()));
        Matrix expected = held.values().selectRows(all(CONTEXTS.rows()));
        Matrix projector = part.transpose().times(part);
        for (int r = 0; r < CONTEXTS.rows(); r++) {
            double[] difference = new double[16];
            for (int d = 0; d < 16; d++) {
                difference[d] =
                        held.values().get(backwards()[r], d) - held.values().get(r, d);
            }
            double[] moved = projector.leftTimes(difference);
            for (int d = 0; d < 16; d++) {
                expected.set(r, d, held.values().get(r, d) + moved[d]);
            }
        }
        NextTokenTable byHand = NETWORK.run(CONTEXTS, new Intervention(site, Optional.empty(), expected));
        assertThat(edited.probabilities().values())
                .containsExactly(byHand.probabilities().values(), within(1e-5));
    }

    @Test
    void many_contexts_go_through_in_batches_with_the_same_answers() {
        Draws draws = Seed.of(1).draws();
        int[][] sequences = new int[3000][7];
        for (int[] sequence : sequences) {
            Arrays.setAll(sequence, i -> draws.nextInt(5));
        }
        ContextSet many = ContextSet.everyPosition(sequences, 0);
        Matrix laws = NETWORK.next(many).probabilities();
        int[] last = {20_999 - 6, 20_999};
        Matrix few = NETWORK.next(many.select(last)).probabilities();
        assertThat(few.row(0)).containsExactly(laws.row(last[0]), within(1e-6));
        assertThat(few.row(1)).containsExactly(laws.row(last[1]), within(1e-6));
    }

    @Test
    void the_untrained_twin_has_the_same_sites_and_other_laws() {
        try (HookedTransformer twin = NETWORK.untrainedTwin("untrained", Seed.of(1))) {
            assertThat(twin.sites()).isEqualTo(NETWORK.sites());
            assertThat(twin.name()).isEqualTo("untrained");
            assertThat(distance(twin.next(CONTEXTS), NETWORK.next(CONTEXTS))).isGreaterThan(0.01);
        }
    }

    @Test
    void the_twin_of_a_network_that_began_at_zero_is_not_zero() {
        Vocabulary letters = Vocabulary.of("a", "b", "c");
        TransformerConfig zeros = TransformerConfig.bilinearAttentionOnly(1, 8, 2, 4, 3);
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{0, 1, 2, 0}}, 0);
        try (HookedTransformer begun =
                        HookedTransformer.of("begun", letters, TransformerWeights.initial(zeros, Seed.of(1)));
                HookedTransformer twin = begun.untrainedTwin("untrained", Seed.of(2))) {
            assertThat(begun.next(contexts).get(3, 0)).isCloseTo(1.0 / 3, within(1e-6));
            assertThat(Math.abs(twin.next(contexts).get(3, 0) - 1.0 / 3)).isGreaterThan(0.01);
        }
    }

    @Test
    void patterns_of_softmax_heads_are_causal_laws_over_keys() {
        double[][][][] patterns = NETWORK.patterns(new int[] {0, 1, 2, 3});
        assertThat(patterns.length).isEqualTo(2);
        for (double[][] head : patterns[1]) {
            for (int q = 0; q < 4; q++) {
                assertThat(Arrays.stream(head[q]).sum()).isCloseTo(1, within(1e-6));
                for (int k = q + 1; k < 4; k++) {
                    assertThat(head[q][k]).isZero();
                }
            }
        }
    }

    @Test
    void what_it_cannot_be_asked_is_refused_by_name() {
        assertThatThrownBy(() -> NETWORK.record(CONTEXTS, new Site("blocks.9.hook_resid_post")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no site blocks.9.hook_resid_post")
                .hasMessageContaining("blocks.1.hook_resid_post");
        assertThatThrownBy(() -> NETWORK.next(ContextSet.everyPosition(new int[][] {new int[8]}, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 .. 7 tokens, got 8");
        assertThatThrownBy(() -> NETWORK.next(ContextSet.everyPosition(new int[][] {{5}}, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("token 5");
        Matrix small = Matrix.zeros(CONTEXTS.rows(), 3);
        assertThatThrownBy(
                        () -> NETWORK.run(CONTEXTS, new Intervention(NETWORK.lastResidual(), Optional.empty(), small)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x 16");
        assertThatThrownBy(() -> NETWORK.run(
                        CONTEXTS,
                        new Intervention(
                                new Site(HookPoint.LOGITS),
                                Optional.empty(),
                                NETWORK.logits(CONTEXTS).values())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("logits");
        TransformerWeights weights = NETWORK.weights();
        assertThatThrownBy(() -> HookedTransformer.of("n", Vocabulary.of("a", "b"), weights))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reads 5 tokens, the vocabulary has 2");
    }

    private static double distance(NextTokenTable a, NextTokenTable b) {
        double largest = 0;
        for (int i = 0; i < a.probabilities().values().length; i++) {
            largest = Math.max(
                    largest,
                    Math.abs(a.probabilities().values()[i] - b.probabilities().values()[i]));
        }
        return largest;
    }

    private static int[] all(int rows) {
        int[] all = new int[rows];
        Arrays.setAll(all, r -> r);
        return all;
    }

    /** A random rotation, by Gram and Schmidt. */
    private static Matrix rotation(int size) {
        Draws draws = Seed.of(2).draws();
        Matrix basis = Matrix.zeros(size, size);
        for (int r = 0; r < size; r++) {
            double[] row = new double[size];
            Arrays.setAll(row, i -> draws.nextNormal());
            for (int twice = 0; twice < 2; twice++) {
                for (int before = 0; before < r; before++) {
                    double[] other = basis.row(before);
                    double inner = 0;
                    for (int i = 0; i < size; i++) {
                        inner += row[i] * other[i];
                    }
                    for (int i = 0; i < size; i++) {
                        row[i] -= inner * other[i];
                    }
                }
            }
            double norm = Math.sqrt(Arrays.stream(row).map(v -> v * v).sum());
            for (int i = 0; i < size; i++) {
                basis.set(r, i, row[i] / norm);
            }
        }
        return basis;
    }
}
