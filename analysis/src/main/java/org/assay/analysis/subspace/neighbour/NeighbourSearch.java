package org.assay.analysis.subspace.neighbour;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assay.analysis.information.PairInformation;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.Partition;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;

/** One fit of {@link NeighbourMethod}: starts, turns, merges, splits, in this order. */
final class NeighbourSearch {
    /** Learning rates that fall over a training; radians a step, about. */
    private static final double FIRST_RATE = 5e-3;

    private static final double LAST_RATE = 5e-4;

    /** Going on after a change, and two blocks for themselves, take this share of the steps of a start. */
    private static final double STEPS_OF_PART = 0.3;

    /** Starts have met at the best minimum known when so many end within this share of its distance. */
    private static final int ENDS_ALIKE = 3;

    private static final double SAME_END = 0.01;

    /** Where merging has led somewhere already, so many rounds of starts are enough. */
    private static final int ROUNDS_ANEW = 2;

    /** Most times that blocks are merged and split. */
    private static final int MERGE_ROUNDS = 3;

    /** Rotations at random from which a block is looked for halves in. */
    private static final int SPLIT_STARTS = 2;

    private final PreparedRows rows;
    private final NeighbourOptions options;
    private final Seed seed;
    private final Progress progress;
    private final KeyCount keys;
    private final HeldOut held;
    private final Dependence dependence;
    private final Map<String, String> remarks = new LinkedHashMap<>();
    private final List<String> merges = new ArrayList<>();
    private final List<String> splits = new ArrayList<>();

    NeighbourSearch(PreparedRows rows, NeighbourOptions options, Seed seed, Progress progress) {
        this.rows = rows;
        this.options = options;
        this.seed = seed;
        this.progress = progress;
        this.keys = options.keys() == 0
                ? KeyCount.of(rows.rows(), seed.child("key count"))
                : KeyCount.given(rows.rows(), options.keys(), seed.child("key count"));
        this.held = new HeldOut(rows.rows(), keys.keys(), seed.child("held out"));
        this.dependence = new Dependence(rows.rows().length, options.samples(), seed.child("dependence"));
    }

    NeighbourFit run() {
        Blocks first = options.first(rows.directions());
        describeRows();
        List<Cut> starts = trained("starts", first, options.sizes().isEmpty() ? 1 : options.rounds());
        Cut cut = best(starts);
        remarks.put(
                "starts",
                described(starts)
                        + " (held-out distance; from principal directions, axes, independent components, then at random)");
        if (first.count() > 1) {
            cut = turned(cut);
        }
        List<BlockTree> trees =
                new ArrayList<>(first.sizes().stream().map(BlockTree::leaf).toList());
        if (options.sizes().isEmpty()) {
            cut = merged(cut, trees, 1);
            cut = startedAnew(cut);
            cut = split(cut, trees, 1);
            cut = mergedAgain(cut, trees);
            remarks.put("merges", merges.isEmpty() ? "none" : String.join("; ", merges));
            remarks.put("splits", splits.isEmpty() ? "none" : String.join("; ", splits));
        }
        return finished(cut, trees);
    }

    private void describeRows() {
        int given = rows.stands().length;
        remarks.put("rows", given + ", of which distinct " + rows.rows().length);
        remarks.put(
                "keys",
                String.format(
                        Locale.ROOT, "%d a step, near-duplicates %.1f %%", keys.keys(), 100 * keys.duplicateRate()));
    }

