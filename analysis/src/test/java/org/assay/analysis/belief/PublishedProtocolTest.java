package org.assay.analysis.belief;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.belief.BeliefRows.Weighting;
import org.assay.analysis.belief.FeatureGuard.Verdict;
import org.assay.datasets.corpus.Enumeration;
import org.assay.datasets.language.Languages;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An untrained network of the architecture that was published for RRXOR (4 layers, width 128, 4 heads), read by the published protocol:
 * twelve sites side by side, 1,536 features on 1,046 prefixes, scored on the rows fitted on.
 */
@Tag("slow")
class PublishedProtocolTest {
    private static final GeneratingProcess RRXOR = Languages.open("rrxor");
    private static final BeliefRows ROWS = BeliefRows.of(Enumeration.of(RRXOR, 10));

    @Test
    void an_untrained_network_passes_in_sample_and_is_found_out() {
        double deviation = .8 / Math.sqrt(128);
        TransformerConfig config = TransformerConfig.standard(4, 128, 4, 10, 2, TransformerConfig.ActFn.RELU)
                .with(new Initialisation(deviation, deviation, false, false));
        try (HookedTransformer network =
                HookedTransformer.of("untrained", RRXOR.vocabulary(), TransformerWeights.initial(config, Seed.of(1)))) {
            ProbeResult result = BeliefProbe.of(ROWS, ProbeSplit.inSample(ROWS, 4), Weighting.WORD, 1046, Seed.of(1))
                    .read(
                            SiteFeatures.of("twelve sites", network, ROWS.contexts(), sites()),
                            List.of(ProbeTarget.of(
                                    "belief",
                                    ProbeTarget.Role.TRUTH,
                                    RRXOR.record(ROWS.contexts(), new Site("belief"))
                                            .values(),
                                    Coordinates.LAW,
                                    "")),
                            Progress.SILENT)
                    .get(0);
            assertThat(result.r2().value()).as(result.statement()).isBetween(.85, 1.);
            assertThat(result.guard().verdict()).isEqualTo(Verdict.OVER_FITTED);
            assertThat(result.basis().width()).isEqualTo(1536);
            assertThat(result.basis().dependent()).contains("blocks.1.hook_resid_pre[0] = blocks.0.hook_resid_post[0]");
            // Distances, too, which published nets reach .95 in.
            assertThat(result.distance().orElseThrow()).isGreaterThan(.8);
        }
    }

    private static List<Site> sites() {
        List<Site> sites = new ArrayList<>();
        for (int layer = 0; layer < 4; layer++) {
            for (String place : List.of("pre", "mid", "post")) {
                sites.add(new Site("blocks." + layer + ".hook_resid_" + place));
            }
        }
        return sites;
    }
}
