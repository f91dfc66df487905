package org.assay.analysis.circuit.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.analysis.circuit.block.HeadGroup;
import org.assay.analysis.circuit.block.InductionHead;
import org.assay.analysis.compile.CompileOptions;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.analysis.compile.CompiledNetwork;
import org.assay.analysis.compile.HandMadePrograms;
import org.assay.analysis.compile.ProgramCompiler;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.api.Test;

class HeadRolesTest {
    private static final Vocabulary SIX = Vocabulary.of("a", "b", "c", "d", "e", "f");

    @Test
    void an_induction_circuit_has_a_previous_token_head_and_an_induction_head() {
        try (HookedTransformer network = HookedTransformer.of("one", SIX, InductionHead.weights(1, 0))) {
            HeadRoles roles = HeadRoles.of(network, repeated(), Progress.SILENT);
            assertThat(roles.heads().get(0).role()).contains("previous token");
            assertThat(roles.heads().get(1).role()).contains("induction");
            RelationScore previous = roles.heads().get(0).leading().orElseThrow();
            assertThat(previous.share()).isCloseTo(1, within(0.02));
            assertThat(previous.excess()).isCloseTo(1, within(0.03));
            assertThat(roles.heads().get(0).byDistance()).isGreaterThan(0.9);
            assertThat(roles.heads().get(1).byDistance()).isLessThan(0.9);
        }
    }

    @Test
    void two_heads_that_share_each_job_are_named_as_redundant() {
        try (HookedTransformer network = HookedTransformer.of("two", SIX, InductionHead.weights(2, 0.01))) {
            HeadRoles roles = HeadRoles.of(network, repeated(), Progress.SILENT);
            assertThat(roles.groups())
                    .containsExactly(
                            new HeadGroup(0, "previous token", List.of(0, 1)),
                            new HeadGroup(1, "induction", List.of(0, 1)));
            List<Redundancy> found = HeadAblations.of(network, roles, repeated(), Progress.SILENT);
            assertThat(found).hasSize(2);
            assertThat(found).allSatisfy(each -> {
                assertThat(each.isRedundant()).isTrue();
                assertThat(each.factor()).isGreaterThan(1.5);
                assertThat(each.cosine()).isGreaterThan(0.9);
            });
        }
    }

    /** Both of its first heads are needed, and do different things. */
    @Test
    void heads_that_do_different_things_are_not_redundant() {
        CompiledNetwork compiled = ProgramCompiler.compile(
                HandMadePrograms.bigramCopy(4, 5), CompileOptions.of(Target.SOFTMAX, 9, Seed.of(3)));
        try (HookedTransformer network = HookedTransformer.of("bigrams", compiled.vocabulary(), compiled.weights())) {
            ContextSet contexts = compiled.contexts(bigrams());
            HeadRoles roles = HeadRoles.of(network, contexts, Progress.SILENT);
            List<String> first = new ArrayList<>();
            roles.heads().stream()
                    .filter(head -> head.layer() == 0)
                    .forEach(head -> first.add(head.role().orElse("")));
            assertThat(first).contains("previous token", "second token back");
            assertThat(roles.heads())
                    .anyMatch(
                            head -> head.layer() == 1 && head.role().equals(Optional.of("induction after two tokens")));
            assertThat(HeadAblations.of(network, roles, contexts, Progress.SILENT))
                    .noneMatch(Redundancy::isRedundant);
        }
    }

    @Test
    void untrained_heads_have_no_role_and_heads_of_zeros_none_either() {
        TransformerConfig config = TransformerConfig.standard(2, 16, 2, 12, 6, ActFn.RELU);
        TransformerWeights drawn = TransformerWeights.initial(config, Seed.of(5));
        TransformerWeights zero = TransformerWeights.ofDoubles(
                config, new double[ParameterLayout.of(config).size()]);
        for (TransformerWeights weights : List.of(drawn, zero)) {
            try (HookedTransformer network = HookedTransformer.of("none", SIX, weights)) {
                HeadRoles roles = HeadRoles.of(network, repeated(), Progress.SILENT);
                assertThat(roles.heads())
                        .allSatisfy(head -> assertThat(head.role()).isEmpty());
                assertThat(roles.groups()).isEmpty();
                assertThat(roles.heads().get(0).nearest().orElseThrow().excess())
                        .isLessThan(0.3);
                List<Redundancy> pairs = HeadAblations.of(network, roles, repeated(), Progress.SILENT);
                assertThat(pairs).noneMatch(Redundancy::isRedundant);
                if (weights == zero) {
                    assertThat(roles.heads()).allSatisfy(head -> {
                        assertThat(head.byDistance()).isZero();
                        head.scores().forEach(its -> assertThat(its.excess()).isCloseTo(0, within(1e-6)));
                    });
                    assertThat(pairs).allMatch(pair -> pair.factor() == 1 && pair.together() == 0);
                }
            }
        }
    }

    @Test
    void one_sequence_is_too_few_for_a_role() {
        try (HookedTransformer network = HookedTransformer.of("one", SIX, InductionHead.weights(1, 0))) {
            ContextSet one = ContextSet.everyPosition(new int[][] {{0, 1, 2, 3, 0, 1, 2, 3}}, 0);
            assertThat(HeadRoles.of(network, one, Progress.SILENT).heads())
                    .allSatisfy(head -> assertThat(head.leading()).isEmpty());
        }
    }

    /** Words of two to four different letters, again and again: with one period alone induction would be a distance. */
    private static ContextSet repeated() {
        Draws draws = Seed.of(8).draws();
        int[][] sequences = new int[60][8];
        for (int[] sequence : sequences) {
            int[] letters = draws.nextPermutation(6);
            int period = 2 + draws.nextInt(3);
            for (int p = 0; p < 8; p++) {
                sequence[p] = letters[p % period];
            }
        }
        return ContextSet.everyPosition(sequences, 4);
    }

    /** Words of nine of four letters: rows where both tokens before have been seen together. */
    private static ContextSet bigrams() {
        Draws draws = Seed.of(9).draws();
        int[][] sequences = new int[60][9];
        for (int[] sequence : sequences) {
            for (int p = 0; p < 9; p++) {
                sequence[p] = p < 5 ? draws.nextInt(4) : sequence[p - 5];
            }
        }
        return ContextSet.everyPosition(sequences, 6);
    }
}
