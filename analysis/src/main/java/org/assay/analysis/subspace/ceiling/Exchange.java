package org.assay.analysis.subspace.ceiling;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.sequence.ContextSet;

/**
 * What the exchange of one block should do: {@code h' = held + U'U (lent - held)} makes the network answer with the target. Where the
 * sources differ from the bases in the block's factor the target is the law after that change (cause); where they share it, the law
 * of the base (isolate).
 *
 * @param block  which
 * @param bases  n contexts
 * @param held   n x D, what the site holds there
 * @param lent   n x D, what it holds at the sources
 * @param target n laws
 */
public record Exchange(int block, ContextSet bases, Matrix held, Matrix lent, NextTokenTable target) {
    public Exchange {
        if (held.rows() != bases.rows()
                || lent.rows() != held.rows()
                || lent.columns() != held.columns()
                || target.rows() != held.rows()
                || block < 0) {
            throw new IllegalArgumentException(
                    "an exchange of block " + block + " on " + bases.rows() + " contexts needs as many rows held, "
                            + held + ", lent, " + lent + ", and laws, " + target.rows());
        }
    }

    /** Some of the rows, rising. */
    Exchange select(int[] rows) {
        ContextSet chosen = bases.select(rows);
        return new Exchange(
                block,
                chosen,
                held.selectRows(rows),
                lent.selectRows(rows),
                new NextTokenTable(chosen.id(), target.probabilities().selectRows(rows)));
    }
}
