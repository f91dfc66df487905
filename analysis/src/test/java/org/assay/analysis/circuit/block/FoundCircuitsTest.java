package org.assay.analysis.circuit.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.analysis.compile.CompileOptions;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.analysis.compile.CompiledNetwork;
import org.assay.analysis.compile.EveryContext;
import org.assay.analysis.compile.GeneratedPrograms;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.PartitionMethod;
import org.assay.analysis.subspace.rival.RandomBlocks;
import org.assay.analysis.subspace.rival.StepBlocks;
import org.assay.analysis.subspace.rival.WrittenBlocks;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Circuits of compiled networks with partitions that are found and not given. */
@Tag("slow")
class FoundCircuitsTest {
    private static final Seed SEED = Seed.of(2026);
    private static final int LONGEST = 5;
    private static final int CIRCUITS = 8;

    @ParameterizedTest
    @EnumSource(Target.class)
    void the_true_edges_are_found_where_chance_finds_none(Target target) {
        List<Double> steps = new ArrayList<>();
        List<Double> written = new ArrayList<>();
        List<Double> random = new ArrayList<>();
        for (CompiledNetwork network : GeneratedPrograms.networks(CIRCUITS, CompileOptions.of(target, LONGEST, SEED))) {
            ContextSet contexts =
                    EveryContext.upTo(network.program().vocabulary().size(), LONGEST);
            try (HookedTransformer hooked = HookedTransformer.of("compiled", network.vocabulary(), network.weights())) {
                InstrumentedModel model = network.model(hooked);
                steps.add(area(network, each(network, model, contexts, false)));
                random.add(area(network, each(network, model, contexts, true)));
                written.add(area(network, WrittenBlocks.of(model, network.config(), contexts, SEED, Progress.SILENT)));
            }
        }
        assertThat(median(steps)).as("steps " + steps).isGreaterThanOrEqualTo(0.85);
        assertThat(median(written)).as("written " + written).isGreaterThanOrEqualTo(0.95);
        assertThat(median(random)).as("random " + random).isLessThan(0.65);
    }

    /** Every site by itself, from its activations alone. */
    private static Map<String, Partition> each(
            CompiledNetwork network, InstrumentedModel model, ContextSet contexts, boolean atRandom) {
        Map<String, Partition> found = new TreeMap<>();
        network.circuit().blocks().forEach((site, blocks) -> {
            boolean again = site.endsWith("pre") && !site.startsWith("blocks.0.");
            if (!again) {
                Matrix rows = model.record(contexts, new Site(site)).values();
                List<Integer> sizes = blocks.stream()
                        .map(block -> block.subspace().dimensions())
                        .toList();
                PartitionMethod method = atRandom ? new RandomBlocks(sizes) : new StepBlocks();
                found.put(
                        site,
                        method.fit(rows, contexts.weights(), SEED.child(site)).partition());
            }
        });
        return found;
    }

    private static double area(CompiledNetwork network, Map<String, Partition> found) {
        Map<Site, Partition> bySite = new LinkedHashMap<>();
        found.forEach((site, partition) -> bySite.put(new Site(site), partition));
        SiteBlocks blocks = SiteBlocks.of(bySite);
        List<LinearPart> parts = NetworkParts.of(network.weights());
        BlockCircuit circuit =
                BlockCircuit.of(parts, blocks, Optional.empty(), BlockCircuit.FEWEST_DRAWS, SEED, Progress.SILENT);
        return EdgeRecovery.of(circuit.lifts(), parts, blocks, network.circuit())
                .area();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
