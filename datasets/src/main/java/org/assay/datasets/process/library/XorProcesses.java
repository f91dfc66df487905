package org.assay.datasets.process.library;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.TransitionTensors;
import org.assay.datasets.sequence.Vocabulary;

/** Processes over two tokens in which every third token is determined, or the one after a coin. */
public final class XorProcesses {
    private static final String SHAI = "Shai et al. 2024, arXiv 2405.15943, ";

    private XorProcesses() {}

    /**
     * Random-random-XOR: two coins, then their XOR, again and again, and nobody says where a round begins. The belief
     * has five coordinates, the next-token law sees two of them. Shai et al. 2024.
     *
     * <p>Invariant: unifilar; the rate is two coins in three tokens.
     *
     * @param first  probability that the first coin is 1, in (0, 1)
     * @param second probability that the second is 1, in (0, 1)
     */
    public static HiddenMarkovProcess rrxor(double first, double second) {
        StateDiagram.requireWithin("rrxor", "first", first, Math.ulp(0.0), 1 - Math.ulp(1.0));
        StateDiagram.requireWithin("rrxor", "second", second, Math.ulp(0.0), 1 - Math.ulp(1.0));
        return rrxorDiagram(first, second).process("rrxor", SHAI + "p1 = " + first + ", p2 = " + second);
    }

    private static StateDiagram rrxorDiagram(double first, double second) {
        return StateDiagram.of("0 1", "S 0 1 T F")
                .edge("S", "0", "0", 1 - first)
                .edge("S", "1", "1", first)
                .edge("0", "0", "F", 1 - second)
                .edge("0", "1", "T", second)
                .edge("1", "0", "T", 1 - second)
                .edge("1", "1", "F", second)
                .edge("T", "1", "S", 1)
                .edge("F", "0", "S", 1);
    }

    /**
     * RRXOR of fair coins that leaks: with probability {@code leak} a step is uniform over both tokens and all five
     * states, so every word can come and nothing is ever certain.
     *
     * @param leak in (0, 1)
     */
    public static HiddenMarkovProcess leakyRrxor(double leak) {
        StateDiagram.requireWithin("leaky-rrxor", "leak", leak, Math.ulp(0.0), 1 - Math.ulp(1.0));
        StateDiagram diagram = rrxorDiagram(.5, .5);
        for (Matrix tensor : diagram.tensors()) {
            for (int i = 0; i < tensor.values().length; i++) {
                tensor.values()[i] = (1 - leak) * tensor.values()[i] + leak / 10;
            }
        }
        return diagram.process("leaky-rrxor", "RRXOR of " + SHAI + "mixed with uniform steps, leak = " + leak);
    }

    /**
     * Zero-one-random: 0, then 1, then a coin, again and again. Shai et al. 2024.
     *
     * <p>Invariant: unifilar; one coin in three tokens.
     *
     * @param p probability that the coin is 1, in (0, 1)
     */
    public static HiddenMarkovProcess z1r(double p) {
        StateDiagram.requireWithin("z1r", "p", p, Math.ulp(0.0), 1 - Math.ulp(1.0));
        return StateDiagram.of("0 1", "0 1 R")
                .edge("0", "0", "1", 1)
                .edge("1", "1", "R", 1)
                .edge("R", "0", "0", 1 - p)
                .edge("R", "1", "0", p)
                .process("z1r", SHAI + "p = " + p);
    }

    /**
     * A coin: no memory at all, the null case of every method.
     *
     * @param p probability of 1, in (0, 1)
     */
    public static HiddenMarkovProcess coin(double p) {
        StateDiagram.requireWithin("coin", "p", p, Math.ulp(0.0), 1 - Math.ulp(1.0));
        TransitionTensors model = TransitionTensors.stationary(
                Vocabulary.of("0", "1"),
                List.of("A"),
                List.of(Matrix.ofRows(new double[] {1 - p}), Matrix.ofRows(new double[] {p})));
        return HiddenMarkovProcess.of("coin", "Bernoulli, p = " + p, model, List.of());
    }
}
