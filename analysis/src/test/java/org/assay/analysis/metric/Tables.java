package org.assay.analysis.metric;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.ContentHash;

/** Small next-token tables for tests. */
final class Tables {
    private static final ContentHash CONTEXTS = ContentHash.of("the contexts of a test");

    private Tables() {}

    static NextTokenTable of(double[]... rows) {
        return new NextTokenTable(CONTEXTS, Matrix.ofRows(rows));
    }
}
