package org.assay.analysis.program;

import java.util.Arrays;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ProgramParser;
import org.assay.symbolic.text.ProgramPrinter;

/**
 * Whether the text of a program is the program: printed, read again and asked about every context of a set, it gives the same
 * laws bit for bit.
 *
 * @param contexts  how many were asked
 * @param lines     of the printed text
 * @param sameText  printing what was read gives the same text
 * @param different rows on which a bit of the law differs
 */
public record PrintedProgram(int contexts, int lines, boolean sameText, int different) {
    public static PrintedProgram of(Program program, ContextSet contexts) {
        String text = ProgramPrinter.print(program);
        Program read = ProgramParser.parse(text, "the printed program");
        double[] before = Interpreter.of(program, "in memory")
                .next(contexts)
                .probabilities()
                .values();
        double[] after =
                Interpreter.of(read, "printed").next(contexts).probabilities().values();
        int columns = program.vocabulary().size();
        int different = 0;
        for (int row = 0; row < contexts.rows(); row++) {
            int from = row * columns;
            different += Arrays.equals(before, from, from + columns, after, from, from + columns) ? 0 : 1;
        }
        return new PrintedProgram(
                contexts.rows(),
                (int) text.lines().count(),
                ProgramPrinter.print(read).equals(text),
                different);
    }

    /** Whether nothing differs. */
    public boolean same() {
        return sameText && different == 0;
    }
}
