package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.assay.analysis.metric.KlDivergence;
import org.assay.analysis.metric.WeightedMean;
import org.assay.datasets.language.RuleLanguage;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/**
 * How far a program is from a network, KL(network || program), and where: the map of what is left to explain. Over the places of
 * each division the weights sum to 1 and so do the shares of the whole.
 *
 * @param divergence mean over all rows, nats per token
 * @param byRule     by the rule of the language that wins; empty without a language
 * @param byPosition by the position of the last token seen: 0, 1, 2-3, 4-7, 8-15, ...
 * @param byToken    by the last token seen
 */
public record Disagreement(double divergence, List<Place> byRule, List<Place> byPosition, List<Place> byToken) {
    public Disagreement {
        byRule = List.copyOf(byRule);
        byPosition = List.copyOf(byPosition);
        byToken = List.copyOf(byToken);
    }

    /**
     * Rows that have something in common.
     *
     * @param weight     of these rows, of all
     * @param divergence mean KL(network || program) over them, nats
     * @param share      of the whole divergence; 0 where there is none at all
     */
    public record Place(String name, double weight, double divergence, double share) {}

    /** Places with the greatest share of the divergence first. */
    public static Disagreement of(
            ContextSet contexts,
            Vocabulary vocabulary,
            NextTokenTable network,
            NextTokenTable program,
            Optional<RuleLanguage> language) {
        double[] perRow = KlDivergence.perRow(network, program);
        List<Place> byRule = language.map(known -> {
                    int[] winners = known.winningRule(contexts);
                    return places(contexts, perRow, row -> known.rules().get(winners[row]));
                })
                .orElse(List.of());
        return new Disagreement(
                WeightedMean.of(perRow, contexts.weights()),
                byRule,
                places(contexts, perRow, row -> positions(contexts.rowPosition(row))),
                places(
                        contexts,
                        perRow,
                        row -> vocabulary.token(
                                contexts.sequence(contexts.rowSequence(row))[contexts.rowPosition(row)])));
    }

    private static String positions(int position) {
        int from = Integer.highestOneBit(position);
        return from <= 1 ? Integer.toString(position) : from + "-" + (2 * from - 1);
    }

    private static List<Place> places(ContextSet contexts, double[] perRow, IntFunction<String> nameOf) {
        TreeMap<String, double[]> sums = new TreeMap<>();
        double total = 0;
        for (int row = 0; row < perRow.length; row++) {
            double[] sum = sums.computeIfAbsent(nameOf.apply(row), name -> new double[2]);
            sum[0] += contexts.weight(row);
            sum[1] += contexts.weight(row) * perRow[row];
            total += contexts.weight(row) * perRow[row];
        }
        List<Place> places = new ArrayList<>();
        for (Map.Entry<String, double[]> entry : sums.entrySet()) {
            double[] sum = entry.getValue();
            places.add(new Place(
                    entry.getKey(), sum[0], sum[0] > 0 ? sum[1] / sum[0] : 0, total > 0 ? sum[1] / total : 0));
        }
        places.sort(Comparator.comparing(Place::share).reversed().thenComparing(Place::name));
        return places;
    }
}
