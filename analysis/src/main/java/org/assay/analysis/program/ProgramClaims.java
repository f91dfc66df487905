package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.fit.rule.ClaimedRule;
import org.assay.symbolic.fit.rule.RuleShares;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Expert;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.run.Interpreter;

/**
 * The rules that a program claims by itself, whoever wrote it: every expert is one, every copy expert is one, since its law is a
 * mixture of theirs. With W the weight, n the number and P the law of an expert and a(v) what bias and votes add to the logit of v,
 *
 * <pre>share = n W sum over v of P(v) e^a(v) / the same summed over the active experts,   law(v) proportional to P(v) e^a(v)</pre>
 *
 * <p>Experts {@code NAME.x} and {@code NAME.y} that are all there is below the superlabel {@code NAME} are one rule with several laws, as
 * what comes where an odd and where an even number of anchors is near.
 *
 * <p>Shares times laws sum to the law of the program, but for its uniform share, which each law is mixed with here. The kind
 * of a claim is its name up to the first colon or full stop. A program without experts is one law that does not come apart into
 * rules, and claims nothing.
 */
public final class ProgramClaims {
    private static final String EVERY_TOKEN = ":*";

    private final Interpreter program;
    private final Site last;
    private final List<Speaker> speakers = new ArrayList<>();

    private ContextSet asked;
    private List<RuleShares> answers;

    /**
     * An expert or a copy expert.
     *
     * @param label  of the expert, empty for a copy expert
     * @param tokens of its law with probabilities, of a copy expert with the labels that call for them
     */
    private record Speaker(
            String name,
            double weight,
            String label,
            SortedMap<Integer, Double> law,
            SortedMap<Integer, String> tokens) {}

    private ProgramClaims(Program program) {
        this.program = Interpreter.of(program, "program");
        this.last = this.program.sites().get(this.program.sites().size() - 1);
        for (Map.Entry<String, Expert> entry : program.unembedding().experts().entrySet()) {
            Expert expert = entry.getValue();
            speakers.add(new Speaker(entry.getKey(), expert.weight(), entry.getKey(), expert.law(), new TreeMap<>()));
        }
        program.unembedding()
                .copyExperts()
                .forEach((prefix, weight) -> speakers.add(new Speaker(
                        prefix.isEmpty() ? "*" : prefix + EVERY_TOKEN,
                        weight,
                        "",
                        new TreeMap<>(),
                        program.ownLabels(prefix))));
    }

    /** The claims of {@code program}, experts by name and then copy experts; rules of several experts come where their first does. */
    public static List<ClaimedRule> of(Program program) {
        ProgramClaims claims = new ProgramClaims(program);
        Map<String, List<ClaimedRule>> rules = new LinkedHashMap<>();
        for (int s = 0; s < claims.speakers.size(); s++) {
            int index = s;
            Speaker speaker = claims.speakers.get(s);
            List<String> labels =
                    speaker.label().isEmpty() ? List.copyOf(speaker.tokens().values()) : List.of(speaker.label());
            ClaimedRule claim = new ClaimedRule(
                    speaker.name(),
                    kind(speaker.name()),
                    speaker.name(),
                    labels,
                    contexts -> claims.answers(contexts).get(index));
            rules.computeIfAbsent(claims.rule(speaker), name -> new ArrayList<>())
                    .add(claim);
        }
        return rules.entrySet().stream()
                .map(rule -> JoinedClaims.together(rule.getKey(), kind(rule.getKey()), rule.getValue()))
                .toList();
    }

    private static String kind(String name) {
        String kind = name.split("[:.]", 2)[0];
        return kind.isEmpty() ? name : kind;
    }

    /** The name of the rule that a speaker belongs to: of the superlabel that all below are experts of, else its own. */
    private String rule(Speaker speaker) {
        if (!speaker.label().isEmpty()) {
            LabelGraph labels = program.program().declared();
            for (String above : labels.parents(speaker.label())) {
                boolean isRule = labels.children(above).stream()
                        .allMatch(label -> label.startsWith(above + ".")
                                && program.program().unembedding().experts().containsKey(label));
                if (isRule) {
                    return above;
                }
            }
        }
        return speaker.name();
    }

