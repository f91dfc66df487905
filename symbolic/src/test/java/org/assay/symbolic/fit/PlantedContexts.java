package org.assay.symbolic.fit;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ProgramParser;

/** Contexts of uniformly random tokens, answered by a planted program. */
record PlantedContexts(Program program, ContextSet contexts, NextTokenTable table, Representation labels) {
    /** Two categories; what matters is which one stands before which. */
    static final Program CATEGORIES = ProgramParser.parse("""
            vocab a1 a2 a3 b1 b2 b3
            label A
            label B
            label X
            label Y
            token a1 -> A
            token a2 -> A
            token a3 -> A
            token b1 -> B
            token b2 -> B
            token b3 -> B
            head at1 layer 1 k=1 theta=1 offset {+1} value {A B}
            unit x layer 2 when {+A +at1:B} >= 2 add {X}
            unit y layer 2 when {+B +at1:A} >= 2 add {Y}
            bias a1=0.5
            predict X -> a1=2 b2=-1
            predict Y -> b3=2.5
            """, "categories");

    /** The exclusive or of the last two tokens: neither of them says anything alone. */
    static final Program XOR = ProgramParser.parse("""
            vocab 0 1
            label one
            label differ
            label same
            token 1 -> one
            head at1 layer 1 k=1 theta=1 offset {+1} value {one}
            unit d1 layer 2 when {+one -at1:one -at1:none} >= 1 add {differ}
            unit d2 layer 2 when {+at1:one -one} >= 1 add {differ}
            predict differ -> 1=4
            predict one -> 1=0
            bias 1=-2
            """, "xor");

    static PlantedContexts of(Program program, Seed seed, int sequences, int length) {
        int[][] all = new int[sequences][length];
        for (int s = 0; s < sequences; s++) {
            var draws = seed.child(s).draws();
            for (int t = 0; t < length; t++) {
                all[s][t] = draws.nextInt(program.vocabulary().size());
            }
        }
        return of(program, ContextSet.everyPosition(all, 0));
    }

    static PlantedContexts of(Program program, ContextSet contexts) {
        Interpreter interpreter = Interpreter.of(program, "planted");
        Representation labels = interpreter.record(
                contexts, interpreter.sites().get(interpreter.sites().size() - 1));
        return new PlantedContexts(program, contexts, interpreter.next(contexts), labels);
    }

    /** The same contexts with the answers of other contexts: nothing is left to explain. */
    PlantedContexts shuffled(Seed seed) {
        int[] order = seed.draws().nextPermutation(contexts.rows());
        Matrix laws = table.probabilities().selectRows(order);
        return new PlantedContexts(program, contexts, new NextTokenTable(contexts.id(), laws), labels);
    }

    Windows windows(int window) {
        return Windows.of(
                contexts,
                table,
                java.util.stream.IntStream.range(0, contexts.rows()).toArray(),
                window);
    }
}
