package org.assay.symbolic.run;

import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;

/**
 * What one position holds after one layer.
 *
 * @param explicit the explicit labels, counters above 0 among them
 * @param closure  with all ancestors
 * @param numbers  for every label what it holds explicitly, 0 or 1 unless it is a counter; null in a program without counters
 */
record LabelState(long[] explicit, long[] closure, int[] numbers) {
    /** The state that holds these numbers. */
    static LabelState of(int[] numbers, LabelGraph graph, boolean hasCounters) {
        long[] explicit = new long[LabelBits.words(graph.size())];
        for (int label = 0; label < numbers.length; label++) {
            if (numbers[label] > 0) {
                LabelBits.add(explicit, label);
            }
        }
        return new LabelState(explicit, graph.closureOf(explicit), hasCounters ? numbers : null);
    }

    /** The number of a counter, 1 for any other active label, 0 for one that is not active. */
    int count(int label) {
        if (!LabelBits.has(closure, label)) {
            return 0;
        }
        return numbers == null ? 1 : Math.max(1, numbers[label]);
    }

    /** What the label holds explicitly. */
    int held(int label) {
        return numbers == null ? (LabelBits.has(explicit, label) ? 1 : 0) : numbers[label];
    }
}
