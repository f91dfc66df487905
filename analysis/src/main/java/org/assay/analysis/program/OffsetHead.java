package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Position;
import org.assay.symbolic.program.PositionAtom;
import org.assay.symbolic.program.Program;

/**
 * Which head of a network looks where a head of a program looks: for an offset that the program's head scores, the network's head
 * whose mean attention to the key that many tokens back is largest.
 *
 * @param head      of the program
 * @param offset    how far back, in tokens
 * @param site      of the network's pattern
 * @param index     of the network's head
 * @param attention its mean attention at that offset, over positions that have one
 * @param second    the largest of the other heads
 */
public record OffsetHead(String head, int offset, Site site, int index, double attention, double second) {
    private static final Pattern PATTERN = Pattern.compile("blocks\\.\\d+\\.attn\\.hook_pattern");

    /** One for each offset that a head of {@code program} scores and that occurs in {@code contexts}. */
    public static List<OffsetHead> of(Program program, InstrumentedModel network, ContextSet contexts) {
        List<Site> sites = network.sites().stream()
                .filter(site -> PATTERN.matcher(site.name()).matches())
                .toList();
        List<Matrix> patterns = sites.stream()
                .map(site -> network.record(contexts, site).values())
                .toList();
        List<OffsetHead> placed = new ArrayList<>();
        for (Layer layer : program.layers()) {
            for (Head head : layer.heads()) {
                for (PositionAtom atom : head.selection().positions()) {
                    boolean usable = atom.weight() > 0 && !sites.isEmpty();
                    if (usable && atom.position() instanceof Position.Offset offset) {
                        placed.add(of(head.name(), offset.distance(), sites, patterns, contexts));
                    }
                }
            }
        }
        return placed;
    }

    private static OffsetHead of(
            String name, int offset, List<Site> sites, List<Matrix> patterns, ContextSet contexts) {
        OffsetHead best =
                new OffsetHead(name, offset, sites.get(0), 0, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
        for (int s = 0; s < sites.size(); s++) {
            int keys = contexts.longest();
            for (int index = 0; index < patterns.get(s).columns() / keys; index++) {
                double mean = mean(patterns.get(s), index * keys, offset, contexts);
                best = mean > best.attention()
                        ? new OffsetHead(name, offset, sites.get(s), index, mean, best.attention())
                        : new OffsetHead(
                                name,
                                offset,
                                best.site(),
                                best.index(),
                                best.attention(),
                                Math.max(best.second(), mean));
            }
        }
        return best;
    }

    private static double mean(Matrix pattern, int first, int offset, ContextSet contexts) {
        double sum = 0;
        double weight = 0;
        for (int row = 0; row < contexts.rows(); row++) {
            int key = contexts.rowPosition(row) - offset;
            if (key >= 0) {
                sum += contexts.weight(row) * pattern.get(row, first + key);
                weight += contexts.weight(row);
            }
        }
        return weight > 0 ? sum / weight : 0;
    }
}
