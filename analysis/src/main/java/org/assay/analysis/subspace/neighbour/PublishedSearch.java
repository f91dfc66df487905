package org.assay.analysis.subspace.neighbour;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.assay.analysis.information.KraskovInformation;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.Partition;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/** One fit of {@link PublishedMethod}. */
final class PublishedSearch {
    /** Merges are at most one for each so many blocks at a time, but always one. */
    private static final int BLOCKS_PER_MERGE = 8;

    private static final int STEPS_AFTER_LAST_MERGE = 100;

    private final ScaledRows rows;
    private final PublishedOptions options;
    private final RowDraws draws;
    private final Draws chance;
    private final Seed seed;
    private final NeighbourTraining training;
    private final int[] estimateQueries;
    private final int[] estimateKeys;
    private final Map<String, String> remarks = new LinkedHashMap<>();
    private int reinitialised;

    PublishedSearch(ScaledRows rows, PublishedOptions options, Seed seed) {
        this.rows = rows;
        this.options = options;
        this.seed = seed;
        int n = rows.rows().length;
        int[] all = IntStream.range(0, n).toArray();
        this.draws = new RowDraws(all, n, seed.child("draws").draws());
        this.chance = seed.child("chance").draws();
        this.training = new NeighbourTraining(rows.rows(), draws, options.queries(), options.keys());
        int[] order = seed.child("estimate").draws().nextPermutation(n);
        int queries = Math.min(options.estimateQueries(), n / 2);
        this.estimateQueries = Arrays.copyOf(order, queries);
        this.estimateKeys = Arrays.copyOfRange(order, queries, Math.min(n, queries + options.estimateKeys()));
    }

    FittedPartition run() {
        int d = rows.mean().length;
        Cut cut = measured(Rotation.identity(d), Blocks.ofUnits(d, options.unit()));
        cut = options.reinitialise() ? reinitialising(cut) : trained(cut, options.mergeStart());
        int step = options.mergeStart();
        List<String> merges = new ArrayList<>();
        while (step < options.mostSteps() - STEPS_AFTER_LAST_MERGE
                && cut.blocks().count() > 1) {
            Cut merged = merged(cut, merges);
            if (merged.blocks().count() == cut.blocks().count()) {
                break;
            }
            cut = trained(merged, options.mergeInterval());
            step += options.mergeInterval();
        }
        remarks.put("starts", "1");
        remarks.put("steps", Integer.toString(step));
        remarks.put("re-initialisations", Integer.toString(reinitialised));
        remarks.put("merges", merges.isEmpty() ? "none" : String.join("; ", merges));
        remarks.put("neighbour distance", String.format(Locale.ROOT, "%.4f", cut.loss()));
        Partition partition = new Partition(
                rows.mean(),
                Matrix.ofRows(Rotation.transpose(cut.rotation())),
                cut.blocks().sizes());
        return new FittedPartition(partition, remarks);
    }

    private Cut trained(Cut cut, int steps) {
        training.run(cut.rotation(), cut.blocks(), steps, options.rate(), options.rate());
        return measured(cut.rotation(), cut.blocks());
    }

    private Cut measured(double[][] r, Blocks blocks) {
        return new Cut(r, blocks, new NeighbourLoss(rows.rows()).distances(estimateQueries, estimateKeys, r, blocks));
    }

    /** At every interval turns the worst block with another; the best rotation of all that time is what is returned. */
    private Cut reinitialising(Cut start) {
        Cut best = null;
        Cut cut = start;
        for (int step = 0; step < options.mergeStart(); step += options.mergeInterval()) {
            cut = trained(
                    new Cut(Rotation.copy(cut.rotation()), cut.blocks(), cut.distances()), options.mergeInterval());
            best = best == null || cut.loss() < best.loss() ? cut : best;
            cut = turnedAtRandom(cut);
        }
        return best;
    }

    private Cut turnedAtRandom(Cut cut) {
        int count = cut.blocks().count();
        double[] distances = cut.distances();
        int worst = IntStream.range(0, count)
                .boxed()
                .max(Comparator.comparingDouble(s -> distances[s]))
                .orElseThrow();
        Matrix information = information(cut).nats();
        double[] chances = new double[count];
        double sum = 0;
        for (int s = 0; s < count; s++) {
            chances[s] = s == worst ? 0 : distances[s] * Math.max(0, information.get(worst, s));
            sum += chances[s];
        }
        if (!(sum > 0)) {
            return cut;
        }
        double total = sum;
        int partner =
                chance.nextIndex(Arrays.stream(chances).map(c -> c / total).toArray());
        int width = cut.blocks().size(worst) + cut.blocks().size(partner);
        double[][] turn = Starts.random(width, seed.child("turn").child(reinitialised++));
        return new Cut(cut.turned(List.of(worst, partner), turn), cut.blocks(), distances);
    }

    private KraskovInformation information(Cut cut) {
        List<Matrix> queries = cut.blockRows(rows.rows(), estimateQueries);
        List<Matrix> keys = cut.blockRows(rows.rows(), estimateKeys);
        double[] variances =
                keys.stream().mapToDouble(PublishedSearch::totalVariance).toArray();
        return KraskovInformation.crossSample(queries, keys, variances);
    }

    private static double totalVariance(Matrix block) {
        double variance = 0;
        for (int c = 0; c < block.columns(); c++) {
            double[] column = block.column(c);
            double mean = Arrays.stream(column).average().orElseThrow();
            variance += Arrays.stream(column).map(v -> (v - mean) * (v - mean)).sum() / column.length;
        }
        return variance;
    }

    /** Disjoint pairs above the threshold, the most dependent first, side by side; larger blocks first. */
    private Cut merged(Cut cut, List<String> merges) {
        Blocks blocks = cut.blocks();
        int[] sizes = blocks.sizes().stream().mapToInt(Integer::intValue).toArray();
        KraskovInformation information = information(cut);
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            for (int j = i + 1; j < sizes.length; j++) {
                pairs.add(new int[] {i, j});
            }
        }
        pairs.sort(Comparator.comparingDouble(pair -> -information.perDimension(pair[0], pair[1], sizes)));
        List<List<Integer>> groups = new ArrayList<>();
        boolean[] used = new boolean[sizes.length];
        for (int[] pair : pairs) {
            double nats = information.perDimension(pair[0], pair[1], sizes);
            if (nats > options.threshold()
                    && !used[pair[0]]
                    && !used[pair[1]]
                    && groups.size() < Math.max(1, sizes.length / BLOCKS_PER_MERGE)) {
                used[pair[0]] = true;
                used[pair[1]] = true;
                groups.add(List.of(pair[0], pair[1]));
                merges.add(String.format(
                        Locale.ROOT, "%d + %d (%.3f nats per dimension)", sizes[pair[0]], sizes[pair[1]], nats));
            }
        }
        IntStream.range(0, sizes.length).filter(s -> !used[s]).forEach(s -> groups.add(List.of(s)));
        groups.sort(Comparator.comparingInt(group -> -width(group, sizes)));
        List<Integer> order = groups.stream().flatMap(List::stream).toList();
        Blocks after =
                new Blocks(groups.stream().map(group -> width(group, sizes)).toList());
        return measured(cut.reordered(order), after);
    }

    private static int width(List<Integer> group, int[] sizes) {
        return group.stream().mapToInt(s -> sizes[s]).sum();
    }
}
