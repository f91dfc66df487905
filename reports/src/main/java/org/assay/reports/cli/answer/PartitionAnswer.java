package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.metric.Assignment;
import org.assay.analysis.subspace.score.CeilingVerdict;
import org.assay.analysis.subspace.score.Containment;
import org.assay.analysis.subspace.score.FactorVerdict;
import org.assay.analysis.subspace.score.Interchange;
import org.assay.analysis.subspace.score.PartitionReport;
import org.assay.analysis.subspace.score.RandomFloor;
import org.assay.analysis.subspace.score.Recovery;

/**
 * What {@code partition score --json} prints. Lists by block are in the order of the blocks, tables are blocks x factors.
 *
 * @param sizes       directions of each block
 * @param variance    share of the variance at the site that lies in each block
 * @param factors     that the network holds at the site: the columns of the tables
 * @param verdicts    where each factor that was asked about is, those that are not at the site too
 * @param capture     share of what a factor adds that lies in a block, corrected for chance
 * @param purity      share of a block's variance that a factor adds
 * @param residual    share of a block's variance that no factor explains
 * @param containment of factor subspaces in one another
 * @param agreement   for each factor, overlap of the joint regression with the other two estimators, or why there is none
 * @param recovery    in numbers, the partition's own under an empty name, those of the ceilings under theirs
 * @param ceilings    what each ceiling says of the partition and of the factors
 * @param floor       the same of random partitions: mean and 95th percentile
 * @param numbers     of the partition as a whole, by the names that they have in {@code scores.csv}
 * @param told        factors whose coordinates are laws: the columns of the information tables
 * @param linear      information that a linear probe finds; {@code neighbours} by the nearest rows; {@code shuffled} the control
 * @param beyond      for each factor told, information of each block beyond all other factors, or why not
 * @param exchange    for each factor, what can be asked of the network or why not, and the block that holds most of it
 */
