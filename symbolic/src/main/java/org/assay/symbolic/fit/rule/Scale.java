package org.assay.symbolic.fit.rule;

import java.util.stream.IntStream;

/** The scale of weights, of which only ratios count. */
final class Scale {
    private Scale() {}

    /**
     * Divides the weights of experts that have a say at the same rows, by themselves or through others, by the mean sum of weights
     * at these rows. What is explained is as it was; what holds everywhere then has about the same share everywhere.
     */
    static void toOne(Mixture mixture, double[] weights) {
        int count = mixture.experts().size();
        int[] part = IntStream.range(0, count).toArray();
        for (int i = 0; i < mixture.rows().length; i++) {
            int[] speaking = mixture.speaking(i);
            for (int k = 1; k < speaking.length; k++) {
                int a = part[speaking[0]];
                int b = part[speaking[k]];
                for (int e = 0; e < count && a != b; e++) {
                    part[e] = part[e] == b ? a : part[e];
                }
            }
        }
        double[] sum = new double[count];
        double[] mass = new double[count];
        for (int i = 0; i < mixture.rows().length; i++) {
            double weight = weights[mixture.rows()[i]];
            int[] speaking = mixture.speaking(i);
            for (int e : speaking) {
                sum[part[e]] += weight * mixture.experts().get(e).weight;
            }
            if (speaking.length > 0) {
                mass[part[speaking[0]]] += weight;
            }
        }
        for (int e = 0; e < count; e++) {
            if (sum[part[e]] > 0) {
                mixture.experts().get(e).weight *= mass[part[e]] / sum[part[e]];
            }
        }
    }
}
