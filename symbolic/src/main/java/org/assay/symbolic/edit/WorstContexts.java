package org.assay.symbolic.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.edit.Evaluator.Assessed;

/** Where a program loses most, context by context or put together by the last tokens, with what everybody says there. */
public final class WorstContexts {
    /** Tokens of the example that stands for contexts that have nothing else in common. */
    private static final int EXAMPLE = 12;

    private WorstContexts() {}

    /**
     * How contexts are put together and shown.
     *
     * @param by    the loss that is counted
     * @param group 0 for single contexts, else by how many last tokens they are put together
     * @param alike whether those are put together instead to which the program gives one and the same law
     * @param count how many are told
     * @param tokens how many tokens of their laws are told, the likeliest by any law first
     */
    public record Question(Yardstick by, int group, boolean alike, int count, int tokens) {
        private boolean single() {
            return group == 0 && !alike;
        }
    }

    /**
     * One context, or several put together.
     *
     * @param context      its tokens, or the last ones that the group shares; an example where the program cannot tell them apart
     * @param rows         how many contexts
     * @param weight       their share of all
     * @param loss         mean over them, nats per token
     * @param contribution weight x loss: over all groups these sum to the loss of the program
     * @param byWeights    weight x KL(mean law of what is counted against || program): how much of the contribution other weights
     *                     alone could gain, the rest needing labels that tell these contexts apart; only where the program cannot
     * @param laws         the likeliest tokens, means over the rows, sorted by the greatest probability that anybody gives them
     */
    public record Worst(
            List<String> context,
            int rows,
            double weight,
            double loss,
            double contribution,
            OptionalDouble byWeights,
            List<TokenLaws> laws) {}

    /**
     * How probable a token is.
     *
     * @param data how often it came
     */
    public record TokenLaws(String token, double data, double program, OptionalDouble network, OptionalDouble truth) {
        private double greatest() {
            return Math.max(Math.max(data, program), Math.max(network.orElse(0), truth.orElse(0)));
        }
    }

    /** The worst: single contexts by their loss, else groups by what they contribute. The first of equals comes first. */
    public static List<Worst> of(Assessed program, HeldOut heldOut, Vocabulary vocabulary, Question question) {
        double[] losses = program.rows(question.by());
        ContextSet contexts = heldOut.contexts();
        Comparator<int[]> order = Comparator.comparingDouble(
                rows -> question.single() ? -losses[rows[0]] : -contribution(contexts, losses, rows));
        return groups(program, contexts, question).stream()
                .sorted(order)
                .limit(question.count())
                .map(rows -> worst(program, heldOut, vocabulary, question, rows))
                .toList();
    }

    private static Worst worst(
            Assessed program, HeldOut heldOut, Vocabulary vocabulary, Question question, int[] rows) {
        ContextSet contexts = heldOut.contexts();
        double weight = weight(contexts, rows);
        double contribution = contribution(contexts, program.rows(question.by()), rows);
        List<TokenLaws> laws = laws(program, heldOut, vocabulary, rows);
        return new Worst(
                context(contexts, rows[0], question, vocabulary),
                rows.length,
                weight,
                contribution / weight,
                contribution,
                question.alike() ? OptionalDouble.of(weight * divergence(laws, question.by())) : OptionalDouble.empty(),
                laws.subList(0, Math.min(question.tokens(), laws.size())));
    }

    /** KL(mean law || program). */
    private static double divergence(List<TokenLaws> laws, Yardstick by) {
        double divergence = 0;
        for (TokenLaws token : laws) {
            double q = switch (by) {
                case DATA -> token.data();
                case NETWORK -> token.network().getAsDouble();
                case TRUTH -> token.truth().getAsDouble();
            };
            divergence += q == 0 ? 0 : q * StrictMath.log(q / token.program());
        }
        return divergence;
    }

    /** Rows that belong together, in the order of their first row; a row of weight 0 says nothing. */
    private static List<int[]> groups(Assessed program, ContextSet contexts, Question question) {
        Map<Object, List<Integer>> groups = new LinkedHashMap<>();
        for (int row = 0; row < contexts.rows(); row++) {
            if (contexts.weight(row) > 0) {
                Object key = question.single() ? row : last(contexts, row, question.group());
                if (question.alike()) {
                    key = Arrays.stream(program.laws().probabilities().row(row))
                            .boxed()
                            .toList();
                }
                groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
            }
        }
        return groups.values().stream()
                .map(rows -> rows.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    private static List<Integer> last(ContextSet contexts, int row, int group) {
        int[] sequence = contexts.sequence(contexts.rowSequence(row));
        int end = contexts.rowPosition(row) + 1;
        return Arrays.stream(sequence, Math.max(0, end - group), end).boxed().toList();
    }

    private static List<String> context(ContextSet contexts, int row, Question question, Vocabulary vocabulary) {
        int tokens = question.alike() ? EXAMPLE : question.single() ? contexts.rowPosition(row) + 1 : question.group();
        return last(contexts, row, tokens).stream().map(vocabulary::token).toList();
    }

    private static double weight(ContextSet contexts, int[] rows) {
        return Arrays.stream(rows).mapToDouble(contexts::weight).sum();
    }

    private static double contribution(ContextSet contexts, double[] losses, int[] rows) {
        return Arrays.stream(rows)
                .mapToDouble(row -> contexts.weight(row) * losses[row])
                .sum();
    }

    private static List<TokenLaws> laws(Assessed program, HeldOut heldOut, Vocabulary vocabulary, int[] rows) {
        double total = weight(heldOut.contexts(), rows);
        double[] data = new double[vocabulary.size()];
        for (int row : rows) {
            data[heldOut.nextToken()[row]] += heldOut.contexts().weight(row) / total;
        }
        double[] own = mean(program.laws(), heldOut.contexts(), rows);
        Optional<double[]> network = heldOut.network().map(table -> mean(table, heldOut.contexts(), rows));
        Optional<double[]> truth = heldOut.truth().map(table -> mean(table, heldOut.contexts(), rows));
        return IntStream.range(0, data.length)
                .mapToObj(token -> new TokenLaws(
                        vocabulary.token(token), data[token], own[token], at(network, token), at(truth, token)))
                .sorted(Comparator.comparingDouble(TokenLaws::greatest).reversed())
                .toList();
    }

    private static OptionalDouble at(Optional<double[]> law, int token) {
        return law.isPresent() ? OptionalDouble.of(law.get()[token]) : OptionalDouble.empty();
    }

    private static double[] mean(NextTokenTable table, ContextSet contexts, int[] rows) {
        double total = weight(contexts, rows);
        double[] mean = new double[table.vocabularySize()];
        for (int row : rows) {
            for (int token = 0; token < mean.length; token++) {
                mean[token] += contexts.weight(row) / total * table.get(row, token);
            }
        }
        return mean;
    }
}