    /** Claims are asked one after the other about the same contexts. */
    private List<RuleShares> answers(ContextSet contexts) {
        if (!contexts.equals(asked)) {
            answers = answersOn(contexts);
            asked = contexts;
        }
        return answers;
    }

    private List<RuleShares> answersOn(ContextSet contexts) {
        Representation state = program.record(contexts, last);
        Map<String, Integer> columns = new TreeMap<>();
        for (String label : state.directions()) {
            columns.put(label, columns.size());
        }
        int tokens = program.vocabulary().size();
        List<RuleShares> shares = new ArrayList<>();
        for (int s = 0; s < speakers.size(); s++) {
            shares.add(new RuleShares(new double[contexts.rows()], Matrix.zeros(contexts.rows(), tokens)));
        }
        for (int row = 0; row < contexts.rows(); row++) {
            double[] logits = logits(state.values(), row, columns);
            double whole = 0;
            for (int s = 0; s < speakers.size(); s++) {
                double mass = speak(
                        speakers.get(s),
                        state.values(),
                        row,
                        columns,
                        logits,
                        shares.get(s).laws());
                shares.get(s).shares()[row] = mass;
                whole += mass;
            }
            for (RuleShares each : shares) {
                each.shares()[row] = whole > 0 ? each.shares()[row] / whole : 0;
            }
        }
        return shares;
    }

    /** Bias and votes of every token, less the greatest, so that their exponentials are finite. */
    private double[] logits(Matrix state, int row, Map<String, Integer> columns) {
        Unembedding unembedding = program.program().unembedding();
        double[] logits = new double[program.vocabulary().size()];
        unembedding.bias().forEach((token, weight) -> logits[token] += weight);
        unembedding.votes().forEach((label, weights) -> {
            double number = state.get(row, columns.get(label));
            weights.forEach((token, weight) -> logits[token] += number * weight);
        });
        unembedding
                .copyVotes()
                .forEach((prefix, weight) -> program.program()
                        .ownLabels(prefix)
                        .forEach((token, label) -> logits[token] += weight * state.get(row, columns.get(label))));
        double greatest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            greatest = Math.max(greatest, logit);
        }
        for (int token = 0; token < logits.length; token++) {
            logits[token] -= greatest;
        }
        return logits;
    }

    /** Writes the law of a speaker, where it is active, to its row; returns its mass before division by that of all. */
    private static double speak(
            Speaker speaker, Matrix state, int row, Map<String, Integer> columns, double[] logits, Matrix laws) {
        double[] mass = new double[logits.length];
        if (speaker.label().isEmpty()) {
            double all = 0;
            for (String label : speaker.tokens().values()) {
                all += state.get(row, columns.get(label));
            }
            for (Map.Entry<Integer, String> entry : speaker.tokens().entrySet()) {
                double number = state.get(row, columns.get(entry.getValue()));
                mass[entry.getKey()] = all > 0 ? speaker.weight() * number / all : 0;
            }
        } else {
            double number = state.get(row, columns.get(speaker.label()));
            double whole = speaker.law().values().stream().mapToDouble(p -> p).sum();
            speaker.law().forEach((token, p) -> mass[token] = number * speaker.weight() * p / whole);
        }
        double sum = 0;
        for (int token = 0; token < mass.length; token++) {
            mass[token] *= StrictMath.exp(logits[token]);
            sum += mass[token];
        }
        for (int token = 0; token < mass.length && sum > 0; token++) {
            double law =
                    (1 - Unembedding.UNIFORM_SHARE) * (mass[token] / sum) + Unembedding.UNIFORM_SHARE / mass.length;
            laws.set(row, token, law);
        }
        return sum;
    }
}
