package org.assay.analysis.circuit.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.djl.UnitEdit;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.transformer.ReferenceTransformer;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;

/**
 * What a network does without an edge: the mean {@code KL(network || network without it)} over contexts, in nats per token, in double
 * precision. Skip edges are in no weight, and what they carry is taken out of the residual stream in the run instead.
 */
public final class KnockOutEffect {
    /** What double precision leaves of a difference of logits; a divergence below its square is none. */
    private static final double RESOLUTION = 1e-12;

    /** A share of the mass of a part that is less than rounding leaves. */
    private static final double ROUNDING = 1e-24;

    /** Multiplications below which the plain forward pass is done before the engine has read a network. */
    private static final double PLAIN_BELOW = 3e8;

    private final HookedTransformer network;
    private final SiteBlocks blocks;
    private final ContextSet contexts;
    private final Matrix base;

    private KnockOutEffect(HookedTransformer network, SiteBlocks blocks, ContextSet contexts) {
        this.network = network;
        this.blocks = blocks;
        this.contexts = contexts;
        this.base = logLaws(network.logits(contexts).values());
    }

    /**
     * The effect of every edge, each taken out alone; edges that cannot be taken out ({@link KnockOut#possible}) are left out,
     * and one that no part carries is 0.
     *
     * @param contexts as the network reads them
     */
    public static Map<BlockEdge, Double> of(
            HookedTransformer network,
            SiteBlocks blocks,
            Collection<BlockEdge> edges,
            ContextSet contexts,
            Progress progress) {
        Map<BlockEdge, Double> effects = new TreeMap<>();
        try (HookedTransformer exact = network.inDoublePrecision()) {
            KnockOutEffect effect = new KnockOutEffect(exact, blocks, contexts);
            Set<BlockEdge> carried = carried(network.weights(), blocks);
            int done = 0;
            for (BlockEdge edge : edges) {
                // Where no part carries anything, nothing is taken out.
                Optional<Double> value = carried.contains(edge) ? effect.of(edge) : Optional.of(0.0);
                value.ifPresent(its -> effects.put(edge, its));
                progress.at("knocking edges out", ++done, edges.size(), "");
            }
        }
        return effects;
    }

    /** The edges that some part has any mass in, beyond rounding. */
    private static Set<BlockEdge> carried(TransformerWeights weights, SiteBlocks blocks) {
        Set<BlockEdge> carried = new TreeSet<>();
        for (LinearPart part : NetworkParts.of(weights)) {
            Optional<List<NamedBlock>> from = blocks.at(part.reads());
            Optional<List<NamedBlock>> to = blocks.at(part.writes());
            if (from.isPresent() && to.isPresent()) {
                double[][] masses = Masses.of(part, Cut.of(from.get()), Cut.of(to.get()));
                double least = ROUNDING * part.mass();
                for (int i = 0; i < masses.length; i++) {
                    for (int j = 0; j < masses[i].length; j++) {
                        if (masses[i][j] > least) {
                            String read = from.get().get(i).variable();
                            carried.add(new BlockEdge(
                                    part.kind(),
                                    part.layer(),
                                    read,
                                    to.get().get(j).variable()));
                        }
                    }
                }
            }
        }
        return carried;
    }

    /** The effect of taking all of these out together; skip edges among them stay. */
    public static double ofAll(
            HookedTransformer network, SiteBlocks blocks, Collection<BlockEdge> edges, ContextSet contexts) {
        List<BlockEdge> possible = edges.stream()
                .filter(edge -> KnockOut.possible(network.config(), edge))
                .toList();
        try (HookedTransformer exact = network.inDoublePrecision()) {
            return new KnockOutEffect(exact, blocks, contexts).ofWeights(possible);
        }
    }

    private Optional<Double> of(BlockEdge edge) {
        if (edge.kind() == Kind.SKIP) {
            return Optional.of(divergence(withoutSkip(edge)));
        }
        return KnockOut.possible(network.config(), edge) ? Optional.of(ofWeights(List.of(edge))) : Optional.empty();
    }

    private double ofWeights(List<BlockEdge> edges) {
        TransformerWeights without = KnockOut.without(network.weights(), blocks, edges);
        if ((double) without.size() * positions() < PLAIN_BELOW) {
            return divergence(plainLogits(without, contexts));
        }
        try (HookedTransformer single = HookedTransformer.of("without edges", network.vocabulary(), without);
                HookedTransformer exact = single.inDoublePrecision()) {
            return divergence(exact.logits(contexts).values());
        }
    }

    private long positions() {
        long positions = 0;
        for (int s = 0; s < contexts.sequences(); s++) {
            positions += contexts.sequence(s).length;
        }
        return positions;
    }

