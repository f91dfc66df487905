package org.assay.analysis.circuit.block;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.analysis.metric.Assignment;
import org.assay.datasets.matrix.Matrix;

/**
 * Which found block stands for which true variable, site by site: the one-to-one assignment with the largest sum of containment in
 * excess of chance, {@code |U V'|^2 / k - d/D} for a block U of d dimensions and a variable V of k.
 *
 * @param variables for each site of the truth, variable to found block; a variable that no block holds better than chance has none
 */
public record CircuitMatch(SortedMap<String, Map<String, String>> variables) {
    public CircuitMatch {
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    }

    /** Matches at all sites that both know. */
    public static CircuitMatch of(SiteBlocks found, KnownCircuit known) {
        TreeMap<String, Map<String, String>> variables = new TreeMap<>();
        known.blocks().forEach((site, truth) -> found.at(site).ifPresent(its -> variables.put(site, at(its, truth))));
        return new CircuitMatch(variables);
    }

    private static Map<String, String> at(List<NamedBlock> found, List<NamedBlock> truth) {
        double[][] excess = new double[truth.size()][found.size()];
        for (int v = 0; v < excess.length; v++) {
            for (int b = 0; b < found.size(); b++) {
                Matrix variable = truth.get(v).subspace().basis();
                Matrix block = found.get(b).subspace().basis();
                double contained = 0;
                for (double cosine : variable.times(block.transpose()).values()) {
                    contained += cosine * cosine / variable.rows();
                }
                excess[v][b] = contained - (double) block.rows() / block.columns();
            }
        }
        int[] columns = Assignment.greatest(excess);
        TreeMap<String, String> match = new TreeMap<>();
        for (int v = 0; v < columns.length; v++) {
            if (columns[v] != Assignment.NONE) {
                match.put(truth.get(v).variable(), found.get(columns[v]).variable());
            }
        }
        return match;
    }

    /** The same blocks by the names of the variables that they stand for; the others say that they stand for none. */
    public SiteBlocks named(SiteBlocks found) {
        TreeMap<String, List<NamedBlock>> named = new TreeMap<>();
        found.blocks().forEach((site, its) -> {
            Map<String, String> match = SiteBlocks.under(variables, site);
            named.put(
                    site,
                    its.stream()
                            .map(block -> match == null
                                    ? block
                                    : new NamedBlock(name(match, block.variable()), block.subspace()))
                            .toList());
        });
        return new SiteBlocks(named);
    }

    private static String name(Map<String, String> match, String block) {
        return match.entrySet().stream()
                .filter(pair -> pair.getValue().equals(block))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("block " + block);
    }

    /** The found block that stands for a side of a true edge; a side that is not cut stands for itself. */
    Optional<String> found(String side, String variable) {
        Map<String, String> match = SiteBlocks.under(variables, side);
        return match == null
                ? Optional.of(variable).filter(name -> !side.contains("hook_"))
                : Optional.ofNullable(match.get(variable));
    }
}
