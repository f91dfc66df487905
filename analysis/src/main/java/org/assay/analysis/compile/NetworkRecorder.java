package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.analysis.decompile.NotDiscreteException;
import org.assay.analysis.decompile.RecordedNetwork;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.transformer.ReferenceTransformer;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerWeights;

/**
 * Everything that a network does in every string of tokens up to a length, from its weights alone, for reading its program back: which
 * key each head keeps, and which of a few vectors each MLP writes. Networks without norm, which add to their residual stream.
 */
public final class NetworkRecorder {
    /** How far a pattern may be from 0 and 1, and a vector from another of its kind. */
    private static final double TOLERANCE = 1e-6;

    private static final int MOST_KINDS = 256;

    private final TransformerWeights weights;
    private final TransformerConfig config;
    private final int tokens;
    private final int first;
    private final int length;
    private final int[][] sequences;
    private final List<List<int[]>> kept = new ArrayList<>();
    private final List<int[]> kinds = new ArrayList<>();
    private final List<List<double[]>> written = new ArrayList<>();

    private NetworkRecorder(TransformerWeights weights, int tokens, int longest) {
        this.weights = weights;
        this.config = weights.config();
        this.tokens = tokens;
        this.first = config.dVocab() - tokens;
        this.length = longest;
        ContextSet all = EveryContext.upTo(tokens, longest);
        this.sequences =
                IntStream.range(0, all.sequences()).mapToObj(all::sequence).toArray(int[][]::new);
        for (int layer = 0; layer < config.nLayers(); layer++) {
            List<int[]> its = new ArrayList<>();
            for (int head = 0; head < config.nHeads(); head++) {
                its.add(new int[sequences.length * length]);
            }
            kept.add(its);
            kinds.add(new int[sequences.length * length]);
            written.add(new ArrayList<>());
        }
    }

    /**
     * @param vocabulary tokens that contexts are made of: all of the network's, or all but the last, which then stands before every
     *     sequence
     * @param longest    P, with the token before it no more than the network reads
     * @throws NotDiscreteException when a head spreads its attention, or an MLP writes more than 256 different vectors
     */
    public static RecordedNetwork record(TransformerWeights weights, Vocabulary vocabulary, int longest) {
        TransformerConfig config = weights.config();
        int extra = config.dVocab() - vocabulary.size();
        boolean plain = !config.hasNorm() && config.residual().adds() && !config.rotary() && config.biases();
        boolean known = config.attention() == Attention.SOFTMAX || config.attention() == Attention.BILINEAR;
        if (!plain || !known) {
            throw new NotDiscreteException("the network", "is not one of sums without norm: " + config.shape());
        }
        if (extra < 0 || extra > 1 || longest + extra > config.nCtx()) {
            throw new IllegalArgumentException("a network of " + config.dVocab() + " tokens and contexts of "
                    + config.nCtx() + " cannot be recorded over " + vocabulary.size() + " tokens and contexts of "
                    + longest);
        }
        NetworkRecorder recorder = new NetworkRecorder(weights, vocabulary.size(), longest);
        recorder.runAll();
        return recorder.recorded(vocabulary);
    }

    private void runAll() {
        ReferenceTransformer network = ReferenceTransformer.of(weights);
        for (int s = 0; s < sequences.length; s++) {
            int[] read = new int[length + first];
            read[0] = tokens;
            System.arraycopy(sequences[s], 0, read, first, length);
            ReferenceTransformer.Activations run = network.run(read);
            for (int layer = 0; layer < config.nLayers(); layer++) {
                for (int p = 0; p < length; p++) {
                    int row = s * length + p;
                    for (int head = 0; head < config.nHeads(); head++) {
                        kept.get(layer).get(head)[row] = kept(run.patterns()[layer][head][p + first], layer, head);
                    }
                    if (!config.attnOnly()) {
                        Matrix out = run.hooks().get("blocks." + layer + ".hook_mlp_out");
                        kinds.get(layer)[row] = kind(written.get(layer), out.row(p + first), layer);
                    }
                }
            }
        }
    }

