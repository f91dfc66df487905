package org.assay.analysis.compile;

import java.util.List;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.analysis.compile.HeadParts.Output;
import org.assay.analysis.compile.HeadParts.Term;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.neural.transformer.AttentionSpec;
import org.assay.neural.transformer.Dimensions;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.MlpSpec;
import org.assay.neural.transformer.NormSpec;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.PositionSpec;
import org.assay.neural.transformer.ResidualSpec;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;
import org.assay.neural.transformer.TransformerWeights;
import org.assay.neural.transformer.UnembedSpec;

/**
 * Parts as tensors. The residual stream x of the parts becomes {@code x R} with R a random rotation (Haar), and queries with keys and
 * values with outputs of every head are turned against each other in the same manner; there is no norm, so the function is the same.
 */
final class WeightsWriter {
    private final Stream stream;
    private final CompileOptions options;
    private final Wiring wiring;
    private final TransformerConfig config;
    private final ParameterLayout layout;
    private final double[] values;
    private final Matrix rotation;
    private final int width;

    private WeightsWriter(Stream stream, CompileOptions options, Wiring wiring) {
        this.stream = stream;
        this.options = options;
        this.wiring = wiring;
        this.width = stream.width();
        this.config = config();
        this.layout = ParameterLayout.of(config);
        this.values = new double[layout.size()];
        this.rotation = turn(width, options.seed().child("residual stream"));
    }

    /**
     * What was written.
     *
     * @param rotation R, D x D
     */
    record Written(TransformerWeights weights, Matrix rotation) {}

    static Written write(Stream stream, CompileOptions options, Wiring wiring) {
        WeightsWriter writer = new WeightsWriter(stream, options, wiring);
        writer.writeEmbedding();
        for (int layer = 0; layer < wiring.heads().size(); layer++) {
            writer.writeAttention(layer);
            writer.writeMlp(layer);
        }
        writer.writeUnembedding();
        writer.addNoise();
        return new Written(TransformerWeights.ofDoubles(writer.config, writer.values), writer.rotation);
    }

    private TransformerConfig config() {
        boolean bilinear = options.target() == Target.BILINEAR;
        Variables variables = stream.variables();
        int first = variables.sink() ? 1 : 0;
        Dimensions sizes = new Dimensions(
                wiring.layers(),
                width,
                wiring.mostHeads(),
                wiring.largestHead(),
                options.longest() + first,
                variables.program().vocabulary().size() + first);
        MlpSpec mlp = wiring.mostHidden() == 0
                ? MlpSpec.none()
                : new MlpSpec(bilinear ? ActFn.BILINEAR : ActFn.RELU, wiring.mostHidden());
        return new TransformerConfig(
                sizes,
                AttentionSpec.of(bilinear ? Attention.BILINEAR : Attention.SOFTMAX),
                mlp,
                NormSpec.of(NormalizationType.NULL),
                PositionSpec.of(
                        variables.hasPositions() ? PositionalEmbeddingType.STANDARD : PositionalEmbeddingType.NONE),
                ResidualSpec.add(),
                new UnembedSpec(false, true),
                true,
                Initialisation.gpt2(width));
    }

    private static Matrix turn(int size, Seed seed) {
        return RandomSubspace.of(new double[size], size, seed).basis();
    }

    private void writeEmbedding() {
        Variables variables = stream.variables();
        set("embed.W_E", 0, points(variables.token()));
        if (variables.hasPositions()) {
            set("pos_embed.W_pos", 0, points(variables.position()));
        }
    }

    private Matrix points(Variable variable) {
        Matrix points = Matrix.zeros(variable.values(), width);
        for (int v = 0; v < variable.values(); v++) {
            setRow(points, v, stream.point(variable, v));
        }
        return points.times(rotation);
    }

    private void writeAttention(int layer) {
        String attn = "blocks." + layer + ".attn.";
        List<HeadParts> heads = wiring.heads().get(layer);
        int size = config.dHead();
        double[] rest = new double[width];
        for (int h = 0; h < heads.size(); h++) {
            HeadParts head = heads.get(h);
            Seed seed = options.seed().child("layer " + layer).child("head " + h);
            if (options.target() == Target.SOFTMAX) {
                // Scores are divided by sqrt(H).
                double scale = Math.sqrt(head.sharpness() * Math.sqrt(size));
                writeScores(attn, "Q", "K", h, head.first(), scale, seed.child("scores"));
            } else {
                // The product of scores is divided by H^2.
                writeScores(attn, "Q1", "K1", h, head.first(), Math.sqrt(size), seed.child("first scores"));
                writeScores(attn, "Q2", "K2", h, head.second(), Math.sqrt(size), seed.child("second scores"));
            }
            writeValues(attn, h, head.outputs(), seed.child("values"));
            for (int d = 0; d < width; d++) {
                rest[d] += head.rest()[d];
            }
        }
        set(attn + "b_O", 0, Matrix.wrap(1, width, rest).times(rotation));
    }

