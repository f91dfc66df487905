package org.assay.analysis.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URLClassLoader;
import org.assay.analysis.AbsentLibrary;
import org.assay.analysis.Draw;
import org.assay.datasets.matrix.Matrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbsentNativeTest {
    @ParameterizedTest(name = "without {0}")
    @ValueSource(strings = {"nd4j-native.*", "nd4j-native.*-(linux|windows|macosx)-.*"})
    void without_a_native_build_a_large_product_is_still_made(String absent)
            throws ReflectiveOperationException, IOException {
        Matrix x = Draw.normal(30_001, 67, 3);
        double[] weights = Draw.uniform(30_001, 4);
        try (URLClassLoader elsewhere = AbsentLibrary.without(absent)) {
            Class<?> matrixThere = elsewhere.loadClass(Matrix.class.getName());
            Object xThere = matrixThere
                    .getMethod("wrap", int.class, int.class, double[].class)
                    .invoke(null, x.rows(), x.columns(), x.values());
            Object gramThere = elsewhere
                    .loadClass(Contraction.class.getName())
                    .getMethod("gram", matrixThere, double[].class)
                    .invoke(null, xThere, weights);
            double[] there = (double[]) matrixThere.getMethod("values").invoke(gramThere);
            assertThat(there)
                    .isEqualTo(new PlainProducts().gram(scaled(x, weights)).values());
            assertThat(there).containsExactly(Contraction.gram(x, weights).values(), within(1e-9));
        }
    }

    private static Matrix scaled(Matrix x, double[] weights) {
        Matrix scaled = Matrix.zeros(x.rows(), x.columns());
        for (int r = 0; r < x.rows(); r++) {
            for (int c = 0; c < x.columns(); c++) {
                scaled.set(r, c, Math.sqrt(weights[r]) * x.get(r, c));
            }
        }
        return scaled;
    }
}
