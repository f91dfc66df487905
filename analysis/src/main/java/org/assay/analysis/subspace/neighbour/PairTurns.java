package org.assay.analysis.subspace.neighbour;

import java.util.Comparator;
import java.util.List;
import org.assay.analysis.information.PairInformation;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;

/**
 * The way out of a local minimum: the span of two blocks that depend on each other is turned at random, trained anew for itself, and
 * kept where the held-out distance in the two falls. Other blocks do not notice, so a turn costs only what two blocks cost. Pairs
 * take their turns from the most dependent per dimension on, sweep after sweep until two in a row change nothing.
 */
final class PairTurns {
    /** A fall of the held-out distance by less than this share is noise. */
    private static final double LEAST_FALL = 0.01;

    private static final int MOST_IDLE_SWEEPS = 2;

    private final PreparedRows rows;
    private final HeldOut held;
    private final Dependence dependence;
    private final Training training;
    private int tried;
    private int kept;

    PairTurns(PreparedRows rows, HeldOut held, Dependence dependence, Training training) {
        this.rows = rows;
        this.held = held;
        this.dependence = dependence;
        this.training = training;
    }

    /** How a turn is trained: as a method of its own would be. */
    interface Training {
        void run(float[][] coordinates, double[][] r, Blocks blocks, Seed seed);
    }

    Cut improve(Cut start, int sweeps, Seed seed, Progress progress) {
        Cut best = start;
        int idle = 0;
        for (int sweep = 0; sweep < sweeps && idle < MOST_IDLE_SWEEPS; sweep++) {
            int before = kept;
            Blocks blocks = best.blocks();
            List<PairInformation> dependent = dependence.pairs(best, rows.rows()).stream()
                    .filter(Dependence::depends)
                    .sorted(Comparator.comparingDouble(pair -> -perDimension(pair, blocks)))
                    .toList();
            int turned = 0;
            for (PairInformation pair : dependent) {
                Seed own = seed.child(sweep).child((long) pair.first() * blocks.count() + pair.second());
                best = turn(best, List.of(pair.first(), pair.second()), own);
                progress.at("turns of pairs, sweep " + (sweep + 1), ++turned, dependent.size(), "");
            }
            idle = kept == before ? idle + 1 : 0;
        }
        return best;
    }

    static double perDimension(PairInformation pair, Blocks blocks) {
        return pair.excess() / (blocks.size(pair.first()) + blocks.size(pair.second()));
    }

    private Cut turn(Cut cut, List<Integer> pair, Seed seed) {
        tried++;
        float[][] span = cut.coordinates(rows.rows(), pair);
        Blocks two = new Blocks(pair.stream().map(cut.blocks()::size).toList());
        double[][] turn = Starts.random(span[0].length, seed.child("turn"));
        training.run(span, turn, two, seed);
        double[] after = held.distances(span, turn, two);
        double before = cut.distances()[pair.get(0)] + cut.distances()[pair.get(1)];
        if (!(after[0] + after[1] < (1 - LEAST_FALL) * before)) {
            return cut;
        }
        kept++;
        double[] distances = cut.distances().clone();
        distances[pair.get(0)] = after[0];
        distances[pair.get(1)] = after[1];
        return new Cut(cut.turned(pair, turn), cut.blocks(), distances);
    }

    int tried() {
        return tried;
    }

    int kept() {
        return kept;
    }
}
