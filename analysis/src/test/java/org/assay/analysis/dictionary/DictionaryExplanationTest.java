package org.assay.analysis.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import org.assay.analysis.BeliefNetwork;
import org.assay.analysis.Enumeration;
import org.assay.analysis.dictionary.AutoencoderOptions.Kind;
import org.assay.analysis.explain.Explanation;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class DictionaryExplanationTest {
    private static final BeliefNetwork NETWORK = new BeliefNetwork();
    private static final ContextSet CONTEXTS = Enumeration.byProbability(NETWORK.process(), 5);

    @Test
    void itsFeaturesAreTheLatentsAndItsLawIsThatOfTheReconstruction() {
        Explanation trained = explain(1_500);
        assertThat(trained.method()).isEqualTo("sae-top-k");
        assertThat(trained.features(CONTEXTS).get().values().columns()).isEqualTo(20);
        assertThat(trained.size().value()).isEqualTo(20);
        assertThat(excess(trained)).isLessThan(excess(explain(1)) / 10);
    }

    private static Explanation explain(int steps) {
        AutoencoderOptions options = AutoencoderOptions.of(Kind.TOP_K, 20, 8).steps(steps);
        return new DictionaryExplainer(BeliefNetwork.SITE, options, Progress.SILENT).fit(NETWORK, CONTEXTS, Seed.of(1));
    }

    private static double excess(Explanation explanation) {
        NextTokenTable law = NETWORK.next(CONTEXTS);
        return KlDivergence.of(law, explanation.next(CONTEXTS).get(), CONTEXTS.weights());
    }
}
