package org.assay.analysis.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assay.analysis.program.LabelInterchange.AtSite;
import org.assay.analysis.program.LabelInterchange.Verdict;
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
    void variables_are_families_heads_and_labels_of_units() {
        assertThat(ProgramVariable.of(PROGRAM.program()))
                .extracting(v -> v.kind() + " " + v.name() + " " + v.layer())
                .containsExactly("FAMILY rule 3", "HEAD back 1");
        assertThat(ProgramVariable.of(OTHER.program())).isEmpty();
    }

    @Test
    void a_swap_takes_the_value_of_the_source_and_leaves_the_rest() {
        LabelGraph graph = PROGRAM.program().labels();
        ContextSet two = ContextSet.everyPosition(new int[][] {{2, 3}, {1, 0}}, 1);
        Representation labels = PROGRAM.record(two, Interpreter.site(3));
        assertThat(active(graph, variable("rule").swapped(labels, new int[] {0}, new int[] {1})))
                .containsExactly("D", "back:C", "bigram:a", "rule");
        assertThat(active(graph, variable("back").swapped(labels, new int[] {0}, new int[] {1})))
                .containsExactly("D", "back:B", "rule", "trigram:c:d");
        assertThat(active(graph, variable("back").removed(labels)))
                .containsExactly("D", "back:none", "rule", "trigram:c:d");
    }

    @Test
    void in_a_network_that_holds_the_labels_the_swap_does_what_the_program_says() {
        for (String name : List.of("rule", "back")) {
            LabelInterchange found = measured(answers(PROGRAM, new LinearTwin(PROGRAM)), name);
            assertThat(found.verdict()).as(name).isEqualTo(Verdict.CARRIED);
            AtSite at = found.carriedAt().orElseThrow();
            assertThat(at.site()).as("the embedding holds the token alone").isEqualTo(LinearTwin.LAST);
            assertThat(found.unpatched().divergence()).isGreaterThan(.5);
            assertThat(at.closed()).isGreaterThan(.9);
            assertThat(at.subspace().sameToken().orElse(1)).isGreaterThan(.95);
            assertThat(at.random().divergence())
                    .isGreaterThan(.5 * found.unpatched().divergence());
            assertThat(at.whole().divergence()).isCloseTo(0, within(1e-9));
            assertThat(found.elsewhere().orElseThrow().divergence())
                    .isGreaterThan(3 * at.subspace().divergence());
            assertThat(at.removed()).isGreaterThan(at.removedAtRandom());
            assertThat(at.dimensions()).isLessThan(at.directions() / 2);
        }
    }

    @Test
    void in_a_network_that_holds_other_labels_it_does_not() {
        for (String name : List.of("rule", "back")) {
            assertThat(measured(answers(PROGRAM, new LinearTwin(OTHER)), name).verdict())
                    .as(name)
                    .isEqualTo(Verdict.NOT_CARRIED);
        }
    }

    @Test
    void a_family_of_one_value_cannot_be_swapped() {
        Interpreter dull = Interpreter.of(
                ProgramParser.parse(
                        "vocab a b c d\nlabel K\nlabel A : K\nlabel B : K\ntoken a -> A\ntoken b -> A\ntoken c -> A\ntoken d"
                                + " -> A",
                        "dull"),
                "dull");
        List<LabelInterchange.Answered> answers = answers(dull, new LinearTwin(dull));
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).why()).contains("no two of its values");
    }

    @Test
    void class_means_span_their_differences() {
        Matrix held = Matrix.ofRows(
                new double[] {0, 0, 5}, new double[] {0, 0, -5}, new double[] {2, 0, 1}, new double[] {2, 0, -1});
        int[] values = {0, 0, 1, 1};
        Matrix basis = LabelSubspace.classMeans()
                .of(held, new ObservedVariable(variable("rule"), values, new int[4], true), new int[] {0, 1, 2, 3})
                .basis();
        assertThat(basis.rows()).isEqualTo(1);
        assertThat(Math.abs(basis.get(0, 0))).isCloseTo(1, within(1e-12));
    }

    /** The tokens lie along the third axis and go with the values; within a token only the first axis tells them apart. */
    @Test
    void what_goes_along_with_the_token_is_no_part_of_the_subspace() {
        Matrix held = Matrix.ofRows(
                new double[] {0, 0, 5},
                new double[] {0, 0, 5},
                new double[] {2, 0, 5},
                new double[] {0, 0, -5},
                new double[] {2, 0, -5},
                new double[] {2, 0, -5});
        int[] values = {0, 0, 1, 0, 1, 1};
        int[] tokens = {0, 0, 0, 1, 1, 1};
        Matrix basis = LabelSubspace.classMeans()
                .of(held, new ObservedVariable(variable("rule"), values, tokens, false), new int[] {0, 1, 2, 3, 4, 5})
                .basis();
        assertThat(basis.rows()).isEqualTo(1);
        assertThat(Math.abs(basis.get(0, 0))).isCloseTo(1, within(1e-12));
    }

    private static ProgramVariable variable(String name) {
        return ProgramVariable.of(PROGRAM.program()).stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static LabelInterchange measured(List<LabelInterchange.Answered> answers, String name) {
        return answers.stream()
                .filter(answer -> answer.variable().equals(name))
                .findFirst()
                .flatMap(LabelInterchange.Answered::measured)
                .orElseThrow();
    }

    private static List<LabelInterchange.Answered> answers(Interpreter program, LinearTwin network) {
        return LabelInterchange.of(
                program,
                network,
                ObservedVariable.of(program, ROWS),
                HeldActivations.of(network, ROWS, LabelReading.residualSites(network)),
                LabelSubspace.classMeans(),
                50,
                Seed.of(1),
                Progress.SILENT);
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
