package org.assay.analysis.circuit.block;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.matrix.Matrix;
import org.assay.neural.transformer.Dimensions;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.MlpSpec;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.ParameterLayout.Parameter;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerWeights;

/**
 * The weights of a network whose heads, queries and neurons stand several times, each time reading and writing less. Copies that a
 * layer does not need are zero.
 */
final class WiderNetwork {
    private final TransformerWeights narrow;
    private final TransformerConfig from;
    private final Map<String, double[]> tensors = new HashMap<>();
    private final Map<Integer, List<Way>> values = new HashMap<>();
    private final Map<Integer, List<Way>> comparisons = new HashMap<>();
    private final Map<Integer, List<Way>> hidden = new HashMap<>();

    /**
     * What one copy reads and writes, or compares.
     *
     * @param left      D x D, what is left of what it reads (QK: of the query)
     * @param leftBias  whether it has the bias of that side
     * @param right     D x D, what is left of what it writes (QK: of the key)
     * @param rightBias whether it has the bias of that side
     */
    record Way(Matrix left, boolean leftBias, Matrix right, boolean rightBias) {}

    WiderNetwork(TransformerWeights narrow) {
        this.narrow = narrow;
        this.from = narrow.config();
    }

    void put(String name, Matrix tensor) {
        tensors.put(name, tensor.values());
    }

    void heads(int layer, List<Way> ofValues, List<Way> ofComparisons) {
        values.put(layer, ofValues);
        comparisons.put(layer, ofComparisons);
    }

    void neurons(int layer, List<Way> ways) {
        hidden.put(layer, ways);
    }

    TransformerWeights weights() {
        int copies = most(values);
        int ways = most(comparisons);
        TransformerConfig to = config(copies, ways, Math.max(1, most(hidden)));
        ParameterLayout layout = ParameterLayout.of(to);
        for (int layer = 0; layer < from.nLayers(); layer++) {
            for (int head = 0; head < from.nHeads(); head++) {
                for (int copy = 0; copy < values.get(layer).size(); copy++) {
                    addHead(
                            layout,
                            layer,
                            head,
                            head * copies + copy,
                            values.get(layer).get(copy));
                }
            }
            if (!from.attnOnly()) {
                addNeurons(layout, layer);
            }
        }
        double[] flat = new double[layout.size()];
        for (Parameter parameter : layout.parameters()) {
            double[] tensor = tensors.get(parameter.name());
            if (tensor == null && narrow.layout().parameters().contains(parameterOf(parameter))) {
                tensor = narrow.vector(parameter.name());
            }
            if (tensor != null) {
                System.arraycopy(tensor, 0, flat, parameter.offset(), parameter.size());
            }
        }
        return TransformerWeights.ofDoubles(to, flat);
    }

    /** The tensor of the narrow network of this name, if it has the same shape. */
    private Parameter parameterOf(Parameter wide) {
        return narrow.layout().parameters().stream()
                .filter(each -> each.name().equals(wide.name()) && each.shape().equals(wide.shape()))
                .findFirst()
                .orElse(wide);
    }

    private static int most(Map<Integer, List<Way>> ways) {
        return ways.values().stream().mapToInt(List::size).max().orElse(0);
    }

    private TransformerConfig config(int copies, int ways, int hiddenCopies) {
        Dimensions sizes = new Dimensions(
                from.nLayers(), from.dModel(), from.nHeads() * copies, from.dHead() * ways, from.nCtx(), from.dVocab());
        MlpSpec mlp = from.attnOnly() ? from.mlp() : new MlpSpec(from.actFn(), from.dMlp() * hiddenCopies);
        return new TransformerConfig(
                sizes,
                from.attn(),
                mlp,
                from.norm(),
                from.positions(),
                from.residual(),
                from.unembed(),
                from.biases(),
                from.initialisation());
    }

