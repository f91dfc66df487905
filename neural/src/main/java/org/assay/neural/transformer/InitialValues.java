package org.assay.neural.transformer;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.neural.transformer.AttentionSpec.QkControl;
import org.assay.neural.transformer.Initialisation.Law;
import org.assay.neural.transformer.ParameterLayout.Parameter;

/** Draws untrained weights: every matrix from its own stream of the seed, so that they do not depend on each other's sizes. */
final class InitialValues {
    private final TransformerConfig config;
    private final Initialisation initialisation;

    private InitialValues(TransformerConfig config) {
        this.config = config;
        this.initialisation = config.initialisation();
    }

    /** In the order of the layout. */
    static float[] of(TransformerConfig config, Seed seed) {
        InitialValues initial = new InitialValues(config);
        ParameterLayout layout = ParameterLayout.of(config);
        float[] values = new float[layout.size()];
        for (Parameter parameter : layout.parameters()) {
            int end = parameter.offset() + parameter.size();
            if (parameter.isMatrix()) {
                initial.draw(parameter, seed.child(parameter.name()).draws(), values);
            } else if (beginsAtOne(parameter.name())) {
                Arrays.fill(values, parameter.offset(), end, 1);
            }
        }
        return values;
    }

    /** Gains and running variances. */
    private static boolean beginsAtOne(String name) {
        return name.endsWith(".w") || name.endsWith(".running_var") || name.endsWith(".running_square");
    }

    private void draw(Parameter parameter, Draws draws, float[] into) {
        if (isQueryOrKey(parameter) && config.attn().control() == QkControl.ORTHOGONAL_INIT) {
            drawOrthogonal(parameter, draws, into);
            return;
        }
        double deviation = deviation(parameter);
        boolean uniform = !isEmbedding(parameter)
                && (initialisation.law() == Law.XAVIER_UNIFORM || initialisation.law() == Law.KAIMING_UNIFORM);
        for (int i = 0; deviation > 0 && i < parameter.size(); i++) {
            double unit = uniform ? Math.sqrt(3) * (2 * draws.nextDouble() - 1) : draws.nextNormal();
            into[parameter.offset() + i] = (float) (deviation * unit);
        }
    }

    private double deviation(Parameter parameter) {
        String name = parameter.name();
        boolean output = name.endsWith(".attn.W_O") || name.endsWith(".mlp.W_out");
        if (output && initialisation.zeroOutput() || name.equals("unembed.W_U") && initialisation.zeroUnembed()) {
            return 0;
        }
        if (isEmbedding(parameter)) {
            return initialisation.embeddingRange();
        }
        if (isQueryOrKey(parameter) && config.attn().control() == QkControl.FAN_IN_INIT) {
            return 1 / Math.sqrt(config.dModel());
        }
        double fanIn = fanIn(parameter);
        double fanOut = parameter.shape().get(parameter.shape().size() - 1);
        return switch (initialisation.law()) {
            case NORMAL -> initialisation.initializerRange();
            case XAVIER_NORMAL, XAVIER_UNIFORM -> Math.sqrt(2 / (fanIn + fanOut));
            case KAIMING_NORMAL, KAIMING_UNIFORM -> Math.sqrt(2 / fanIn);
        };
    }

    /** D, or N H for the output of attention, or F for that of the MLP. */
    private static double fanIn(Parameter parameter) {
        List<Integer> shape = parameter.shape();
        return parameter.name().endsWith(".attn.W_O") ? shape.get(0) * shape.get(1) : shape.get(shape.size() - 2);
    }

    private static boolean isEmbedding(Parameter parameter) {
        return parameter.name().equals("embed.W_E") || parameter.name().equals("pos_embed.W_pos");
    }

    private boolean isQueryOrKey(Parameter parameter) {
        return ParameterLayout.queriesAndKeys(config).stream()
                .anyMatch(projection -> parameter.name().endsWith(".attn.W_" + projection));
    }

    /** Orthonormal columns of the (D, N H) matrix of all heads, or rows where N H > D, uniformly over all such matrices. */
    private void drawOrthogonal(Parameter parameter, Draws draws, float[] into) {
        int d = config.dModel();
        int h = config.dHead();
        int columns = config.nHeads() * h;
        double[][] vectors = orthonormal(Math.min(d, columns), Math.max(d, columns), draws);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < columns; j++) {
                double value = columns <= d ? vectors[j][i] : vectors[i][j];
                into[parameter.offset() + (j / h * d + i) * h + j % h] = (float) value;
            }
        }
    }

    /** Gram-Schmidt on normal draws, each vector cleared of the others twice: once loses digits where it nearly lies in their span. */
    private static double[][] orthonormal(int count, int length, Draws draws) {
        double[][] vectors = new double[count][length];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < length; k++) {
                vectors[i][k] = draws.nextNormal();
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    add(vectors[i], -dot(vectors[i], vectors[j]), vectors[j]);
                }
                double norm = Math.sqrt(dot(vectors[i], vectors[i]));
                for (int k = 0; k < length; k++) {
                    vectors[i][k] /= norm;
                }
            }
        }
        return vectors;
    }

    private static void add(double[] to, double factor, double[] vector) {
        for (int k = 0; k < to.length; k++) {
            to[k] += factor * vector[k];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
