package org.assay.analysis.subspace.ceiling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.metric.Assignment;
import org.assay.analysis.smile.SymmetricEigen;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.analysis.subspace.rival.BlockAscent;
import org.assay.analysis.subspace.score.CaptureMatrix;
import org.assay.analysis.subspace.score.FactorCovariances;
import org.assay.analysis.subspace.score.OneToOne;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * The most that orthogonal blocks of given sizes can hold of known factors, one block for each factor: the partition that maximises
 * {@code (1/K) sum_k A~[s(k),k]}, the one-to-one score, over all rotations and all assignments s of factors to blocks. Where factors
 * lie orthogonal to one another and blocks are large enough it is 1; where they do not, no orthogonal partition has 1, and this is what
 * there is to reach.
 *
 * <p>For a given assignment {@link BlockAscent} climbs to a local maximum; assignment and rotation take turns until neither changes.
 * A factor that a block holds less of than chance counts 0, so the best end is tried with each factor left out, too.
 * Starts: each factor's leading directions under every assignment (a random choice of them where there are many), random rotations, and
 * partitions that the caller has, below whose score it therefore never ends.
 *
 * @param partition best found
 * @param score     its one-to-one score on the factors it was told
 * @param starts    how many were made
 * @param agreeing  how many of them ended within 1e-3 of the best
 */
public record TruePartition(Partition partition, double score, int starts, int agreeing) {
    private static final int RANDOM_STARTS = 8;
    private static final int MOST_ASSIGNMENTS = 24;

    /** Sets of factors are bits of an int. */
    private static final int MOST_FACTORS = 31;

    private static final int MOST_TURNS = 50;
    private static final double RISE = 1e-9;
    private static final double AGREEMENT = 1e-3;

    /**
     * @param mean     D, of the activations: where the partition is drawn about
     * @param sizes    of the blocks, together at most D
     * @param alsoFrom partitions with these sizes, in this order, that are starts too; may be empty
     */
    public static TruePartition fit(
            FactorCovariances factors, double[] mean, List<Integer> sizes, List<Partition> alsoFrom, Seed seed) {
        if (factors.factors() > MOST_FACTORS || sizes.isEmpty()) {
            throw new IllegalArgumentException("a true partition takes up to " + MOST_FACTORS
                    + " factors and at least one block, got " + factors.factors() + " and " + sizes);
        }
        Search search = new Search(factors, mean, List.copyOf(sizes));
        List<Partition> ends = new ArrayList<>();
        for (int[] factorOf : search.assignments(seed.child("assignments").draws())) {
            ends.add(search.climbed(search.fromLeading(factorOf)));
        }
        for (int start = 0; start < RANDOM_STARTS; start++) {
            Matrix basis =
                    RandomSubspace.of(mean, mean.length, seed.child(start)).basis();
            ends.add(search.climbed(new Partition(mean, basis, sizes)));
        }
        for (Partition start : alsoFrom) {
            if (!start.sizes().equals(sizes)) {
                throw new IllegalArgumentException(
                        "a partition to start from has sizes " + start.sizes() + ", wanted " + sizes);
            }
            ends.add(search.climbed(start));
        }
        double[] scores = ends.stream().mapToDouble(search::score).toArray();
        double best = Arrays.stream(scores).max().orElseThrow();
        int at = 0;
        while (scores[at] < best) {
            at++;
        }
        int agreeing = (int)
                Arrays.stream(scores).filter(score -> score > best - AGREEMENT).count();
        Partition polished = search.polished(ends.get(at));
        return new TruePartition(polished, search.score(polished), scores.length, agreeing);
    }

    /**
     * The same over the sizes too: where its score is low, no orthogonal partition holds the factors, however it was found.
     *
     * @param mean     D, of the activations, D at least the number of factors
     * @param alsoFrom partitions of any sizes, below whose score it never ends
     */
    public static TruePartition ofAnySizes(
            FactorCovariances factors, double[] mean, List<Partition> alsoFrom, Seed seed) {
        return new TrueSizes(factors, mean, seed).run(alsoFrom);
    }

    /** Where the climb from {@code start} alone ends. */
    static Partition climbed(FactorCovariances factors, Partition start) {
        return new Search(factors, start.mean(), start.sizes()).climbed(start);
    }

    private record Search(FactorCovariances factors, double[] mean, List<Integer> sizes) {
        double score(Partition partition) {
            return OneToOne.of(CaptureMatrix.of(partition, factors)).score();
        }

        Partition climbed(Partition start) {
            Partition best = start;
            double score = score(start);
            for (int turn = 0; turn < MOST_TURNS; turn++) {
                Partition next = turned(best, assigned(best));
                double nextScore = score(next);
                if (!(nextScore > score + RISE)) {
                    break;
                }
                best = next;
                score = nextScore;
            }
            return best;
        }

        /**
         * Moves that leave a factor out, which the climb does not make: where two factors lie close, holding one whole may be worth
         * more than holding half of both.
         */
        Partition polished(Partition from) {
            Partition best = from;
            double score = score(from);
            for (int turn = 0; turn < MOST_TURNS; turn++) {
                Partition next = best;
                double nextScore = score;
                int[] factorOf = assigned(best);
                for (int s = 0; s < factorOf.length; s++) {
                    int[] fewer = factorOf.clone();
                    fewer[s] = -1;
                    if (Arrays.stream(fewer).anyMatch(k -> k >= 0)) {
                        Partition candidate = turned(best, fewer);
                        double candidateScore = score(candidate);
                        next = candidateScore > nextScore ? candidate : next;
                        nextScore = Math.max(nextScore, candidateScore);
                    }
                }
                if (!(nextScore > score + RISE)) {
                    break;
                }
                best = climbed(next);
                score = score(best);
            }
            return best;
        }

