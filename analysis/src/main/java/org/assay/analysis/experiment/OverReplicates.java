package org.assay.analysis.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assay.analysis.experiment.Measurement.RuleValue;
import org.assay.analysis.experiment.Measurement.Value;
import org.assay.analysis.experiment.ProcessResult.RuleExcess;
import org.assay.analysis.metric.Derivation;
import org.assay.analysis.metric.Interval;
import org.assay.analysis.metric.Score;

/** The same score measured in several replicates becomes one score with an interval. */
final class OverReplicates {
    private OverReplicates() {}

    /** One score for each that every replicate measured, in the order of the first. */
    static List<Score> scores(String process, List<Measurement> measurements, int networks) {
        Map<String, List<Value>> byId = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            for (Value value : measurement.values()) {
                byId.computeIfAbsent(id(process, value), id -> new ArrayList<>())
                        .add(value);
            }
        }
        List<Score> scores = new ArrayList<>();
        byId.forEach((id, values) -> {
            if (values.size() == measurements.size()) {
                scores.add(score(id, process, values, networks));
            }
        });
        return scores;
    }

    /** The value of a score of the method itself, or empty when nobody measured it. */
    static Optional<Score> find(List<Score> scores, String method, String control, String target, String name) {
        return scores.stream()
                .filter(score -> score.method().equals(method)
                        && score.control().equals(control)
                        && score.target().equals(target)
                        && score.score().equals(name))
                .findFirst();
    }

    /**
     * Excess rule by rule over the replicates in which it wins, and the share of the contexts of all replicates on which it does;
     * a rule that never wins is not there.
     */
    static List<RuleExcess> rules(List<Measurement> measurements) {
        Map<String, List<RuleValue>> byRule = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            for (RuleValue value : measurement.rules()) {
                byRule.computeIfAbsent(value.rule(), rule -> new ArrayList<>()).add(value);
            }
        }
        List<RuleExcess> rules = new ArrayList<>();
        byRule.forEach((rule, values) -> {
            Interval excess = Interval.overSeeds(
                    values.stream().mapToDouble(RuleValue::excess).toArray());
            rules.add(new RuleExcess(
                    rule,
                    values.get(0).kind(),
                    values.stream().mapToDouble(RuleValue::share).sum() / measurements.size(),
                    excess.value(),
                    excess.low(),
                    excess.high(),
                    values.stream().mapToDouble(RuleValue::untrained).average().orElseThrow()));
        });
        return rules;
    }

    private static Score score(String id, String process, List<Value> values, int networks) {
        Value first = values.get(0);
        Interval interval =
                Interval.overSeeds(values.stream().mapToDouble(Value::value).toArray());
        boolean untrained = first.control().equals(Candidate.UNTRAINED);
        return new Score(
                id,
                process,
                untrained ? Candidate.UNTRAINED : "trained",
                first.method(),
                first.site(),
                first.target(),
                first.score(),
                interval.value(),
                interval.low(),
                interval.high(),
                first.unit(),
                first.control(),
                values.size(),
                new Derivation(
                        first.formula(),
                        interval.method()
                                + ": other contexts, other untrained networks and other random draws in each, of "
                                + (networks == 1 ? "one network" : networks + " networks"),
                        inputs(values)));
    }

    private static String id(String process, Value value) {
        String network = value.control().equals(Candidate.UNTRAINED) ? Candidate.UNTRAINED : "trained";
        return Score.idOf(
                process, network, value.method(), value.control(), value.site(), value.target(), value.score());
    }

    private static Map<String, String> inputs(List<Value> values) {
        Map<String, Set<String>> all = new TreeMap<>();
        for (Value value : values) {
            value.inputs()
                    .forEach((name, input) -> all.computeIfAbsent(name, n -> new LinkedHashSet<>())
                            .add(input));
        }
        Map<String, String> joined = new TreeMap<>();
        all.forEach((name, inputs) -> joined.put(name, String.join(" | ", inputs)));
        joined.put(
                "values",
                values.stream().map(value -> Double.toString(value.value())).collect(Collectors.joining(" | ")));
        return joined;
    }
}
