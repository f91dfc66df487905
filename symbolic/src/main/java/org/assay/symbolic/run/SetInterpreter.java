package org.assay.symbolic.run;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.MembershipTable;
import org.assay.datasets.model.SetModel;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding.Output;

/**
 * A program with {@code output sets} as a model: each token may follow with probability 1 / (1 + exp(-logit)), its logit being bias
 * and votes.
 */
public final class SetInterpreter implements SetModel {
    private final String name;
    private final CompiledProgram program;

    private SetInterpreter(String name, CompiledProgram program) {
        this.name = name;
        this.program = program;
    }

    /** @param name for tables, unique within an experiment */
    public static SetInterpreter of(Program program, String name) {
        if (program.unembedding().output() != Output.SETS) {
            throw new IllegalArgumentException(
                    "program '" + name + "' answers with a law: run it as an Interpreter, or give it 'output sets'");
        }
        return new SetInterpreter(name, new CompiledProgram(program));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Vocabulary vocabulary() {
        return program.program().vocabulary();
    }

    public Program program() {
        return program.program();
    }

    @Override
    public MembershipTable mayFollow(ContextSet contexts) {
        Matrix probabilities = Matrix.zeros(contexts.rows(), vocabulary().size());
        ContextRows.forEach(program, contexts, (row, t, states) -> {
            double[] logits = program.unembedding().logits(states.at(program.depth(), t));
            for (int v = 0; v < logits.length; v++) {
                probabilities.set(row, v, 1 / (1 + StrictMath.exp(-logits[v])));
            }
        });
        return new MembershipTable(contexts.id(), probabilities);
    }

    /** What happens at every position of one sequence. */
    public LabelTrace trace(int... tokens) {
        ContextRows.requireTokens(program, tokens);
        return LabelTrace.of(program, tokens);
    }
}
