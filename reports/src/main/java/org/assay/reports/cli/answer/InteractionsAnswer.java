package org.assay.reports.cli.answer;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.assay.analysis.circuit.interaction.BlockInteractions;
import org.assay.analysis.circuit.interaction.BlockTriple;
import org.assay.reports.table.Decimals;

/**
 * What {@code circuit --interactions} says.
 *
 * @param triples   of blocks that meet in a part, the largest z first
 * @param undefined what is not defined, and why
 */
public record InteractionsAnswer(List<Triple> triples, List<String> undefined) {
    private static final int SHOWN = 12;

    /**
     * @param kind       of the part
     * @param blocks     one for each axis
     * @param directions of each axis that stand out from chance
     * @param effective  (sum s^2)^2 / sum s^4 of each axis
     * @param spectra    singular values of each axis
     */
    public record Triple(
            String kind,
            int layer,
            String part,
            List<String> blocks,
            double lift,
            double z,
            List<Integer> directions,
            List<Double> effective,
            List<List<Double>> spectra) {}

    public static InteractionsAnswer of(BlockInteractions interactions, List<String> undefined) {
        List<Triple> triples = interactions.triples().stream()
                .sorted(Comparator.comparingDouble(BlockTriple::z).reversed())
                .map(triple -> new Triple(
                        triple.kind().name().toLowerCase(Locale.ROOT),
                        triple.layer(),
                        triple.part(),
                        triple.blocks(),
                        triple.lift(),
                        triple.z(),
                        triple.directions(),
                        List.of(
                                triple.effectiveDirections(0),
                                triple.effectiveDirections(1),
                                triple.effectiveDirections(2)),
                        triple.spectra()))
                .toList();
        return new InteractionsAnswer(triples, undefined);
    }

    /** The strongest as a table, then what is not defined; ends with a newline. */
    public String text() {
        Columns lines = new Columns();
        lines.add("part", "blocks", "lift", "z", "directions", "effective");
        triples.stream()
                .filter(triple -> triple.directions().stream().anyMatch(count -> count > 0))
                .limit(SHOWN)
                .forEach(triple -> lines.add(
                        triple.kind() + " " + triple.layer() + " " + triple.part(),
                        String.join(" x ", triple.blocks()),
                        Decimals.shown(triple.lift(), 3),
                        Decimals.shown(triple.z(), 3),
                        triple.directions().toString(),
                        triple.effective().stream()
                                .map(value -> Decimals.shown(value, 2))
                                .toList()
                                .toString()));
        String left = undefined.isEmpty() ? "" : "not defined: " + String.join("; ", undefined) + "\n";
        return "blocks that meet in a part, and in how many directions of each\n" + lines.text() + left;
    }
}
