package org.assay.analysis.subspace.rival;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.Subspace;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;

/**
 * Partitions of all sites of a residual stream by who wrote what. The stream is a sum: what embedding and position, every head and
 * every MLP add to it. Each of these is cut by itself ({@link StepBlocks}), and a site has the blocks of all that wrote before it; where
 * they overlap, directions go to the block with the greatest variance along them. A block keeps its place from site to site, as the stream
 * does, and two variables that never change but together are told apart where different components write them.
 *
 * <p>Sees the network's parts, which a method that is given a site alone does not, but no label and no truth.
 */
public final class WrittenBlocks {
    private final InstrumentedModel network;
    private final TransformerConfig config;
    private final ContextSet contexts;
    private final Seed seed;
    private final Progress progress;

    /** What each block claims of the stream, D x D. */
    private final List<Matrix> claims = new ArrayList<>();

    private final Map<String, Partition> partitions = new TreeMap<>();

    private WrittenBlocks(
            InstrumentedModel network, TransformerConfig config, ContextSet contexts, Seed seed, Progress progress) {
        this.network = network;
        this.config = config;
        this.contexts = contexts;
        this.seed = seed;
        this.progress = progress;
    }

    /**
     * What enters the first layer, and what every layer's attention and MLP leave.
     *
     * @param network  records the hook points of {@code config}
     * @param contexts like those that the network was trained on
     * @return by the name of the site
     */
    public static Map<String, Partition> of(
            InstrumentedModel network, TransformerConfig config, ContextSet contexts, Seed seed, Progress progress) {
        WrittenBlocks written = new WrittenBlocks(network, config, contexts, seed, progress);
        written.add("hook_embed", 1);
        if (config.learnedPositions()) {
            written.add("hook_pos_embed", 1);
        }
        written.cut(HookPoint.block(0) + "hook_resid_pre");
        for (int layer = 0; layer < config.nLayers(); layer++) {
            String block = HookPoint.block(layer);
            written.add(block + "attn.hook_result", config.nHeads());
            if (!config.attnOnly()) {
                written.cut(block + "hook_resid_mid");
                written.add(block + "hook_mlp_out", 1);
            }
            written.cut(block + "hook_resid_post");
            progress.at("what layers write", layer + 1, config.nLayers(), "");
        }
        return written.partitions;
    }

    private void add(String site, int parts) {
        Matrix all = record(site);
        for (int part = 0; part < parts; part++) {
            Matrix added = all.selectColumns(part * config.dModel(), (part + 1) * config.dModel());
            try {
                addClaims(added, seed.child(site).child(part));
            } catch (UnfitActivationsException constant) {
                progress.at(site, part + 1, parts, "adds the same everywhere and so has no block");
            }
        }
    }

    private void addClaims(Matrix added, Seed own) {
        double[] weights = contexts.weights();
        SiteRows rows = SiteRows.of(added, weights);
        Partition inside = new StepBlocks().fit(added, weights, own).partition();
        for (Subspace block : inside.blocks()) {
            Matrix along = Contraction.times(rows.centred(), block.basis().transpose());
            claims.add(Contraction.gram(Contraction.times(along, block.basis()), weights));
        }
    }

    private void cut(String site) {
        Matrix stream = record(site);
        if (claims.isEmpty()) {
            throw new UnfitActivationsException("nothing that is written up to " + site
                    + " depends on the context, so there is nothing to cut: give contexts that differ");
        }
        partitions.put(site, GroupedDirections.ofClaims(stream.leftTimes(contexts.weights()), claims, config.dModel()));
    }

    private Matrix record(String site) {
        return network.record(contexts, new Site(site)).values();
    }
}
