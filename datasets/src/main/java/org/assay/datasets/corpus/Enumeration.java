package org.assay.datasets.corpus;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.ContextSet;

/**
 * All contexts of a process up to a length, each once, weighted by its exact probability divided by the number of lengths:
 * every length has the same total weight, as in training on whole sequences. A context is a row of the first sequence, in
 * the order of token ids, that begins with it.
 */
public final class Enumeration {
    /** More contexts than this are refused: sample instead. */
    private static final int MOST_ROWS = 2_000_000;

    private final int tokens;
    private final int[] path;
    private final double[] probability;
    private final List<int[]> sequences = new ArrayList<>();
    private final List<Integer> firstPositions = new ArrayList<>();
    private final List<double[]> weights = new ArrayList<>();
    private int fresh;
    private int rows;

    private Enumeration(int tokens, int longest) {
        this.tokens = tokens;
        this.path = new int[longest];
        this.probability = new double[longest];
    }

    /** All contexts of length 1 .. longest that can come. */
    public static ContextSet of(GeneratingProcess process, int longest) {
        if (longest < 1) {
            throw new IllegalArgumentException("contexts have at least 1 token, asked for up to " + longest);
        }
        Enumeration enumeration = new Enumeration(process.vocabulary().size(), longest);
        enumeration.extend(process, process.observer(), 0, 1);
        return enumeration.contexts();
    }

    private void extend(GeneratingProcess process, Observer observer, int length, double reached) {
        if (length == path.length) {
            add(process);
            return;
        }
        double[] law = new double[tokens];
        observer.next(law);
        for (int token = 0; token < tokens; token++) {
            if (law[token] > 0) {
                path[length] = token;
                probability[length] = reached * law[token];
                fresh = Math.min(fresh, length);
                Observer longer = observer.copy();
                longer.read(token);
                extend(process, longer, length + 1, probability[length]);
            }
        }
    }

    /** The finished sequence, with a row for every position from the first at which it differs from the one before it. */
    private void add(GeneratingProcess process) {
        rows += path.length - fresh;
        if (rows > MOST_ROWS) {
            throw new IllegalArgumentException("process " + process.name() + " has more than " + MOST_ROWS
                    + " contexts of up to " + path.length + " tokens; sample them instead");
        }
        sequences.add(path.clone());
        firstPositions.add(fresh);
        double[] weight = new double[path.length - fresh];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = probability[fresh + i] / path.length;
        }
        weights.add(weight);
        fresh = path.length;
    }

    private ContextSet contexts() {
        int[] rowSequence = new int[rows];
        int[] rowPosition = new int[rows];
        double[] rowWeight = new double[rows];
        int row = 0;
        for (int s = 0; s < sequences.size(); s++) {
            for (int i = 0; i < weights.get(s).length; i++) {
                rowSequence[row] = s;
                rowPosition[row] = firstPositions.get(s) + i;
                rowWeight[row++] = weights.get(s)[i];
            }
        }
        return ContextSet.of(sequences.toArray(int[][]::new), rowSequence, rowPosition, rowWeight);
    }
}
