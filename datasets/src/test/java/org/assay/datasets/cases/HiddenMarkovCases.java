package org.assay.datasets.cases;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assay.datasets.cases.ProcessCases.Belief;
import org.assay.datasets.cases.ProcessCases.Law;
import org.assay.datasets.cases.ProcessCases.ProcessCase;
import org.assay.datasets.process.library.BuiltInProcesses;

/** What is known of the built-in processes of transition tensors: floors in nats, beliefs, laws. */
final class HiddenMarkovCases {
    private static final double SIX_DIGITS = 5.1e-7;
    private static final double LN2 = Math.log(2);
    private static final double COIN_IN_THREE = LN2 / 3;
    private static final double TWO_COINS_IN_THREE = 2 * LN2 / 3;
    private static final double MESS3 = .793458;
    private static final double UNSTATED = Double.POSITIVE_INFINITY;
    private static final double THIRD = 1 / 3.;

    private HiddenMarkovCases() {}

    /** One for every built-in process but Mess3. */
    static List<ProcessCase> all() {
        return List.of(
                rrxor(),
                leakyRrxor(),
                z1r(),
                of("coin", 2, 0, LN2, LN2, LN2, LN2),
                of("even", 2, 2, TWO_COINS_IN_THREE, .636514),
                of("golden-mean", 2, 2, TWO_COINS_IN_THREE, .636514, TWO_COINS_IN_THREE, TWO_COINS_IN_THREE),
                of("golden-mean-2-3", 2, 5, COIN_IN_THREE, .636514),
                sns(),
                of("rip", 2, 3, .6 * LN2, .610864),
                of("nond", 2, 3, .475632),
                of("days-of-week", 11, 7, 2.193174, 2.376336, 2.217596, 2.196430, 2.193608, 2.193232),
                of("mr-name", 4, 4, .835876, Math.log(6) - 2 * LN2 / 3, .835876, .835876),
                of("relabelled-mr-name", 4, 4, .835876, Math.log(6) - 2 * LN2 / 3, .835876, .835876),
                of("parens", 2, 4, TWO_COINS_IN_THREE, LN2),
                of("dyck-1-3", 2, 4, TWO_COINS_IN_THREE, LN2),
                of("dyck-2-3", 4, 15, 7 * LN2 / 6, 2 * LN2),
                of("dyck-2-4", 4, 31, 1.25 * LN2, 2 * LN2),
                of("dyck-3-2", 6, 13, 1.292481 * LN2, Math.log(6)),
                of(
                        "bloch-walk",
                        4,
                        0,
                        Double.NaN,
                        1.386294,
                        1.353155,
                        1.334125,
                        1.321358,
                        1.312822,
                        1.306818,
                        1.302624,
                        1.299611),
                of("moon", 3, 0, Double.NaN, .727331),
                of("frdn", 2, 0, Double.NaN, .692420),
                zeroOneRandomWithGoldenMean(),
                zeroOneRandomOrEven(),
                noisyEven(),
                of("bos-mess3", 4, 4, MESS3, 0, 1.098612, .857719, .813356, .798118),
                drivenMess3(),
                of(
                        "z1r-and-mess3-in-turn",
                        3,
                        18,
                        (COIN_IN_THREE + MESS3) / 2,
                        LN2,
                        1.098612,
                        .636514,
                        .857719,
                        .462098,
                        .813356,
                        .231049),
                of("mess3-squared", 9, 9, 2 * MESS3, 2 * Math.log(3)),
                withBeliefs("mess3-cubed", 27, 0, 3 * SIX_DIGITS, 3 * MESS3, List.of(), List.of(), 3 * Math.log(3)),
                of("mess3-weak", 3, 3, 1.088888, 1.098612, 1.091068, 1.089391),
                of("mess3-x-bloch-walk", 12, 0, Double.NaN, 1.098612 + 1.386294, .857719 + 1.353155));
    }

    /** 0 states for processes whose first factor is not the hidden state. */
    private static ProcessCase of(String name, int tokens, int states, double rate, double... floors) {
        return withBeliefs(name, tokens, states, 2 * SIX_DIGITS, rate, List.of(), List.of(), floors);
    }

    private static ProcessCase withBeliefs(
            String name,
            int tokens,
            int states,
            double tolerance,
            double rate,
            List<Belief> beliefs,
            List<Law> laws,
            double... floors) {
        List<Double> values = Arrays.stream(floors).boxed().toList();
        return new ProcessCase(
                BuiltInProcesses.byName().get(name).get(), tokens, states, values, tolerance, rate, beliefs, laws);
    }

