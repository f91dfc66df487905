package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assay.analysis.belief.ProbeResult;
import org.assay.analysis.belief.ProbeTarget;
import org.assay.analysis.belief.study.BeliefTable;
import org.assay.analysis.belief.study.Diagnosticity;

/**
 * What {@code beliefs --json} prints.
 *
 * @param process       name of the language
 * @param protocol      how rows were split and weighted
 * @param rows          that were read at
 * @param prefixes      different ones among them
 * @param diagnosticity how much a high score would say about a network on this process; null where it has no one belief
 * @param targets       what was read, by name
 * @param absent        targets that the process does not have, with the reason
 * @param networks      one for each
 */
public record BeliefsAnswer(
        String process,
        String protocol,
        int rows,
        int prefixes,
        Optional<Diagnostic> diagnosticity,
        Map<String, Target> targets,
        Map<String, String> absent,
        List<Network> networks) {
    private static final String HEADER =
            "network,features,control,target,role,coordinates,split,weighting,r2,low,high,r2_uniform,mse,mse_uniform,"
                    + "distance,features_used,features_given,prefixes_fitted,prefixes_scored,ridge,verdict\n";

    /** How much a high score would say. */
    public record Diagnostic(
            String grade,
            double window,
            OptionalDouble logLaw,
            double law,
            double gain,
            double entropy,
            String statement) {}

    /** What was read. */
    public record Target(String role, String coordinates, int columns, String meaning) {}

    /**
     * One network.
     *
     * @param excess  mean KL(truth || network), nats per token
     * @param trained whether that is within the gate, without which its geometry says nothing
     */
    public record Network(String name, double excess, double gate, boolean trained, List<Features> features) {}

    /**
     * One set of features.
     *
     * @param control  which control it is, empty for a site
     * @param verdict  of the guard on features
     * @param columns  which were used, and why not the others; empty when refused
     * @param scores   by target; none when refused
     */
    public record Features(
            String name, String control, String verdict, String guard, String columns, Map<String, Numbers> scores) {}

    /** One target as it was read. */
    public record Numbers(
            double r2,
            double low,
            double high,
            double r2Uniform,
            double mse,
            double mseUniform,
            OptionalDouble distance,
            int featuresUsed,
            int featuresGiven,
            int prefixesFitted,
            int prefixesScored,
            double ridge,
            String split,
            String weighting) {}

    /** @param tables one for each network, of the same protocol */
    public static BeliefsAnswer of(
            String process, int rows, int prefixes, List<ProbeTarget> targets, List<BeliefTable> tables) {
        Map<String, Target> read = new LinkedHashMap<>();
        for (ProbeTarget target : targets) {
            read.put(
                    target.name(),
                    new Target(
                            word(target.role()),
                            word(target.coordinates()),
                            target.columns().size(),
                            target.meaning()));
        }
        BeliefTable first = tables.get(0);
        return new BeliefsAnswer(
                process,
                first.protocol(),
                rows,
                prefixes,
                first.diagnosticity().map(BeliefsAnswer::diagnostic),
                read,
                first.absent(),
                tables.stream().map(BeliefsAnswer::network).toList());
    }

    private static Diagnostic diagnostic(Diagnosticity of) {
        return new Diagnostic(
                word(of.grade()), of.window(), of.logLaw(), of.law(), of.gain(), of.entropy(), of.statement());
    }

    private static Network network(BeliefTable table) {
        List<Features> features = new ArrayList<>();
        for (BeliefTable.Entry entry : table.entries()) {
            Map<String, Numbers> scores = new LinkedHashMap<>();
            entry.results().forEach(result -> scores.put(result.target().name(), numbers(result)));
            features.add(new Features(
                    entry.features(),
                    entry.control(),
                    word(entry.guard().verdict()),
                    entry.guard().statement(),
                    entry.results().isEmpty()
                            ? ""
                            : entry.results().get(0).basis().statement(),
                    scores));
        }
        return new Network(table.network(), table.excess(), table.gate(), table.isTrained(), features);
    }

    private static Numbers numbers(ProbeResult result) {
        return new Numbers(
                result.r2().value(),
                result.r2().low(),
                result.r2().high(),
                result.r2Uniform(),
                result.mse(),
                result.mseUniform(),
                result.distance(),
                result.basis().used(),
                result.basis().width(),
                result.guard().prefixes(),
                result.prefixesScored(),
                result.readout().ridge(),
                result.split().word(),
                word(result.weighting()));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Every score as a line of comma-separated text, with a header. */
    public String csv() {
        StringBuilder text = new StringBuilder(HEADER);
        for (Network network : networks) {
            for (Features features : network.features()) {
                features.scores()
                        .forEach((target, of) -> text.append(String.join(
                                        ",",
                                        cell(network.name()),
                                        cell(features.name()),
                                        features.control(),
                                        cell(target),
                                        targets.get(target).role(),
                                        targets.get(target).coordinates(),
                                        of.split(),
                                        of.weighting(),
                                        Double.toString(of.r2()),
                                        Double.toString(of.low()),
                                        Double.toString(of.high()),
                                        Double.toString(of.r2Uniform()),
                                        Double.toString(of.mse()),
                                        Double.toString(of.mseUniform()),
                                        of.distance().isPresent()
                                                ? Double.toString(of.distance().getAsDouble())
                                                : "",
                                        Integer.toString(of.featuresUsed()),
                                        Integer.toString(of.featuresGiven()),
                                        Integer.toString(of.prefixesFitted()),
                                        Integer.toString(of.prefixesScored()),
                                        Double.toString(of.ridge()),
                                        features.verdict()))
                                .append('\n'));
            }
        }
        return text.toString();
    }

    private static String cell(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
