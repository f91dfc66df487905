package org.assay.reports.cli.answer;

import java.util.List;
import java.util.Locale;
import org.assay.reports.cli.answer.PreimageAnswer.Context;
import org.assay.reports.cli.answer.PreimageAnswer.Shared;

/** A preimage for people. */
public final class PreimageText {
    /** The last tokens of a context that are shown. */
    private static final int TOKENS = 12;

    private PreimageText() {}

    public static String of(PreimageAnswer answer) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "block %d (%d directions) of %s at %s, after: %s\n%d of %d contexts are near\n",
                answer.block(),
                answer.size(),
                answer.method(),
                answer.site(),
                last(answer.context()),
                answer.near(),
                answer.searched()));
        if (answer.near() == 0) {
            return text.toString();
        }
        text.append("\nwhat they share: share of them, of all contexts, and the one over the other\n");
        Columns shared = new Columns().add("  factor", "value", "count", "share", "base", "lift");
        for (Shared each : answer.shared()) {
            shared.add(
                    "  " + each.factor(),
                    each.value(),
                    Integer.toString(each.count()),
                    String.format(Locale.ROOT, "%.1f%%", 100 * each.share()),
                    String.format(Locale.ROOT, "%.1f%%", 100 * each.base()),
                    String.format(Locale.ROOT, "%.2f", each.lift()));
        }
        text.append(shared.text()).append("\nthe nearest\n");
        Columns nearest = new Columns().add("  cosine", "distance", "context");
        for (Context each : answer.contexts()) {
            nearest.add(
                    String.format(Locale.ROOT, "  %.3f", each.cosine()),
                    String.format(Locale.ROOT, "%.3f", each.distance()),
                    last(each.tokens()));
        }
        return text.append(nearest.text()).toString();
    }

    private static String last(List<String> tokens) {
        int from = Math.max(0, tokens.size() - TOKENS);
        return (from > 0 ? "... " : "") + String.join(" ", tokens.subList(from, tokens.size()));
    }
}
