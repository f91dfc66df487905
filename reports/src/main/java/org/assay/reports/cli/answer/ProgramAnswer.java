package org.assay.reports.cli.answer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.run.LabelTrace;

/**
 * What a program says after a context and why: what {@code program run --json} prints, component by component.
 *
 * @param program name of the file
 * @param context its tokens, oldest first
 * @param next    probability of every token of the vocabulary
 * @param entropy of {@code next}, in nats
 * @param trace   what happened at every position in every layer
 * @param said    what the unembedding made of every position
 */
public record ProgramAnswer(
        String program,
        List<String> context,
        Map<String, Double> next,
        double entropy,
        List<LabelTrace.Step> trace,
        List<LabelTrace.Said> said) {

    /** @param tokens ids, at least one */
    public static ProgramAnswer of(Interpreter interpreter, int[] tokens) {
        Vocabulary vocabulary = interpreter.vocabulary();
        NextTokenTable table = interpreter.next(ContextSet.lastPosition(List.of(tokens)));
        double[] law = table.probabilities().row(0);
        Map<String, Double> next = new LinkedHashMap<>();
        for (int token = 0; token < law.length; token++) {
            next.put(vocabulary.token(token), law[token]);
        }
        LabelTrace trace = interpreter.trace(tokens);
        return new ProgramAnswer(
                interpreter.name(),
                Arrays.stream(tokens).mapToObj(vocabulary::token).toList(),
                next,
                Entropy.of(law),
                trace.steps(),
                trace.said());
    }
}
