package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.analysis.subspace.folder.StoredPartition;
import org.assay.analysis.subspace.preimage.Preimages;
import org.assay.analysis.subspace.score.KnownSite;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;

/**
 * What {@code partition preimage --json} prints.
 *
 * @param context  that was asked about
 * @param norm     of its activation within the block
 * @param searched contexts that were looked through
 * @param near     how many of them are near
 * @param shared   the most frequent value of each factor among them, the most peculiar first
 * @param contexts some of them, the nearest first
 */
public record PreimageAnswer(
        String method,
        String site,
        int block,
        int size,
        List<String> context,
        double norm,
        int searched,
        int near,
        List<Shared> shared,
        List<Context> contexts) {

    /** A value, how many near contexts have it, its share of them and of all contexts, and the one over the other. */
    public record Shared(String factor, String value, int count, double share, double base, double lift) {}

    /** One near context. */
    public record Context(List<String> tokens, double cosine, double distance) {}

    /** @param show contexts at most */
    public static PreimageAnswer of(
            StoredPartition.Card card,
            int block,
            int[] asked,
            Preimages.Preimage found,
            int show,
            GeneratingProcess process,
            ContextSet contexts) {
        Map<String, List<String>> names = KnownSite.valueNames(process, contexts);
        List<Shared> shared = new ArrayList<>();
        for (Preimages.Shared each : found.shared()) {
            shared.add(new Shared(
                    each.factor(),
                    names.get(each.factor()).get(each.value()),
                    each.count(),
                    each.share(),
                    each.base(),
                    each.lift()));
        }
        List<Context> shown = new ArrayList<>();
        for (Preimages.Near near :
                found.near().subList(0, Math.min(show, found.near().size()))) {
            shown.add(new Context(tokens(process, contexts.context(near.row())), near.cosine(), near.distance()));
        }
        return new PreimageAnswer(
                card.method(),
                card.site(),
                block,
                card.sizes().get(block),
                tokens(process, asked),
                found.norm(),
                contexts.rows(),
                found.near().size(),
                shared,
                shown);
    }

    private static List<String> tokens(GeneratingProcess process, int... ids) {
        List<String> tokens = new ArrayList<>();
        for (int id : ids) {
            tokens.add(process.vocabulary().token(id));
        }
        return tokens;
    }
}
