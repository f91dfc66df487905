package org.assay.symbolic.fit.discrete;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.model.MembershipTable;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.sequence.ContextSet;

/**
 * What a model says at every row of a context set, as sets of tokens: the likeliest one of a law, or all that may follow.
 *
 * @param contexts where it was asked
 * @param output   what the sets are made of
 * @param said     for every row the tokens in rising order
 */
public record Answers(ContextSet contexts, Output output, List<List<Integer>> said) {
    /** What an answer is. */
    public enum Output {
        /** The likeliest token, the first of equals. */
        LIKELIEST,
        /** Every token that may follow. */
        SETS
    }

    public Answers {
        if (said.size() != contexts.rows()) {
            throw new IllegalArgumentException(said.size() + " answers to " + contexts.rows() + " rows");
        }
        said = List.copyOf(said);
    }

    /** The likeliest token of every row of {@code table}. */
    public static Answers of(ContextSet contexts, NextTokenTable table) {
        List<List<Integer>> said = new ArrayList<>();
        for (int row = 0; row < contexts.rows(); row++) {
            double[] law = table.probabilities().row(row);
            int best = 0;
            for (int token = 1; token < law.length; token++) {
                best = law[token] > law[best] ? token : best;
            }
            said.add(List.of(best));
        }
        return new Answers(contexts, Output.LIKELIEST, said);
    }

    /** The set of every row of {@code table}. */
    public static Answers of(ContextSet contexts, MembershipTable table) {
        List<List<Integer>> said = new ArrayList<>();
        for (int r = 0; r < contexts.rows(); r++) {
            int row = r;
            said.add(IntStream.range(0, table.vocabularySize())
                    .filter(token -> table.contains(row, token))
                    .boxed()
                    .toList());
        }
        return new Answers(contexts, Output.SETS, said);
    }

    /**
     * The share of whole sequences at all rows of which {@code other} says the same. Sequences without rows do not count.
     *
     * @throws IllegalArgumentException when the other was asked elsewhere, or there are no rows
     */
    public double wholeSequenceMatch(Answers other) {
        if (!contexts.id().equals(other.contexts.id()) || output != other.output || said.isEmpty()) {
            throw new IllegalArgumentException("answers can be compared when they are of one kind, to the same rows, at"
                    + " least one: " + output + " to " + contexts.id().brief() + ", " + other.output + " to "
                    + other.contexts.id().brief());
        }
        boolean[] asked = new boolean[contexts.sequences()];
        boolean[] differs = new boolean[contexts.sequences()];
        for (int row = 0; row < said.size(); row++) {
            int sequence = contexts.rowSequence(row);
            asked[sequence] = true;
            differs[sequence] |= !said.get(row).equals(other.said.get(row));
        }
        long all = IntStream.range(0, asked.length).filter(s -> asked[s]).count();
        long same = IntStream.range(0, asked.length)
                .filter(s -> asked[s] && !differs[s])
                .count();
        return (double) same / all;
    }

    /** The answers at some of the rows. */
    public Answers select(int[] rows) {
        return new Answers(
                contexts.select(rows),
                output,
                IntStream.of(rows).mapToObj(said::get).toList());
    }
}
