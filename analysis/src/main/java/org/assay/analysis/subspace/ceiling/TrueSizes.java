package org.assay.analysis.subspace.ceiling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.metric.Assignment;
import org.assay.analysis.smile.SymmetricEigen;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.score.CaptureMatrix;
import org.assay.analysis.subspace.score.FactorCovariances;
import org.assay.analysis.subspace.score.OneToOne;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * The most that orthogonal blocks of any sizes can hold of known factors, one block for each: {@link TruePartition} over the sizes
 * too. Where this is low, no orthogonal partition holds the factors, however it was found.
 *
 * <p>One direction at a time changes its block, or enters or leaves them all, as long as that raises the one-to-one score; at the end
 * all starts are made again at the sizes found. That begins where directions are handed out one by one to the factor whose next
 * eigenvector holds most of it, where each factor has one direction, and at partitions that the caller has. A local maximum over
 * sizes, so a lower bound of the most there is.
 */
final class TrueSizes {
    /** Moves of a turn that are followed up, the best first. */
    private static final int FOLLOWED = 3;

    private static final double RISE = 1e-6;

    private final FactorCovariances factors;
    private final double[] mean;
    private final Seed seed;

    TrueSizes(FactorCovariances factors, double[] mean, Seed seed) {
        if (factors.factors() > mean.length) {
            throw new IllegalArgumentException(
                    factors.factors() + " factors cannot have a block each in " + mean.length + " directions");
        }
        this.factors = factors;
        this.mean = mean;
        this.seed = seed;
    }

    /** @param alsoFrom partitions whose blocks that are for a factor are a start, too */
    TruePartition run(List<Partition> alsoFrom) {
        List<TruePartition> starts = new ArrayList<>();
        starts.add(TruePartition.fit(factors, mean, handedOut(), List.of(), seed.child("handed out")));
        List<Integer> ones = Collections.nCopies(factors.factors(), 1);
        starts.add(TruePartition.fit(factors, mean, ones, List.of(), seed.child("ones")));
        for (Partition given : alsoFrom) {
            Partition kept = blocksOfFactors(given);
            starts.add(TruePartition.fit(factors, mean, kept.sizes(), List.of(kept), seed.child("given")));
        }
        return starts.stream()
                .map(this::climbed)
                .max(Comparator.comparingDouble(TruePartition::score))
                .orElseThrow();
    }

    private TruePartition climbed(TruePartition start) {
        TruePartition best = start;
        for (int turn = 0; turn < mean.length; turn++) {
            Partition moved = moved(best.partition());
            if (!(score(moved) > best.score() + RISE)) {
                break;
            }
            best = TruePartition.fit(
                    factors,
                    mean,
                    moved.sizes(),
                    List.of(moved),
                    seed.child("turn").child(turn));
        }
        return best;
    }

    /** Without the blocks that are for nothing, which the one-to-one assignment leaves over; at least one block. */
    private Partition blocksOfFactors(Partition given) {
        int[] blockOf = OneToOne.of(CaptureMatrix.of(given, factors)).blockOf();
        int[] kept = Arrays.stream(blockOf)
                .filter(block -> block != Assignment.NONE)
                .sorted()
                .toArray();
        return kept.length == 0
                ? given
                : Partition.of(
                        mean,
                        Arrays.stream(kept)
                                .mapToObj(block -> given.block(block).basis())
                                .toList());
    }

    /** Sizes that together are all directions: each in turn goes to the factor of which it would hold most. */
    private List<Integer> handedOut() {
        double[][] shares = new double[factors.factors()][];
        for (int k = 0; k < shares.length; k++) {
            double[] values = SymmetricEigen.of(factors.added().get(k)).values();
            double total = Arrays.stream(values).sum();
            shares[k] = Arrays.stream(values).map(value -> value / total).toArray();
        }
        int[] sizes = new int[shares.length];
        Arrays.fill(sizes, 1);
        for (int left = mean.length - sizes.length; left > 0; left--) {
            int next = IntStream.range(0, sizes.length)
                    .boxed()
                    .max(Comparator.comparingDouble(k -> shares[k][sizes[k]]))
                    .orElseThrow();
            sizes[next]++;
        }
        return Arrays.stream(sizes).boxed().toList();
    }

