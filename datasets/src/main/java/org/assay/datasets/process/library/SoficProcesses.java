package org.assay.datasets.process.library;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.process.HiddenMarkovProcess;

/** The small binary processes of computational mechanics. */
public final class SoficProcesses {
    private SoficProcesses() {}

    /**
     * The Even process: runs of 1 have even length, however long. No finite number of tokens decides within a run, so
     * it is of no finite Markov order. Weiss 1973; Crutchfield and Feldman 2003.
     *
     * @param p probability that a pair of ones begins, in (0, 1)
     */
    public static HiddenMarkovProcess even(double p) {
        requireOpen("even", "p", p);
        return StateDiagram.of("0 1", "E O")
                .edge("E", "0", "E", 1 - p)
                .edge("E", "1", "O", p)
                .edge("O", "1", "E", 1)
                .process("even", "Weiss 1973; Crutchfield and Feldman 2003, p = " + p);
    }

    /**
     * The golden mean: never two ones together. Markov of order 1; its allowed words are the Fibonacci numbers.
     *
     * @param p probability of a 1 where it may come, in (0, 1)
     */
    public static HiddenMarkovProcess goldenMean(double p) {
        requireOpen("golden-mean", "p", p);
        return StateDiagram.of("0 1", "A B")
                .edge("A", "0", "A", 1 - p)
                .edge("A", "1", "B", p)
                .edge("B", "0", "A", 1)
                .process("golden-mean", "Crutchfield and Feldman 2003, no consecutive ones, p = " + p);
    }

    /**
     * The (R, k) golden mean: a run, once begun, has R ones and then at least k zeros (James, Mahoney, Ellison and
     * Crutchfield, "Many roads to synchrony", 2014). With R = k = 1 it is the golden mean.
     *
     * @param ones  R, at least 1
     * @param zeros k, at least 1
     * @param p     probability that a run begins where it may, in (0, 1)
     */
    public static HiddenMarkovProcess goldenMean(int ones, int zeros, double p) {
        requireOpen("golden-mean", "p", p);
        if (ones < 1 || zeros < 1) {
            throw new IllegalArgumentException(
                    "golden-mean needs R and k of at least 1, got " + ones + " and " + zeros);
        }
        int states = ones + zeros;
        List<String> names = new ArrayList<>(List.of("A"));
        for (int s = 1; s < states; s++) {
            names.add(s < ones ? "one-" + s : "zero-" + (s - ones));
        }
        StateDiagram diagram = StateDiagram.of(List.of("0", "1"), names).edge(0, 0, 0, 1 - p);
        for (int s = 0; s < states; s++) {
            diagram.edge(s, s < ones ? 1 : 0, (s + 1) % states, s == 0 ? p : 1);
        }
        return diagram.process(
                "golden-mean-" + ones + "-" + zeros,
                "James, Mahoney, Ellison and Crutchfield 2014, R = " + ones + ", k = " + zeros + ", p = " + p);
    }

    /**
     * The simple non-unifilar source: a 0 may hide a move, a 1 never does. After a 1 and k zeros the belief is
     * {@code (1 / (k + 1), k / (k + 1))} for p = q = 1/2, so two states make infinitely many causal states. Crutchfield
     * 1994; Marzen and Crutchfield 2015.
     *
     * @param p probability to move from A to B unseen, in (0, 1)
     * @param q probability to return with a 1, in (0, 1)
     */
    public static HiddenMarkovProcess sns(double p, double q) {
        requireOpen("sns", "p", p);
        requireOpen("sns", "q", q);
        return StateDiagram.of("0 1", "A B")
                .edge("A", "0", "A", 1 - p)
                .edge("A", "0", "B", p)
                .edge("B", "0", "B", 1 - q)
                .edge("B", "1", "A", q)
                .process("sns", "Crutchfield 1994; Marzen and Crutchfield 2015, p = " + p + ", q = " + q);
    }

    /**
     * The random insertion process: a coin, then its repetition with a 1 or with a coin between (Ellison, Mahoney and
     * Crutchfield 2009).
     *
     * @param p probability that the first coin is 0, in (0, 1)
     * @param q probability that the second coin is 0, in (0, 1)
     */
    public static HiddenMarkovProcess rip(double p, double q) {
        requireOpen("rip", "p", p);
        requireOpen("rip", "q", q);
        return StateDiagram.of("0 1", "A B C")
                .edge("A", "0", "B", p)
                .edge("A", "1", "C", 1 - p)
                .edge("B", "0", "C", q)
                .edge("B", "1", "C", 1 - q)
                .edge("C", "1", "A", 1)
                .process(
                        "rip",
                        "random insertion process, Ellison, Mahoney and Crutchfield 2009, p = " + p + ", q = " + q);
    }

    /**
     * A non-unifilar source whose beliefs span two of the three dimensions of its states, so that the dimension of a
     * belief must be computed, not read off the number of states. After the process of that name in the library
     * simplexity (Astera, 2025).
     */
    public static HiddenMarkovProcess nond() {
        double third = 1 / 3.;
        return StateDiagram.of("0 1", "A B C")
                .edge("A", "0", "C", 1)
                .edge("C", "1", "A", third)
                .edge("C", "1", "B", third)
                .edge("C", "1", "C", 1 - 2 * third)
                .edge("B", "1", "A", .5)
                .edge("B", "1", "B", .5)
                .process("nond", "simplexity (Astera 2025), transition matrices, nond");
    }

    private static void requireOpen(String process, String parameter, double value) {
        StateDiagram.requireWithin(process, parameter, value, Math.ulp(0.0), 1 - Math.ulp(1.0));
    }
}