    /** A training from each start, and in further rounds from more at random, until the least distance has been met often enough. */
    private List<Cut> trained(String stage, Blocks blocks, int rounds) {
        Seed own = seed.child(stage);
        List<Cut> cuts = new ArrayList<>();
        AtomicInteger done = new AtomicInteger();
        int most = rounds * options.starts();
        for (int round = 0; round < rounds && !settled(cuts); round++) {
            Seed of = own.child(round);
            List<double[][]> starts = round == 0
                    ? Starts.first(rows, options.starts(), of)
                    : Starts.random(rows.directions(), options.starts(), of);
            cuts.addAll(IntStream.range(0, starts.size())
                    .parallel()
                    .mapToObj(i -> {
                        double[][] r = starts.get(i);
                        train(
                                rows.rows(),
                                r,
                                blocks,
                                options.steps(),
                                of.child("draws").child(i));
                        progress.at(stage, done.incrementAndGet(), most, "");
                        return held.cut(r, blocks);
                    })
                    .toList());
        }
        if (done.get() < most) {
            progress.at(stage, most, most, "the best has been met again");
        }
        return cuts;
    }

    /** Whether several starts have ended where the best did, by their distance. */
    private static boolean settled(List<Cut> cuts) {
        return !cuts.isEmpty()
                && cuts.stream()
                                .filter(cut -> cut.loss()
                                        <= (1 + SAME_END) * best(cuts).loss())
                                .count()
                        >= ENDS_ALIKE;
    }

    private static Cut best(List<Cut> cuts) {
        return cuts.stream().min(Comparator.comparingDouble(Cut::loss)).orElseThrow();
    }

    /** In the order of the starts. */
    private static String described(List<Cut> cuts) {
        return cuts.stream()
                .map(cut -> String.format(Locale.ROOT, "%.4f", cut.loss()))
                .collect(Collectors.joining(", "));
    }

    /** Sizes that merging has found, trained from all starts as if they had been given; what merging led to is kept unless one is better. */
    private Cut startedAnew(Cut merged) {
        if (merged.blocks().count() == 1) {
            return merged;
        }
        List<Cut> fresh =
                trained("starts at the sizes found", merged.blocks(), Math.min(options.rounds(), ROUNDS_ANEW));
        remarks.put(
                "starts at the sizes found",
                String.format(Locale.ROOT, "%s, by merging %.4f", described(fresh), merged.loss()));
        Cut best = best(fresh);
        return best.loss() < merged.loss() ? best : merged;
    }

    private PairTurns turns() {
        return new PairTurns(
                rows,
                held,
                dependence,
                (coordinates, r, blocks, own) -> train(coordinates, r, blocks, partSteps(), own));
    }

    private Cut turned(Cut cut) {
        PairTurns turns = turns();
        Cut improved = turns.improve(cut, options.sweeps(), seed.child("turns"), progress);
        if (turns.kept() > 0) {
            improved = retrained(improved.rotation(), improved.blocks(), "after turns");
        }
        remarks.put("re-initialised pairs", turns.tried() + ", kept " + turns.kept());
        return improved;
    }

    private int partSteps() {
        return (int) Math.max(1, STEPS_OF_PART * options.steps());
    }

    private void train(float[][] coordinates, double[][] r, Blocks blocks, int steps, Seed own) {
        RowDraws draws = new RowDraws(
                held.trained(), coordinates.length, own.child("draws").draws());
        new NeighbourTraining(coordinates, draws, options.queries(), keys.keys())
                .run(r, blocks, steps, FIRST_RATE, LAST_RATE);
    }

    /** Trains on from where it is, at the low rate. */
    private Cut retrained(double[][] from, Blocks blocks, String stage) {
        double[][] r = Rotation.copy(from);
        RowDraws draws = new RowDraws(
                held.trained(),
                rows.rows().length,
                seed.child(stage).child(blocks.count()).draws());
        new NeighbourTraining(rows.rows(), draws, options.queries(), keys.keys())
                .run(r, blocks, partSteps(), LAST_RATE, LAST_RATE / 10);
        return held.cut(r, blocks);
    }

