package org.assay.neural.train;

import java.util.Map;
import java.util.TreeMap;
import org.assay.datasets.corpus.BatchSource;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.origin.Seed;
import org.assay.neural.djl.ComputeDevice;
import org.assay.neural.transformer.TransformerConfig;

/**
 * Everything that determines the bytes of a trained network.
 *
 * @param name    for progress and messages; of no effect on the bytes
 * @param config  architecture
 * @param options how long and how fast
 * @param data    training batches; batch k is used at step k
 * @param heldOut evaluation batches
 * @param seed    of the initial weights
 * @param device  what it is trained on: bits differ between kinds of device
 */
public record TrainingJob(
        String name,
        TransformerConfig config,
        TrainOptions options,
        BatchSource data,
        HeldOut heldOut,
        Seed seed,
        ComputeDevice device) {
    public TrainingJob {
        requireFits("training", data, config);
        requireFits("held-out", heldOut.source(), config);
    }

    /** A training on the processor. */
    public TrainingJob(
            String name, TransformerConfig config, TrainOptions options, BatchSource data, HeldOut heldOut, Seed seed) {
        this(name, config, options, data, heldOut, seed, ComputeDevice.CPU);
    }

    /** The same training on {@code other}. */
    public TrainingJob on(ComputeDevice other) {
        return new TrainingJob(name, config, options, data, heldOut, seed, other);
    }

    /**
     * What a checkpoint must agree with before it is resumed: every option, field by field, with the data represented by the
     * hash of their first batch.
     */
    public Map<String, String> key() {
        Map<String, String> key = new TreeMap<>();
        Records.flatten("config", config, key);
        Records.flatten("options", options, key);
        key.put("options.optimiser", options.optimiser().getClass().getSimpleName());
        key.put("seed", seed.toString());
        key.put("device", device.name());
        key.put("data", fingerprint(data));
        key.put("heldOut", fingerprint(heldOut.source()));
        key.put("heldOut.batches", Integer.toString(heldOut.batches()));
        return key;
    }

    /** Tokens that one step trains on: sequences times positions. */
    public long tokensPerStep() {
        return (long) data.batchSize() * (data.sequenceLength() - 1);
    }

    private static String fingerprint(BatchSource source) {
        return source.batchSize() + " x " + source.sequenceLength() + " "
                + new ContentHash.Builder().add(source.batch(0)).build().brief() + mask(source.scored(0));
    }

    private static String mask(boolean[] scored) {
        StringBuilder bits = new StringBuilder();
        for (boolean counts : scored) {
            bits.append(counts ? '1' : '0');
        }
        return scored.length == 0
                ? ""
                : " scored "
                        + new ContentHash.Builder().add(bits.toString()).build().brief();
    }

    private static void requireFits(String role, BatchSource source, TransformerConfig config) {
        int longest = config.nCtx() + 1;
        if (source.batchSize() < 1 || source.sequenceLength() < 2 || source.sequenceLength() > longest) {
            throw new IllegalArgumentException(role + " batches must have at least 1 sequence of 2 .. " + longest
                    + " tokens, got " + source.batchSize() + " x " + source.sequenceLength());
        }
    }
}
