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
    /** Tokens whose probabilities are shown: the likeliest by any law. */
    private static final int TOKENS_SHOWN = 8;

    private WorstContexts() {}

    /**
     * One context, or all that end alike.
     *
     * @param context      its tokens, or the last ones that the group shares
     * @param rows         how many contexts
     * @param weight       their share of all
     * @param loss         mean over them, nats per token
     * @param contribution weight x loss: over all groups these sum to the loss of the program
     * @param laws         the likeliest tokens, means over the rows, sorted by the greatest probability that anybody gives them
     */
    public record Worst(
            List<String> context, int rows, double weight, double loss, double contribution, List<TokenLaws> laws) {}

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

    /**
     * The {@code count} worst: single contexts by their loss when {@code group} is 0, else contexts with the same last {@code group}
     * tokens by what they contribute. The first of equals comes first.
     */
    public static List<Worst> of(
            Assessed program, HeldOut heldOut, Vocabulary vocabulary, Yardstick by, int count, int group) {
        double[] losses = program.rows(by);
        List<int[]> groups = groups(heldOut.contexts(), group);
        List<Worst> worst = new ArrayList<>();
        Comparator<int[]> order = Comparator.comparingDouble(
                rows -> group == 0 ? -losses[rows[0]] : -contribution(heldOut.contexts(), losses, rows));
        groups.stream()
                .sorted(order)
                .limit(count)
                .forEach(rows -> worst.add(new Worst(
                        context(heldOut.contexts(), rows[0], group, vocabulary),
                        rows.length,
                        weight(heldOut.contexts(), rows),
                        contribution(heldOut.contexts(), losses, rows) / weight(heldOut.contexts(), rows),
                        contribution(heldOut.contexts(), losses, rows),
                        laws(program, heldOut, vocabulary, rows))));
        return worst;
    }

    /** Rows by their last tokens, in the order of their first row; a row of weight 0 says nothing. */
    private static List<int[]> groups(ContextSet contexts, int group) {
        Map<List<Integer>, List<Integer>> groups = new LinkedHashMap<>();
        for (int row = 0; row < contexts.rows(); row++) {
            if (contexts.weight(row) > 0) {
                List<Integer> key = group == 0 ? List.of(row) : last(contexts, row, group);
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

    private static List<String> context(ContextSet contexts, int row, int group, Vocabulary vocabulary) {
        int tokens = group == 0 ? contexts.rowPosition(row) + 1 : group;
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
                .limit(TOKENS_SHOWN)
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
