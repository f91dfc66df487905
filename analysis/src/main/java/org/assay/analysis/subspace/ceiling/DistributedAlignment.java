package org.assay.analysis.subspace.ceiling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.rival.BlockAscent;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;

/**
 * Distributed alignment search (DAS): an orthonormal U that minimises the mean over exchanges of {@code KL(target || law of the network
 * under h' = h_b + U'U (h_s - h_b))}. With several blocks, one for each factor and all rows of one orthonormal matrix, and with
 * exchanges that must change nothing beside those that must change something, it is the search for all factors at once (MDAS).
 *
 * <p>With {@code D = h_s - h_b} and g the derivative by h', row by row, the derivative by U is {@code (D U')' g + (g U')' D}. Its part
 * along the manifold goes through Adam; the step ends at the nearest orthonormal rows.
 *
 * @param partition one block for each factor, what is left unassigned
 * @param loss      mean over all exchanges, nats
 * @param losses    of each exchange
 * @param starts    how many were made; the one of least loss is kept
 */
public record DistributedAlignment(Partition partition, double loss, List<Double> losses, int starts) {
    private static final String TASK = "alignment";
    private static final double MOMENTUM = 0.9;
    private static final double SQUARE_MOMENTUM = 0.99;
    private static final double EPSILON = 1e-10;
    private static final double FALLS_FROM = 0.5;

    public DistributedAlignment {
        losses = List.copyOf(losses);
    }

    /**
     * @param steps  of each start, 1 or more
     * @param batch  rows of each exchange in a step, 1 or more
     * @param rate   how far an entry of U moves in a step, positive; falls to 0 over the second half
     * @param starts random ones, 1 or more unless others are given
     */
    public record Options(int steps, int batch, double rate, int starts) {
        public static final Options DEFAULT = new Options(300, 64, 0.02, 2);

        public Options {
            if (steps < 1 || batch < 1 || !(rate > 0) || starts < 0) {
                throw new IllegalArgumentException("an alignment needs a step, a row and a positive rate, got " + steps
                        + ", " + batch + ", " + rate + ", and starts from 0, got " + starts);
            }
        }
    }

    /**
     * @param exchanges of blocks 0 .. sizes - 1
     * @param mean      D, of the activations
     * @param sizes     directions of each block, together at most D
     * @param alsoFrom  partitions with these sizes that are starts too; may be empty
     */
    public static DistributedAlignment fit(
            SiteGradient network,
            List<Exchange> exchanges,
            double[] mean,
            List<Integer> sizes,
            List<Partition> alsoFrom,
            Options options,
            Seed seed,
            Progress progress) {
        int width = sizes.stream().mapToInt(Integer::intValue).sum();
        if (exchanges.isEmpty()
                || exchanges.stream().anyMatch(each -> each.block() >= sizes.size())
                || width > mean.length
                || alsoFrom.isEmpty() && options.starts() == 0) {
            throw new IllegalArgumentException("an alignment needs exchanges of blocks that there are, " + sizes.size()
                    + ", of at most " + mean.length + " directions together, got " + sizes + ", and a start");
        }
        List<Matrix> starts = new ArrayList<>();
        for (int start = 0; start < options.starts(); start++) {
            starts.add(RandomSubspace.of(mean, width, seed.child(start)).basis());
        }
        for (Partition partition : alsoFrom) {
            if (!partition.sizes().equals(sizes)) {
                throw new IllegalArgumentException(
                        "a partition to start from has sizes " + partition.sizes() + ", wanted " + sizes);
            }
            starts.add(partition.basis().selectRows(IntStream.range(0, width).toArray()));
        }
        DistributedAlignment best = null;
        for (int start = 0; start < starts.size(); start++) {
            Search search = new Search(network, exchanges, sizes, options, starts.size(), start);
            Matrix rows = search.run(starts.get(start), seed.child("rows").child(start), progress);
            List<Double> losses = search.losses(rows);
            double loss =
                    losses.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
            if (best == null || loss < best.loss) {
                best = new DistributedAlignment(partition(mean, rows, sizes), loss, losses, starts.size());
            }
        }
        progress.at(TASK, (long) starts.size() * options.steps(), (long) starts.size() * options.steps(), "");
        return best;
    }

    private static Partition partition(double[] mean, Matrix rows, List<Integer> sizes) {
        List<Matrix> blocks = new ArrayList<>();
        int from = 0;
        for (int size : sizes) {
            blocks.add(rows.selectRows(IntStream.range(from, from + size).toArray()));
            from += size;
        }
        return Partition.of(mean, blocks);
    }

