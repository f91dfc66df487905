package org.assay.analysis.belief.target;

import java.util.Optional;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.process.GeneralisedHiddenMarkovProcess;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.TransitionTensors;
import org.assay.datasets.sequence.ContextSet;

/** The tensors of a process, where it has some, and what they make of the tokens of a context. */
final class LinearModel {
    private LinearModel() {}

    static Optional<TransitionTensors> of(GeneratingProcess process) {
        if (process instanceof HiddenMarkovProcess hidden) {
            return Optional.of(hidden.model());
        }
        return process instanceof GeneralisedHiddenMarkovProcess general
                ? Optional.of(general.model())
                : Optional.empty();
    }

    /** What is made of the tokens that a row has seen. */
    interface OfContext {
        /** @return one number for each column */
        double[] of(int[] context);
    }

    /** One row for every row of the contexts. */
    static Matrix rows(ContextSet contexts, int columns, OfContext each) {
        Matrix values = Matrix.zeros(contexts.rows(), columns);
        for (int r = 0; r < contexts.rows(); r++) {
            System.arraycopy(each.of(contexts.context(r)), 0, values.values(), r * columns, columns);
        }
        return values;
    }

    /** The belief after tokens {@code from} to the end, held at first as the process starts. */
    static double[] belief(TransitionTensors model, int[] tokens, int from) {
        double[] belief = model.start();
        for (int t = from; t < tokens.length; t++) {
            belief = model.step(belief, tokens[t]);
            double total = model.total(belief);
            for (int s = 0; s < belief.length; s++) {
                belief[s] /= total;
            }
        }
        return belief;
    }
}