public record PartitionAnswer(
        String process,
        String network,
        String method,
        String site,
        List<Integer> sizes,
        double[] variance,
        List<String> factors,
        List<FactorVerdict> verdicts,
        List<String> inNoBlock,
        double[][] capture,
        double[][] purity,
        double[] residual,
        Containment containment,
        Map<String, Agreement> agreement,
        Map<String, Numbers> recovery,
        List<CeilingVerdict> ceilings,
        RandomFloor floor,
        Map<String, Double> numbers,
        List<String> told,
        double[][] linear,
        double[][] neighbours,
        double[][] shuffled,
        Map<String, Beyond> beyond,
        Map<String, Exchange> exchange) {

    /** Overlaps, null where they cannot be asked, with the reason. */
    public record Agreement(Double factorial, Double varyOne, List<String> notAsked) {}

    /** Recovery; {@code blockOf} holds null for a factor without a block of its own. */
    public record Numbers(
            double completeness,
            double purity,
            double harmonic,
            double homogeneity,
            double vMeasure,
            double adjusted,
            double oneToOne,
            List<Integer> blockOf,
            int countError,
            double sizeError) {
        static Numbers of(Recovery recovery) {
            List<Integer> blockOf = new ArrayList<>();
            for (int block : recovery.blockOf()) {
                blockOf.add(block == Assignment.NONE ? null : block);
            }
            return new Numbers(
                    recovery.completeness(),
                    recovery.purity(),
                    recovery.harmonic(),
                    recovery.homogeneity(),
                    recovery.vMeasure(),
                    recovery.adjusted(),
                    recovery.oneToOne(),
                    blockOf,
                    recovery.countError(),
                    recovery.sizeError());
        }
    }

    /** Information of each block, empty with a reason where it cannot be asked. */
    public record Beyond(double[] blocks, String notAsked) {}

    /**
     * @param notAsked      the reason, empty where it can be asked
     * @param causes        of every block
     * @param block         that holds most of the factor; what follows is of its exchange
     * @param randomCause   mean over random blocks of its size
     */
    public record Exchange(
            String notAsked,
            String asked,
            double[] causes,
            Integer block,
            Double cause,
            Double accuracy,
            OptionalDouble isolation,
            Double necessity,
            OptionalDouble disentangled,
            Double randomCause,
            Double naturalness) {
        static Exchange not(String reason) {
            return new Exchange(
                    reason,
                    "",
                    new double[0],
                    null,
                    null,
                    null,
                    OptionalDouble.empty(),
                    null,
                    OptionalDouble.empty(),
                    null,
                    null);
        }
    }

    public static PartitionAnswer of(PartitionReport report) {
        int blocks = report.capture().blocks();
        List<String> factors = report.capture().factors();
        double[][] capture = new double[blocks][factors.size()];
        for (int s = 0; s < blocks; s++) {
            for (int k = 0; k < factors.size(); k++) {
                capture[s][k] = report.capture().corrected(s, k);
            }
        }
        Map<String, Numbers> recovery = new LinkedHashMap<>();
        recovery.put("", Numbers.of(report.recovery()));
        report.ceilings().forEach((name, ceiling) -> recovery.put(name, Numbers.of(ceiling)));
        Map<String, Double> numbers = new LinkedHashMap<>();
        report.scores().stream()
                .filter(score -> score.control().isEmpty() && score.target().equals("partition"))
                .forEach(score -> numbers.put(score.score(), score.value()));
        return new PartitionAnswer(
                report.question().process(),
                report.question().network(),
                report.question().method(),
                report.question().site(),
                report.question().partition().sizes(),
                report.purity().variance(),
                factors,
                report.verdicts(),
                report.inNoBlock(),
                capture,
                report.purity().share(),
                report.purity().residual(),
                report.containment(),
                agreement(report),
                recovery,
                report.ceilingVerdicts(),
                report.floor(),
                numbers,
                report.information().factors(),
                report.information().linear(),
                report.information().neighbours(),
                report.information().shuffled(),
                beyond(report),
                exchange(report));
    }

    private static Map<String, Agreement> agreement(PartitionReport report) {
        Map<String, Agreement> agreement = new LinkedHashMap<>();
        report.agreement().byFactor().forEach((name, of) -> {
            List<String> notAsked = new ArrayList<>();
            if (of.factorial() instanceof Answer.CannotBeAsked<Double> refused) {
                notAsked.add(refused.reason());
            }
            if (of.varyOne() instanceof Answer.CannotBeAsked<Double> refused) {
                notAsked.add(refused.reason());
            }
            agreement.put(
                    name,
                    new Agreement(
                            of.factorial().toOptional().orElse(null),
                            of.varyOne().toOptional().orElse(null),
                            notAsked));
        });
        return agreement;
    }

    private static Map<String, Beyond> beyond(PartitionReport report) {
        Map<String, Beyond> beyond = new LinkedHashMap<>();
        for (int k = 0; k < report.information().factors().size(); k++) {
            Answer<double[]> answer = report.information().conditional().get(k);
            beyond.put(
                    report.information().factors().get(k),
                    answer instanceof Answer.CannotBeAsked<double[]> refused
                            ? new Beyond(new double[0], refused.reason())
                            : new Beyond(answer.get(), ""));
        }
        return beyond;
    }

    private static Map<String, Exchange> exchange(PartitionReport report) {
        Map<String, Exchange> exchange = new LinkedHashMap<>();
        report.question().interchange().map(Interchange::asked).orElse(Map.of()).forEach((name, asked) -> {
            if (asked instanceof Answer.CannotBeAsked<String> refused) {
                exchange.put(name, Exchange.not(refused.reason()));
            } else if (!report.exchanges().containsKey(name)) {
                exchange.put(name, Exchange.not("the factor is not at this site"));
            } else {
                exchange.put(name, exchange(report, name, asked.get()));
            }
        });
        return exchange;
    }

    private static Exchange exchange(PartitionReport report, String name, String asked) {
        var of = report.exchanges().get(name);
        double[] causes = report.interchange().orElseThrow().effects().get(name).get().stream()
                .mapToDouble(Interchange.Effect::cause)
                .toArray();
        return new Exchange(
                "",
                asked,
                causes,
                of.block(),
                of.effect().cause(),
                of.effect().accuracy(),
                of.effect().isolation(),
                of.effect().necessity(),
                of.effect().disentangled(),
                of.random().cause(),
                of.naturalness());
    }
}
