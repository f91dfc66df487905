package org.assay.analysis.compile;

import org.assay.analysis.decompile.Decompiler;
import org.assay.analysis.decompile.NotDiscreteException;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;

/**
 * From a program to weights and back. The way back sees the weights and the tokens, not the program.
 *
 * @param read      the program that was read back
 * @param agreement of the two programs in every string of tokens up to the longest context
 * @param precision share of the rules read back that are rules of the first program, see {@link VoteRules}
 * @param recall    share of the rules of the first program that were read back
 */
public record RoundTrip(Program read, Agreement agreement, double precision, double recall) {
    /** Least precision and recall of rules in a round trip that came back whole. */
    public static final double LEAST_RULES = 0.95;

    /** @throws NotDiscreteException when the network has no exact program of the kinds looked for */
    public static RoundTrip of(CompiledNetwork network) {
        Program program = network.program();
        int longest = network.options().longest();
        Program read = Decompiler.of(NetworkRecorder.record(network.weights(), program.vocabulary(), longest));
        ContextSet contexts = EveryContext.upTo(program.vocabulary().size(), longest);
        Agreement agreement =
                Agreement.of(Interpreter.of(program, "program"), Interpreter.of(read, "read back"), contexts);
        VoteRules rules = VoteRules.of(program, contexts);
        VoteRules found = VoteRules.of(read, contexts);
        return new RoundTrip(read, agreement, found.shareIn(rules), rules.shareIn(found));
    }

    /** Whether the program came back: the same law in every context, and the same rules. */
    public boolean isWhole() {
        return agreement.isExact() && precision >= LEAST_RULES && recall >= LEAST_RULES;
    }
}
