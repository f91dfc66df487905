package org.assay.analysis.belief.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assay.analysis.belief.FeatureGuard;
import org.assay.analysis.belief.ProbeResult;

/**
 * Everything that was read out of one network.
 *
 * @param network      name
 * @param excess       mean KL(truth || network) on the rows, nats per token
 * @param gate         the most that it may be for the table to say anything about the geometry of a trained network
 * @param protocol     how rows were split and weighted, in words
 * @param entries      sites first, then controls
 * @param diagnosticity of the process; empty where it has no one belief
 * @param absent       targets that the process does not have, with the reason
 */
public record BeliefTable(
        String network,
        double excess,
        double gate,
        String protocol,
        List<Entry> entries,
        Optional<Diagnosticity> diagnosticity,
        Map<String, String> absent) {
    public BeliefTable {
        entries = List.copyOf(entries);
    }

    /**
     * One set of features.
     *
     * @param features name
     * @param control  which control it is, empty for a site of the network
     * @param results  one for each target that was read; none when the guard refused
     * @param guard    what it says of these features
     */
    public record Entry(String features, String control, List<ProbeResult> results, FeatureGuard guard) {
        public Entry {
            results = List.copyOf(results);
        }

        /** What was read of a target. */
        public Optional<ProbeResult> of(String target) {
            return results.stream()
                    .filter(result -> result.target().name().equals(target))
                    .findFirst();
        }
    }

    /** Whether the network predicts nearly as well as the process allows. */
    public boolean isTrained() {
        return excess <= gate;
    }

    /** The best R2 of a target among the sites, or among controls. */
    public OptionalDouble best(String target, boolean controls) {
        return entries.stream()
                .filter(entry -> controls != entry.control().isEmpty())
                .flatMap(entry -> entry.of(target).stream())
                .mapToDouble(result -> result.r2().value())
                .max();
    }
}
