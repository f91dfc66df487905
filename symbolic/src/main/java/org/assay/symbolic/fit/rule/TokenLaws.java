package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What the network answers behind each token, before any rule is known. */
final class TokenLaws {
    private final Evidence evidence;
    private final int[][] rowsOf;
    private final double[] mass;
    private final int vocabulary;

    TokenLaws(Evidence evidence, int[][] rowsOf, double[] mass) {
        this.evidence = evidence;
        this.rowsOf = rowsOf;
        this.mass = mass;
        this.vocabulary = evidence.vocabulary;
    }

    List<Expert> experts() {
        List<Expert> own = new ArrayList<>();
        for (int x = 0; x < vocabulary; x++) {
            if (rowsOf[x].length > 0) {
                double[] law = new double[vocabulary];
                for (int row : rowsOf[x]) {
                    for (int v = 0; v < vocabulary; v++) {
                        law[v] += evidence.weights[row] * evidence.q[row * vocabulary + v] / mass[x];
                    }
                }
                boolean[] now = new boolean[vocabulary];
                now[x] = true;
                own.add(new Expert(Fallback.KIND, new Match.After(now), new double[][] {law}));
            }
        }
        return own;
    }

    /** For each token the median, token by token, of the laws behind it: rules that hold at few of its rows do not show. */
    double[][] medians() {
        double[][] laws = new double[vocabulary][vocabulary];
        IntStream.range(0, vocabulary).parallel().forEach(x -> {
            double[] values = new double[rowsOf[x].length];
            double sum = 0;
            for (int v = 0; v < vocabulary && values.length > 0; v++) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = evidence.q[rowsOf[x][i] * vocabulary + v];
                }
                Arrays.sort(values);
                laws[x][v] = values[values.length / 2];
                sum += laws[x][v];
            }
            for (int v = 0; v < vocabulary && sum > 0; v++) {
                laws[x][v] /= sum;
            }
        });
        return laws;
    }
}
