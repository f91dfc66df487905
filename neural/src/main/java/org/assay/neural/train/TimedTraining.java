package org.assay.neural.train;

import java.util.Arrays;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.origin.Stopwatch;
import org.assay.neural.djl.AdamW;
import org.assay.neural.djl.TorchTraining;
import org.assay.neural.djl.TorchTraining.StepReading;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;

/**
 * A training for the clock alone: the same few batches of uniformly random tokens, lap after lap, on one thread. Forward,
 * backward and AdamW without clipping, which is what training code elsewhere is timed with.
 */
public final class TimedTraining implements AutoCloseable {
    /** Peak and only rate of learning. */
    public static final double LEARNING_RATE = 1e-4;

    /** AdamW of the laps. */
    public static final AdamW OPTIMISER = new AdamW(0.9, 0.999, 1e-8, 0.01, Double.POSITIVE_INFINITY);

    /** Tokens of a lap where steps are small: enough that the clock and the call do not matter. */
    private static final int TOKENS_PER_LAP = 1 << 14;

    private final TransformerWeights initial;
    private final int sequences;
    private final int[][] batches;
    private final double[] rates;
    private final TorchTraining training;

    /**
     * What one lap took and saw.
     *
     * @param seconds          by the clock on the wall
     * @param processorSeconds of the thread; 0 where the machine does not tell
     * @param losses           of the batches, each before its step
     */
    public record Lap(double seconds, double processorSeconds, double[] losses) {}

    /** @param sequences in a batch, each as long as the context */
    public TimedTraining(TransformerConfig config, int sequences) {
        this.sequences = sequences;
        this.initial = TransformerWeights.initial(config, Seed.of(0));
        this.batches = new int[Math.max(1, TOKENS_PER_LAP / (sequences * config.nCtx()))][sequences * length()];
        Draws draws = Seed.of(0).child("throughput").draws();
        for (int[] batch : batches) {
            Arrays.setAll(batch, i -> draws.nextInt(config.dVocab()));
        }
        this.rates = new double[batches.length];
        Arrays.fill(rates, LEARNING_RATE);
        this.training = TorchTraining.of(config, OPTIMISER, TorchTraining.State.initial(initial.values(), OPTIMISER));
    }

    /** One step on every batch. */
    public Lap lap() {
        Stopwatch watch = Stopwatch.start();
        StepReading[] readings = training.steps(rates, batches, sequences, length());
        return new Lap(
                watch.seconds(),
                watch.processorSeconds(),
                Arrays.stream(readings).mapToDouble(StepReading::loss).toArray());
    }

    /** The weights before the first lap. */
    public TransformerWeights initial() {
        return initial;
    }

    /** The batches of a lap, each sequences x length, row-major. */
    public int[][] batches() {
        return batches;
    }

    /** Tokens in a sequence: one more than are trained on. */
    public int length() {
        return initial.config().nCtx() + 1;
    }

    /** Tokens that a lap trains on. */
    public long tokensPerLap() {
        return (long) batches.length * sequences * initial.config().nCtx();
    }

    @Override
    public void close() {
        training.close();
    }
}
