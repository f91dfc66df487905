package org.assay.analysis.subspace.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.metric.Score;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.Partition;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;

/**
 * Every score of a partition against known factors, with floors, ceilings and what cannot be asked, each with the reason.
 *
 * @param question      what was asked
 * @param trace         which factors are at the site, on the rows that choose
 * @param agreement     of the three estimators of factor subspaces, one on the rows that choose, the others on those reported
 * @param containment   of the factor subspaces in one another
 * @param capture       on the rows that are reported, as all that follows
 * @param purity        what blocks are made of
 * @param recovery      what that comes to
 * @param floor         the same of random partitions
 * @param ceilings      the same of partitions that were told the factors, by name
 * @param geometry      for each factor of the capture, how it lies to the block that holds most of it beyond chance
 * @param information   what blocks tell
 * @param disentangled  what that comes to
 * @param independence  of the blocks of the one-to-one assignment
 * @param interchange   empty for bare activations
 * @param exchanges     for each factor that can be asked about, that block beside its controls
 * @param verdicts      where each factor is, in words
 * @param scores        all numbers as rows of a table
 */
public record PartitionReport(
        PartitionQuestion question,
        FactorTrace trace,
        EstimatorAgreement agreement,
        Containment containment,
        CaptureMatrix capture,
        PurityMatrix purity,
        Recovery recovery,
        RandomFloor floor,
        Map<String, Recovery> ceilings,
        List<BlockGeometry> geometry,
        InformationMatrix information,
        Disentanglement disentangled,
        Answer<IndependenceError> independence,
        Optional<InterchangeMatrix> interchange,
        Map<String, FactorExchange> exchanges,
        List<FactorVerdict> verdicts,
        List<Score> scores) {

    /**
     * How much is done.
     *
     * @param draws     random partitions for floors, at least 1; 100
     * @param exchanged random blocks for the floor of an exchange, at least 1; 10
     * @param probeRows rows that probes are fitted and scored on at most; 1,000
     */
    public record Options(int draws, int exchanged, int probeRows) {
        public static final Options DEFAULT = new Options(SizeMatched.DRAWS, 10, 1000);

        public Options {
            if (draws < 1 || exchanged < 1 || probeRows < 1) {
                throw new IllegalArgumentException("a report needs at least 1 draw, 1 exchange and 1 row, got " + draws
                        + ", " + exchanged + " and " + probeRows);
            }
        }
    }

    public PartitionReport {
        ceilings = Collections.unmodifiableMap(new LinkedHashMap<>(ceilings));
        exchanges = Collections.unmodifiableMap(new LinkedHashMap<>(exchanges));
        geometry = List.copyOf(geometry);
        verdicts = List.copyOf(verdicts);
        scores = List.copyOf(scores);
    }

    /** @throws ArithmeticException when no factor leaves a trace at the site: there is nothing to recover */
    public static PartitionReport of(PartitionQuestion question, Options options, Seed seed, Progress progress) {
        FactorTrace trace = FactorTrace.of(
                question.chosen().values(),
                question.chosen().weights(),
                question.chosen().factors(),
                seed.child("trace"));
        List<KnownFactor> held = trace.held(question.chosen().factors());
        if (held.isEmpty()) {
            throw new ArithmeticException("none of the factors " + trace.names()
                    + " leaves a trace in these activations, so a partition of them has nothing to recover");
        }
        List<String> names = held.stream().map(KnownFactor::name).toList();
        KnownActivations chosen = question.chosen().with(held);
        KnownActivations scored = question.scored()
                .with(question.scored().factors().stream()
                        .filter(factor -> names.contains(factor.name()))
                        .toList());
        FactorCovariances choice = joint(chosen);
        FactorCovariances truth = joint(scored);
        Partition partition = question.partition();
        CaptureMatrix chosenCapture = CaptureMatrix.of(partition, choice);
        CaptureMatrix capture = CaptureMatrix.of(partition, truth);
        Recovery recovery = Recovery.of(partition, choice, truth, options.draws(), seed.child("recovery"));
        RandomFloor floor = RandomFloor.of(partition, choice, truth, options.draws(), seed.child("floor"));
        Map<String, Recovery> ceilings = new LinkedHashMap<>();
        question.ceilings()
                .forEach((name, ceiling) -> ceilings.put(
                        name, Recovery.of(ceiling, choice, truth, options.draws(), seed.child("recovery"))));
        InformationMatrix information = InformationMatrix.of(
                partition,
                some(chosen, options.probeRows()),
                some(scored, options.probeRows()),
                seed.child("information"),
                progress);
        int[] mostOf = IntStream.range(0, names.size())
                .map(chosenCapture::blockAboveChance)
                .toArray();
        List<BlockGeometry> geometry = IntStream.range(0, names.size())
                .mapToObj(k -> BlockGeometry.of(partition.block(mostOf[k]), truth.subspace(k)))
                .toList();
        Optional<InterchangeMatrix> interchange =
                question.interchange().map(asked -> InterchangeMatrix.of(asked, partition, progress));
        Map<String, FactorExchange> exchanges = question.interchange()
                .map(asked -> FactorExchange.of(
                        asked, question, names, mostOf, choice, options.exchanged(), seed.child("exchange")))
                .orElse(Map.of());
        PartitionReport report = new PartitionReport(
                question,
                trace,
                EstimatorAgreement.of(chosen, scored),
                Containment.of(truth),
                capture,
                PurityMatrix.of(partition, truth),
                recovery,
                floor,
                ceilings,
                geometry,
                information,
                Disentanglement.of(information),
                IndependenceError.of(partition, scored, recovery.blockOf()),
                interchange,
                exchanges,
                FactorVerdict.of(trace, chosenCapture, capture, floor),
                List.of());
        return report.with(ReportScores.of(report));
    }

    private PartitionReport with(List<Score> rows) {
        return new PartitionReport(
                question,
                trace,
                agreement,
                containment,
                capture,
                purity,
                recovery,
                floor,
                ceilings,
                geometry,
                information,
                disentangled,
                independence,
                interchange,
                exchanges,
                verdicts,
                rows);
    }

    /** For each factor of the information matrix its block in the one-to-one assignment, negative where it has none. */
    int[] blocksOfTold() {
        List<String> names = capture.factors();
        return information.factors().stream()
                .mapToInt(name -> recovery.blockOf()[names.indexOf(name)])
                .toArray();
    }

    private static FactorCovariances joint(KnownActivations known) {
        return FactorCovariances.joint(known.values(), known.weights(), known.factors());
    }

    /** At most {@code most} rows, evenly. */
    private static KnownActivations some(KnownActivations known, int most) {
        if (known.rows() <= most) {
            return known;
        }
        int[] rows = IntStream.range(0, most)
                .map(i -> (int) ((long) i * known.rows() / most))
                .toArray();
        return known.select(Arrays.stream(rows).distinct().toArray());
    }

    /** What each ceiling says of the partition and of the factors, in the order of the ceilings. */
    public List<CeilingVerdict> ceilingVerdicts() {
        List<CeilingVerdict> told = new ArrayList<>();
        ceilings.forEach((name, recovered) -> told.add(
                CeilingVerdict.of(name, question.ceilings().get(name), recovered, question.partition(), recovery)));
        return told;
    }

    /** Factors that the network holds at the site, but in no block of the partition, in order. */
    public List<String> inNoBlock() {
        List<String> names = new ArrayList<>();
        for (FactorVerdict verdict : verdicts) {
            if (verdict.kind() == FactorVerdict.Kind.IN_NO_BLOCK) {
                names.add(verdict.factor());
            }
        }
        return names;
    }
}
