package org.assay.analysis.circuit.interaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.circuit.block.LinearPart;
import org.assay.analysis.circuit.block.NetworkParts;
import org.assay.analysis.circuit.block.SiteMoments;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerWeights;

/**
 * The MLPs of a network at the two levels above incidence (which {@link NetworkParts} has, and which is weights alone).
 *
 * <p><b>Slope.</b> The expected linear map {@code J = W_in diag(E act'(z)) W_out}, each z normal with the mean and variance that the
 * moments of the site give it; for a bilinear MLP {@code J = sum_m (mean . g_m u_m + mean . u_m g_m) p_m'}, which is exact whatever the
 * law. Beside it the incidence with every neuron counted by E act'(z)^2: how often it lets anything through.
 *
 * <p><b>Interaction.</b> The expected second derivative, read x read x written: {@code sum_m E act''(z_m) w_m w_m p_m}; for a
 * bilinear MLP {@code sum_m (g_m u_m + u_m g_m) p_m}, weights alone. Here two blocks act together that neither level before can tell
 * from two that act each by itself.
 *
 * @param slopes       parts of kind MLP, for the circuit between blocks
 * @param interactions for {@link BlockInteractions}
 * @param undefined    which level of which layer is not defined, and why
 */
public record MlpLevels(List<LinearPart> slopes, List<InteractionTensor> interactions, List<String> undefined) {
    public MlpLevels {
        slopes = List.copyOf(slopes);
        interactions = List.copyOf(interactions);
        undefined = List.copyOf(undefined);
    }

    /** @param moments as {@link SiteMoments#of(HookedTransformer, ContextSet)} takes them; what needs them is undefined without */
    public static MlpLevels of(TransformerWeights weights, Optional<SiteMoments> moments) {
        Reading reading = new Reading(NetworkParts.folded(weights), moments);
        for (int layer = 0; layer < weights.config().nLayers(); layer++) {
            reading.add(layer);
        }
        return new MlpLevels(reading.slopes, reading.interactions, reading.undefined);
    }

    /** What is gathered layer by layer; matrices of a layer are D x F. */
    private static final class Reading {
        private final TransformerWeights weights;
        private final TransformerConfig config;
        private final Optional<SiteMoments> moments;
        private final List<LinearPart> slopes = new ArrayList<>();
        private final List<InteractionTensor> interactions = new ArrayList<>();
        private final List<String> undefined = new ArrayList<>();

        Reading(TransformerWeights folded, Optional<SiteMoments> moments) {
            this.weights = folded;
            this.config = folded.config();
            this.moments = moments;
        }

        void add(int layer) {
            String read = config.attnOnly() ? "" : SiteMoments.readByMlp(config, layer);
            if (config.attnOnly()) {
                undefined.add("MLP " + layer + ": the network has none");
            } else if (config.bilinearMlp()) {
                addBilinear(layer, read);
            } else if (moments.isEmpty() || !moments.get().means().containsKey(read)) {
                undefined.add(
                        "MLP " + layer + ", slope and interaction: not defined without mean and covariance of " + read);
            } else {
                addActivation(layer, read);
            }
        }

        private Matrix tensor(int layer, String name) {
            return weights.matrix(HookPoint.block(layer) + "mlp." + name);
        }

        private void addActivation(int layer, String read) {
            Matrix in = tensor(layer, "W_in");
            Matrix out = tensor(layer, "W_out").transpose();
            double[] mean = in.transpose()
                    .times(column(moments.orElseThrow().means().get(read)))
                    .values();
            double[] variance =
                    variances(in, moments.orElseThrow().covariances().get(read));
            ActFn act = config.actFn();
            double[] slope = new double[mean.length];
            double[] passed = new double[mean.length];
            double[] curvature = new double[mean.length];
            for (int m = 0; m < mean.length; m++) {
                double at = mean[m] + (config.biases() ? weights.vector(HookPoint.block(layer) + "mlp.b_in")[m] : 0);
                slope[m] = ActivationSlopes.slope(act, at, variance[m]);
                passed[m] = Math.sqrt(ActivationSlopes.squaredSlope(act, at, variance[m]));
                curvature[m] = ActivationSlopes.curvature(act, at, variance[m]);
            }
            addFamily(layer, "incidence by slope", NetworkParts.timesColumns(in, passed), out, 1);
            addMap(layer, NetworkParts.timesColumns(in, slope).times(out.transpose()));
            for (int m = 0; m < mean.length; m++) {
                if (Double.isNaN(curvature[m])) {
                    undefined.add("MLP " + layer + ", interaction: not defined where neuron " + m
                            + " never leaves the kink of its ReLU");
                    return;
                }
            }
            addInteraction(layer, in, in, NetworkParts.timesColumns(out, curvature));
        }

        private void addBilinear(int layer, String read) {
            Matrix gate = tensor(layer, "W_gate");
            Matrix linear = tensor(layer, "W_in");
            Matrix out = tensor(layer, "W_out").transpose();
            if (moments.isPresent() && moments.get().means().containsKey(read)) {
                Matrix mean = column(moments.get().means().get(read));
                double[] gates = gate.transpose().times(mean).values();
                double[] others = linear.transpose().times(mean).values();
                Matrix both = NetworkParts.timesColumns(linear, gates).beside(NetworkParts.timesColumns(gate, others));
                addMap(layer, both.times(out.beside(out).transpose()));
            } else {
                undefined.add("MLP " + layer + ", slope: not defined without the mean of " + read);
            }
            addInteraction(layer, gate.beside(linear), linear.beside(gate), out.beside(out));
        }

        private void addMap(int layer, Matrix map) {
            Matrix identity = Matrix.identity(map.columns());
            addFamily(layer, "mean slope", map, identity, map.columns());
        }

        private void addFamily(int layer, String name, Matrix left, Matrix right, int rank) {
            String reads = NetworkParts.behindAttention(config, layer);
            String writes = NetworkParts.behindMlp(layer);
            LinearPart part = new LinearPart(Kind.MLP, layer, name, reads, writes, left, right, rank);
            if (part.mass() > 0) {
                slopes.add(part);
            } else {
                undefined.add("MLP " + layer + ", " + name + ": nothing passes");
            }
        }

        private void addInteraction(int layer, Matrix first, Matrix second, Matrix written) {
            String reads = NetworkParts.behindAttention(config, layer);
            interactions.add(new InteractionTensor(
                    Kind.MLP,
                    layer,
                    "second derivative",
                    List.of(reads, reads, NetworkParts.behindMlp(layer)),
                    List.of(first, second, written),
                    true));
        }
    }

    /** {@code w' S w} for every column w. */
    private static double[] variances(Matrix columns, Matrix covariance) {
        Matrix turned = covariance.times(columns);
        double[] variances = new double[columns.columns()];
        for (int i = 0; i < turned.values().length; i++) {
            variances[i % variances.length] += columns.values()[i] * turned.values()[i];
        }
        for (int m = 0; m < variances.length; m++) {
            // Rounding can carry a variance of nothing below 0.
            variances[m] = Math.max(0, variances[m]);
        }
        return variances;
    }

    private static Matrix column(double... values) {
        return Matrix.wrap(values.length, 1, values);
    }
}
