package org.assay.analysis.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Representation;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.Test;

class LabelInterchangeTest {
    private static final Interpreter PROGRAM = Interpreter.of(SmallProgram.program(), "small");

    /** Takes c for what a calls for: another program altogether. */
    private static final Interpreter OTHER = Interpreter.of(ProgramParser.parse("""
                    vocab a b c d
                    label A
                    token a -> A
                    token b -> A
                    token c -> A
                    token d -> A
                    predict A -> b=0.5
                    """, "other"), "other");

    private static final ContextSet ROWS = ContextSet.everyPosition(sequences(), 1);

    @Test
    void families_are_the_children_of_superlabels() {
        assertThat(LabelFamily.of(PROGRAM.program()))
                .containsExactly(new LabelFamily("rule", List.of("bigram:a", "else", "trigram:c:d")));
    }

    @Test
    void a_swap_takes_the_value_of_the_source_and_leaves_the_rest() {
        LabelGraph graph = PROGRAM.program().labels();
        LabelFamily rule = LabelFamily.of(PROGRAM.program()).get(0);
        ContextSet two = ContextSet.everyPosition(new int[][] {{2, 3}, {1, 0}}, 1);
        Representation labels = PROGRAM.record(two, Interpreter.site(3));
        Matrix swapped = rule.swapped(graph, labels, new int[] {0}, new int[] {1});
        assertThat(active(graph, swapped)).containsExactly("D", "back:C", "bigram:a", "rule");
    }

    /** Not to the last bit: the mean of a class holds what else goes with it, here the token, and the patch takes some of that. */
    @Test
    void in_a_network_that_holds_the_labels_the_swap_does_what_the_program_says() {
        LabelInterchange found = measured(new LinearTwin(PROGRAM));
        assertThat(found.site().site()).isEqualTo(LinearTwin.LAST);
        assertThat(found.layer()).isEqualTo(3);
        assertThat(found.subspace().divergence())
                .isLessThan(.1 * found.unpatched().divergence());
        assertThat(found.subspace().sameToken().orElseThrow()).isGreaterThan(.95);
        assertThat(found.unpatched().divergence()).isGreaterThan(.5);
        assertThat(found.random().divergence())
                .isGreaterThan(.5 * found.unpatched().divergence());
        assertThat(found.whole().divergence()).isCloseTo(0, within(1e-9));
        assertThat(found.elsewhere().divergence())
                .isGreaterThan(3 * found.subspace().divergence());
        assertThat(found.removed()).isGreaterThan(found.removedAtRandom());
        assertThat(found.dimensions()).isLessThan(found.directions() / 2);
    }

    @Test
    void in_a_network_that_holds_other_labels_it_does_not() {
        LabelInterchange.Answered answer = answer(new LinearTwin(OTHER));
        assertThat(answer.measured()).isEmpty();
        assertThat(answer.why()).contains("read off nowhere");
    }

    @Test
    void a_family_of_one_value_cannot_be_swapped() {
        Interpreter dull = Interpreter.of(
                ProgramParser.parse(
                        "vocab a b c d\nlabel K\nlabel A : K\nlabel B : K\ntoken a -> A\ntoken b -> A\ntoken c -> A\ntoken d"
                                + " -> A",
                        "dull"),
                "dull");
        List<LabelInterchange.Answered> answers = LabelInterchange.of(
                dull,
                new LinearTwin(dull),
                ROWS,
                LabelPlacement.residualSites(new LinearTwin(dull)),
                LabelSubspace.classMeans(),
                50,
                Seed.of(1),
                Progress.SILENT);
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).why()).contains("fewer than two of its values");
    }

    @Test
    void class_means_span_their_differences() {
        Matrix held = Matrix.ofRows(
                new double[] {0, 0, 5}, new double[] {0, 0, -5}, new double[] {2, 0, 1}, new double[] {2, 0, -1});
        Matrix basis =
                LabelSubspace.classMeans().of(held, new int[] {0, 0, 1, 1}, 2).basis();
        assertThat(basis.rows()).isEqualTo(1);
        assertThat(Math.abs(basis.get(0, 0))).isCloseTo(1, within(1e-12));
    }

    private static LabelInterchange measured(LinearTwin network) {
        return answer(network).measured().orElseThrow();
    }

    private static LabelInterchange.Answered answer(LinearTwin network) {
        List<LabelInterchange.Answered> answers = LabelInterchange.of(
                PROGRAM,
                network,
                ROWS,
                LabelPlacement.residualSites(network),
                LabelSubspace.classMeans(),
                50,
                Seed.of(1),
                Progress.SILENT);
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private static List<String> active(LabelGraph graph, Matrix sets) {
        return graph.names().stream()
                .filter(label -> sets.get(0, graph.index(label)) == 1)
                .toList();
    }

    private static int[][] sequences() {
        Draws draws = Seed.of(9).draws();
        int[][] sequences = new int[400][8];
        for (int[] sequence : sequences) {
            Arrays.setAll(sequence, i -> draws.nextInt(4));
        }
        return sequences;
    }
}
