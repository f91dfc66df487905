package org.assay.analysis.subspace.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.analysis.BeliefNetwork;
import org.assay.analysis.subspace.PartitionExplanation;
import org.assay.analysis.subspace.score.FactorCovariances;
import org.assay.analysis.subspace.score.Interchange;
import org.assay.analysis.subspace.score.KnownActivations;
import org.assay.analysis.subspace.score.KnownSite;
import org.assay.datasets.corpus.ProcessBatches;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.language.Languages;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.combine.FactoredProcess;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.train.HeldOut;
import org.assay.neural.train.TrainOptions;
import org.assay.neural.train.Trainer;
import org.assay.neural.train.TrainingJob;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerWeights;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CeilingExplainersTest {
    private static final Site SITE = new Site("blocks.0.hook_resid_post");
    private static final FactoredProcess PROCESS =
            FactoredProcess.of("pair", Languages.open("golden-mean"), Languages.open("even"));
    private static final ContextSet CONTEXTS =
            SampledContexts.of(PROCESS, Seed.of(1), 40, 8, 1).contexts();

    private static List<String> beliefs() {
        return PROCESS.sites().stream()
                .map(Site::name)
                .filter(name -> name.startsWith("belief."))
                .toList();
    }

    @Test
    void alignmentsComeFromExchangesThatTheProcessKnowsTheLawOf() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        beliefs().forEach(name -> sizes.put(name, 2));
        sizes.put("position", 1);
        try (HookedTransformer network = network()) {
            PartitionExplanation found = (PartitionExplanation) explainer(sizes).fit(network, CONTEXTS, Seed.of(2));
            assertThat(found.method()).isEqualTo("mdas");
            assertThat(found.partition().sizes()).containsExactly(2, 2);
            assertThat(found.fitted().remarks())
                    .containsEntry("factors of the blocks", String.join(", ", beliefs()))
                    .containsKey("left out: position");
            PartitionExplanation again = (PartitionExplanation) explainer(sizes).fit(network, CONTEXTS, Seed.of(2));
            assertThat(again.partition().basis()).isEqualTo(found.partition().basis());
            assertThatThrownBy(() -> explainer(Map.of("position", 1)).fit(network, CONTEXTS, Seed.of(2)))
                    .hasMessageContaining("no factor can be exchanged");
            assertThatThrownBy(() -> explainer(Map.of("mood", 1)).fit(network, CONTEXTS, Seed.of(2)))
                    .hasMessageContaining("there is no factor 'mood'");
        }
        assertThatThrownBy(() -> explainer(sizes).fit(new BeliefNetwork(), CONTEXTS, Seed.of(2)))
                .hasMessageContaining("needs derivatives");
    }

    @Test
    void theTruePartitionHoldsWhatTheNetworkHolds() {
        try (HookedTransformer network = network()) {
            PartitionExplanation best = (PartitionExplanation)
                    new TruePartitionExplainer(SITE, PROCESS, beliefs(), List.of(1, 1, 6), List.of())
                            .fit(network, CONTEXTS, Seed.of(3));
            assertThat(best.partition().sizes()).containsExactly(1, 1, 6);
            KnownActivations known = KnownSite.of(network, SITE, PROCESS, CONTEXTS);
            FactorCovariances factors = FactorCovariances.joint(known.values(), known.weights(), known.factors());
            assertThat(factors.names()).containsAll(beliefs());
            assertThat(best.fitted().remarks().get("starts")).contains("ended within 0.001 of the best");
            assertThatThrownBy(() -> new TruePartitionExplainer(SITE, PROCESS, List.of("mood"), List.of(1), List.of())
                            .fit(network, CONTEXTS, Seed.of(3)))
                    .hasMessageContaining("there is no factor 'mood'");
        }
    }

    /** In a trained network a block for each belief does what the belief does, on contexts that were not searched on. */
    @Test
    @Tag("slow")
    void alignedBlocksCauseWhatTheirFactorsCauseInATrainedNetworkAlone(@TempDir Path folder) throws IOException {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        beliefs().forEach(name -> sizes.put(name, 2));
        ContextSet others = SampledContexts.of(PROCESS, Seed.of(5), 60, 8, 1).contexts();
        try (HookedTransformer network = trained(folder);
                HookedTransformer untrained = network.untrainedTwin("untrained", Seed.of(6))) {
            double own = cause(network, sizes, others);
            double control = cause(untrained, sizes, others);
            assertThat(own).isGreaterThan(0.7);
            assertThat(control).isLessThan(own / 2);
        }
    }

    /** Mean over the beliefs of the cause of the block learned for them. */
    private static double cause(HookedTransformer network, Map<String, Integer> sizes, ContextSet others) {
        DistributedAlignmentExplainer explainer = new DistributedAlignmentExplainer(
                SITE, PROCESS, sizes, 60, new DistributedAlignment.Options(50, 32, 0.05, 1), Progress.SILENT);
        PartitionExplanation found = (PartitionExplanation) explainer.fit(network, CONTEXTS, Seed.of(7));
        Interchange interchange =
                Interchange.of(network, SITE, PROCESS, others, KnownSite.factors(PROCESS, others), 60, Seed.of(8));
        double sum = 0;
        for (int k = 0; k < 2; k++) {
            sum += interchange
                    .effect(beliefs().get(k), found.partition().block(k))
                    .get()
                    .cause();
        }
        return sum / 2;
    }

    private static HookedTransformer trained(Path folder) throws IOException {
        TransformerConfig config =
                TransformerConfig.standard(1, 16, 2, 10, PROCESS.vocabulary().size(), ActFn.GELU);
        TrainingJob job = new TrainingJob(
                "pair",
                config,
                TrainOptions.of(500, 1e-2),
                new ProcessBatches(PROCESS, Seed.of(9), 64, 11),
                HeldOut.of(PROCESS, new ProcessBatches(PROCESS, Seed.of(10), 64, 11), 2),
                Seed.of(11));
        return HookedTransformer.of(
                "network",
                PROCESS.vocabulary(),
                Trainer.train(job, folder, Progress.SILENT).weights());
    }

    private static DistributedAlignmentExplainer explainer(Map<String, Integer> sizes) {
        return new DistributedAlignmentExplainer(
                SITE, PROCESS, sizes, 30, new DistributedAlignment.Options(10, 16, 0.02, 1), Progress.SILENT);
    }

    private static HookedTransformer network() {
        TransformerConfig config = TransformerConfig.standard(
                        1, 8, 2, CONTEXTS.longest(), PROCESS.vocabulary().size(), ActFn.GELU)
                .with(new Initialisation(0.7, 0.5, false, false));
        return HookedTransformer.of("network", PROCESS.vocabulary(), TransformerWeights.initial(config, Seed.of(4)));
    }
}