    /** As far as moves of one direction lead from {@code start}. */
    private Partition moved(Partition start) {
        Partition best = start;
        double score = score(start);
        for (int turn = 0; turn < mean.length; turn++) {
            Partition next = moves(best).stream()
                    .sorted(Comparator.comparingDouble(move -> -score(move)))
                    .limit(FOLLOWED)
                    .map(move -> TruePartition.climbed(factors, move))
                    .max(Comparator.comparingDouble(this::score))
                    .orElse(best);
            double nextScore = score(next);
            if (!(nextScore > score + RISE)) {
                return best;
            }
            best = next;
            score = nextScore;
        }
        return best;
    }

    /** Every way to take one direction from one block to another; the rows that are in none count as one more, which may be empty. */
    private List<Partition> moves(Partition from) {
        int blocks = from.sizes().size();
        Matrix[] rows = new Matrix[blocks + 1];
        for (int s = 0; s < blocks; s++) {
            rows[s] = from.block(s).basis();
        }
        int assigned = mean.length - from.unassigned();
        rows[blocks] =
                from.basis().selectRows(IntStream.range(assigned, mean.length).toArray());
        Matrix[] wanted = wanted(from);
        List<Partition> moves = new ArrayList<>();
        for (int i = 0; i <= blocks; i++) {
            for (int j = 0; j <= blocks; j++) {
                if (i != j && rows[i].rows() > (i == blocks ? 0 : 1)) {
                    moves.add(move(rows, wanted, i, j));
                }
            }
        }
        return moves;
    }

    /** Of each block the covariance that it is for, over its trace; of what is in no block, and of blocks for nothing, zero. */
    private Matrix[] wanted(Partition partition) {
        Matrix[] wanted = new Matrix[partition.sizes().size() + 1];
        Arrays.fill(wanted, Matrix.zeros(mean.length, mean.length));
        int[] blockOf = OneToOne.of(CaptureMatrix.of(partition, factors)).blockOf();
        for (int k = 0; k < blockOf.length; k++) {
            if (blockOf[k] != Assignment.NONE) {
                Matrix added = factors.added().get(k);
                double trace = IntStream.range(0, mean.length)
                        .mapToDouble(d -> added.get(d, d))
                        .sum();
                wanted[blockOf[k]] = scaled(added, 1 / trace, Matrix.zeros(mean.length, mean.length));
            }
        }
        return wanted;
    }

    /** The direction of block {@code i} that gives most to {@code j} and takes least from {@code i} moves. */
    private Partition move(Matrix[] rows, Matrix[] wanted, int i, int j) {
        Matrix gain = scaled(wanted[j], 1, wanted[i]);
        Matrix inside = rows[i].times(gain).times(rows[i].transpose());
        Matrix turned = SymmetricEigen.of(symmetric(inside)).vectors().times(rows[i]);
        int left = turned.rows() - 1;
        List<Matrix> blocks = new ArrayList<>();
        for (int s = 0; s < rows.length - 1; s++) {
            Matrix block = rows[s];
            if (s == i) {
                block = turned.selectRows(IntStream.rangeClosed(1, left).toArray());
            } else if (s == j) {
                double[][] more = new double[block.rows() + 1][];
                Arrays.setAll(more, r -> r < rows[j].rows() ? rows[j].row(r) : turned.row(0));
                block = Matrix.ofRows(more);
            }
            blocks.add(block);
        }
        return Partition.of(mean, blocks);
    }

    private double score(Partition partition) {
        return OneToOne.of(CaptureMatrix.of(partition, factors)).score();
    }

    /** {@code factor a - b}. */
    private static Matrix scaled(Matrix a, double factor, Matrix b) {
        double[] values = new double[a.values().length];
        Arrays.setAll(values, i -> factor * a.values()[i] - b.values()[i]);
        return Matrix.wrap(a.rows(), a.columns(), values);
    }

    private static Matrix symmetric(Matrix a) {
        Matrix transposed = a.transpose();
        double[] values = new double[a.values().length];
        Arrays.setAll(values, i -> (a.values()[i] + transposed.values()[i]) / 2);
        return Matrix.wrap(a.rows(), a.columns(), values);
    }
}
