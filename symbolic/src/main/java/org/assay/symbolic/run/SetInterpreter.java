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
    private final Program program;
    private final ProgramRuns answers;

    private SetInterpreter(Program program, String name) {
        this.name = name;
        this.program = program;
        this.answers = new ProgramRuns(CompiledProgram.ofAnswers(program, false), RunOptions.DEFAULT.memoryWords());
    }

    /** @param name for tables, unique within an experiment */
    public static SetInterpreter of(Program program, String name) {
        if (program.unembedding().output() != Output.SETS) {
            throw new IllegalArgumentException(
                    "program '" + name + "' answers with a law: run it as an Interpreter, or give it 'output sets'");
        }
        return new SetInterpreter(program, name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Vocabulary vocabulary() {
        return program.vocabulary();
    }

    public Program program() {
        return program;
    }

    @Override
    public MembershipTable mayFollow(ContextSet contexts) {
        int vocabulary = vocabulary().size();
        Matrix probabilities = Matrix.zeros(contexts.rows(), vocabulary);
        answers.forEach(
                contexts,
                (row, t, run) ->
                        System.arraycopy(run.answer(t), 0, probabilities.values(), row * vocabulary, vocabulary));
        return new MembershipTable(contexts.id(), probabilities);
    }

    /** What happens at every position of one sequence. */
    public LabelTrace trace(int... tokens) {
        CompiledProgram everything = CompiledProgram.ofEverything(program);
        return Tracer.of(new ProgramRuns(everything, 0).over(tokens), tokens.length);
    }
}
