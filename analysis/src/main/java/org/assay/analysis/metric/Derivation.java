package org.assay.analysis.metric;

import java.util.Map;
import java.util.TreeMap;

/**
 * Why a score is what it is.
 *
 * @param formula  in words, with the source of the definition
 * @param interval how low and high were obtained, in words
 * @param inputs   named inputs: ids of context sets, weights, options, seeds, and the values over seeds
 */
public record Derivation(String formula, String interval, Map<String, String> inputs) {
    public Derivation {
        inputs = java.util.Collections.unmodifiableMap(new TreeMap<>(inputs));
    }
}
