package org.assay.reports.cli.answer;

import java.util.Comparator;
import java.util.List;
import org.assay.analysis.circuit.hop.SourceShare;
import org.assay.analysis.circuit.hop.TwoHopShare;
import org.assay.reports.table.Decimals;

/**
 * What {@code circuit} says of heads in a row.
 *
 * @param twoHops through which block a head reads what an earlier one wrote, the largest z first
 * @param sources who wrote what a head reads in a block; without sequences none
 */
public record HopsAnswer(List<TwoHopShare> twoHops, List<SourceShare> sources) {
    private static final int SHOWN = 12;

    /** A block that holds less of what a part reads is left out of the words. */
    private static final double SOME = 0.05;

    public HopsAnswer {
        twoHops = twoHops.stream()
                .sorted(Comparator.comparingDouble(TwoHopShare::z).reversed())
                .toList();
        sources = sources.stream()
                .sorted(Comparator.comparingDouble((SourceShare share) -> share.share() * share.weight())
                        .reversed())
                .toList();
    }

    /** The strongest of both as tables; ends with a newline, empty where there are none. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (!twoHops.isEmpty()) {
            Columns lines = new Columns();
            lines.add("writes", "reads", "through", "share", "lift", "z");
            twoHops.stream()
                    .limit(SHOWN)
                    .forEach(hop -> lines.add(
                            hop.from(),
                            hop.layer() + " " + hop.part(),
                            hop.block(),
                            Decimals.shown(hop.share(), 3),
                            Decimals.shown(hop.lift(), 3),
                            Decimals.shown(hop.z(), 3)));
            text.append("what a head takes from an earlier one, by block\n").append(lines.text());
        }
        List<SourceShare> some = sources.stream()
                .filter(share -> share.weight() >= SOME && !share.writer().equals("embedding"))
                .limit(SHOWN)
                .toList();
        if (!some.isEmpty()) {
            Columns lines = new Columns();
            lines.add("written by", "read by", "block", "share", "of all it reads");
            some.forEach(share -> lines.add(
                    share.writer(),
                    share.layer() + " " + share.part(),
                    share.block(),
                    Decimals.shown(share.share(), 3),
                    Decimals.shown(share.weight(), 3)));
            text.append("who wrote what a head reads in a block, beside the embedding\n")
                    .append(lines.text());
        }
        return text.toString();
    }
}
