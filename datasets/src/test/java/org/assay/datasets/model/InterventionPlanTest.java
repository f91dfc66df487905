package org.assay.datasets.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Edit.Receiver;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InterventionPlanTest {
    private static final Site SITE = new Site("held");
    private static final ContextSet CONTEXTS = ContextSet.of(
            new int[][] {{0, 1, 0}, {1, 1, 1}}, new int[] {0, 0, 1}, new int[] {1, 2, 0}, new double[] {2, 1, 1});

    /** Holds (t + 1, 1) at token t and answers with the law in proportion to what it holds. */
    private static final InstrumentedModel MODEL = new InstrumentedModel() {
        @Override
        public String name() {
            return "toy";
        }

        @Override
        public Vocabulary vocabulary() {
            return Vocabulary.of("a", "b");
        }

        @Override
        public List<Site> sites() {
            return List.of(SITE);
        }

        @Override
        public Representation record(ContextSet contexts, Site site) {
            Matrix held = Matrix.zeros(contexts.rows(), 2);
            for (int r = 0; r < contexts.rows(); r++) {
                int[] context = contexts.context(r);
                held.set(r, 0, context[context.length - 1] + 1);
                held.set(r, 1, 1);
            }
            return new Representation(contexts.id(), site, List.of("x", "y"), held);
        }

        @Override
        public NextTokenTable next(ContextSet contexts) {
            return law(contexts, record(contexts, SITE).values());
        }

        @Override
        public NextTokenTable run(ContextSet contexts, Intervention edit) {
            Matrix held = record(contexts, edit.site()).values();
            Matrix projector = edit.basis().map(u -> u.transpose().times(u)).orElse(Matrix.identity(2));
            Matrix edited = Matrix.zeros(held.rows(), 2);
            for (int r = 0; r < held.rows(); r++) {
                double x = edit.replacement().get(r, 0) - held.get(r, 0);
                double y = edit.replacement().get(r, 1) - held.get(r, 1);
                double[] moved = projector.leftTimes(new double[] {x, y});
                edited.set(r, 0, held.get(r, 0) + moved[0]);
                edited.set(r, 1, held.get(r, 1) + moved[1]);
            }
            return law(contexts, edited);
        }

        private NextTokenTable law(ContextSet contexts, Matrix held) {
            Matrix laws = Matrix.zeros(held.rows(), 2);
            for (int r = 0; r < held.rows(); r++) {
                double total = held.get(r, 0) + held.get(r, 1);
                laws.set(r, 0, held.get(r, 0) / total);
                laws.set(r, 1, held.get(r, 1) / total);
            }
            return new NextTokenTable(contexts.id(), laws);
        }
    };

    private static double[] firstToken(Change change) {
        return MODEL.run(CONTEXTS, InterventionPlan.of(Edit.of(SITE, change)))
                .probabilities()
                .column(0);
    }

    @Test
    void every_change_of_a_whole_row_is_given_to_a_model_that_knows_nothing_else() {
        // the rows hold (2, 1), (1, 1), (2, 1) with weights 1/2, 1/4, 1/4: their mean is (1.75, 1)
        assertThat(firstToken(new Change.Freeze())).containsExactly(2.0 / 3, 0.5, 2.0 / 3);
        assertThat(firstToken(new Change.Mean())).containsOnly(1.75 / 2.75);
        assertThat(firstToken(new Change.Interchange(List.of(1, 0, 1)))).containsExactly(0.5, 2.0 / 3, 0.5);
        assertThat(firstToken(new Change.Replace(Matrix.ofRows(new double[] {3, 1}))))
                .containsOnly(0.75);
        assertThat(firstToken(new Change.Add(Matrix.ofRows(new double[] {0, 2}), 0.5)))
                .containsExactly(0.5, 1.0 / 3, 0.5);
    }

    @Test
    void a_basis_changes_its_part_alone() {
        Matrix x = Matrix.ofRows(new double[] {1, 0});
        Edit edit = Edit.of(SITE, new Change.Zero()).within(x);
        assertThat(MODEL.run(CONTEXTS, InterventionPlan.of(edit))
                        .probabilities()
                        .column(0))
                .containsOnly(0);
    }

    @Test
    void resampled_rows_are_others_and_a_function_of_the_seed() {
        int[] drawn = InterventionPlan.resampledRows(1000, 4);
        assertThat(drawn).isEqualTo(InterventionPlan.resampledRows(1000, 4));
        assertThat(drawn).isNotEqualTo(InterventionPlan.resampledRows(1000, 5));
        double mean = 0;
        for (int r = 0; r < drawn.length; r++) {
            assertThat(drawn[r]).isBetween(0, 999).isNotEqualTo(r);
            mean += drawn[r] / 1000.0;
        }
        // the mean of 1000 uniform draws from 0 .. 999 has a standard deviation of 1000 / sqrt(12 * 1000)
        assertThat(mean).isCloseTo(499.5, within(4 * 1000 / Math.sqrt(12_000)));
    }

    static List<InterventionPlan> beyond() {
        Edit whole = Edit.of(SITE, new Change.Zero());
        return List.of(
                InterventionPlan.of(whole, whole),
                InterventionPlan.of(whole.inHeads(0)),
                InterventionPlan.of(whole.at(Positions.ALL)),
                InterventionPlan.of(whole.towards(new Receiver(SITE, -1))),
                InterventionPlan.of(Edit.of(SITE, new Change.Interchange(List.of(0, 1)))),
                InterventionPlan.of(Edit.of(SITE, new Change.Interchange(List.of(0, 1, 3)))),
                InterventionPlan.of(Edit.of(SITE, new Change.Replace(Matrix.zeros(2, 2)))),
                InterventionPlan.of(Edit.of(SITE, new Change.Add(Matrix.zeros(1, 3), 1))));
    }

    @ParameterizedTest
    @MethodSource("beyond")
    void what_such_a_model_does_not_know_is_refused_by_site(InterventionPlan plan) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.run(CONTEXTS, plan))
                .withMessageContaining("held");
    }

    @Test
    void edits_that_mean_nothing_cannot_be_made() {
        assertThatIllegalArgumentException().isThrownBy(() -> new InterventionPlan(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Change.Replace(Matrix.ofRows(new double[] {1, Double.NaN})))
                .withMessageContaining("row 0, entry 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Edit.of(SITE, new Change.Zero()).within(Matrix.ofRows(new double[] {1, 1})))
                .withMessageContaining("held");
        assertThatIllegalArgumentException().isThrownBy(() -> Positions.at(1, 1));
        assertThat(Positions.at(3, 1).within(3)).containsExactly(1);
        assertThat(Positions.OWN.within(3)).containsExactly(2);
        assertThat(Optional.of(Positions.ALL.within(3)).orElseThrow()).containsExactly(0, 1, 2);
    }
}
