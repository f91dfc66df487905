package org.assay.analysis.belief.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.assay.analysis.metric.Clusters;
import org.assay.analysis.metric.Interval;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.ContextSet;

/**
 * A network on sequences that another process made: one that computes the filter of the process it was trained on goes on computing
 * that filter, right or wrong, while one that learned what follows what answers anything. Told by the divergence of the network from
 * the filter of the process it was trained on, beside the divergence from the filter of the process that made the sequences.
 *
 * @param sequences where they come from
 * @param kept      share of the rows that the process trained on could have made; only these are counted
 * @param contexts  how many
 * @param toTrained KL(filter of the process trained on || network), nats per token, with its interval over sequences
 * @param toMaker   KL(filter of the process that made them || network); empty for tokens drawn evenly
 */
public record FilterTransfer(String sequences, double kept, int contexts, Interval toTrained, OptionalDouble toMaker) {

    /** On sequences of {@code maker}; that may be the process trained on itself, for comparison. */
    public static FilterTransfer of(
            InstrumentedModel network,
            GeneratingProcess trained,
            GeneratingProcess maker,
            int sequences,
            int length,
            Seed seed) {
        if (!maker.vocabulary().equals(trained.vocabulary())) {
            throw new IllegalArgumentException("sequences of " + maker.name() + " have "
                    + maker.vocabulary().size() + " tokens that are not the "
                    + trained.vocabulary().size() + " of " + trained.name());
        }
        int[][] drawn = new int[sequences][length];
        for (int s = 0; s < sequences; s++) {
            Draws draws = seed.child(s).draws();
            Observer observer = maker.observer();
            for (int p = 0; p < length; p++) {
                drawn[s][p] = observer.draw(draws);
                observer.read(drawn[s][p]);
            }
        }
        ContextSet possible = possible(trained, drawn);
        double toMaker = KlDivergence.of(maker.next(possible), network.next(possible), possible.weights());
        return of(network, trained, maker.name(), drawn, possible, OptionalDouble.of(toMaker), seed);
    }

    /** On tokens drawn evenly and independently of each other. */
    public static FilterTransfer ofEvenTokens(
            InstrumentedModel network, GeneratingProcess trained, int sequences, int length, Seed seed) {
        int[][] drawn = new int[sequences][length];
        for (int s = 0; s < sequences; s++) {
            Draws draws = seed.child(s).draws();
            for (int p = 0; p < length; p++) {
                drawn[s][p] = draws.nextInt(trained.vocabulary().size());
            }
        }
        return of(
                network, trained, "tokens drawn evenly", drawn, possible(trained, drawn), OptionalDouble.empty(), seed);
    }

    private static FilterTransfer of(
            InstrumentedModel network,
            GeneratingProcess trained,
            String from,
            int[][] drawn,
            ContextSet possible,
            OptionalDouble toMaker,
            Seed seed) {
        NextTokenTable filter = trained.next(possible);
        double[] divergence = KlDivergence.perRow(filter, network.next(possible));
        return new FilterTransfer(
                from,
                (double) possible.rows() / ((long) drawn.length * drawn[0].length),
                possible.rows(),
                Interval.ofMean(divergence, possible.weights(), Clusters.bySequence(possible), seed.child("interval")),
                toMaker);
    }

    /** Every sequence as far as the process can have made it. */
    private static ContextSet possible(GeneratingProcess process, int[][] drawn) {
        List<int[]> kept = new ArrayList<>();
        double[] law = new double[process.vocabulary().size()];
        for (int[] sequence : drawn) {
            Observer observer = process.observer();
            int length = 0;
            while (length < sequence.length) {
                observer.next(law);
                if (!(law[sequence[length]] > 0)) {
                    break;
                }
                observer.read(sequence[length++]);
            }
            if (length > 0) {
                kept.add(Arrays.copyOf(sequence, length));
            }
        }
        if (kept.isEmpty()) {
            throw new IllegalArgumentException(
                    "process " + process.name() + " can have made none of the " + drawn.length + " sequences");
        }
        return ContextSet.everyPosition(kept.toArray(int[][]::new), 0);
    }
}