    private record Search(
            SiteGradient network,
            List<Exchange> exchanges,
            List<Integer> sizes,
            Options options,
            int starts,
            int start) {
        Matrix run(Matrix from, Seed seed, Progress progress) {
            Matrix rows = from;
            double[] first = new double[rows.values().length];
            double[] second = new double[rows.values().length];
            for (int step = 0; step < options.steps(); step++) {
                double[] gradient = new double[rows.values().length];
                double loss = 0;
                for (int e = 0; e < exchanges.size(); e++) {
                    Exchange part =
                            drawn(exchanges.get(e), seed.child(step).child(e).draws());
                    loss += add(rows, part, gradient) / exchanges.size();
                }
                if (!Double.isFinite(loss)) {
                    throw new ArithmeticException("the loss of the alignment is " + loss + " at step " + step);
                }
                rows = moved(rows, tangent(rows, gradient), first, second, step);
                progress.at(
                        TASK,
                        (long) start * options.steps() + step,
                        (long) starts * options.steps(),
                        "loss " + (float) loss);
            }
            return rows;
        }

        List<Double> losses(Matrix rows) {
            return exchanges.stream()
                    .map(each -> add(rows, each, new double[rows.values().length]))
                    .toList();
        }

        private Exchange drawn(Exchange exchange, Draws draws) {
            int n = exchange.held().rows();
            if (n <= options.batch()) {
                return exchange;
            }
            int[] chosen = Arrays.copyOf(draws.nextPermutation(n), options.batch());
            Arrays.sort(chosen);
            return exchange.select(chosen);
        }

        /** Adds the derivative by U, each exchange weighing the same, and returns the loss. */
        private double add(Matrix rows, Exchange exchange, double[] gradient) {
            int d = rows.columns();
            int from = sizes.subList(0, exchange.block()).stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            int size = sizes.get(exchange.block());
            Matrix block = rows.selectRows(IntStream.range(from, from + size).toArray());
            Matrix held = exchange.held();
            Matrix difference = Matrix.zeros(held.rows(), d);
            Arrays.setAll(difference.values(), i -> exchange.lent().values()[i] - held.values()[i]);
            Matrix along = Contraction.times(difference, block.transpose());
            Matrix edited = Contraction.times(along, block);
            Arrays.setAll(edited.values(), i -> edited.values()[i] + held.values()[i]);
            SiteGradient.At at = network.at(exchange.bases(), edited, exchange.target());
            double[] ones = new double[held.rows()];
            Arrays.fill(ones, 1.0 / exchanges.size());
            Matrix left = Contraction.cross(along, ones, at.gradient());
            Matrix right = Contraction.cross(Contraction.times(at.gradient(), block.transpose()), ones, difference);
            for (int i = 0; i < left.values().length; i++) {
                gradient[from * d + i] += left.values()[i] + right.values()[i];
            }
            return at.loss();
        }

        /** {@code G - (G U' + U G') U / 2}: what does not lead off the orthonormal rows. */
        private static Matrix tangent(Matrix rows, double[] gradient) {
            Matrix g = Matrix.wrap(rows.rows(), rows.columns(), gradient);
            Matrix inner = g.times(rows.transpose());
            Matrix across = inner.transpose();
            Arrays.setAll(inner.values(), i -> (inner.values()[i] + across.values()[i]) / 2);
            Matrix off = inner.times(rows);
            Arrays.setAll(g.values(), i -> g.values()[i] - off.values()[i]);
            return g;
        }

        private Matrix moved(Matrix rows, Matrix tangent, double[] first, double[] second, int step) {
            double share = (step + 1.0) / options.steps();
            double rate = options.rate() * (share <= FALLS_FROM ? 1 : (1 - share) / (1 - FALLS_FROM));
            double firstScale = 1 / (1 - Math.pow(MOMENTUM, step + 1));
            double secondScale = 1 / (1 - Math.pow(SQUARE_MOMENTUM, step + 1));
            Matrix moved = Matrix.zeros(rows.rows(), rows.columns());
            double[] slope = tangent.values();
            for (int i = 0; i < slope.length; i++) {
                first[i] = MOMENTUM * first[i] + (1 - MOMENTUM) * slope[i];
                second[i] = SQUARE_MOMENTUM * second[i] + (1 - SQUARE_MOMENTUM) * slope[i] * slope[i];
                double by = first[i] * firstScale / (Math.sqrt(second[i] * secondScale) + EPSILON);
                moved.values()[i] = rows.values()[i] - rate * by;
            }
            return BlockAscent.orthonormal(moved);
        }
    }
}
