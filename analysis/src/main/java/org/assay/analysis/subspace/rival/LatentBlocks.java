package org.assay.analysis.subspace.rival;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assay.analysis.dictionary.AutoencoderOptions;
import org.assay.analysis.dictionary.SparseAutoencoder;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.PartitionMethod;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;

/**
 * Latents of a sparse autoencoder grouped into blocks, after the way in which Engels et al. look for features of more than one
 * dimension: latents are clustered (spectral), and a cluster's subspace is where what it reconstructs lies. Blocks of a partition are
 * orthogonal and cover a direction once, which clusters need not: {@link GroupedDirections} says how that is settled.
 *
 * @param options  of the autoencoder
 * @param grouping by what latents belong together
 * @param blocks   how many, where that is known
 * @param progress who is told how far training is
 */
public record LatentBlocks(AutoencoderOptions options, Grouping grouping, OptionalInt blocks, Progress progress)
        implements PartitionMethod {
    /** Latents on in less than this share of the rows are left out: what they exclude is chance. */
    private static final double LEAST_USE = 1e-3;

    /** By what latents belong together. */
    public enum Grouping {
        /** Their directions are not orthogonal: squared cosines between rows of the decoder. */
        ANGLE,
        /** They are not on together: values of one variable exclude one another. */
        EXCLUSION
    }

    public LatentBlocks {
        if (blocks.isPresent() && blocks.getAsInt() < 1) {
            throw new IllegalArgumentException("number of blocks must be 1 or more, got " + blocks.getAsInt());
        }
    }

    @Override
    public String name() {
        return "sae-" + options.kind().label() + "-" + (grouping == Grouping.ANGLE ? "angle" : "exclusion");
    }

    @Override
    public FittedPartition fit(Matrix activations, double[] weights, Seed seed) {
        SiteRows rows = SiteRows.of(activations, weights);
        SparseAutoencoder dictionary =
                SparseAutoencoder.fit(activations, weights, options, seed.child("dictionary"), progress);
        Matrix all = dictionary.latents(activations);
        int[] used = used(all, weights);
        if (used.length == 0) {
            throw new UnfitActivationsException("no latent of the dictionary is on in more than " + LEAST_USE
                    + " of the rows: train longer or let more be on");
        }
        Matrix latents = all.transpose().selectRows(used).transpose();
        Matrix directions = dictionary.directions().selectRows(used);
        Matrix affinity = grouping == Grouping.ANGLE
                ? Affinities.ofDirections(directions)
                : Affinities.ofExclusion(latents, weights, rows.effectiveRows());
        List<List<Integer>> groups = SpectralGroups.of(affinity, blocks, seed.child("groups"));
        Map<String, String> remarks = new LinkedHashMap<>();
        remarks.put("latents used", used.length + " of " + options.latents());
        remarks.put("explained variance", Double.toString(dictionary.explainedVariance(activations)));
        remarks.put("latents on", Double.toString(dictionary.meanActive(activations)));
        remarks.put("number of blocks", blocks.isPresent() ? "given" : "found");
        return new FittedPartition(GroupedDirections.blocks(rows, latents, directions, groups), remarks);
    }

    private static int[] used(Matrix latents, double[] weights) {
        double[] use = new double[latents.columns()];
        for (int i = 0; i < latents.values().length; i++) {
            use[i % use.length] += latents.values()[i] > 0 ? weights[i / use.length] : 0;
        }
        return IntStream.range(0, use.length).filter(m -> use[m] > LEAST_USE).toArray();
    }
}
