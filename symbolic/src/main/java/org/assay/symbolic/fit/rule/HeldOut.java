package org.assay.symbolic.fit.rule;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;

/**
 * What a network answered, divided by sequences into rows to fit on and rows that are held out. Whatever is compared with fitted
 * rules is fitted and measured on the same rows as they are.
 *
 * @param fitTable     answers at the rows of {@code fit}
 * @param heldOutTable answers at the rows of {@code heldOut}
 */
public record HeldOut(ContextSet fit, NextTokenTable fitTable, ContextSet heldOut, NextTokenTable heldOutTable) {
    /**
     * Sequences that are held out are evenly spread.
     *
     * @param share of the sequences, in (0, 1)
     * @throws IllegalArgumentException when the table is not of the contexts, or none are left on one of the sides
     */
    public static HeldOut of(ContextSet contexts, NextTokenTable table, double share) {
        if (!table.contexts().equals(contexts.id())) {
            throw new IllegalArgumentException("the table must be of the contexts "
                    + contexts.id().brief() + ", got " + table.contexts().brief());
        }
        int[] fitRows = rows(contexts, false, share);
        int[] heldOutRows = rows(contexts, true, share);
        if (fitRows.length == 0 || heldOutRows.length == 0) {
            throw new IllegalArgumentException("of " + contexts.sequences() + " sequences none is left to "
                    + (fitRows.length == 0 ? "fit on" : "hold out") + " at a held-out share of " + share);
        }
        ContextSet fit = contexts.select(fitRows);
        ContextSet heldOut = contexts.select(heldOutRows);
        return new HeldOut(fit, select(table, fitRows, fit), heldOut, select(table, heldOutRows, heldOut));
    }

    /** Rows of the sequences that are held out, or of the others. */
    private static int[] rows(ContextSet contexts, boolean heldOut, double share) {
        return IntStream.range(0, contexts.rows())
                .filter(row -> {
                    int s = contexts.rowSequence(row);
                    return (Math.floor((s + 1) * share) > Math.floor(s * share)) == heldOut;
                })
                .toArray();
    }

    private static NextTokenTable select(NextTokenTable table, int[] rows, ContextSet selected) {
        int columns = table.vocabularySize();
        Matrix values = Matrix.zeros(rows.length, columns);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(table.probabilities().values(), rows[i] * columns, values.values(), i * columns, columns);
        }
        return new NextTokenTable(selected.id(), values);
    }

    /** KL(network || program) on the rows to fit on, nats per token. */
    public double fitLoss(Program program) {
        return loss(program, fit, fitTable);
    }

    /** KL(network || program) on the rows that are held out, nats per token. */
    public double heldOutLoss(Program program) {
        return loss(program, heldOut, heldOutTable);
    }

    private static double loss(Program program, ContextSet contexts, NextTokenTable table) {
        return loss(Interpreter.of(program, "program").next(contexts), contexts, table);
    }

    /** KL(network || answers), nats per token. */
    static double loss(NextTokenTable answers, ContextSet contexts, NextTokenTable network) {
        return new Evidence(contexts, network, List.of())
                .loss(answers.probabilities().values());
    }
}