    /** All copies of a head compare alike, and each writes something else. */
    private void addHead(ParameterLayout layout, int layer, int head, int copy, Way value) {
        String attn = HookPoint.block(layer) + "attn.";
        List<String> projections = ParameterLayout.queriesAndKeys(from);
        List<Way> ways = comparisons.get(layer);
        // Scores are divided by the root of the size of a head, or by the size itself: by that of the wide head from
        // now on.
        boolean root = from.attention() == Attention.SOFTMAX || from.attention() == Attention.CUBIC;
        double grown = (double) most(comparisons);
        double scale = root ? Math.sqrt(grown) : grown;
        for (int way = 0; way < ways.size(); way++) {
            for (int p = 0; p < projections.size(); p++) {
                boolean query = p % 2 == 0;
                Way its = ways.get(way);
                addProjection(
                        layout,
                        layer,
                        projections.get(p),
                        head,
                        copy,
                        way * from.dHead(),
                        query ? its.left() : its.right(),
                        query ? its.leftBias() : its.rightBias(),
                        query ? scale : 1);
            }
        }
        addProjection(layout, layer, "V", head, copy, 0, value.left(), value.leftBias(), 1);
        Matrix out = NetworkParts.output(narrow, layer, head).times(value.right()); // H D
        Parameter parameter = layout.parameter(attn + "W_O");
        int size = parameter.shape().get(1);
        System.arraycopy(out.values(), 0, tensor(parameter), copy * size * from.dModel(), out.values().length);
    }

    private void addProjection(
            ParameterLayout layout,
            int layer,
            String projection,
            int head,
            int copy,
            int column,
            Matrix read,
            boolean withBias,
            double scale) {
        String attn = HookPoint.block(layer) + "attn.";
        Matrix part = read.times(NetworkParts.projection(narrow, layer, projection, head)); // D H
        Parameter parameter = layout.parameter(attn + "W_" + projection);
        int d = from.dModel();
        int size = parameter.shape().get(2);
        double[] into = tensor(parameter);
        for (int r = 0; r < d; r++) {
            for (int h = 0; h < part.columns(); h++) {
                into[(copy * d + r) * size + column + h] = scale * part.get(r, h);
            }
        }
        if (from.biases() && withBias) {
            double[] bias = narrow.matrix(attn + "b_" + projection).row(head);
            double[] biases = tensor(layout.parameter(attn + "b_" + projection));
            for (int h = 0; h < bias.length; h++) {
                biases[copy * size + column + h] = scale * bias[h];
            }
        }
    }

    private void addNeurons(ParameterLayout layout, int layer) {
        String mlp = HookPoint.block(layer) + "mlp.";
        List<Way> ways = hidden.get(layer);
        for (int copy = 0; copy < ways.size(); copy++) {
            int column = copy * from.dMlp();
            for (String reader : from.bilinearMlp() ? List.of("W_gate", "W_in") : List.of("W_in")) {
                Matrix in = ways.get(copy).left().times(narrow.matrix(mlp + reader)); // D F
                Parameter parameter = layout.parameter(mlp + reader);
                int wide = parameter.shape().get(1);
                for (int r = 0; r < in.rows(); r++) {
                    System.arraycopy(in.row(r), 0, tensor(parameter), r * wide + column, in.columns());
                }
            }
            Matrix out = narrow.matrix(mlp + "W_out").times(ways.get(copy).right()); // F D
            double[] into = tensor(layout.parameter(mlp + "W_out"));
            System.arraycopy(out.values(), 0, into, column * from.dModel(), out.values().length);
            if (from.biases()) {
                double[] bias = narrow.vector(mlp + "b_in");
                System.arraycopy(bias, 0, tensor(layout.parameter(mlp + "b_in")), column, bias.length);
            }
        }
    }

    private double[] tensor(Parameter parameter) {
        return tensors.computeIfAbsent(parameter.name(), name -> new double[parameter.size()]);
    }

    static Matrix difference(Matrix a, Matrix b) {
        Matrix difference = Matrix.zeros(a.rows(), a.columns());
        for (int i = 0; i < difference.values().length; i++) {
            difference.values()[i] = a.values()[i] - b.values()[i];
        }
        return difference;
    }
}
