package org.assay.symbolic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Position;
import org.assay.symbolic.program.PositionAtom;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Selection;
import org.assay.symbolic.program.Unembedding.Output;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The interpreter against the naive one, which alone says what is right, and against itself with less memory, with the Bloom
 * pre-test, and asked a second time. A context is a program with a sequence up to one of its positions.
 */
class AgreementTest {
    private static final int LENGTH = 50;
    private static final RunOptions FORGETFUL = new RunOptions(0, false);
    private static final RunOptions FORGETFUL_BLOOM = new RunOptions(0, true);
    private static final RunOptions BLOOM = new RunOptions(RunOptions.DEFAULT.memory(), true);

    @Test
    void agrees_with_the_naive_interpreter_on_six_thousand_contexts() {
        agrees(0, 120);
    }

    @Test
    @Tag("slow")
    void agrees_with_the_naive_interpreter_on_a_million_contexts() {
        agrees(1, 1_000_000 / LENGTH);
    }

    private static void agrees(int family, int programs) {
        long several = 0;
        for (int i = 0; i < programs; i++) {
            Seed seed = Seed.of(1701).child(family).child(i);
            Program drawn = i % 5 == 4 ? RandomPrograms.sets(seed) : RandomPrograms.program(seed);
            Program program = i % 2 == 0 ? drawn : farther(drawn);
            int[][] sequences = {
                RandomPrograms.sequence(seed.child("tokens"), LENGTH - 13),
                RandomPrograms.sequence(seed.child("more"), 13)
            };
            NaiveInterpreter naive = new NaiveInterpreter(program);
            ProgramRun run = new ProgramRun(CompiledProgram.ofEverything(program), Long.MAX_VALUE);
            Matrix answers = answers(program, sequences);
            int row = 0;
            for (int[] tokens : sequences) {
                List<List<Map<String, Long>>> states = naive.states(tokens);
                run.run(tokens, tokens.length, 0);
                several += assertSameStates(run, states);
                for (int t = 0; t < tokens.length; t++) {
                    Map<String, Long> last = states.get(states.size() - 1).get(t);
                    assertThat(answers.row(row++))
                            .as("program %d, answer at %d", i, t)
                            .containsExactly(naive.law(last), within(1e-12));
                }
            }
        }
        assertThat(several).as("labels that no token brings").isGreaterThan(programs);
    }

    /** The same program with heads that look farther back. */
    private static Program farther(Program program) {
        Map<String, Set<String>> parents = new TreeMap<>();
        program.declared()
                .names()
                .forEach(label -> parents.put(label, program.declared().parents(label)));
        List<Layer> layers = program.layers().stream()
                .map(layer -> new Layer(
                        layer.heads().stream().map(AgreementTest::farther).toList(), layer.units()))
                .toList();
        Set<String> counters = new TreeSet<>(program.counters());
        counters.retainAll(parents.keySet());
        return Program.of(
                program.vocabulary(), parents, counters, program.tokenLabels(), layers, program.unembedding());
    }

    private static Head farther(Head head) {
        Selection selection = head.selection();
        List<PositionAtom> positions = selection.positions().stream()
                .map(atom -> new PositionAtom(farther(atom.position()), atom.weight()))
                .toList();
        return new Head(
                head.name(),
                new Selection(
                        selection.k(),
                        selection.threshold(),
                        selection.ties(),
                        selection.queries(),
                        selection.matches(),
                        positions),
                head.values());
    }

    private static Position farther(Position position) {
        if (position instanceof Position.Offset offset) {
            return new Position.Offset(5 * offset.distance());
        } else if (position instanceof Position.Dyadic dyadic) {
            return new Position.Dyadic(dyadic.level() + 3);
        } else if (position instanceof Position.Residue residue) {
            return new Position.Residue(4 * residue.modulus() - 1, residue.residue());
        }
        return position instanceof Position.SameBlock block ? new Position.SameBlock(block.level() + 2) : position;
    }

    private static long assertSameStates(ProgramRun run, List<List<Map<String, Long>>> states) {
        long inserted = 0;
        for (int layer = 0; layer < states.size(); layer++) {
            for (int t = 0; t < states.get(layer).size(); t++) {
                Map<String, Long> held = held(run, run.row(layer, t));
                assertThat(held)
                        .as("layer %d, position %d", layer, t)
                        .isEqualTo(states.get(layer).get(t));
                inserted += held.keySet().stream().anyMatch(label -> label.contains(":")) ? 1 : 0;
            }
        }
        return inserted;
    }

    private static Map<String, Long> held(ProgramRun run, long[] row) {
        StateLayout layout = run.program().layout();
        Map<String, Long> held = new TreeMap<>();
        layout.forEachLabel(row, label -> held.put(layout.graph().name(label), layout.amount(row, label)));
        return held;
    }

    /** The answers to every position, bit by bit the same whatever is remembered or tested first, and when asked again. */
    private static Matrix answers(Program program, int[][] sequences) {
        ContextSet contexts = ContextSet.everyPosition(sequences, 0);
        if (program.unembedding().output() == Output.SETS) {
            return SetInterpreter.of(program, "p").mayFollow(contexts).probabilities();
        }
        Interpreter interpreter = Interpreter.of(program, "p");
        Matrix laws = interpreter.next(contexts).probabilities();
        assertThat(interpreter.next(contexts).probabilities()).isEqualTo(laws);
        for (RunOptions options : List.of(FORGETFUL, BLOOM, FORGETFUL_BLOOM)) {
            assertThat(Interpreter.of(program, "p", options).next(contexts).probabilities())
                    .as(options.toString())
                    .isEqualTo(laws);
        }
        ContextSet ends = ContextSet.lastPosition(List.of(sequences));
        Matrix last = Interpreter.of(program, "p").next(ends).probabilities();
        assertThat(last.row(0)).isEqualTo(laws.row(sequences[0].length - 1));
        assertThat(last.row(1)).isEqualTo(laws.row(laws.rows() - 1));
        return laws;
    }
}
