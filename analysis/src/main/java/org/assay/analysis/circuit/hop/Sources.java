package org.assay.analysis.circuit.hop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.circuit.block.LinearPart;
import org.assay.analysis.circuit.block.NamedBlock;
import org.assay.analysis.circuit.block.NetworkParts;
import org.assay.analysis.circuit.block.SiteBlocks;
import org.assay.analysis.linalg.Contraction;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.ResidualSpec.Mix;
import org.assay.neural.transformer.TransformerConfig;

/**
 * Who wrote what a head reads through a block, by second moments over contexts. The stream x is a sum of what its writers left in it, x =
 * sum_w x_w, so that the variance a part M reads in block j splits without rest:
 *
 * <pre>{@code share_w = tr(M' P_j Cov(x_w, x) P_j M) / tr(M' P_j Cov(x) P_j M)}.</pre>
 */
public final class Sources {
    private Sources() {}

    /**
     * All writers before each layer, for all sides by which its heads read.
     *
     * @param parts of the network
     */
    public static List<SourceShare> of(
            HookedTransformer network, ContextSet contexts, List<LinearPart> parts, SiteBlocks blocks) {
        Map<Integer, Map<String, Matrix>> covariances = new TreeMap<>();
        List<SourceShare> shares = new ArrayList<>();
        for (LinearPart part : parts) {
            boolean head = part.kind() == Kind.OV || part.kind() == Kind.QK;
            for (Reading reading : head ? Reading.of(part) : List.<Reading>of()) {
                Optional<List<NamedBlock>> its = blocks.at(reading.site());
                if (its.isPresent()) {
                    Map<String, Matrix> written =
                            covariances.computeIfAbsent(reading.layer(), layer -> written(network, contexts, layer));
                    its.get().forEach(block -> add(shares, reading, block, written));
                }
            }
        }
        return shares;
    }

    private static void add(List<SourceShare> shares, Reading reading, NamedBlock block, Map<String, Matrix> written) {
        Matrix rows = block.subspace().basis();
        Matrix inside = rows.times(reading.gram()).times(rows.transpose());
        Map<String, Double> read = new LinkedHashMap<>();
        double all = 0;
        double everywhere = 0;
        for (Map.Entry<String, Matrix> writer : written.entrySet()) {
            Matrix there = rows.times(writer.getValue()).times(rows.transpose());
            double its = traceOfProduct(there, inside);
            read.put(writer.getKey(), its);
            all += its;
            everywhere += traceOfProduct(writer.getValue(), reading.gram());
        }
        for (Map.Entry<String, Double> writer : read.entrySet()) {
            shares.add(new SourceShare(
                    writer.getKey(),
                    reading.layer(),
                    reading.name(),
                    block.variable(),
                    all > 0 ? writer.getValue() / all : 0,
                    everywhere > 0 ? all / everywhere : 0));
        }
    }

    private static double traceOfProduct(Matrix a, Matrix b) {
        double sum = 0;
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.columns(); j++) {
                sum += a.get(i, j) * b.get(j, i);
            }
        }
        return sum;
    }

    /** {@code Cov(x_w, x)} for every writer w before a layer, D x D; they sum to the covariance of the stream. */
    static Map<String, Matrix> written(HookedTransformer network, ContextSet contexts, int layer) {
        TransformerConfig config = network.config();
        Matrix stream = centred(network, contexts, NetworkParts.before(layer));
        Map<String, Matrix> written = new LinkedHashMap<>();
        double kept = kept(config, layer);
        written.put("embedding", covariance(network, contexts, "hook_embed", stream, kept));
        if (config.learnedPositions()) {
            written.put("position", covariance(network, contexts, "hook_pos_embed", stream, kept));
        }
        for (int before = 0; before < layer; before++) {
            Mix attention = config.residual().attention();
            Mix mlp = config.residual().mlp();
            double behind = kept(config, layer - before - 1);
            double past = config.attnOnly() ? behind : behind * mlp.keep();
            Matrix read = covariance(network, contexts, HookPoint.block(before) + "attn.hook_z", stream, 1); // (N H) D
            int size = config.dHead();
            for (int head = 0; head < config.nHeads(); head++) {
                Matrix its = read.selectRows(
                        IntStream.range(head * size, (head + 1) * size).toArray());
                Matrix out = NetworkParts.output(network.weights(), before, head); // H D
                written.put(before + " head " + head, scaled(out.transpose().times(its), attention.write() * past));
            }
            if (!config.attnOnly()) {
                String site = HookPoint.block(before) + "hook_mlp_out";
                written.put(before + " mlp", covariance(network, contexts, site, stream, behind));
            }
        }
        return written;
    }

    /** What is left of the first stream when it comes to a layer. */
    private static double kept(TransformerConfig config, int layer) {
        double each = config.residual().attention().keep()
                * (config.attnOnly() ? 1 : config.residual().mlp().keep());
        return Math.pow(each, layer);
    }

    private static Matrix covariance(
            HookedTransformer network, ContextSet contexts, String site, Matrix stream, double factor) {
        return scaled(Contraction.cross(centred(network, contexts, site), contexts.weights(), stream), factor);
    }

    private static Matrix centred(HookedTransformer network, ContextSet contexts, String site) {
        Matrix held = network.record(contexts, new Site(site)).values();
        double[] mean = held.leftTimes(contexts.weights());
        for (int i = 0; i < held.values().length; i++) {
            held.values()[i] -= mean[i % mean.length];
        }
        return held;
    }

    private static Matrix scaled(Matrix matrix, double factor) {
        for (int i = 0; i < matrix.values().length; i++) {
            matrix.values()[i] *= factor;
        }
        return matrix;
    }
}
