package org.assay.analysis.experiment.partition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.assay.analysis.experiment.partition.PartitionResult.Held;
import org.assay.analysis.experiment.partition.PartitionResult.Method;
import org.assay.analysis.experiment.partition.PartitionResult.Site;
import org.assay.analysis.metric.Derivation;
import org.assay.analysis.metric.Score;

/** The numbers of partitions as rows of the table of scores: a method's own, then its controls. */
public final class PartitionRows {
    private static final String WHOLE = "partition";
    private static final String SHARE = "share";
    private static final String TRAINED = "trained";
    private static final String UNTRAINED = "untrained";
    private static final String SHUFFLED = "shuffled";

    private final String process;
    private final List<Score> rows = new ArrayList<>();

    private PartitionRows(String process) {
        this.process = process;
    }

    /** @param process name of the language */
    public static List<Score> of(String process, PartitionResult result) {
        PartitionRows rows = new PartitionRows(process);
        for (Site site : result.sites()) {
            for (Method method : site.methods()) {
                rows.whole(site.name(), method);
                method.factors().forEach(held -> rows.factor(site.name(), method, held));
            }
        }
        return List.copyOf(rows.rows);
    }

    private void whole(String site, Method method) {
        String formula =
                "capture corrected for chance under the one-to-one assignment of factors to blocks, chosen on other rows";
        own(site, method, WHOLE, "one-to-one", method.oneToOne(), formula, Map.of());
        control(site, method, "random", WHOLE, "one-to-one", method.random(), formula + ", of random partitions");
        method.untrained()
                .ifPresent(value -> control(
                        site, method, UNTRAINED, WHOLE, "one-to-one", value, formula + ", in the untrained network"));
        method.agreement()
                .ifPresent(agreement -> own(
                        site,
                        method,
                        WHOLE,
                        "agreement",
                        agreement,
                        "V-measure of the mass that blocks of two seeds share, 0 for random partitions",
                        Map.of()));
    }

    private void factor(String site, Method method, Held held) {
        String most = "the block that holds most of the factor beyond chance";
        String capture = "share of what the factor adds that lies in " + most + ", corrected for chance";
        String purity = "share of the variance of " + most + " that the factor adds";
        Map<String, String> found = Map.of("cuts in which it is in a block", held.inBlock() + " of " + held.cuts());
        own(site, method, held.factor(), "capture", held.capture(), capture, found);
        control(site, method, "random", held.factor(), "capture", held.random(), capture + ", of random partitions");
        control(site, method, SHUFFLED, held.factor(), "capture", held.shuffled(), capture + ", of shuffled values");
        own(site, method, held.factor(), "purity", held.purity(), purity, found);
        control(site, method, SHUFFLED, held.factor(), "purity", held.impure(), purity + ", of shuffled values");
        String exchange = "1 - KL after / KL before when " + most
                + " is exchanged between contexts, against the exact law when the factor alone is";
        held.cause().ifPresent(cause -> {
            own(
                    site,
                    method,
                    held.factor(),
                    "cause",
                    cause.value(),
                    exchange,
                    Map.of("over the sequences exchanged", interval(cause.low(), cause.high())));
            control(
                    site,
                    method,
                    "random",
                    held.factor(),
                    "cause",
                    cause.random(),
                    exchange + ", random block of its size");
        });
        held.untrained().ifPresent(untrained -> {
            control(site, method, UNTRAINED, held.factor(), "capture", untrained.capture(), capture);
            control(site, method, UNTRAINED, held.factor(), "purity", untrained.purity(), purity);
            untrained
                    .cause()
                    .ifPresent(value -> control(site, method, UNTRAINED, held.factor(), "cause", value, exchange));
        });
    }

    private void own(
            String site,
            Method method,
            String target,
            String score,
            Spread spread,
            String formula,
            Map<String, String> more) {
        Map<String, String> inputs = new TreeMap<>(more);
        inputs.put("over networks", interval(spread.networkLow(), spread.networkHigh()));
        inputs.put("over seeds of the method", interval(spread.seedLow(), spread.seedHigh()));
        inputs.put("blocks of the first cut", method.sizes().toString());
        boolean overNetworks = spread.networks() > 1;
        rows.add(row(
                site,
                method,
                "",
                target,
                score,
                spread.value(),
                overNetworks ? spread.networkLow() : spread.seedLow(),
                overNetworks ? spread.networkHigh() : spread.seedHigh(),
                overNetworks ? spread.networks() : spread.seeds(),
                new Derivation(
                        formula,
                        overNetworks
                                ? "range over " + spread.networks() + " networks of the mean over "
                                        + counted(spread.seeds())
                                : "range over " + counted(spread.seeds()) + " of one network",
                        inputs)));
    }

    private static String counted(int seeds) {
        return seeds == 1 ? "one seed of the method" : seeds + " seeds of the method";
    }

    private void control(
            String site, Method method, String control, String target, String score, double value, String formula) {
        rows.add(row(
                site,
                method,
                control,
                target,
                score,
                value,
                value,
                value,
                1,
                new Derivation(formula, "mean over all cuts: no interval", Map.of())));
    }

    private static String interval(double low, double high) {
        return String.format(Locale.ROOT, "%.4f to %.4f", low, high);
    }

    private Score row(
            String site,
            Method method,
            String control,
            String target,
            String score,
            double value,
            double low,
            double high,
            int seeds,
            Derivation derivation) {
        String network = control.equals(UNTRAINED) ? UNTRAINED : TRAINED;
        return new Score(
                Score.idOf(process, network, method.name(), control, site, target, score),
                process,
                network,
                method.name(),
                site,
                target,
                score,
                value,
                low,
                high,
                SHARE,
                control,
                seeds,
                derivation);
    }
}
