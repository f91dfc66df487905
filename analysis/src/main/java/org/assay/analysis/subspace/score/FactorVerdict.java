package org.assay.analysis.subspace.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where one factor is, in words.
 *
 * @param factor   its name
 * @param kind     what is found
 * @param block    the block that holds most of it beyond chance, -1 where it leaves no trace
 * @param sentence the same for a reader, with its numbers
 */
public record FactorVerdict(String factor, Kind kind, int block, String sentence) {
    /** A block must hold this much of a factor, corrected for chance, to be called its subspace. */
    public static final double HELD = 0.5;

    /** A block of more than this share of the directions that were cut parts nothing off: it holds most of whatever lies at the site. */
    public static final double WIDEST = 0.5;

    /** What can be said of a factor and a partition. */
    public enum Kind {
        /** One block of at most half of the directions holds at least half of it, and more than random blocks do. */
        IN_A_BLOCK,
        /** It is at the site, but in no block of the partition. */
        IN_NO_BLOCK,
        /** The network does not hold it at this site. */
        NOT_AT_THIS_SITE
    }

    /**
     * Every factor in the order of the trace; the captures are of those that left one.
     *
     * @param choice  on the rows that labels may be used on
     * @param capture on the rows that are reported
     */
    public static List<FactorVerdict> of(
            FactorTrace trace, CaptureMatrix choice, CaptureMatrix capture, RandomFloor floor) {
        List<FactorVerdict> verdicts = new ArrayList<>();
        for (int k = 0; k < trace.names().size(); k++) {
            String name = trace.names().get(k);
            int column = capture.factors().indexOf(name);
            verdicts.add(
                    column < 0
                            ? absent(name, trace.share()[k], trace.chance()[k])
                            : present(name, column, choice.blockAboveChance(column), capture, floor));
        }
        return verdicts;
    }

    private static FactorVerdict absent(String name, double share, double chance) {
        return new FactorVerdict(
                name,
                Kind.NOT_AT_THIS_SITE,
                -1,
                String.format(
                        Locale.ROOT,
                        "%s is not at this site: it adds %.2f %% of the variance, shuffled over the rows %.2f %%",
                        name,
                        100 * share,
                        100 * chance));
    }

    private static FactorVerdict present(String name, int column, int block, CaptureMatrix capture, RandomFloor floor) {
        double corrected = capture.corrected(block, column);
        boolean wide = capture.chance()[block]
                > WIDEST * Arrays.stream(capture.chance()).sum();
        boolean held = !wide
                && corrected >= HELD
                && corrected > floor.capture().get(column).high();
        String numbers = String.format(
                Locale.ROOT,
                "%.0f %% of it, %.0f %% of the directions, %.2f corrected for chance",
                100 * capture.share()[block][column],
                100 * capture.chance()[block],
                corrected);
        return new FactorVerdict(
                name,
                held ? Kind.IN_A_BLOCK : Kind.IN_NO_BLOCK,
                block,
                held
                        ? name + " is in block " + block + ": " + numbers
                        : name + " is in no block: the most lies in block " + block + ", " + numbers
                                + (wide ? "; a block of more than half of the site parts nothing off" : ""));
    }
}
