package org.assay.analysis.circuit;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.matrix.NamedArray;
import org.assay.datasets.model.Site;
import org.assay.neural.hook.ActivationCache;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.hook.NameFilter;
import org.assay.neural.hook.Selection;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;

/**
 * What the network would answer if it ended earlier: the residual stream before every block, between attention and MLP, and at
 * the end, each put in the place of the last residual stream, so that it goes through the last norm (with its own scale) and the
 * unembedding. The last answer is the network's.
 *
 * @param sites  where the stream was read
 * @param logits (site, batch, position, token)
 */
public record LogitLens(List<String> sites, NamedArray logits) {

    /** Runs {@code network} once on equally long {@code sequences}, few enough for one batch, and once more for each site. */
    public static LogitLens of(HookedTransformer network, int[][] sequences) {
        TransformerConfig config = network.config();
        List<String> sites = new ArrayList<>();
        for (int layer = 0; layer < config.nLayers(); layer++) {
            sites.add(HookPoint.block(layer) + "hook_resid_pre");
            if (!config.attnOnly()) {
                sites.add(HookPoint.block(layer) + "hook_resid_mid");
            }
        }
        sites.add(HookPoint.lastResidual(config));
        HookPoint last = network.point(new Site(HookPoint.lastResidual(config)));
        Selection end = Selection.all(last, sequences.length, sequences[0].length);
        ActivationCache cache = network.runWithCache(sequences, NameFilter.names(sites));
        int[] shape = {sites.size(), sequences.length, sequences[0].length, config.dVocab()};
        NamedArray logits = NamedArray.zeros(List.of("site", "batch", "position", "token"), shape);
        int size = logits.values().length / sites.size();
        for (int site = 0; site < sites.size(); site++) {
            ActivationCache early =
                    network.forward(sequences, List.of(end.setTo(cache.get(sites.get(site)))), List.of(), false);
            System.arraycopy(early.logits().values(), 0, logits.values(), site * size, size);
        }
        return new LogitLens(List.copyOf(sites), logits);
    }
}
