package org.assay.analysis.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.analysis.experiment.Measurement.Value;

/** The scores of one replicate as they are measured, each with the inputs that all of them share. */
final class ScoreSheet {
    private final Map<String, String> shared;
    private final List<Value> values = new ArrayList<>();

    /** @param shared ids that every score of the replicate rests on: context sets, weights, seed */
    ScoreSheet(Map<String, String> shared) {
        this.shared = shared;
    }

    void add(
            Candidate of,
            String target,
            String score,
            double value,
            String unit,
            String formula,
            Map<String, String> inputs) {
        add(of.method(), of.control(), of.site(), target, score, value, unit, formula, inputs);
    }

    void add(
            String method,
            String control,
            String site,
            String target,
            String score,
            double value,
            String unit,
            String formula,
            Map<String, String> inputs) {
        Map<String, String> all = new TreeMap<>(shared);
        all.putAll(inputs);
        values.add(new Value(method, control, site, target, score, value, unit, formula, all));
    }

    List<Value> values() {
        return List.copyOf(values);
    }
}
