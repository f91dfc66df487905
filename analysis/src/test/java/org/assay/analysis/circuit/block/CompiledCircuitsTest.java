package org.assay.analysis.circuit.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assay.analysis.compile.CompileOptions;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.analysis.compile.CompiledNetwork;
import org.assay.analysis.compile.EveryContext;
import org.assay.analysis.compile.GeneratedPrograms;
import org.assay.analysis.metric.RankCorrelation;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Circuits of networks that were compiled from programs, given the true partition. */
@Tag("slow")
class CompiledCircuitsTest {
    private static final Seed SEED = Seed.of(2026);
    private static final int LONGEST = 5;
    private static final double RATE = 0.01;
    private static final int CONTEXTS = 150;

    @ParameterizedTest
    @CsvSource({"SOFTMAX, 0", "BILINEAR, 0", "SOFTMAX, 0.02", "BILINEAR, 0.02"})
    void the_true_edges_of_fifty_circuits_are_found(Target target, double noise) {
        List<Double> areas = new ArrayList<>();
        List<Double> precisions = new ArrayList<>();
        int wrongs = 0;
        CompileOptions options = CompileOptions.of(target, LONGEST, SEED).withNoise(noise);
        for (CompiledNetwork network : GeneratedPrograms.networks(50, options)) {
            SiteBlocks blocks = SiteBlocks.of(network.circuit());
            List<LinearPart> parts = NetworkParts.of(network.weights());
            BlockCircuit read = circuit(parts, blocks);
            EdgeRecovery recovery = EdgeRecovery.of(read.lifts(), parts, blocks, network.circuit());
            Set<BlockEdge> wrong = new TreeSet<>(read.kept(RATE));
            wrong.removeAll(network.circuit().edges());
            wrongs += wrong.size();
            areas.add(recovery.area());
            precisions.add(recovery.precision());
        }
        // Without noise an edge that is not there has no mass.
        if (noise == 0) {
            assertThat(wrongs).isZero();
        }
        assertThat(median(areas)).isGreaterThanOrEqualTo(0.98);
        assertThat(median(precisions)).isGreaterThanOrEqualTo(0.95);
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void what_an_edge_does_goes_with_its_lift(Target target) {
        List<Double> correlations = new ArrayList<>();
        for (CompiledNetwork network : GeneratedPrograms.networks(5, CompileOptions.of(target, LONGEST, SEED))) {
            SiteBlocks blocks = SiteBlocks.of(network.circuit());
            Map<BlockEdge, Double> lifts =
                    circuit(NetworkParts.of(network.weights()), blocks).lifts();
            ContextSet all = EveryContext.upTo(network.program().vocabulary().size(), LONGEST);
            int[] rows = Arrays.stream(SEED.child("rows").draws().nextPermutation(all.rows()))
                    .limit(CONTEXTS)
                    .sorted()
                    .toArray();
            try (HookedTransformer hooked = HookedTransformer.of("compiled", network.vocabulary(), network.weights())) {
                Map<BlockEdge, Double> effects = KnockOutEffect.of(
                        hooked, blocks, lifts.keySet(), network.contexts(all.select(rows)), Progress.SILENT);
                double[] left = new double[effects.size()];
                double[] right = new double[effects.size()];
                int at = 0;
                for (Map.Entry<BlockEdge, Double> effect : effects.entrySet()) {
                    // Lifts of rounding have an order that means nothing.
                    double lift = lifts.get(effect.getKey());
                    left[at] = lift < 1e-9 ? 0 : lift;
                    right[at++] = effect.getValue();
                }
                correlations.add(RankCorrelation.of(left, right));
            }
        }
        assertThat(median(correlations)).isGreaterThanOrEqualTo(0.7);
    }

    private static BlockCircuit circuit(List<LinearPart> parts, SiteBlocks blocks) {
        return BlockCircuit.of(parts, blocks, Optional.empty(), BlockCircuit.FEWEST_DRAWS, SEED, Progress.SILENT);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
