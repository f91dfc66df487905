package org.assay.symbolic.run;

import org.assay.datasets.sequence.ContextSet;

/** Runs a program over the rows of a context set, each sequence once. */
final class ContextRows {
    private ContextRows() {}

    /** Is shown the states of the sequence of a row, and at which position the row ends. */
    interface Visitor {
        void visit(int row, int t, States states);
    }

    static void forEach(CompiledProgram program, ContextSet contexts, Visitor visitor) {
        int row = 0;
        while (row < contexts.rows()) {
            int s = contexts.rowSequence(row);
            int end = row;
            while (end < contexts.rows() && contexts.rowSequence(end) == s) {
                end++;
            }
            requireTokens(program, contexts.sequence(s));
            States states = States.of(program, contexts.sequence(s), contexts.rowPosition(end - 1) + 1);
            for (; row < end; row++) {
                visitor.visit(row, contexts.rowPosition(row), states);
            }
        }
    }

    static void requireTokens(CompiledProgram program, int[] tokens) {
        int vocabulary = program.program().vocabulary().size();
        for (int token : tokens) {
            if (token < 0 || token >= vocabulary) {
                throw new IllegalArgumentException("token id " + token + " is outside the vocabulary of " + vocabulary);
            }
        }
    }
}
