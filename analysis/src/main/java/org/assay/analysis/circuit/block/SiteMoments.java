package org.assay.analysis.circuit.block;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.linalg.Contraction;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;

/**
 * Means and covariances of what the parts of a network read: all that is taken from data, and no single input.
 *
 * @param means       by the name of the side, D
 * @param covariances by the name of the side, D x D; {@code token} and {@code position} as 1 x 1 have no use and are left out
 */
public record SiteMoments(Map<String, double[]> means, Map<String, Matrix> covariances) {
    public SiteMoments {
        means = Collections.unmodifiableMap(new TreeMap<>(means));
        covariances = Collections.unmodifiableMap(new TreeMap<>(covariances));
        if (!means.keySet().equals(covariances.keySet())) {
            throw new IllegalArgumentException(
                    "means of " + means.keySet() + " need covariances, got those of " + covariances.keySet());
        }
    }

    /** Of everything that a layer of the network reads or leaves, and of what its MLPs are given by the norm in front of them. */
    public static SiteMoments of(HookedTransformer network, ContextSet contexts) {
        TransformerConfig config = network.config();
        Set<String> sites = new LinkedHashSet<>();
        for (int layer = 0; layer < config.nLayers(); layer++) {
            sites.add(NetworkParts.before(layer));
            sites.add(NetworkParts.behindAttention(config, layer));
            if (!config.attnOnly()) {
                sites.add(readByMlp(config, layer));
            }
        }
        sites.add(HookPoint.lastResidual(config));
        Map<String, double[]> means = new TreeMap<>();
        Map<String, Matrix> covariances = new TreeMap<>();
        for (String site : sites) {
            Matrix held = network.record(contexts, new Site(site)).values();
            double[] mean = held.leftTimes(contexts.weights());
            for (int i = 0; i < held.values().length; i++) {
                held.values()[i] -= mean[i % mean.length];
            }
            means.put(site, mean);
            covariances.put(site, Contraction.gram(held, contexts.weights()));
        }
        return new SiteMoments(means, covariances);
    }

    /** The hook point of what the MLP of a layer is given: the stream, or what the norm makes of it before gain and offset. */
    public static String readByMlp(TransformerConfig config, int layer) {
        boolean norm = config.hasNorm() && config.normalizationType() != NormalizationType.BATCH;
        return norm ? HookPoint.block(layer) + "ln2.hook_normalized" : NetworkParts.behindAttention(config, layer);
    }

    /**
     * Shares of the variance {@code tr(W' S W)} that a part passes on, S the covariance of what it reads: {@code tr(T' S_ii T)} with
     * {@code T = U_i W U'_j'}; for QK of {@code tr(W K W' Q)}, the variance of the score of an independent query and key. Shares of all
     * cells, what goes across blocks, and what is outside them sum to 1. Empty where no covariance is known.
     */
    Optional<double[][]> shares(LinearPart part, Cut from, Cut to) {
        Matrix read = SiteBlocks.under(covariances, part.reads());
        if (read == null) {
            return Optional.empty();
        }
        boolean scores = part.kind() == Kind.QK;
        Cut keys = scores ? to.under(read) : to;
        Cut all = Cut.whole(read.rows()).under(read);
        Cut allKeys = scores ? all : Cut.whole(part.right().rows());
        double total = Masses.of(part, all, allKeys)[0][0];
        double[][] shares = Masses.of(part, from.under(read), keys);
        for (double[] row : shares) {
            for (int j = 0; j < row.length; j++) {
                row[j] = total > 0 ? row[j] / total : 0;
            }
        }
        return Optional.of(shares);
    }
}