    private void writeScores(
            String attn, String query, String key, int head, List<Term> terms, double scale, Seed seed) {
        Matrix turn = turn(config.dHead(), seed);
        read(attn, query, head, terms.stream().map(Term::query).toList(), scale, turn);
        read(attn, key, head, terms.stream().map(Term::key).toList(), scale, turn);
    }

    private void writeValues(String attn, int head, List<Output> outputs, Seed seed) {
        int size = config.dHead();
        Matrix turn = turn(size, seed);
        read(attn, "V", head, outputs.stream().map(Output::value).toList(), 1, turn);
        Matrix directions = Matrix.zeros(size, width);
        for (int i = 0; i < outputs.size(); i++) {
            setRow(directions, i, outputs.get(i).direction());
        }
        set(
                attn + "W_O",
                head * size * width,
                turn.transpose().times(directions).times(rotation));
    }

    /** A projection of a head: its coordinates are the functionals, turned. */
    private void read(
            String attn, String projection, int head, List<Functional> functionals, double scale, Matrix turn) {
        int size = config.dHead();
        Matrix directions = Matrix.zeros(size, width);
        Matrix constants = Matrix.zeros(1, size);
        for (int i = 0; i < functionals.size(); i++) {
            setRow(directions, i, functionals.get(i).times(scale).direction());
            constants.set(0, i, scale * functionals.get(i).constant());
        }
        Matrix weights = directions.times(rotation).transpose().times(turn); // D H
        set(attn + "W_" + projection, head * width * size, weights);
        set(attn + "b_" + projection, head * size, constants.times(turn));
    }

    private void writeMlp(int layer) {
        if (config.attnOnly()) {
            return;
        }
        String mlp = "blocks." + layer + ".mlp.";
        List<HiddenUnit> hidden = wiring.hidden().get(layer);
        Matrix gates = Matrix.zeros(config.dMlp(), width);
        Matrix linear = Matrix.zeros(config.dMlp(), width);
        Matrix out = Matrix.zeros(config.dMlp(), width);
        Matrix bias = Matrix.zeros(1, config.dMlp());
        for (int i = 0; i < hidden.size(); i++) {
            setRow(gates, i, hidden.get(i).gate().direction());
            setRow(linear, i, hidden.get(i).linear().direction());
            setRow(out, i, hidden.get(i).out());
            bias.set(0, i, config.bilinearMlp() ? 0 : hidden.get(i).gate().constant());
        }
        if (config.bilinearMlp()) {
            set(mlp + "W_gate", 0, gates.times(rotation).transpose());
            set(mlp + "W_in", 0, linear.times(rotation).transpose());
        } else {
            set(mlp + "W_in", 0, gates.times(rotation).transpose());
        }
        set(mlp + "W_out", 0, out.times(rotation));
        set(mlp + "b_in", 0, bias);
        set(mlp + "b_out", 0, Matrix.wrap(1, width, wiring.rests().get(layer)).times(rotation));
    }

    private void writeUnembedding() {
        UnembeddingWiring.Parts parts = wiring.unembedding();
        set("unembed.W_U", 0, rotation.transpose().times(parts.weights()));
        set("unembed.b_U", 0, Matrix.wrap(1, parts.bias().length, parts.bias()));
    }

    private void addNoise() {
        if (options.noise() == 0) {
            return;
        }
        for (ParameterLayout.Parameter parameter : layout.parameters()) {
            double square = 0;
            int present = 0;
            for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
                square += values[i] * values[i];
                present += values[i] == 0 ? 0 : 1;
            }
            Draws draws = options.seed().child("noise").child(parameter.name()).draws();
            double deviation = present == 0 ? 0 : options.noise() * Math.sqrt(square / present);
            for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
                values[i] += deviation * draws.nextNormal();
            }
        }
    }

    private static void setRow(Matrix matrix, int row, double[] values) {
        System.arraycopy(values, 0, matrix.values(), row * matrix.columns(), values.length);
    }

    private void set(String name, int from, Matrix matrix) {
        System.arraycopy(matrix.values(), 0, values, layout.parameter(name).offset() + from, matrix.values().length);
    }
}
