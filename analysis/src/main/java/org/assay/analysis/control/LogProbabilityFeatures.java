package org.assay.analysis.control;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;

/**
 * The network's own answer as features: the log probabilities of the next token, which are its logits up to a constant
 * in each row. What can be read out of them is needed for the next token alone and says nothing of the state behind it.
 */
public final class LogProbabilityFeatures {
    private LogProbabilityFeatures() {}

    /**
     * Rows x V natural logarithms.
     *
     * @throws ArithmeticException when a probability is 0, which a softmax gives only by underflow
     */
    public static Matrix of(NextTokenTable table) {
        int tokens = table.vocabularySize();
        double[] probabilities = table.probabilities().values();
        double[] logs = new double[probabilities.length];
        for (int i = 0; i < logs.length; i++) {
            if (probabilities[i] == 0) {
                throw new ArithmeticException(
                        "log probability of token " + i % tokens + " in row " + i / tokens + " is infinite");
            }
            logs[i] = StrictMath.log(probabilities[i]);
        }
        return Matrix.wrap(table.rows(), tokens, logs);
    }
}
