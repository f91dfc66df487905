package org.assay.symbolic.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Unit;

/**
 * Context cells, their next-token classes, and the units that find the class of a context.
 *
 * @param dendrogram  the merging of the cells that were seen
 * @param tree        the cells
 * @param classOfCell for every cell its class
 * @param classes     the classes and their superlabels
 * @param units       exactly one of them fires on any context
 */
record Labelling(Dendrogram dendrogram, CellTree tree, int[] classOfCell, Taxonomy classes, List<Unit> units) {
    /** Classes and two levels of superlabels, at N, N/10 and N/100. */
    private static final int LEVELS = 3;

    /** Rough length of the unit that a cell needs: least price of a cell. */
    private static final double CELL_NATS = 25;

    /** Grows the cells, merges them into classes and adds a step for each to {@code steps}. */
    static Labelling of(
            Evidence evidence, Vocabulary vocabulary, Taxonomy tokens, ProgramDraft draft, List<FitReport.Step> steps) {
        FitOptions options = evidence.options();
        CellTree tree = CellTree.of(evidence.fit(), tokens, options.observations(), CELL_NATS, options.mostCells());
        int cells = tree.leaves().size();
        double share = evidence.bestShare("classes", tree::cells, cells, steps);
        int[] seen = tree.leaves().stream()
                .filter(leaf -> leaf.weight() > 0)
                .mapToInt(CellTree.Leaf::index)
                .toArray();
        Items items = evidence.items(tree::cells, cells).select(seen);
        Dendrogram dendrogram = Merging.of(items, share);
        int count = evidence.bestClusters(dendrogram, 0);
        int[] classOfSeen = dendrogram.cut(count);
        Items classes = items.grouped(classOfSeen, count);
        int[] classOfCell = classOfCell(tree, seen, classOfSeen, classes);
        int[] firstCell = new int[count];
        for (int i = seen.length - 1; i >= 0; i--) {
            firstCell[classOfSeen[i]] = i;
        }
        List<int[]> coarser = evidence.cuts(dendrogram, firstCell, LEVELS).subList(1, LEVELS);
        Taxonomy taxonomy = taxonomy(classes, coarser, vocabulary, draft.taken());
        int[] own = IntStream.range(0, cells).toArray();
        double[][] cellLaws = tree.leaves().stream().map(CellTree.Leaf::law).toArray(double[][]::new);
        steps.add(new FitReport.Step(
                "context cells",
                cells,
                loss(tree, evidence.fit(), own, cellLaws),
                loss(tree, evidence.heldOut(), own, cellLaws),
                0,
                String.format(Locale.ROOT, "parts are cells, each priced at %.1f nats", tree.price())));
        steps.add(new FitReport.Step(
                "classes",
                count,
                loss(tree, evidence.fit(), classOfCell, classes.laws()),
                loss(tree, evidence.heldOut(), classOfCell, classes.laws()),
                0,
                "parts are classes"));
        return new Labelling(
                dendrogram,
                tree,
                classOfCell,
                taxonomy,
                Classes.units(tree.root(), classOfCell, taxonomy, draft::label));
    }

    /** The class of every window. */
    int[] classes(Windows windows) {
        return Arrays.stream(tree.cells(windows)).map(cell -> classOfCell[cell]).toArray();
    }

    /** Cells that were never seen join the class that codes the law they branched off from best. */
    private static int[] classOfCell(CellTree tree, int[] seen, int[] classOfSeen, Items classes) {
        int[] classOfCell = new int[tree.leaves().size()];
        Arrays.fill(classOfCell, -1);
        for (int i = 0; i < seen.length; i++) {
            classOfCell[seen[i]] = classOfSeen[i];
        }
        for (CellTree.Leaf leaf : tree.leaves()) {
            if (classOfCell[leaf.index()] < 0) {
                classOfCell[leaf.index()] = nearest(leaf.law(), classes.laws());
            }
        }
        return classOfCell;
    }

    private static int nearest(double[] law, double[][] classes) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < classes.length; c++) {
            double nats = Information.crossEntropy(law, Information.smoothed(classes[c]));
            if (nats < least) {
                least = nats;
                nearest = c;
            }
        }
        return nearest;
    }

    private static double loss(CellTree tree, Windows windows, int[] groupOfCell, double[][] laws) {
        int[] cells = tree.cells(windows);
        double[][] predicted = new double[cells.length][];
        Arrays.setAll(predicted, w -> Information.smoothed(laws[groupOfCell[cells[w]]]));
        return windows.loss(predicted);
    }

    /** Classes are numbered by falling weight and carry the token that they make likeliest. */
    static Taxonomy taxonomy(Items classes, List<int[]> coarser, Vocabulary vocabulary, Set<String> taken) {
        int[] byWeight = IntStream.range(0, classes.size())
                .boxed()
                .sorted((a, b) -> Double.compare(classes.weights()[b], classes.weights()[a]))
                .mapToInt(c -> c)
                .toArray();
        int digits = Integer.toString(classes.size()).length();
        String[] names = new String[classes.size()];
        Set<String> used = new TreeSet<>(taken);
        for (int rank = 0; rank < byWeight.length; rank++) {
            String number = String.format(Locale.ROOT, "%0" + digits + "d", rank + 1);
            String likeliest = vocabulary.token(Items.largest(classes.laws()[byWeight[rank]]));
            names[byWeight[rank]] = Taxonomy.unused("C" + number + "." + likeliest, used);
        }
        return Taxonomy.of(
                List.of(names),
                coarser,
                used,
                (level, members) -> "K" + level + "." + names[Items.heaviest(members, classes.weights())]);
    }
}
