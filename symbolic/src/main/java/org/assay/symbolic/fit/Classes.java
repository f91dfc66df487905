package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Unit;

/**
 * Next-token classes: the cells of a tree, each in one class, and the units that insert the label of the class. Sister cells of
 * one class are put in one unit, either by naming what they hold ({@code +A +B} beside the path) or, where that is shorter, by
 * naming what they do not ({@code -C -D}); at one offset exactly one label of each level is active, so both are exact.
 */
final class Classes {
    private final int[] classOfCell;
    private final Taxonomy taxonomy;
    private final Wording wording;
    private final List<Unit> units = new ArrayList<>();
    private final int[] unitsOfClass;

    /** The label that says that a symbol stands at an offset. */
    interface Wording {
        /** @param symbol a node of the token taxonomy, or its size for nothing there */
        String label(int offset, int symbol);
    }

    private Classes(int[] classOfCell, Taxonomy taxonomy, Wording wording) {
        this.classOfCell = classOfCell;
        this.taxonomy = taxonomy;
        this.wording = wording;
        this.unitsOfClass = new int[taxonomy.leaves()];
    }

    /**
     * @param root     of the tree of cells
     * @param taxonomy of the classes; its leaves are the classes themselves
     */
    static List<Unit> units(CellTree.Node root, int[] classOfCell, Taxonomy taxonomy, Wording wording) {
        Classes classes = new Classes(classOfCell, taxonomy, wording);
        int all = classes.uniform(root);
        if (all >= 0) {
            classes.add(all, List.of(), 0);
        } else {
            classes.visit((CellTree.Refine) root);
        }
        return classes.units;
    }

    /** The class of all cells below a node, or -1 when there are several. */
    private int uniform(CellTree.Node node) {
        if (node instanceof CellTree.Leaf leaf) {
            return classOfCell[leaf.index()];
        }
        int[] below = Arrays.stream(((CellTree.Refine) node).next())
                .mapToInt(this::uniform)
                .distinct()
                .toArray();
        return below.length == 1 ? below[0] : -1;
    }

    private void visit(CellTree.Refine refine) {
        TreeMap<Integer, List<Integer>> symbolsOfClass = new TreeMap<>();
        for (int i = 0; i < refine.symbols().length; i++) {
            int its = uniform(refine.next()[i]);
            if (its >= 0) {
                symbolsOfClass.computeIfAbsent(its, c -> new ArrayList<>()).add(refine.symbols()[i]);
            } else {
                visit((CellTree.Refine) refine.next()[i]);
            }
        }
        symbolsOfClass.forEach((its, symbols) -> addUnit(refine, its, symbols));
    }

    private void addUnit(CellTree.Refine refine, int its, List<Integer> symbols) {
        List<Atom> path = new ArrayList<>();
        for (int offset = 0; offset < refine.path().length; offset++) {
            if (refine.path()[offset] != Taxonomy.TOP && offset != refine.offset()) {
                path.add(Atom.has(wording.label(offset, refine.path()[offset])));
            }
        }
        int own = refine.path()[refine.offset()];
        int others = refine.symbols().length - symbols.size();
        if (symbols.size() <= others + (own == Taxonomy.TOP ? 0 : 1)) {
            int threshold = path.size() + 1;
            symbols.forEach(symbol -> path.add(Atom.has(wording.label(refine.offset(), symbol))));
            add(its, path, threshold);
            return;
        }
        if (own != Taxonomy.TOP) {
            path.add(Atom.has(wording.label(refine.offset(), own)));
        }
        int threshold = path.size();
        for (int symbol : refine.symbols()) {
            if (!symbols.contains(symbol)) {
                path.add(Atom.not(wording.label(refine.offset(), symbol)));
            }
        }
        add(its, path, threshold);
    }

    private void add(int its, List<Atom> when, int threshold) {
        String name = String.format(Locale.ROOT, "%s/%03d", taxonomy.name(its), ++unitsOfClass[its]);
        units.add(new Unit(name, when, threshold, List.of(taxonomy.name(its)), List.of()));
    }
}
