package org.assay.analysis.subspace.neighbour;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            int done = 0;
            for (List<PairInformation> together : disjoint(dependent)) {
                Cut current = best;
                Seed own = seed.child(sweep);
                List<Turn> turns = together.parallelStream()
                        .map(pair -> turn(
                                current,
                                List.of(pair.first(), pair.second()),
                                own.child((long) pair.first() * blocks.count() + pair.second())))
                        .toList();
                for (Turn turn : turns) {
                    best = counted(turn, best);
                    progress.at("turns of pairs, sweep " + (sweep + 1), ++done, dependent.size(), "");
                }
            }
            idle = kept == before ? idle + 1 : 0;
        }
        return best;
    }

    /** The cut after one pair has taken a turn, or itself where that makes nothing better. */
    Cut turned(Cut cut, PairInformation pair, Seed seed) {
        return counted(turn(cut, List.of(pair.first(), pair.second()), seed), cut);
    }

    /**
     * Pairs in lots of which no two share a block, so that the turns of a lot may be made at once: each pair is in the first lot after all
     * earlier pairs that it shares a block with, and what comes out is what one after the other would.
     */
    static List<List<PairInformation>> disjoint(List<PairInformation> pairs) {
        List<List<PairInformation>> lots = new ArrayList<>();
        Map<Integer, Integer> free = new HashMap<>();
        for (PairInformation pair : pairs) {
            int lot = Math.max(free.getOrDefault(pair.first(), 0), free.getOrDefault(pair.second(), 0));
            if (lot == lots.size()) {
                lots.add(new ArrayList<>());
            }
            lots.get(lot).add(pair);
            free.put(pair.first(), lot + 1);
            free.put(pair.second(), lot + 1);
        }
        return lots;
    }

    static double perDimension(PairInformation pair, Blocks blocks) {
        return pair.excess() / (blocks.size(pair.first()) + blocks.size(pair.second()));
    }

    /**
     * What a turn of two blocks comes to.
     *
     * @param rotation within their span
     * @param after    held-out distance in each; null where a turn makes nothing better
     */
    private record Turn(List<Integer> pair, double[][] rotation, double[] after) {}

    private Turn turn(Cut cut, List<Integer> pair, Seed seed) {
        float[][] span = cut.coordinates(rows.rows(), pair);
        Blocks two = new Blocks(pair.stream().map(cut.blocks()::size).toList());
        double[][] rotation = Starts.random(span[0].length, seed.child("turn"));
        training.run(span, rotation, two, seed);
        double[] after = held.distances(span, rotation, two);
        double before = cut.distances()[pair.get(0)] + cut.distances()[pair.get(1)];
        return new Turn(pair, rotation, after[0] + after[1] < (1 - LEAST_FALL) * before ? after : null);
    }

    private Cut counted(Turn turn, Cut cut) {
        tried++;
        if (turn.after() == null) {
            return cut;
        }
        kept++;
        double[] distances = cut.distances().clone();
        distances[turn.pair().get(0)] = turn.after()[0];
        distances[turn.pair().get(1)] = turn.after()[1];
        return new Cut(cut.turned(turn.pair(), turn.rotation()), cut.blocks(), distances);
    }

    int tried() {
        return tried;
    }

    int kept() {
        return kept;
    }
}
