package org.assay.analysis.subspace.rival;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.smile.SingularValues;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.PartitionMethod;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * Independent components, clustered into blocks by how their energies go together. Components of one variable cannot be independent
 * of one another, and their squares show it where they themselves do not correlate: similarity is the magnitude of the correlation
 * of squared components, linkage the average, and joining stops below {@code 4 / sqrt(n)}, which independent energies hardly reach.
 * A block is what its components add at the site; blocks that are not quite orthogonal are replaced by the nearest ones that are.
 *
 * <p>Assumes that the variables are independent: where they depend on each other, so do the energies across blocks.
 *
 * @param contrast of the components
 * @param blocks   how many, where that is known
 */
public record IndependentBlocks(Contrast contrast, OptionalInt blocks) implements PartitionMethod {
    /** In units of one over the root of the number of rows. */
    private static final double STOP = 4;

    public IndependentBlocks {
        if (blocks.isPresent() && blocks.getAsInt() < 1) {
            throw new IllegalArgumentException("number of blocks must be 1 or more, got " + blocks.getAsInt());
        }
    }

    /** The number of blocks is found. */
    public static IndependentBlocks cubic() {
        return new IndependentBlocks(Contrast.CUBIC, OptionalInt.empty());
    }

    /** The number of blocks is found. */
    public static IndependentBlocks tanh() {
        return new IndependentBlocks(Contrast.TANH, OptionalInt.empty());
    }

    /** The same with the number of blocks given. */
    public IndependentBlocks into(int count) {
        return new IndependentBlocks(contrast, OptionalInt.of(count));
    }

    @Override
    public String name() {
        return "ica-" + contrast.label() + (blocks.isPresent() ? "-" + blocks.getAsInt() : "");
    }

    @Override
    public FittedPartition fit(Matrix activations, double[] weights, Seed seed) {
        SiteRows rows = SiteRows.of(activations, weights);
        Matrix whitened = rows.whitened();
        FastIca ica = FastIca.fit(whitened, weights, contrast, seed);
        Matrix similarity =
                energyCorrelation(Contraction.times(whitened, ica.unmixing().transpose()), weights);
        double least = blocks.isPresent() ? Double.NEGATIVE_INFINITY : STOP / Math.sqrt(rows.effectiveRows());
        List<List<Integer>> groups = Linkage.groups(similarity, blocks.orElse(1), least);
        Matrix mixing = ica.unmixing().times(rows.unwhitening());
        List<Matrix> spans = new ArrayList<>();
        for (List<Integer> group : groups) {
            Matrix added =
                    mixing.selectRows(group.stream().mapToInt(Integer::intValue).toArray());
            spans.add(SingularValues.of(added).right().transpose());
        }
        Partition partition = NearestBlocks.of(rows.mean(), spans);
        Map<String, String> remarks = new LinkedHashMap<>();
        remarks.put("components", rows.varying() + " of " + rows.directions() + " directions");
        remarks.put("steps", ica.steps() + (ica.converged() ? "" : ", not converged"));
        remarks.put("number of blocks", blocks.isPresent() ? "given" : "found");
        return new FittedPartition(partition, remarks);
    }

    /** Magnitudes of the correlations between squared components: r x r. */
    static Matrix energyCorrelation(Matrix components, double[] weights) {
        int r = components.columns();
        Matrix energies = Matrix.zeros(components.rows(), r);
        for (int i = 0; i < energies.values().length; i++) {
            energies.values()[i] = components.values()[i] * components.values()[i];
        }
        double[] mean = energies.leftTimes(weights);
        for (int i = 0; i < energies.values().length; i++) {
            energies.values()[i] -= mean[i % r];
        }
        Matrix covariance = Contraction.gram(energies, weights);
        Matrix correlation = Matrix.zeros(r, r);
        for (int i = 0; i < r; i++) {
            for (int j = 0; j < r; j++) {
                double scale = Math.sqrt(covariance.get(i, i) * covariance.get(j, j));
                // A component of constant energy (a sign) tells nothing by it.
                correlation.set(i, j, scale > 0 ? Math.abs(covariance.get(i, j)) / scale : 0);
            }
        }
        return correlation;
    }
}