        /** For each block the factor it is for, or -1; factors that chance left without a block get those that are left. */
        private int[] assigned(Partition partition) {
            int[] blockOf =
                    OneToOne.of(CaptureMatrix.of(partition, factors)).blockOf().clone();
            int[] factorOf = new int[sizes.size()];
            Arrays.fill(factorOf, -1);
            for (int k = 0; k < blockOf.length; k++) {
                if (blockOf[k] != Assignment.NONE) {
                    factorOf[blockOf[k]] = k;
                }
            }
            int free = 0;
            for (int k = 0; k < blockOf.length; k++) {
                while (free < factorOf.length && factorOf[free] >= 0) {
                    free++;
                }
                if (blockOf[k] == Assignment.NONE && free < factorOf.length) {
                    factorOf[free] = k;
                }
            }
            return factorOf;
        }

        /** The blocks that have a factor are turned together; the others share what that leaves. */
        private Partition turned(Partition from, int[] factorOf) {
            List<Matrix> targets = new ArrayList<>();
            List<Integer> taken = new ArrayList<>();
            List<Matrix> start = new ArrayList<>();
            for (int s = 0; s < factorOf.length; s++) {
                if (factorOf[s] >= 0) {
                    targets.add(target(factorOf[s], sizes.get(s)));
                    taken.add(sizes.get(s));
                    start.add(from.block(s).basis());
                }
            }
            return put(BlockAscent.from(stacked(start), targets, taken).rows(), factorOf);
        }

        /** Sigma_k in the units of the score: over its trace and over what chance leaves to win in a block of this size. */
        private Matrix target(int factor, int size) {
            Matrix sigma = factors.added().get(factor);
            double trace = 0;
            for (int i = 0; i < mean.length; i++) {
                trace += sigma.get(i, i);
            }
            double winnable = 1 - (double) size / mean.length;
            double scale = 1 / (trace * (winnable > 0 ? winnable : 1));
            return Matrix.wrap(
                    mean.length,
                    mean.length,
                    Arrays.stream(sigma.values()).map(value -> scale * value).toArray());
        }

        private Partition put(Matrix rows, int[] factorOf) {
            Matrix rest = new Subspace(mean, rows).complement();
            List<Matrix> blocks = new ArrayList<>();
            int at = 0;
            int left = 0;
            for (int s = 0; s < factorOf.length; s++) {
                int size = sizes.get(s);
                boolean has = factorOf[s] >= 0;
                blocks.add(rows(has ? rows : rest, has ? at : left, size));
                at += has ? size : 0;
                left += has ? 0 : size;
            }
            return Partition.of(mean, blocks);
        }

        Partition fromLeading(int[] factorOf) {
            List<Matrix> leading = new ArrayList<>();
            for (int s = 0; s < factorOf.length; s++) {
                if (factorOf[s] >= 0) {
                    leading.add(
                            SymmetricEigen.of(factors.added().get(factorOf[s])).leading(sizes.get(s)));
                }
            }
            return turned(put(BlockAscent.orthonormal(stacked(leading)), factorOf), factorOf);
        }

        /** Every assignment of factors to blocks, or a random choice of them where there are many. */
        List<int[]> assignments(Draws draws) {
            List<int[]> all = new ArrayList<>();
            extend(all, new int[sizes.size()], 0, 0);
            if (all.size() <= MOST_ASSIGNMENTS) {
                return all;
            }
            List<int[]> some = new ArrayList<>();
            int[] order = draws.nextPermutation(all.size());
            for (int i = 0; i < MOST_ASSIGNMENTS; i++) {
                some.add(all.get(order[i]));
            }
            return some;
        }

        /** Adds every way to give the blocks from {@code block} on factors of those that are not used; bounded. */
        private void extend(List<int[]> all, int[] factorOf, int block, int used) {
            int bound = 100 * MOST_ASSIGNMENTS;
            int open = sizes.size() - block;
            int missing = factors.factors() - Integer.bitCount(used);
            if (all.size() >= bound) {
                return;
            }
            if (open == 0) {
                all.add(factorOf.clone());
                return;
            }
            for (int k = 0; k < factors.factors(); k++) {
                if ((used & 1 << k) == 0) {
                    factorOf[block] = k;
                    extend(all, factorOf, block + 1, used | 1 << k);
                }
            }
            if (open > missing) {
                factorOf[block] = -1;
                extend(all, factorOf, block + 1, used);
            }
        }

        private static Matrix stacked(List<Matrix> parts) {
            return Matrix.ofRows(parts.stream()
                    .flatMap(part -> IntStream.range(0, part.rows()).mapToObj(part::row))
                    .toArray(double[][]::new));
        }

        private static Matrix rows(Matrix matrix, int from, int count) {
            return matrix.selectRows(IntStream.range(from, from + count).toArray());
        }
    }
}
