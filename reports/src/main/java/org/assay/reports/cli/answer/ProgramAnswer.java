package org.assay.reports.cli.answer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding.Output;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.run.LabelTrace;
import org.assay.symbolic.run.SetInterpreter;

/**
 * What a program says after a context and why: what {@code program run --json} prints, component by component.
 *
 * @param program name of the file
 * @param context its tokens, oldest first
 * @param next    probability of every token of the vocabulary that it comes next, or where the program answers with sets that it may
 *                follow
 * @param entropy of {@code next}, in nats; null for sets
 * @param trace   what happened at every position in every layer
 * @param said    what the unembedding made of every position
 */
public record ProgramAnswer(
        String program,
        List<String> context,
        Map<String, Double> next,
        Double entropy,
        List<LabelTrace.Step> trace,
        List<LabelTrace.Said> said) {

    /**
     * @param name   for the answer
     * @param tokens ids, at least one
     */
    public static ProgramAnswer of(Program program, String name, int[] tokens) {
        ContextSet context = ContextSet.lastPosition(List.of(tokens));
        if (program.unembedding().output() == Output.SETS) {
            SetInterpreter interpreter = SetInterpreter.of(program, name);
            double[] memberships = interpreter.mayFollow(context).probabilities().row(0);
            return of(program, name, tokens, memberships, null, interpreter.trace(tokens));
        }
        Interpreter interpreter = Interpreter.of(program, name);
        double[] law = interpreter.next(context).probabilities().row(0);
        return of(program, name, tokens, law, Entropy.of(law), interpreter.trace(tokens));
    }

    private static ProgramAnswer of(
            Program program, String name, int[] tokens, double[] answer, Double entropy, LabelTrace trace) {
        Vocabulary vocabulary = program.vocabulary();
        Map<String, Double> next = new LinkedHashMap<>();
        for (int token = 0; token < answer.length; token++) {
            next.put(vocabulary.token(token), answer[token]);
        }
        List<String> context =
                Arrays.stream(tokens).mapToObj(vocabulary::token).toList();
        return new ProgramAnswer(name, context, next, entropy, trace.steps(), trace.said());
    }

    /** Both parts of the trace. */
    public LabelTrace labelTrace() {
        return new LabelTrace(trace, said);
    }
}
