package org.assay.reports.figure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.assay.analysis.belief.causal.BeliefEdit;
import org.assay.analysis.belief.causal.SiteEdits;
import org.assay.datasets.model.Site;

/** What edits of a belief bring about, site by site: one row for each site, one column for each edit. */
public final class EditFigure {
    private EditFigure() {}

    public static Figure of(String id, List<SiteEdits> sites) {
        List<String> edits =
                Arrays.stream(BeliefEdit.values()).map(BeliefEdit::title).toList();
        BlockTable success = new BlockTable(
                "success",
                sites.stream().map(site -> brief(site.site())).toList(),
                edits,
                sites.stream()
                        .map(site -> site.edits().stream()
                                .map(edit -> edit.success().value())
                                .toList())
                        .toList(),
                List.of());
        return BlockMatrixFigure.of(id, "What edits of the belief bring about", "success", success, caption(sites));
    }

    /** {@code block 0, post} for {@code blocks.0.hook_resid_post}: names of sites are too long for the side of a table. */
    private static String brief(Site site) {
        return site.name().replaceFirst("^blocks\\.(\\d+)\\.hook_resid_", "block $1, ");
    }

    private static String caption(List<SiteEdits> sites) {
        SiteEdits best = sites.stream()
                .max(Comparator.comparingDouble(
                        site -> site.of(BeliefEdit.ENCODER_SWAP).aboveRandom().value()))
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "1 = the network answers as after the other context, 0 = as before. At %s the encoder's %d dimensions exchanged bring about"
                        + " %.3f, all the others %.3f, a random edit of the same size at most %.3f; moving along the probe %.3f.",
                best.site(),
                best.dimensions(),
                best.of(BeliefEdit.ENCODER_SWAP).success().value(),
                best.of(BeliefEdit.COMPLEMENT_SWAP).success().value(),
                best.of(BeliefEdit.ENCODER_SWAP).success().value()
                        - best.of(BeliefEdit.ENCODER_SWAP).aboveRandom().value(),
                best.of(BeliefEdit.PROBE_EDIT).success().value());
    }
}
