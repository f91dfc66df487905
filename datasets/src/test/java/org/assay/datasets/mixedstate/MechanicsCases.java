package org.assay.datasets.mixedstate;

import java.util.List;
import org.assay.datasets.process.GeneralisedHiddenMarkovProcess;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.TransitionTensors;
import org.assay.datasets.process.library.BuiltInProcesses;

/** Published or separately computed facts about built-in processes; NaN or 0 where none is known. */
final class MechanicsCases {
    private MechanicsCases() {}

    /**
     * @param hankelRank   least linear dimension
     * @param mixedStates  number of beliefs, 0 when infinite
     * @param transients   of these
     * @param causalStates states of the epsilon-machine, 0 when infinite
     * @param lawClasses   different next-token laws of causal states, 0 when not stated
     * @param rate         entropy rate in bits
     * @param complexity   C in bits
     * @param excess       E in bits
     * @param tolerance    of the three numbers in bits
     */
    record MechanicsCase(
            String name,
            int hankelRank,
            int mixedStates,
            int transients,
            int causalStates,
            int lawClasses,
            double rate,
            double complexity,
            double excess,
            double tolerance) {
        TransitionTensors model() {
            GeneratingProcess process = BuiltInProcesses.byName().get(name).get();
            return process instanceof HiddenMarkovProcess hidden
                    ? hidden.model()
                    : ((GeneralisedHiddenMarkovProcess) process).model();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<MechanicsCase> all() {
        double third = 1 / 3.;
        double log3 = Math.log(3) / Math.log(2);
        double goldenMean = log3 - 2 * third;
        double six = log3 + 1;
        return List.of(
                new MechanicsCase("mess3", 3, 0, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN, 0),
                new MechanicsCase("rrxor", 5, 36, 31, 5, 3, 2 * third, six - third, six - third, 1e-9),
                new MechanicsCase("leaky-rrxor", 5, 0, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN, 0),
                new MechanicsCase("z1r", 3, 7, 4, 3, 3, third, log3, log3, 1e-9),
                new MechanicsCase("even", 2, 4, 2, 2, 2, 2 * third, goldenMean, goldenMean, 1e-9),
                new MechanicsCase("golden-mean", 2, 3, 1, 2, 2, 2 * third, goldenMean, goldenMean - 2 * third, 1e-9),
                new MechanicsCase("sns", 2, 0, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN, 0),
                new MechanicsCase("rip", 3, 9, 6, 3, 2, .6, 1.521928, 1.246439, 5e-7),
                new MechanicsCase("nond", 2, 0, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN, 0),
                new MechanicsCase("days-of-week", 7, 28, 7, 21, 0, Double.NaN, Double.NaN, Double.NaN, 0),
                new MechanicsCase("mr-name", 4, 5, 1, 4, 4, Double.NaN, six - 2 * third, Double.NaN, 1e-9),
                new MechanicsCase("coin", 1, 1, 0, 1, 1, 1, 0, 0, 1e-12),
                new MechanicsCase("parens", 4, 0, 0, 4, 3, 2 * third, six - 2 * third, Double.NaN, 1e-9),
                new MechanicsCase("dyck-1-3", 4, 0, 0, 4, 3, 2 * third, six - 2 * third, Double.NaN, 1e-9),
                new MechanicsCase("dyck-2-3", 15, 0, 0, 15, 5, 7 / 6., 3.418296, Double.NaN, 5e-7),
                new MechanicsCase("dyck-2-4", 31, 0, 0, 31, 5, 1.25, 4.25, Double.NaN, 1e-9),
                new MechanicsCase("dyck-3-2", 13, 22, 9, 13, 7, 1.292481, 3.084963, 3.084963, 5e-7),
                new MechanicsCase("bloch-walk", 3, 0, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN, 0),
                new MechanicsCase("moon", 3, 0, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN, 0),
                new MechanicsCase("frdn", 4, 0, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN, 0),
                new MechanicsCase("z1r-x-golden-mean", 6, 13, 7, 6, 6, 1, log3 + goldenMean, Double.NaN, 1e-9),
                new MechanicsCase("z1r-or-even", 5, 0, 0, 5, 3, .5, 1 + (log3 + goldenMean) / 2, Double.NaN, 1e-9));
    }
}