    private static ProcessCase rrxor() {
        return withBeliefs(
                "rrxor",
                2,
                5,
                SIX_DIGITS,
                TWO_COINS_IN_THREE,
                List.of(
                        new Belief("", List.of(THIRD, 1 / 6., 1 / 6., 1 / 6., 1 / 6.)),
                        new Belief("0", List.of(THIRD, THIRD, 0., 1 / 6., 1 / 6.)),
                        new Belief("0 1", List.of(THIRD, 0., THIRD, THIRD, 0.)),
                        new Belief("0 1 0", List.of(0., .5, 0., .5, 0.)),
                        new Belief("0 1 0 1", List.of(2 / 3., 0., 0., THIRD, 0.)),
                        new Belief("0 1 0 1 1", List.of(.5, 0., .5, 0., 0.)),
                        new Belief("0 1 0 1 1 1", List.of(0., 0., .5, 0., .5))),
                List.of(),
                .693147,
                .693147,
                .636514,
                .628487,
                .598679,
                .577623,
                .561458,
                .539847,
                .526940,
                .515819,
                .503337,
                .496289,
                .489969,
                .483309,
                .479636);
    }

    /** Printed in bits to five digits. */
    private static ProcessCase leakyRrxor() {
        double[] bits = {1, 1, .95882, .95621, .95229, .94221, .93957, .93701, .93249, .93120, .93006, .92828, .92772};
        double[] nats = Arrays.stream(bits).map(h -> h * LN2).toArray();
        return withBeliefs("leaky-rrxor", 2, 5, 5e-6 * LN2 + 1e-9, UNSTATED, List.of(), List.of(), nats);
    }

    private static ProcessCase z1r() {
        return withBeliefs(
                "z1r",
                2,
                3,
                SIX_DIGITS,
                COIN_IN_THREE,
                List.of(
                        new Belief("", List.of(THIRD, THIRD, THIRD)),
                        new Belief("0", List.of(THIRD, 2 / 3., 0.)),
                        new Belief("1", List.of(THIRD, 0., 2 / 3.)),
                        new Belief("1 0", List.of(.5, .5, 0.)),
                        new Belief("0 1", List.of(0., 0., 1.))),
                List.of(
                        new Law("", Map.of("0", .5, "1", .5), LN2),
                        new Law("1 0", Map.of("0", .5, "1", .5), LN2),
                        new Law("0 1", Map.of("0", .5, "1", .5), LN2)),
                .693147,
                .636514,
                .462098,
                .231049);
    }

    /** After a 1 and k zeros the belief is (1 / (k + 1), k / (k + 1)): infinitely many in closed form. */
    private static ProcessCase sns() {
        return withBeliefs(
                "sns",
                2,
                2,
                SIX_DIGITS,
                .469862,
                List.of(
                        new Belief("0 1", List.of(1., 0.)),
                        new Belief("1 0", List.of(.5, .5)),
                        new Belief("1 0 0", List.of(THIRD, 2 / 3.)),
                        new Belief("0 1 0 0 0", List.of(.25, .75)),
                        new Belief("1" + " 0".repeat(99), List.of(.01, .99))),
                List.of());
    }

    private static ProcessCase zeroOneRandomWithGoldenMean() {
        return of("z1r-x-golden-mean", 4, 6, LN2, 1.918296 * LN2, 1.584963 * LN2, 1.333333 * LN2, LN2, LN2);
    }

    /** Z1R (states 0, 1, R) or Even (E, O), for ever. */
    private static ProcessCase zeroOneRandomOrEven() {
        return withBeliefs(
                "z1r-or-even",
                2,
                5,
                SIX_DIGITS,
                (COIN_IN_THREE + TWO_COINS_IN_THREE) / 2,
                List.of(),
                List.of(new Law("", Map.of("1", .583333333), Double.NaN)));
    }

    /** Floors by a separate enumeration of the joint tensors. */
    private static ProcessCase noisyEven() {
        return withBeliefs(
                "noisy-even",
                2,
                2,
                3e-5,
                .58067,
                List.of(),
                List.of(),
                .64744664,
                .62817092,
                .60734041,
                .59946652,
                .59133986,
                .58812546);
    }

    /** Floors by a separate enumeration of the joint tensors. */
    private static ProcessCase drivenMess3() {
        return withBeliefs(
                "golden-mean-drives-mess3",
                6,
                6,
                3e-5,
                1.41271,
                List.of(),
                List.of(),
                1.735126456962923,
                1.4493875952770914,
                1.420620916023554,
                1.4147363811037048,
                1.4131695507569457);
    }
}
