package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;

/**
 * What noise on the weights, or codes that interfere, cost: how far networks are from the programs that they were compiled from.
 *
 * @param networks how many there are
 * @param exact    how many of them differ from their programs by no more than {@link Agreement#EXACT} in any context
 * @param median   the median over networks of the mean KL(program || network), nats
 * @param largest  the largest of them
 */
public record Degradation(int networks, int exact, double median, double largest) {

    /**
     * Compiles every program and asks both about every string of up to {@code longest} tokens.
     *
     * @param programs at least one
     */
    public static Degradation of(List<Program> programs, CompileOptions options, int longest) {
        if (programs.isEmpty()) {
            throw new IllegalArgumentException("degradation needs at least one program");
        }
        List<Double> means = new ArrayList<>();
        int exact = 0;
        for (int i = 0; i < programs.size(); i++) {
            Program program = programs.get(i);
            ContextSet contexts = EveryContext.upTo(program.vocabulary().size(), longest);
            CompiledNetwork network =
                    ProgramCompiler.compile(program, options.with(options.seed().child(i)));
            NextTokenTable truth = Interpreter.of(program, "program").next(contexts);
            Agreement agreement =
                    Agreement.of(truth, network.reference("network").next(contexts), contexts);
            means.add(agreement.mean());
            exact += agreement.isExact() ? 1 : 0;
        }
        double[] sorted =
                means.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Degradation(
                sorted.length, exact, median, Arrays.stream(sorted).max().orElseThrow());
    }
}
