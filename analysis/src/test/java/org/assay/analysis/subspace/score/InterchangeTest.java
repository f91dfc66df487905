package org.assay.analysis.subspace.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class InterchangeTest {
    private static final FactoredTwin TWIN = new FactoredTwin();
    private static final ContextSet CONTEXTS =
            SampledContexts.of(TWIN.process, Seed.of(1), 60, 10, 1).contexts();
    private static final List<KnownFactor> FACTORS = KnownSite.factors(TWIN.process, CONTEXTS);
    private static final Interchange INTERCHANGE =
            Interchange.of(TWIN, FactoredTwin.HELD, TWIN.process, CONTEXTS, FACTORS, 60, Seed.of(2));
    private static final String FIRST = TWIN.beliefs().get(0);
    private static final String SECOND = TWIN.beliefs().get(1);

    @Test
    void the_block_of_a_belief_causes_what_the_belief_causes_and_nothing_else() {
        for (int k = 0; k < 2; k++) {
            String factor = k == 0 ? FIRST : SECOND;
            Interchange.Effect own =
                    INTERCHANGE.effect(factor, TWIN.truth().block(k)).get();
            assertThat(own.cause()).as(factor).isGreaterThan(.9);
            assertThat(own.accuracy()).isGreaterThan(.95);
            assertThat(own.isolation().orElseThrow()).isCloseTo(1, within(1e-6));
            assertThat(own.necessity()).isCloseTo(1, within(.1));
            Interchange.Effect other =
                    INTERCHANGE.effect(factor, TWIN.truth().block(1 - k)).get();
            assertThat(other.cause()).isLessThan(.05);
            assertThat(other.isolation().orElseThrow()).isCloseTo(0, within(1e-6));
            // Leaving out what holds something else brings the law nearer.
            assertThat(other.necessity()).isLessThan(.05);
        }
    }

    @Test
    void a_block_that_nothing_reads_causes_nothing() {
        Interchange.Effect unread =
                INTERCHANGE.effect(FIRST, TWIN.truth().block(2)).get();
        assertThat(unread.cause()).isCloseTo(0, within(1e-9));
        assertThat(unread.necessity()).isCloseTo(0, within(1e-9));
        assertThat(unread.isolation().orElseThrow()).isCloseTo(1, within(1e-9));
    }

    @Test
    void the_block_of_everything_is_necessary_but_isolates_nothing() {
        Subspace all = new Subspace(new double[8], Matrix.identity(8));
        Interchange.Effect effect = INTERCHANGE.effect(FIRST, all).get();
        assertThat(effect.isolation().orElseThrow()).isCloseTo(0, within(1e-9));
        double own = INTERCHANGE
                .effect(FIRST, TWIN.truth().block(0))
                .get()
                .disentangled()
                .orElseThrow();
        assertThat(effect.disentangled().orElseThrow()).isLessThan(own - .2);
    }

    @Test
    void random_blocks_of_the_same_size_fall_short_of_the_true_one() {
        double random = IntStream.range(0, 20)
                .mapToDouble(i -> INTERCHANGE
                        .effect(FIRST, RandomSubspace.of(new double[8], 2, Seed.of(i)))
                        .get()
                        .cause())
                .average()
                .orElseThrow();
        assertThat(random).isLessThan(.4);
    }

    @Test
    void what_cannot_be_changed_alone_says_why() {
        assertThat(INTERCHANGE.asked().get("position")).isInstanceOf(Answer.CannotBeAsked.class);
        assertThat(INTERCHANGE.effect("position", TWIN.truth().block(0)).toOptional())
                .isEmpty();
        assertThatThrownBy(() -> INTERCHANGE.effect("nothing", TWIN.truth().block(0)))
                .hasMessageContaining("only for");
        InterchangeMatrix matrix = InterchangeMatrix.of(INTERCHANGE, TWIN.truth(), Progress.SILENT);
        assertThat(matrix.effects().keySet())
                .containsExactlyElementsOf(
                        FACTORS.stream().map(KnownFactor::name).toList());
        assertThat(matrix.effects().get(FIRST).get()).hasSize(3);
    }

    @Test
    void an_exchange_of_a_true_block_is_as_natural_as_one_of_everything_and_one_across_blocks_is_not() {
        Subspace all = new Subspace(new double[8], Matrix.identity(8));
        assertThat(Naturalness.of(INTERCHANGE, FIRST, all)).isLessThan(1.1);
        assertThat(Naturalness.of(INTERCHANGE, FIRST, TWIN.truth().block(0))).isLessThan(1.1);
        Subspace across = RandomSubspace.of(new double[8], 4, Seed.of(8));
        assertThat(Naturalness.of(INTERCHANGE, FIRST, across)).isGreaterThan(1.3);
    }

    @Test
    void an_exchange_keeps_its_effect_in_what_is_read_and_loses_it_where_nothing_is() {
        Matrix beliefs = Matrix.zeros(4, 8);
        System.arraycopy(TWIN.truth().basis().values(), 0, beliefs.values(), 0, 32);
        Subspace own = TWIN.truth().block(0);
        double cause = INTERCHANGE.effect(FIRST, own).get().cause();
        assertThat(Naturalness.read(beliefs.transpose()).rows()).isEqualTo(4);
        assertThat(Naturalness.causeOfWhatIsRead(INTERCHANGE, FIRST, own, beliefs.transpose()))
                .isCloseTo(cause, within(1e-9));
        Matrix noise = TWIN.truth().block(2).basis();
        assertThat(Naturalness.causeOfWhatIsRead(INTERCHANGE, FIRST, own, noise.transpose()))
                .isCloseTo(0, within(1e-9));
    }

    @Test
    void the_same_seed_gives_the_same_pairs_and_numbers() {
        Interchange again = Interchange.of(TWIN, FactoredTwin.HELD, TWIN.process, CONTEXTS, FACTORS, 60, Seed.of(2));
        Partition truth = TWIN.truth();
        assertThat(again.effect(SECOND, truth.block(1))).isEqualTo(INTERCHANGE.effect(SECOND, truth.block(1)));
    }
}