    /**
     * Merges the pair that depends most per dimension, trains on, and looks again, until no pair depends. Two blocks may depend on each
     * other because each holds some of a variable of the other, so a pair is turned before it is merged, and where that brings it nearer and
     * leaves less dependence, all pairs are looked at again instead.
     */
    private Cut merged(Cut start, List<BlockTree> trees, int round) {
        PairTurns turns = turns();
        int first = start.blocks().count();
        Cut cut = start;
        int left = options.sweeps();
        Optional<PairInformation> top = mostDependent(cut);
        while (top.isPresent()) {
            PairInformation pair = top.get();
            Cut apart = left-- > 0
                    ? turns.turned(cut, pair, seed.child("turn to merge").child(turns.tried()))
                    : cut;
            PairInformation after = apart == cut ? pair : again(apart, pair);
            if (after.excess() < pair.excess()) {
                cut = apart;
            } else {
                cut = merge(apart, after, trees);
                left = options.sweeps();
            }
            progress.at("merges, round " + round, first - cut.blocks().count(), first - 1, "");
            top = mostDependent(cut);
        }
        if (cut.blocks().count() > 1) {
            progress.at("merges, round " + round, first - 1, first - 1, "no pair depends");
        }
        remarks.put("turned before merging, round " + round, turns.tried() + ", kept " + turns.kept());
        return cut;
    }

    /** What has parted from a block may belong to another: merges and splits in turn, until no pair depends. */
    private Cut mergedAgain(Cut start, List<BlockTree> trees) {
        Cut cut = start;
        for (int round = 2; round <= MERGE_ROUNDS && mostDependent(cut).isPresent(); round++) {
            cut = split(merged(cut, trees, round), trees, round);
        }
        return cut;
    }

    private Optional<PairInformation> mostDependent(Cut cut) {
        return dependence.pairs(cut, rows.rows()).stream()
                .filter(Dependence::depends)
                .min(Comparator.comparingDouble(pair -> -PairTurns.perDimension(pair, cut.blocks())));
    }

    /** The same two blocks in another cut. */
    private PairInformation again(Cut cut, PairInformation pair) {
        return dependence.pairs(cut, rows.rows()).stream()
                .filter(other -> other.first() == pair.first() && other.second() == pair.second())
                .findFirst()
                .orElseThrow();
    }

    private Cut merge(Cut cut, PairInformation pair, List<BlockTree> trees) {
        Blocks blocks = cut.blocks();
        BlockTree joined = BlockTree.joined(trees.get(pair.first()), trees.get(pair.second()), pair.excess(), pair.z());
        List<Integer> order = new ArrayList<>(List.of(pair.first(), pair.second()));
        List<Integer> sizes = new ArrayList<>(List.of(joined.size()));
        List<BlockTree> left = new ArrayList<>(List.of(joined));
        for (int s = 0; s < blocks.count(); s++) {
            if (s != pair.first() && s != pair.second()) {
                order.add(s);
                sizes.add(blocks.size(s));
                left.add(trees.get(s));
            }
        }
        trees.clear();
        trees.addAll(left);
        merges.add(String.format(
                Locale.ROOT,
                "%d + %d (%.2f nats above chance, z %.0f)",
                blocks.size(pair.first()),
                blocks.size(pair.second()),
                pair.excess(),
                pair.z()));
        return retrained(cut.reordered(order), new Blocks(sizes), "after merging");
    }

