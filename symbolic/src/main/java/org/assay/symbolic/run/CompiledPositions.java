package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.symbolic.program.Position;
import org.assay.symbolic.program.PositionAtom;

/**
 * The part of a head's score that depends on where query and key stand. Offsets, dyadic buckets and {@code last} depend on the
 * distance alone and hold on a stretch of distances, so together they are a step function of it; residues, blocks and {@code first}
 * are asked one by one.
 */
final class CompiledPositions {
    static final int SEVERAL = -1;

    /** Step j covers the distances from starts[j] to starts[j + 1] - 1, the last one all that follow. */
    private final int[] starts;

    private final long[] steps;
    /** The largest step from j on. */
    private final long[] bestFrom;

    private final int[] moduli;
    private final int[] residues;
    private final long[] residueWeights;
    private final int[] levels;
    private final long[] blockWeights;
    private final long first;
    private final long bestResidues;
    private final long bestBlocks;

    CompiledPositions(List<PositionAtom> atoms) {
        List<long[]> stretches = new ArrayList<>();
        List<PositionAtom> ofResidues = new ArrayList<>();
        List<PositionAtom> ofBlocks = new ArrayList<>();
        long ofFirst = 0;
        for (PositionAtom atom : atoms) {
            Position position = atom.position();
            if (position instanceof Position.Offset offset) {
                stretches.add(new long[] {offset.distance(), offset.distance() + 1L, atom.weight()});
            } else if (position instanceof Position.Dyadic dyadic) {
                stretches.add(new long[] {1L << dyadic.level(), 2L << dyadic.level(), atom.weight()});
            } else if (position instanceof Position.Last) {
                stretches.add(new long[] {0, 1, atom.weight()});
            } else if (position instanceof Position.Residue) {
                ofResidues.add(atom);
            } else if (position instanceof Position.SameBlock) {
                ofBlocks.add(atom);
            } else {
                ofFirst += atom.weight();
            }
        }
        TreeMap<Integer, Long> stepAt = steps(stretches);
        this.starts = stepAt.keySet().stream().mapToInt(start -> start).toArray();
        this.steps = stepAt.values().stream().mapToLong(step -> step).toArray();
        this.bestFrom = steps.clone();
        for (int j = starts.length - 2; j >= 0; j--) {
            bestFrom[j] = Math.max(bestFrom[j], bestFrom[j + 1]);
        }
        this.moduli = ofResidues.stream()
                .mapToInt(atom -> ((Position.Residue) atom.position()).modulus())
                .toArray();
        this.residues = ofResidues.stream()
                .mapToInt(atom -> ((Position.Residue) atom.position()).residue())
                .toArray();
        this.residueWeights =
                ofResidues.stream().mapToLong(PositionAtom::weight).toArray();
        this.levels = ofBlocks.stream()
                .mapToInt(atom -> ((Position.SameBlock) atom.position()).level())
                .toArray();
        this.blockWeights = ofBlocks.stream().mapToLong(PositionAtom::weight).toArray();
        this.first = ofFirst;
        this.bestResidues = sumOfRaising(residueWeights);
        this.bestBlocks = sumOfRaising(blockWeights);
    }

    private static long sumOfRaising(long[] weights) {
        return Arrays.stream(weights).filter(weight -> weight > 0).sum();
    }

    /** From the first distance of each step to its height; neighbours differ. */
    private static TreeMap<Integer, Long> steps(List<long[]> stretches) {
        TreeSet<Long> starts = new TreeSet<>(List.of(0L));
        for (long[] stretch : stretches) {
            starts.add(stretch[0]);
            starts.add(stretch[1]);
        }
        TreeMap<Integer, Long> steps = new TreeMap<>();
        for (long start : starts.headSet((long) Integer.MAX_VALUE)) {
            long height = 0;
            for (long[] stretch : stretches) {
                height += stretch[0] <= start && start < stretch[1] ? stretch[2] : 0;
            }
            if (steps.isEmpty() || steps.lastEntry().getValue() != height) {
                steps.put((int) start, height);
            }
        }
        return steps;
    }

    /** Whether every key scores 0. */
    boolean isEmpty() {
        return steps.length == 1 && moduli.length == 0 && levels.length == 0 && first == 0;
    }

    long score(int t, int s) {
        return scoreInStep(step(t - s), t, s);
    }

    /** The score of a key whose distance lies in that step. */
    long scoreInStep(int step, int t, int s) {
        long score = steps[step];
        for (int i = 0; i < moduli.length; i++) {
            score += (t - s) % moduli[i] == residues[i] ? residueWeights[i] : 0;
        }
        for (int i = 0; i < levels.length; i++) {
            score += t >>> levels[i] == s >>> levels[i] ? blockWeights[i] : 0;
        }
        return s == 0 ? score + first : score;
    }

    /** At least what any key scores anywhere, {@code first} left out. */
    long best() {
        return bestFrom[0] + bestResidues + bestBlocks;
    }

    /** Whether the first token may score more than the bounds say, as they leave {@code first} out. */
    boolean prefersFirst() {
        return first > 0;
    }

    /** The only distance at which {@code need} can be scored, or {@link #SEVERAL}: where there is none, or {@code first} counts. */
    int onlyDistance(long need) {
        int only = SEVERAL;
        for (int step = 0; step < starts.length; step++) {
            if (steps[step] + bestResidues + bestBlocks >= need) {
                if (only != SEVERAL || start(step + 1) != starts[step] + 1) {
                    return SEVERAL;
                }
                only = starts[step];
            }
        }
        return first == 0 ? only : SEVERAL;
    }

    int steps() {
        return starts.length;
    }

    /** The first distance of a step; that of the step after the last lies beyond every sequence. */
    int start(int step) {
        return step < starts.length ? starts[step] : Integer.MAX_VALUE;
    }

    /** The step that covers the distance. */
    int step(int distance) {
        int low = 0;
        int high = starts.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= distance) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** At least what a key scores that stands {@code distance} or more before t, in that step, {@code first} left out. */
    long boundWithin(int step, int t, int distance) {
        return steps[step] + bestResidues + boundOfBlocks(t, distance);
    }

    /** The same for that step and all that follow. */
    long boundFrom(int step, int t, int distance) {
        return bestFrom[step] + bestResidues + boundOfBlocks(t, distance);
    }

    /** The largest distance in that step at which a key before t may score {@code need}, given that it may at the first one. */
    int reachWithin(int step, int t, long need) {
        int last = start(step + 1) - 1;
        if (steps[step] + bestResidues >= need) {
            return last;
        }
        int reach = 0;
        for (int i = 0; i < levels.length; i++) {
            reach = blockWeights[i] > 0 ? Math.max(reach, inBlock(t, levels[i])) : reach;
        }
        return Math.min(last, reach);
    }

    private long boundOfBlocks(int t, int distance) {
        long bound = 0;
        for (int i = 0; i < levels.length; i++) {
            bound += distance <= inBlock(t, levels[i]) ? Math.max(0, blockWeights[i]) : 0;
        }
        return bound;
    }

    /** How many positions of its block stand before t. */
    private static int inBlock(int t, int level) {
        return (int) (t & (1L << level) - 1);
    }
}