    /** The position of the one key with all the attention; -1 for the token before the sequence, or for none. */
    private int kept(double[] pattern, int layer, int head) {
        int key = -1;
        for (int k = 0; k < pattern.length; k++) {
            if (Math.abs(pattern[k] - 1) <= TOLERANCE && key < 0) {
                key = k;
            } else if (Math.abs(pattern[k]) > TOLERANCE) {
                // A head that writes nothing may look anywhere.
                if (isSilent(layer, head)) {
                    return -1;
                }
                throw new NotDiscreteException(
                        "head " + head + " of layer " + layer, "gives a key the weight " + pattern[k]);
            }
        }
        return key < 0 ? -1 : key - first;
    }

    private boolean isSilent(int layer, int head) {
        for (double entry : rows("blocks." + layer + ".attn.W_O", head).values()) {
            if (entry != 0) {
                return false;
            }
        }
        return true;
    }

    private int kind(List<double[]> known, double[] vector, int layer) {
        for (int kind = 0; kind < known.size(); kind++) {
            double farthest = 0;
            for (int d = 0; d < vector.length; d++) {
                farthest = Math.max(farthest, Math.abs(vector[d] - known.get(kind)[d]));
            }
            if (farthest <= TOLERANCE) {
                return kind;
            }
        }
        if (known.size() == MOST_KINDS) {
            throw new NotDiscreteException(
                    "the MLP of layer " + layer, "writes more than " + MOST_KINDS + " different vectors");
        }
        known.add(vector);
        return known.size() - 1;
    }

    private RecordedNetwork recorded(Vocabulary vocabulary) {
        Matrix unembedding = weights.unembedding().selectColumns(0, tokens);
        double[] bias = new double[tokens];
        System.arraycopy(weights.vector("unembed.b_U"), 0, bias, 0, tokens);
        List<RecordedNetwork.Layer> layers = new ArrayList<>();
        for (int layer = 0; layer < config.nLayers(); layer++) {
            layers.add(layer(layer));
        }
        Optional<Matrix> positions = config.learnedPositions()
                ? Optional.of(weights.matrix("pos_embed.W_pos")
                        .selectRows(IntStream.range(first, first + length).toArray()))
                : Optional.empty();
        Matrix embedding = weights.matrix("embed.W_E")
                .selectRows(IntStream.range(0, tokens).toArray());
        return new RecordedNetwork(vocabulary, sequences, embedding, positions, layers, unembedding, bias);
    }

    private RecordedNetwork.Layer layer(int layer) {
        String attn = "blocks." + layer + ".attn.";
        List<RecordedNetwork.Head> heads = new ArrayList<>();
        for (int head = 0; head < config.nHeads(); head++) {
            Matrix out = rows(attn + "W_O", head); // H D
            Matrix map = rows(attn + "W_V", head).times(out); // D D
            Matrix bias = Matrix.wrap(1, config.dHead(), row(attn + "b_V", head)); // 1 H
            double[] constant = bias.times(out).values();
            heads.add(new RecordedNetwork.Head(kept.get(layer).get(head), map, constant, nothing(layer, head)));
        }
        boolean writes = written.get(layer).size() > 0;
        Optional<RecordedNetwork.Mlp> mlp = writes
                ? Optional.of(new RecordedNetwork.Mlp(
                        kinds.get(layer), Matrix.ofRows(written.get(layer).toArray(double[][]::new))))
                : Optional.empty();
        return new RecordedNetwork.Layer(heads, weights.vector(attn + "b_O"), mlp);
    }

    /** What the head writes at the token before the sequence, where it can look at nothing else; without one, nothing at all. */
    private double[] nothing(int layer, int head) {
        double[] nothing = new double[config.dModel()];
        if (first == 1) {
            Matrix all = ReferenceTransformer.of(weights)
                    .run(new int[] {tokens})
                    .hooks()
                    .get("blocks." + layer + ".attn.hook_result");
            System.arraycopy(all.values(), head * nothing.length, nothing, 0, nothing.length);
        }
        return nothing;
    }

    /** The part of a tensor of (N, rows, columns) that belongs to one head. */
    private Matrix rows(String name, int head) {
        Matrix all = weights.matrix(name);
        int each = all.rows() / config.nHeads();
        return all.selectRows(IntStream.range(head * each, (head + 1) * each).toArray());
    }

    private double[] row(String name, int head) {
        return weights.matrix(name).row(head);
    }
}