    /** Tries each merged block for two parts that do not depend on each other; they become blocks of their own, and are tried in turn. */
    private Cut split(Cut start, List<BlockTree> trees, int round) {
        String stage = "splits, round " + round;
        int unit = options.first(rows.directions()).size(0);
        Cut cut = start;
        int s = 0;
        int tried = 0;
        while (s < cut.blocks().count()) {
            if (cut.blocks().size(s) <= unit) {
                s++;
                continue;
            }
            Halves halves = halves(cut, s);
            boolean together = Dependence.depends(halves.pair());
            splits.add(String.format(
                    Locale.ROOT,
                    "%d into %s: %.2f nats above chance, z %.1f, %s",
                    cut.blocks().size(s),
                    halves.cut().blocks().sizes(),
                    halves.pair().excess(),
                    halves.pair().z(),
                    together ? "stay together" : "part"));
            progress.at(stage, ++tried, tried + cut.blocks().count() - s, "");
            if (together) {
                s++;
            } else {
                List<Integer> two = halves.cut().blocks().sizes();
                List<Integer> sizes = new ArrayList<>(cut.blocks().sizes());
                sizes.remove(s);
                sizes.addAll(s, two);
                cut = held.cut(cut.turned(List.of(s), halves.cut().rotation()), new Blocks(sizes));
                trees.remove(s);
                trees.addAll(s, two.stream().map(BlockTree::leaf).toList());
            }
        }
        if (tried > 0) {
            progress.at(stage, tried, tried, "");
        }
        return cut;
    }

    /** A block for itself, cut in two, and what the two tell about each other. */
    private record Halves(Cut cut, PairInformation pair) {}

    /** Of equal halves from rotations at random, and of two clusters of independent components, those that depend least. */
    private Halves halves(Cut cut, int s) {
        float[][] inside = cut.coordinates(rows.rows(), List.of(s));
        int size = cut.blocks().size(s);
        Seed own = seed.child("split").child(cut.blocks().count()).child(s);
        List<Cut> starts = new ArrayList<>();
        Blocks equal = new Blocks(List.of(size - size / 2, size / 2));
        for (int start = 0; start < SPLIT_STARTS; start++) {
            starts.add(new Cut(Starts.random(size, own.child(start).child("turn")), equal, new double[2]));
        }
        Starts.twoClusters(inside, own.child("components")).ifPresent(starts::add);
        List<Cut> ended = IntStream.range(0, starts.size())
                .parallel()
                .mapToObj(start -> {
                    Cut from = starts.get(start);
                    train(inside, from.rotation(), from.blocks(), partSteps(), own.child(start));
                    return new Cut(
                            from.rotation(), from.blocks(), held.distances(inside, from.rotation(), from.blocks()));
                })
                .toList();
        return ended.stream()
                .map(its -> new Halves(its, dependence.pairs(its, inside).get(0)))
                .min(Comparator.comparingDouble(halves -> halves.pair().excess()))
                .orElseThrow();
    }

    private NeighbourFit finished(Cut cut, List<BlockTree> trees) {
        Blocks blocks = cut.blocks();
        List<Integer> order = IntStream.range(0, blocks.count())
                .boxed()
                .sorted(Comparator.comparingInt(s -> -blocks.size(s)))
                .toList();
        remarks.put("held-out distance", String.format(Locale.ROOT, "%.4f", cut.loss()));
        if (blocks.count() > 1) {
            PairInformation most = dependence.pairs(cut, rows.rows()).stream()
                    .max(Comparator.comparingDouble(PairInformation::excess))
                    .orElseThrow();
            remarks.put(
                    "most dependent blocks left",
                    String.format(
                            Locale.ROOT,
                            "%d and %d: %.2f nats above chance, z %.1f",
                            order.indexOf(most.first()),
                            order.indexOf(most.second()),
                            most.excess(),
                            most.z()));
        }
        List<BlockTree> ordered = order.stream().map(trees::get).toList();
        remarks.put("blocks", ordered.stream().map(BlockTree::inWords).collect(Collectors.joining(", ")));
        int left = rows.mean().length - rows.directions();
        remarks.put("unassigned", left + " directions of less than 1e-6 of the largest variance");
        Matrix turned = Matrix.ofRows(Rotation.transpose(cut.rotation())).times(rows.kept());
        List<Matrix> bases = order.stream()
                .map(s -> turned.selectRows(IntStream.range(blocks.from(s), blocks.from(s) + blocks.size(s))
                        .toArray()))
                .toList();
        return new NeighbourFit(new FittedPartition(Partition.of(rows.mean(), bases), remarks), ordered);
    }
}
