package org.assay.analysis.subspace.score;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.assay.analysis.subspace.Partition;

/**
 * What a partition that was told the factors says of one that was not, and of the factors themselves.
 *
 * @param ceiling   its name
 * @param sizes     of its blocks
 * @param sameSizes whether they are those of the partition that is scored
 * @param oneToOne  its one-to-one score
 * @param ofCeiling one-to-one score of the partition over that; empty where the ceiling has none
 * @param held      whether the ceiling holds the factors
 * @param sentence  the same for a reader, with its numbers
 */
public record CeilingVerdict(
        String ceiling,
        List<Integer> sizes,
        boolean sameSizes,
        double oneToOne,
        OptionalDouble ofCeiling,
        boolean held,
        String sentence) {
    /** A ceiling with a lower one-to-one score does not hold the factors. */
    public static final double HELD = 0.8;

    static CeilingVerdict of(String name, Partition ceiling, Recovery recovered, Partition own, Recovery found) {
        double score = recovered.oneToOne();
        boolean same = ceiling.sizes().equals(own.sizes());
        OptionalDouble share = score > 0 ? OptionalDouble.of(found.oneToOne() / score) : OptionalDouble.empty();
        boolean held = score >= HELD;
        return new CeilingVerdict(
                name,
                ceiling.sizes(),
                same,
                score,
                share,
                held,
                sentence(name, ceiling.sizes(), same, score, share, held, found.oneToOne()));
    }

    private static String sentence(
            String name,
            List<Integer> sizes,
            boolean same,
            double score,
            OptionalDouble share,
            boolean held,
            double found) {
        String listed = sizes.stream().map(Object::toString).collect(Collectors.joining(", "));
        String blocks = same ? "blocks of these sizes" : "blocks of other sizes (" + listed + ")";
        String told = String.format(
                Locale.ROOT,
                "%s, told the factors, matches %.2f of them one to one with %s%s",
                name,
                score,
                blocks,
                share.isPresent()
                        ? String.format(
                                Locale.ROOT, "; the partition has %.2f, %.2f of that", found, share.getAsDouble())
                        : "");
        return told + (held ? "" : ": " + unheld(same));
    }

    private static String unheld(boolean same) {
        return same
                ? "no orthogonal blocks of these sizes hold these factors"
                : "no orthogonal partition that was tried holds these factors, whatever its sizes";
    }
}
