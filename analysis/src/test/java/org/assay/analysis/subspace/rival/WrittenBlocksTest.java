package org.assay.analysis.subspace.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.assay.analysis.circuit.block.NamedBlock;
import org.assay.analysis.compile.CompileOptions;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.analysis.compile.CompiledNetwork;
import org.assay.analysis.compile.EveryContext;
import org.assay.analysis.compile.GeneratedPrograms;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.Subspace;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WrittenBlocksTest {
    private static final int LONGEST = 4;

    @ParameterizedTest
    @EnumSource(Target.class)
    void every_block_lies_in_one_variable_at_every_site(Target target) {
        CompiledNetwork network = GeneratedPrograms.networks(1, CompileOptions.of(target, LONGEST, Seed.of(1)))
                .get(0);
        try (HookedTransformer hooked = HookedTransformer.of("compiled", network.vocabulary(), network.weights())) {
            InstrumentedModel model = network.model(hooked);
            ContextSet contexts =
                    EveryContext.upTo(network.program().vocabulary().size(), LONGEST);

            Map<String, Partition> found =
                    WrittenBlocks.of(model, network.config(), contexts, Seed.of(2), Progress.SILENT);

            assertThat(found)
                    .containsKeys(
                            "blocks.0.hook_resid_pre", hooked.lastResidual().name());
            found.forEach((site, partition) -> {
                assertThat(partition.blocks()).as(site).hasSizeGreaterThanOrEqualTo(2);
                for (Subspace block : partition.blocks()) {
                    assertThat(mostInOne(block, network, new Site(site)))
                            .as(site)
                            .isGreaterThan(0.999);
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void contexts_that_do_not_differ_are_refused(Target target) {
        CompiledNetwork network = GeneratedPrograms.networks(1, CompileOptions.of(target, LONGEST, Seed.of(1)))
                .get(0);
        try (HookedTransformer hooked = HookedTransformer.of("compiled", network.vocabulary(), network.weights())) {
            ContextSet one = EveryContext.upTo(1, 1);

            assertThatThrownBy(() ->
                            WrittenBlocks.of(network.model(hooked), network.config(), one, Seed.of(2), Progress.SILENT))
                    .isInstanceOf(UnfitActivationsException.class)
                    .hasMessageContaining("give contexts that differ");
        }
    }

    /** The largest share of the block's directions within the subspace of one variable. */
    private static double mostInOne(Subspace block, CompiledNetwork network, Site site) {
        double most = 0;
        for (NamedBlock variable : network.circuit().at(site)) {
            double inside = 0;
            for (double cosine :
                    block.basis().times(variable.subspace().basis().transpose()).values()) {
                inside += cosine * cosine / block.dimensions();
            }
            most = Math.max(most, inside);
        }
        return most;
    }
}
