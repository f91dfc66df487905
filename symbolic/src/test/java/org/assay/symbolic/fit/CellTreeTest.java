package org.assay.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unit;
import org.assay.symbolic.run.Interpreter;
import org.junit.jupiter.api.Test;

class CellTreeTest {
    private static Taxonomy flat(List<String> tokens) {
        return Taxonomy.of(tokens, List.of(), Set.of(), (level, members) -> "unused");
    }

    private static Taxonomy categories() {
        return Taxonomy.of(
                PlantedContexts.CATEGORIES.vocabulary().tokens(),
                List.of(new int[] {0, 0, 0, 1, 1, 1}),
                Set.of(),
                (level, members) -> members[0] == 0 ? "As" : "Bs");
    }

    /** N x information lost in the cells. */
    private static double lost(CellTree tree, Windows windows) {
        int[] cells = tree.cells(windows);
        double[][] laws = new double[cells.length][];
        Arrays.setAll(laws, w -> tree.leaves().get(cells[w]).law());
        return windows.loss(laws);
    }

    @Test
    void a_condition_of_which_no_part_helps_alone_is_found() {
        PlantedContexts xor = PlantedContexts.of(PlantedContexts.XOR, Seed.of(1), 200, 10);
        Windows windows = xor.windows(3);
        CellTree tree = CellTree.of(windows, flat(List.of("0", "1")), 1e5, 25, 100);
        assertThat(lost(tree, windows)).isLessThan(1e-12);
        assertThat(tree.leaves()).hasSizeLessThanOrEqualTo(6);
        assertThat(Evaluation.tableLoss(windows, windows, 1)).isGreaterThan(0.3);
    }

    @Test
    void superlabels_make_small_trees() {
        Windows windows = PlantedContexts.of(PlantedContexts.CATEGORIES, Seed.of(2), 200, 10)
                .windows(2);
        CellTree plain = CellTree.of(
                windows, flat(PlantedContexts.CATEGORIES.vocabulary().tokens()), 1e5, 25, 500);
        CellTree tree = CellTree.of(windows, categories(), 1e5, 25, 500);
        assertThat(lost(plain, windows)).isLessThan(1e-12);
        assertThat(lost(tree, windows)).isLessThan(1e-12);
        assertThat(tree.leaves().size())
                .isLessThanOrEqualTo(6)
                .isLessThan(plain.leaves().size() / 4);
    }

    @Test
    void nothing_to_tell_apart_is_one_cell_and_a_limit_on_cells_is_kept() {
        PlantedContexts planted = PlantedContexts.of(PlantedContexts.CATEGORIES, Seed.of(3), 200, 10);
        Windows windows = planted.windows(3);
        assertThat(CellTree.of(windows, categories(), 1e-3, 25, 500).leaves()).hasSize(1);
        Taxonomy flat = flat(PlantedContexts.CATEGORIES.vocabulary().tokens());
        CellTree few = CellTree.of(windows, flat, 1e6, 25, 10);
        assertThat(few.leaves().size()).isBetween(2, 10);
        assertThat(few.price()).isGreaterThan(25);
    }

    @Test
    void the_tree_is_no_worse_than_any_of_many_random_trees() {
        PlantedContexts planted = PlantedContexts.of(PlantedContexts.CATEGORIES, Seed.of(4), 40, 8);
        Windows windows = planted.windows(2);
        double n = 2000;
        CellTree best = CellTree.of(windows, flat(planted.program().vocabulary().tokens()), n, 25, 500);
        double bestCost = n * lost(best, windows) + 25 * seen(best) + Math.log(3) * choices(best.root());
        double whole = n * Evaluation.tableLoss(windows, windows, 0) + 25;
        double byToken = n * Evaluation.tableLoss(windows, windows, 1) + 6 * 25 + Math.log(3);
        assertThat(bestCost).isLessThanOrEqualTo(Math.min(whole, byToken) + 1e-6);
    }

    private static long seen(CellTree tree) {
        return tree.leaves().stream().filter(leaf -> leaf.weight() > 0).count();
    }

    /** A lower bound on the choices made: one for each question. */
    private static int choices(CellTree.Node node) {
        if (node instanceof CellTree.Refine refine) {
            return 1
                    + Arrays.stream(refine.next())
                            .distinct()
                            .mapToInt(CellTreeTest::choices)
                            .sum();
        }
        return 0;
    }

    @Test
    void units_insert_the_class_of_the_cell_and_no_other_on_any_context() {
        PlantedContexts planted = PlantedContexts.of(PlantedContexts.CATEGORIES, Seed.of(5), 25, 6);
        Windows windows = planted.windows(3);
        CellTree tree = CellTree.of(windows, categories(), 1e6, 0.01, 500);
        ProgramDraft draft = new ProgramDraft(planted.program().vocabulary(), categories(), 3);
        Draws draws = Seed.of(6).draws();
        for (int classes : new int[] {1, 2, 5}) {
            int[] classOfCell = tree.leaves().stream()
                    .mapToInt(leaf -> draws.nextInt(classes))
                    .toArray();
            List<String> names =
                    IntStream.range(0, classes).mapToObj(c -> "class" + c).toList();
            Taxonomy taxonomy = Taxonomy.of(names, List.of(), Set.of(), (level, members) -> "unused");
            List<Unit> units = Classes.units(tree.root(), classOfCell, taxonomy, draft::label);
            Program program = draft.program(taxonomy, units, Unembedding.uniform());
            assertThat(tree.leaves().size()).isGreaterThan(5);
            assertThat(allContexts(program, tree, classOfCell)).isEqualTo(6 + 36 + 216);
        }
    }

    private static int allContexts(Program program, CellTree tree, int[] classOfCell) {
        List<int[]> words = new ArrayList<>();
        for (int length = 1; length <= 3; length++) {
            for (int code = 0; code < Math.pow(6, length); code++) {
                int[] word = new int[length];
                for (int t = 0, rest = code; t < length; t++, rest /= 6) {
                    word[t] = rest % 6;
                }
                words.add(word);
            }
        }
        PlantedContexts all = PlantedContexts.of(
                PlantedContexts.CATEGORIES, org.assay.datasets.sequence.ContextSet.lastPosition(words));
        Windows windows = all.windows(3);
        int[] cells = tree.cells(windows);
        Interpreter interpreter = Interpreter.of(program, "p");
        for (int w = 0; w < words.size(); w++) {
            assertThat(
                            interpreter
                                    .trace(words.get(w))
                                    .at(program.layers().size(), words.get(w).length - 1)
                                    .explicit()
                                    .stream()
                                    .filter(label -> label.startsWith("class")))
                    .containsExactly("class" + classOfCell[cells[w]]);
        }
        return words.size();
    }

    @Test
    void windows_lose_what_their_rows_lose() {
        PlantedContexts planted = PlantedContexts.of(PlantedContexts.CATEGORIES, Seed.of(7), 20, 6);
        Windows windows = planted.windows(1);
        double[][] unigram = new double[windows.size()][];
        Arrays.fill(unigram, MergingTest.randomLaw(Seed.of(8).draws(), 6));
        double wanted = 0;
        for (int row = 0; row < planted.contexts().rows(); row++) {
            double[] law = planted.table().probabilities().row(row);
            wanted += planted.contexts().weight(row)
                    * (Information.crossEntropy(law, unigram[0]) - Information.entropy(law));
        }
        assertThat(windows.loss(unigram)).isCloseTo(wanted, within(1e-12));
    }
}
