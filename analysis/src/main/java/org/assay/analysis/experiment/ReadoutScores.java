package org.assay.analysis.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import org.assay.analysis.control.ShuffledTargets;
import org.assay.analysis.probe.Readout;
import org.assay.analysis.probe.ReadoutDesign;
import org.assay.analysis.probe.ReadoutRows;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/** What can be read out linearly: every target from every set of features, on contexts that share no beginning with the fit. */
final class ReadoutScores {
    private static final String FORMULA =
            "R2 on held-out subtrees of a linear read-out of the target, all its columns together:"
                    + " 1 - weighted residual variance / weighted variance";

    private final MeasuredContexts contexts;
    private final ReadoutRows rows;
    private final ScoreSheet sheet;

    ReadoutScores(MeasuredContexts contexts, int splitDepth, Seed seed, ScoreSheet sheet) {
        this.contexts = contexts;
        this.rows = ReadoutRows.of(contexts.all(), contexts.split(), splitDepth, seed);
        this.sheet = sheet;
    }

    /**
     * @param features one row per row of all contexts
     * @return the read-outs by target
     */
    Map<String, Readout> add(String method, String control, String site, Matrix features) {
        ReadoutDesign design = ReadoutDesign.of(rows, features);
        Map<String, Readout> readouts = new LinkedHashMap<>();
        contexts.targets().forEach((target, truth) -> {
            Readout readout = design.read(truth);
            readouts.put(target, readout);
            add(method, control, site, target, readout);
        });
        return readouts;
    }

    /** The same features, with the rows of every target in random order. */
    void addShuffled(String method, String site, Matrix features, Seed seed) {
        ReadoutDesign design = ReadoutDesign.of(rows, features);
        contexts.targets().forEach((target, truth) -> {
            Matrix shuffled = ShuffledTargets.of(truth, seed.child(target));
            add(method, "shuffled-targets", site, target, design.read(shuffled));
        });
    }

    private void add(String method, String control, String site, String target, Readout readout) {
        sheet.add(
                method,
                control,
                site,
                target,
                "r2",
                readout.r2(),
                "share",
                FORMULA,
                Map.of("readout", readout.statement()));
    }
}
