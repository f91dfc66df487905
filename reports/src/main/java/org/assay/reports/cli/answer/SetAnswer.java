package org.assay.reports.cli.answer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.model.MembershipTable;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.run.LabelTrace;
import org.assay.symbolic.run.SetInterpreter;

/**
 * What a program with {@code output sets} says after a context and why: what {@code program run --json} prints of it.
 *
 * @param program     name of the file
 * @param context     its tokens, oldest first
 * @param mayFollow   the tokens that may follow
 * @param probability that it may follow, for every token on its own
 * @param trace       what happened at every position in every layer
 * @param said        what the unembedding made of every position
 */
public record SetAnswer(
        String program,
        List<String> context,
        List<String> mayFollow,
        Map<String, Double> probability,
        List<LabelTrace.Step> trace,
        List<LabelTrace.Said> said) {

    /** @param tokens ids, at least one */
    public static SetAnswer of(SetInterpreter interpreter, int[] tokens) {
        Vocabulary vocabulary = interpreter.vocabulary();
        MembershipTable table = interpreter.mayFollow(ContextSet.lastPosition(List.of(tokens)));
        Map<String, Double> probability = new LinkedHashMap<>();
        for (int token = 0; token < vocabulary.size(); token++) {
            probability.put(vocabulary.token(token), table.get(0, token));
        }
        LabelTrace trace = interpreter.trace(tokens);
        return new SetAnswer(
                interpreter.name(),
                Arrays.stream(tokens).mapToObj(vocabulary::token).toList(),
                vocabulary.tokens().stream()
                        .filter(token -> table.contains(0, vocabulary.id(token)))
                        .toList(),
                probability,
                trace.steps(),
                trace.said());
    }
}
