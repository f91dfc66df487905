package org.assay.analysis.belief.study;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.probe.FeatureSource;
import org.assay.datasets.matrix.Matrix;

/**
 * What features hold in a subspace.
 *
 * @param basis orthonormal rows, k x width
 */
record ProjectedFeatures(String name, FeatureSource whole, Matrix basis) implements FeatureSource {
    @Override
    public List<String> columns() {
        return IntStream.range(0, basis.rows())
                .mapToObj(i -> name + "[" + i + "]")
                .toList();
    }

    @Override
    public int rows() {
        return whole.rows();
    }

    @Override
    public Matrix rows(int[] rows) {
        return Contraction.times(whole.rows(rows), basis.transpose());
    }
}
