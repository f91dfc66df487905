package org.assay.symbolic.run;

import java.util.concurrent.ConcurrentLinkedDeque;
import org.assay.datasets.sequence.ContextSet;

/** Runs of one program, one for each thread that asks at a time, so that what one has learned serves the next question. */
final class ProgramRuns {
    private final CompiledProgram program;
    private final long memoryWords;
    private final ConcurrentLinkedDeque<ProgramRun> idle = new ConcurrentLinkedDeque<>();

    ProgramRuns(CompiledProgram program, long memoryWords) {
        this.program = program;
        this.memoryWords = memoryWords;
    }

    CompiledProgram program() {
        return program;
    }

    /** Is shown a row when the sequence that it belongs to has been run, and at which position it ends. */
    interface Visitor {
        void visit(int row, int t, ProgramRun run);
    }

    /** Every row of the contexts in order, each sequence run once, as far as its last row. */
    void forEach(ContextSet contexts, Visitor visitor) {
        ProgramRun run = take();
        int row = 0;
        while (row < contexts.rows()) {
            int s = contexts.rowSequence(row);
            int end = row;
            while (end < contexts.rows() && contexts.rowSequence(end) == s) {
                end++;
            }
            requireTokens(contexts.sequence(s));
            run.run(contexts.sequence(s), contexts.rowPosition(end - 1) + 1, contexts.rowPosition(row));
            for (; row < end; row++) {
                visitor.visit(row, contexts.rowPosition(row), run);
            }
        }
        idle.push(run);
    }

    /** A run that has gone through all of {@code tokens}, for this caller alone. */
    ProgramRun over(int[] tokens) {
        requireTokens(tokens);
        ProgramRun run = new ProgramRun(program, memoryWords);
        run.run(tokens, tokens.length, 0);
        return run;
    }

    /** One that broke off in the middle of a sequence is never given back, so what is taken is whole. */
    private ProgramRun take() {
        ProgramRun run = idle.poll();
        return run == null ? new ProgramRun(program, memoryWords) : run;
    }

    private void requireTokens(int[] tokens) {
        int vocabulary = program.program().vocabulary().size();
        for (int token : tokens) {
            if (token < 0 || token >= vocabulary) {
                throw new IllegalArgumentException("token id " + token + " is outside the vocabulary of " + vocabulary);
            }
        }
    }
}
