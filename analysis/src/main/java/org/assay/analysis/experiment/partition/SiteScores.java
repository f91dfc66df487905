package org.assay.analysis.experiment.partition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.assay.analysis.metric.Interval;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.Subspace;
import org.assay.analysis.subspace.score.CaptureMatrix;
import org.assay.analysis.subspace.score.FactorVerdict;
import org.assay.analysis.subspace.score.PurityMatrix;
import org.assay.analysis.subspace.score.RandomFloor;
import org.assay.analysis.subspace.score.Recovery;
import org.assay.analysis.subspace.score.Stability;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.neural.hook.HookedTransformer;

/**
 * All cuts of one site of one network, scored on the same rows and exchanges: the value of a stage.
 *
 * @param site     where
 * @param asked    factors that were asked about, in order
 * @param share    of the variance at the site that each adds
 * @param chance   the same for each when it alone is shuffled over the rows
 * @param held     factors that add more than chance does, in order
 * @param notAsked of these, why an exchange of the factor cannot be asked about
 * @param cuts     in the order of methods and seeds
 * @param stable   for methods with several seeds, how far their cuts agree, seeds x seeds, 0 by chance: see {@link Stability}
 */
public record SiteScores(
        String site,
        List<String> asked,
        List<Double> share,
        List<Double> chance,
        List<String> held,
        Map<String, String> notAsked,
        List<CutScores> cuts,
        Map<String, List<List<Double>>> stable) {
    private static final int AGREEMENT_DRAWS = 20;

    /** Blocks of a cut that are drawn, and whose every exchange is therefore asked about. */
    private static final int MOST_DRAWN = 12;

    /**
     * One cut.
     *
     * @param seed     number of the seed, from 0
     * @param oneToOne capture under the one-to-one assignment of factors to blocks
     * @param random   the same of random partitions of the same sizes, mean
     * @param capture  blocks x factors held, corrected for chance
     * @param drawn    the blocks that hold most of something, by number, at most twelve
     * @param causes   factors whose exchange can be asked about, with the cause of each of {@code drawn}; empty but for the first seed
     * @param factors  one for each that is held, in order
     */
    public record CutScores(
            String method,
            int seed,
            List<Integer> sizes,
            double oneToOne,
            double random,
            List<List<Double>> capture,
            List<Integer> drawn,
            Map<String, List<Double>> causes,
            List<FactorScores> factors) {
        /** A name for each block: its number, and the factors that are in it. */
        public List<String> names() {
            List<String> names = new ArrayList<>();
            for (int b = 0; b < sizes.size(); b++) {
                int block = b;
                names.add(factors.stream()
                        .filter(factor -> factor.inBlock() && factor.block() == block)
                        .map(FactorScores::factor)
                        .reduce(Integer.toString(b), (name, factor) -> name + " " + factor));
            }
            return names;
        }
    }

    /**
     * A factor at the block that holds most of it beyond chance.
     *
     * @param block    which, by the rows that labels may be used on
     * @param inBlock  whether it is that block's, which is at most half of what was cut: at least half of it, more than 95 in 100 random
     *     partitions have in any block, and more than the block that holds most of shuffled values has of those
     * @param capture  corrected for chance
     * @param random   most that a block of random partitions holds, mean
     * @param shuffled capture of a factor of shuffled values by the block that holds most of it
     * @param purity   share of the block's variance that the factor adds
     * @param impure   the same for shuffled values
     * @param exchange empty where it cannot be asked about
     */
    public record FactorScores(
            String factor,
            int block,
            boolean inBlock,
            double capture,
            double random,
            double shuffled,
            double purity,
            double impure,
            Optional<ExchangeScores> exchange) {}

    /**
     * The exchange of that block.
     *
     * @param cause     see {@link org.assay.analysis.subspace.score.Interchange.Effect}
     * @param low       of a bootstrap over the sequences exchanged
     * @param high      of a bootstrap over the sequences exchanged
     * @param random    cause of random blocks of its size, mean
     * @param isolation empty where no rows share the factor
     */
    public record ExchangeScores(double cause, double low, double high, double random, OptionalDouble isolation) {}

    /**
     * Scores cuts of a site.
     *
     * @param cuts by method, in order, one for each seed
     * @param seed of the contexts and of all floors
     */
    public static SiteScores of(
            PartitionSpec spec,
            String site,
            GeneratingProcess process,
            HookedTransformer network,
            Map<String, List<SiteCut>> cuts,
            Seed seed,
            String task,
            Progress progress) {
        SiteTruth truth = new SiteTruth(spec, site, process, network, seed);
        int total = cuts.values().stream().mapToInt(List::size).sum();
        List<CutScores> scored = new ArrayList<>();
        for (Map.Entry<String, List<SiteCut>> method : cuts.entrySet()) {
            for (int s = 0; s < method.getValue().size(); s++) {
                scored.add(
                        of(truth, method.getKey(), s, method.getValue().get(s).partition(), seed));
                progress.at(task, scored.size(), total, method.getKey());
            }
        }
        return new SiteScores(
                site,
                truth.trace.names(),
                boxed(truth.trace.share()),
                boxed(truth.trace.chance()),
                truth.held(),
                truth.notAsked(),
                scored,
                stable(cuts, seed.child("agreement")));
    }

    private static Map<String, List<List<Double>>> stable(Map<String, List<SiteCut>> cuts, Seed seed) {
        Map<String, List<List<Double>>> stable = new LinkedHashMap<>();
        cuts.forEach((method, its) -> {
            if (its.size() > 1) {
                stable.put(
                        method,
                        its.stream()
                                .map(first -> its.stream()
                                        .map(second -> first == second ? 1.0 : agreement(first, second, seed))
                                        .toList())
                                .toList());
            }
        });
        return stable;
    }

    private static double agreement(SiteCut first, SiteCut second, Seed seed) {
        return Stability.between(first.partition(), second.partition(), AGREEMENT_DRAWS, seed)
                .adjusted();
    }

    private static CutScores of(SiteTruth truth, String method, int number, Partition partition, Seed root) {
        CaptureMatrix choice = CaptureMatrix.of(partition, truth.choice);
        CaptureMatrix capture = CaptureMatrix.of(partition, truth.scored);
        PurityMatrix purity = PurityMatrix.of(partition, truth.scored);
        CaptureMatrix wrongChoice = CaptureMatrix.of(partition, truth.shuffledChoice);
        CaptureMatrix wrong = CaptureMatrix.of(partition, truth.shuffled);
        PurityMatrix impure = PurityMatrix.of(partition, truth.shuffled);
        RandomFloor floor = truth.floor(partition);
        Map<String, FactorVerdict> verdicts = new HashMap<>();
        FactorVerdict.of(truth.trace, choice, capture, floor)
                .forEach(verdict -> verdicts.put(verdict.factor(), verdict));
        Map<String, String> notAsked = truth.notAsked();
        List<FactorScores> factors = new ArrayList<>();
        for (int k = 0; k < truth.held().size(); k++) {
            String factor = truth.held().get(k);
            int block = choice.blockAboveChance(k);
            int wrongBlock = wrongChoice.blockAboveChance(k);
            double held = capture.corrected(block, k);
            double byNoise = wrong.corrected(wrongBlock, k);
            factors.add(new FactorScores(
                    factor,
                    block,
                    verdicts.get(factor).kind() == FactorVerdict.Kind.IN_A_BLOCK && held > byNoise,
                    held,
                    floor.capture().get(k).mean(),
                    byNoise,
                    purity.share()[block][k],
                    impure.share()[wrongBlock][k],
                    notAsked.containsKey(factor)
                            ? Optional.empty()
                            : Optional.of(exchanged(truth, factor, partition.block(block)))));
        }
        List<List<Double>> corrected = corrected(capture);
        List<Integer> drawn = drawn(corrected);
        return new CutScores(
                method,
                number,
                partition.sizes(),
                Recovery.of(partition, truth.choice, truth.scored, 1, root.child("recovery"))
                        .oneToOne(),
                floor.oneToOne().mean(),
                corrected,
                drawn,
                number == 0 ? causes(truth, partition, drawn) : Map.of(),
                factors);
    }

    private static ExchangeScores exchanged(SiteTruth truth, String factor, Subspace block) {
        Interval cause = truth.cause(factor, block);
        return new ExchangeScores(
                cause.value(),
                cause.low(),
                cause.high(),
                truth.randomCause(factor, block.mean(), block.dimensions()),
                truth.interchange.isolation(factor, block));
    }

    private static List<Integer> drawn(List<List<Double>> capture) {
        return IntStream.range(0, capture.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer block) -> -Collections.max(capture.get(block))))
                .limit(MOST_DRAWN)
                .sorted()
                .toList();
    }

    private static Map<String, List<Double>> causes(SiteTruth truth, Partition partition, List<Integer> drawn) {
        Map<String, List<Double>> causes = new LinkedHashMap<>();
        for (String factor : truth.held()) {
            if (!truth.notAsked().containsKey(factor)) {
                causes.put(
                        factor,
                        drawn.stream()
                                .map(block -> truth.cause(factor, partition.block(block))
                                        .value())
                                .toList());
            }
        }
        return causes;
    }

    private static List<List<Double>> corrected(CaptureMatrix capture) {
        List<List<Double>> rows = new ArrayList<>();
        for (int s = 0; s < capture.blocks(); s++) {
            List<Double> row = new ArrayList<>();
            for (int k = 0; k < capture.factors().size(); k++) {
                row.add(capture.corrected(s, k));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<Double> boxed(double[] values) {
        List<Double> boxed = new ArrayList<>();
        for (double value : values) {
            boxed.add(value);
        }
        return boxed;
    }
}
