package org.assay.symbolic.fit.rule;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/** Fits rules to a network. */
final class RuleFitter {
    private RuleFitter() {}

    static RuleModel model(ContextSet contexts, NextTokenTable table, Vocabulary vocabulary, RuleFitOptions options) {
        Evidence plain = new Evidence(contexts, table, List.of());
        List<BracketPair> brackets = BracketSearch.of(plain, options.observations());
        Evidence evidence = new Evidence(contexts, table, brackets);
        Spans spans = new Spans(evidence);
        Mixture mixture = new RuleSearch(evidence.ordinary(), evidence.at(Rows.OUTSIDE), options).run();
        return new RuleModel(vocabulary, spans, mixture.experts(), mixture.noise);
    }

    /** The rows of {@code table} that {@code rows} names, for the contexts selected by the same rows. */
    static NextTokenTable select(NextTokenTable table, int[] rows, ContextSet selected) {
        int columns = table.vocabularySize();
        Matrix values = Matrix.zeros(rows.length, columns);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(table.probabilities().values(), rows[i] * columns, values.values(), i * columns, columns);
        }
        return new NextTokenTable(selected.id(), values);
    }

    static int[] rowsOf(ContextSet contexts, boolean heldOut, double share) {
        return IntStream.range(0, contexts.rows())
                .filter(row -> {
                    int s = contexts.rowSequence(row);
                    return (Math.floor((s + 1) * share) > Math.floor(s * share)) == heldOut;
                })
                .toArray();
    }

    static int[] all(int count) {
        int[] all = new int[count];
        Arrays.setAll(all, i -> i);
        return all;
    }
}