    /** The logits of all rows by the plain forward pass. */
    static Matrix plainLogits(TransformerWeights weights, ContextSet contexts) {
        ReferenceTransformer transformer = ReferenceTransformer.of(weights);
        Matrix logits = Matrix.zeros(contexts.rows(), weights.config().dVocab());
        int row = 0;
        for (int s = 0; s < contexts.sequences(); s++) {
            Matrix all = transformer.run(contexts.sequence(s)).logits(); // P V
            for (; row < contexts.rows() && contexts.rowSequence(row) == s; row++) {
                double[] its = all.row(contexts.rowPosition(row));
                System.arraycopy(its, 0, logits.values(), row * its.length, its.length);
            }
        }
        return logits;
    }

    /** Logits of all rows where the stream loses {@code keep x P_i P'_j} behind every part that the edge skips. */
    private Matrix withoutSkip(BlockEdge edge) {
        Matrix logits = Matrix.zeros(contexts.rows(), network.config().dVocab());
        Map<Integer, List<Integer>> byLength = new TreeMap<>();
        for (int s = 0; s < contexts.sequences(); s++) {
            byLength.computeIfAbsent(contexts.sequence(s).length, length -> new ArrayList<>())
                    .add(s);
        }
        byLength.forEach((length, alike) -> {
            int[][] tokens = alike.stream().map(contexts::sequence).toArray(int[][]::new);
            List<UnitEdit> edits = new ArrayList<>();
            for (Skip skip : skips(edge)) {
                edits.add(taken(skip, edge, tokens, edits));
            }
            Matrix all = network.forward(tokens, edits, List.of(), false).logits(); // (B P) V
            for (int row = 0; row < contexts.rows(); row++) {
                int place = alike.indexOf(contexts.rowSequence(row));
                if (place >= 0) {
                    double[] law = all.row(place * length + contexts.rowPosition(row));
                    System.arraycopy(law, 0, logits.values(), row * law.length, law.length);
                }
            }
        });
        return logits;
    }

    /** The stream past one part of a layer. */
    private record Skip(String reads, String writes, double keep) {}

    /** With an MLP a layer is skipped twice, where both of its ends are there. */
    private List<Skip> skips(BlockEdge edge) {
        TransformerConfig config = network.config();
        String middle = NetworkParts.behindAttention(config, edge.layer());
        List<Skip> skips = new ArrayList<>();
        skips.add(new Skip(
                NetworkParts.before(edge.layer()),
                middle,
                config.residual().attention().keep()));
        if (!config.attnOnly()) {
            skips.add(new Skip(
                    middle,
                    NetworkParts.behindMlp(edge.layer()),
                    config.residual().mlp().keep()));
        }
        skips.removeIf(skip -> block(skip.reads(), edge.from()).isEmpty()
                || block(skip.writes(), edge.to()).isEmpty());
        return skips;
    }

    private UnitEdit taken(Skip skip, BlockEdge edge, int[][] tokens, List<UnitEdit> before) {
        Matrix from = block(skip.reads(), edge.from()).orElseThrow();
        Matrix to = block(skip.writes(), edge.to()).orElseThrow();
        Matrix stream = network.forward(tokens, before, List.of(skip.reads()), false)
                .get(skip.reads())
                .matrix("d"); // (B P) D
        double[] lost = stream.times(from.transpose())
                .times(from.times(to.transpose()))
                .times(to)
                .values();
        for (int i = 0; i < lost.length; i++) {
            lost[i] *= -skip.keep();
        }
        int[] units = new int[stream.rows()];
        Arrays.setAll(units, unit -> unit);
        return UnitEdit.add(skip.writes(), units, stream.columns(), lost);
    }

    private Optional<Matrix> block(String site, String name) {
        return blocks.at(site).stream()
                .flatMap(List::stream)
                .filter(block -> block.variable().equals(name))
                .map(block -> block.subspace().basis())
                .findFirst();
    }

    private double divergence(Matrix logits) {
        Matrix other = logLaws(logits);
        int tokens = base.columns();
        double sum = 0;
        for (int row = 0; row < base.rows(); row++) {
            double divergence = 0;
            for (int i = row * tokens; i < (row + 1) * tokens; i++) {
                double log = base.values()[i];
                divergence += Math.exp(log) * (log - other.values()[i]);
            }
            sum += contexts.weight(row) * divergence;
        }
        return sum < RESOLUTION ? 0 : sum;
    }

    /** Logarithms of the softmax of every row, finite however sharp it is. */
    private static Matrix logLaws(Matrix logits) {
        Matrix laws = Matrix.zeros(logits.rows(), logits.columns());
        for (int row = 0; row < logits.rows(); row++) {
            double[] its = logits.row(row);
            double largest = Arrays.stream(its).max().orElseThrow();
            double sum = 0;
            for (double logit : its) {
                sum += Math.exp(logit - largest);
            }
            double total = largest + Math.log(sum);
            for (int v = 0; v < its.length; v++) {
                laws.set(row, v, its[v] - total);
            }
        }
        return laws;
    }
}
