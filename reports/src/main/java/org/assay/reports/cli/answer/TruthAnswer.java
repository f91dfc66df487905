package org.assay.reports.cli.answer;

import java.util.Set;
import java.util.TreeSet;
import org.assay.analysis.circuit.block.BlockEdge;
import org.assay.analysis.circuit.block.EdgeRecovery;
import org.assay.reports.table.Decimals;

/**
 * A circuit that was read, held against the one that is there.
 *
 * @param area      under the curve of the lifts over all cells
 * @param precision averaged over recall
 * @param cells     that the network's parts have
 * @param edges     that are there
 * @param found     of these
 * @param wrong     found that are not there
 * @param unmatched true variables that no block stands for
 */
public record TruthAnswer(double area, double precision, int cells, int edges, int found, int wrong, int unmatched) {

    public static TruthAnswer of(EdgeRecovery recovery, Set<BlockEdge> known, Set<BlockEdge> kept) {
        Set<BlockEdge> right = new TreeSet<>(kept);
        right.retainAll(known);
        return new TruthAnswer(
                recovery.area(),
                recovery.precision(),
                recovery.cells(),
                known.size(),
                right.size(),
                kept.size() - right.size(),
                recovery.unmatched());
    }

    /** The same in words; ends with a newline. */
    public String text() {
        return "against the truth: " + found + " of " + edges + " true edges found, " + wrong
                + " found that are not there; "
                + "lifts over " + cells + " cells have AUROC " + Decimals.shown(area, 4) + ", average precision "
                + Decimals.shown(precision, 4) + "; " + unmatched + " variables have no block\n";
    }
}
