package org.assay.neural.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.ParameterLayout.Parameter;

/**
 * Frobenius norms of the query and key projections of each head. In bilinear attention, which no softmax bounds, their drift is
 * what goes wrong first.
 */
final class HeadNorms {
    private static final Pattern QUERIES_AND_KEYS = Pattern.compile("blocks\\.\\d+\\.attn\\.W_[QK]\\d?");

    private HeadNorms() {}

    /** For each such tensor, (N, D, H), one norm for each head. */
    static SortedMap<String, List<Double>> of(ParameterLayout layout, float[] parameters) {
        SortedMap<String, List<Double>> norms = new TreeMap<>();
        for (Parameter parameter : layout.parameters()) {
            if (QUERIES_AND_KEYS.matcher(parameter.name()).matches()) {
                norms.put(parameter.name(), ofHeads(parameter, parameters));
            }
        }
        return norms;
    }

    private static List<Double> ofHeads(Parameter parameter, float[] parameters) {
        int heads = parameter.shape().get(0);
        int size = parameter.size() / heads;
        List<Double> norms = new ArrayList<>();
        for (int head = 0; head < heads; head++) {
            double square = 0;
            for (int i = 0; i < size; i++) {
                double value = parameters[parameter.offset() + head * size + i];
                square += value * value;
            }
            norms.add(Math.sqrt(square));
        }
        return List.copyOf(norms);
    }
}
