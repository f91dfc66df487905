package org.assay.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.Test;

class VotesTest {
    private static final Program ADDITIVE = ProgramParser.parse("""
            vocab a b c d
            label any
            label a : any
            label b : any
            label c : any
            label d : any
            token a -> a
            token b -> b
            token c -> c
            token d -> d
            head at1 layer 1 k=1 theta=1 offset {+1} value {any}
            bias b=0.5
            predict a -> b=2
            predict at1:c -> d=-1.5 a=1
            """, "additive");

    private static Unembedding fit(Program planted, int window, double n) {
        return fit(planted, window, n, new ReferenceNumerics());
    }

    private static Unembedding fit(Program planted, int window, double n, Numerics numerics) {
        PlantedContexts contexts = PlantedContexts.of(planted, Seed.of(1), 300, 10);
        Taxonomy tokens = Taxonomy.of(planted.vocabulary().tokens(), List.of(), Set.of(), (level, members) -> "unused");
        ProgramDraft draft = new ProgramDraft(planted.vocabulary(), tokens, window);
        Slots.Builder builder = new Slots.Builder(contexts.windows(window));
        for (int offset = 0; offset < window; offset++) {
            builder.offset(offset, tokens, draft::label);
        }
        return Votes.fit(builder.build(), n, numerics);
    }

    @Test
    void planted_votes_are_found_and_no_others() {
        Unembedding votes = fit(ADDITIVE, 2, 1e5);
        assertThat(votes.votes().keySet()).containsExactly("a", "at1:c");
        assertThat(votes.votes().get("a")).containsOnlyKeys(1);
        assertThat(votes.votes().get("a").get(1)).isCloseTo(2, within(0.02));
        assertThat(votes.votes().get("at1:c")).containsOnlyKeys(0, 3);
        assertThat(votes.votes().get("at1:c").get(3)).isCloseTo(-1.5, within(0.02));
    }

    @Test
    void where_context_does_not_matter_there_are_no_votes() {
        Program constant = ProgramParser.parse("vocab a b c\nlabel L\ntoken a -> L\nbias a=1 b=-1\n", "constant");
        Unembedding votes = fit(constant, 3, 1e6);
        assertThat(votes.votes()).isEmpty();
        assertThat(votes.bias().get(0) - votes.bias().getOrDefault(2, 0.0)).isCloseTo(1, within(1e-3));
    }

    @Test
    void the_fewer_the_observations_the_fewer_the_votes() {
        int many = fit(ADDITIVE, 2, 1e6).weights();
        int few = fit(ADDITIVE, 2, 100).weights();
        assertThat(few).isLessThan(many);
    }

    @Test
    void the_gradient_is_the_slope_of_the_loss_for_weak_votes_and_for_absurd_ones() {
        int[] checked = {0};
        Numerics checking = (objective, start, tolerance, rounds) -> {
            for (double size : new double[] {0.5, 900}) {
                double[] x = start.clone();
                Draws draws = Seed.of(2).draws();
                Arrays.setAll(x, i -> size * draws.nextNormal());
                double[] gradient = new double[x.length];
                objective.at(x, gradient);
                for (int i = 0; i < x.length; i++) {
                    double step = 1e-4;
                    double[] up = x.clone();
                    double[] down = x.clone();
                    up[i] += step;
                    down[i] -= step;
                    double slope = (objective.at(up, new double[x.length]) - objective.at(down, new double[x.length]))
                            / (2 * step);
                    assertThat(gradient[i]).isFinite().isCloseTo(slope, within(1e-6));
                    checked[0]++;
                }
            }
            return new ReferenceNumerics().minimize(objective, start, tolerance, rounds);
        };
        fit(ADDITIVE, 2, 1e5, checking);
        assertThat(checked[0]).isGreaterThan(20);
    }
}
