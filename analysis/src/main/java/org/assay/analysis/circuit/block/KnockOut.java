package org.assay.analysis.circuit.block;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.datasets.matrix.Matrix;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;

/**
 * A network without some of its edges, exactly: {@code W <- W - sum P_i W P'_j} for every part that carries an edge i -> j, in all heads
 * of its layer. What is left of a head or an MLP has a higher rank than the whole had, so that it becomes wider: a head stands once for
 * each way of writing that its blocks have left, a query once for each way of comparing, a neuron once for each set of blocks that it
 * may still read. What is in no block keeps its edges.
 */
public final class KnockOut {
    private static final String BIAS = "bias";

    private final TransformerWeights weights;
    private final TransformerConfig config;
    private final SiteBlocks blocks;
    private final Set<BlockEdge> edges;

    private KnockOut(TransformerWeights weights, SiteBlocks blocks, Collection<BlockEdge> edges) {
        this.weights = NetworkParts.folded(weights);
        this.config = this.weights.config();
        this.blocks = blocks;
        this.edges = new TreeSet<>(edges);
    }

    /**
     * The network without the edges, norms folded: laws are those of the network where no edge is given.
     *
     * @throws IllegalArgumentException for skip edges, which are in no weight, and for QK edges of rotary networks, whose wider heads
     *     would turn at other rates
     */
    public static TransformerWeights without(
            TransformerWeights weights, SiteBlocks blocks, Collection<BlockEdge> edges) {
        for (BlockEdge edge : edges) {
            if (!possible(weights.config(), edge)) {
                throw new IllegalArgumentException("no weights are the network without " + edge
                        + (edge.kind() == Kind.SKIP
                                ? ": nothing but the stream itself carries it"
                                : ": positions are rotary, and a wider head would turn at other rates"));
            }
        }
        return new KnockOut(weights, blocks, edges).removed();
    }

    /** Whether the weights of such a network can do without the edge. */
    public static boolean possible(TransformerConfig config, BlockEdge edge) {
        return edge.kind() != Kind.SKIP && !(edge.kind() == Kind.QK && config.rotary());
    }

    private TransformerWeights removed() {
        WiderNetwork wider = new WiderNetwork(weights);
        String first = NetworkParts.before(0);
        wider.put("embed.W_E", weights.matrix("embed.W_E").times(without(first, targets(Kind.EMBEDDING))));
        if (config.learnedPositions()) {
            wider.put(
                    "pos_embed.W_pos", weights.matrix("pos_embed.W_pos").times(without(first, targets(Kind.POSITION))));
        }
        for (int layer = 0; layer < config.nLayers(); layer++) {
            String reads = NetworkParts.before(layer);
            wider.heads(
                    layer,
                    byFrom(Kind.OV, layer, reads, NetworkParts.behindAttention(config, layer)),
                    byFrom(Kind.QK, layer, reads, reads));
            if (!config.attnOnly()) {
                wider.neurons(layer, byTo(layer));
            }
        }
        Set<String> unread = names(of(Kind.UNEMBEDDING, config.nLayers()), BlockEdge::from);
        wider.put("unembed.W_U", without(HookPoint.lastResidual(config), unread).times(weights.unembedding()));
        return wider.weights();
    }

    /** One way for everything that keeps all its edges, and one for each set of blocks that something is kept from. */
    private List<WiderNetwork.Way> byFrom(Kind kind, int layer, String reads, String writes) {
        Map<String, Set<String>> cuts = cuts(of(kind, layer), BlockEdge::from, BlockEdge::to);
        List<WiderNetwork.Way> ways = new ArrayList<>();
        ways.add(new WiderNetwork.Way(
                without(reads, cuts.keySet()), !cuts.containsKey(BIAS), Matrix.identity(config.dModel()), true));
        for (Set<String> cut : distinct(cuts)) {
            Set<String> from = with(cuts, cut);
            ways.add(new WiderNetwork.Way(
                    only(reads, from), from.contains(BIAS), without(writes, cut), !cut.contains(BIAS)));
        }
        return ways;
    }

    /** The same for a hidden layer, which is cut by what is written: what a block is kept from is not read for it. */
    private List<WiderNetwork.Way> byTo(int layer) {
        String reads = NetworkParts.behindAttention(config, layer);
        String writes = NetworkParts.behindMlp(layer);
        Map<String, Set<String>> cuts = cuts(of(Kind.MLP, layer), BlockEdge::to, BlockEdge::from);
        List<WiderNetwork.Way> ways = new ArrayList<>();
        ways.add(new WiderNetwork.Way(Matrix.identity(config.dModel()), true, without(writes, cuts.keySet()), true));
        for (Set<String> cut : distinct(cuts)) {
            ways.add(new WiderNetwork.Way(without(reads, cut), true, only(writes, with(cuts, cut)), true));
        }
        return ways;
    }

    private static Map<String, Set<String>> cuts(
            List<BlockEdge> edges, Function<BlockEdge, String> side, Function<BlockEdge, String> other) {
        Map<String, Set<String>> cuts = new TreeMap<>();
        edges.forEach(edge ->
                cuts.computeIfAbsent(side.apply(edge), name -> new TreeSet<>()).add(other.apply(edge)));
        return cuts;
    }

    private static List<Set<String>> distinct(Map<String, Set<String>> cuts) {
        return cuts.values().stream().distinct().toList();
    }

    private static Set<String> with(Map<String, Set<String>> cuts, Set<String> cut) {
        Set<String> names = new TreeSet<>(cuts.keySet());
        names.removeIf(name -> !cuts.get(name).equals(cut));
        return names;
    }

    private Set<String> targets(Kind kind) {
        return names(of(kind, 0), BlockEdge::to);
    }

    private static Set<String> names(List<BlockEdge> edges, Function<BlockEdge, String> side) {
        Set<String> names = new TreeSet<>();
        edges.forEach(edge -> names.add(side.apply(edge)));
        return names;
    }

    private List<BlockEdge> of(Kind kind, int layer) {
        return edges.stream()
                .filter(edge -> edge.kind() == kind && edge.layer() == layer)
                .toList();
    }

    /** {@code I - sum P_j}: D x D. */
    private Matrix without(String site, Set<String> names) {
        return WiderNetwork.difference(Matrix.identity(config.dModel()), only(site, names));
    }

    /** {@code sum P_i}: D x D. */
    private Matrix only(String site, Set<String> names) {
        Matrix sum = Matrix.zeros(config.dModel(), config.dModel());
        for (String name : names) {
            if (!name.equals(BIAS)) {
                Matrix rows = block(site, name);
                Matrix projector = rows.transpose().times(rows);
                for (int i = 0; i < sum.values().length; i++) {
                    sum.values()[i] += projector.values()[i];
                }
            }
        }
        return sum;
    }

    private Matrix block(String site, String name) {
        return blocks.at(site).stream()
                .flatMap(List::stream)
                .filter(block -> block.variable().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("site " + site + " has no block '" + name + "'"))
                .subspace()
                .basis();
    }
}
