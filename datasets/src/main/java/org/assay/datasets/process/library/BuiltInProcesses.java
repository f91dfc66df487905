package org.assay.datasets.process.library;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.Processes;
import org.assay.datasets.process.combine.Channels;
import org.assay.datasets.process.combine.Combinations;
import org.assay.datasets.process.combine.FactoredProcess;

/**
 * The processes that can be asked for by name, with the parameters of the literature; p = q = 1/2 where it has none.
 */
public final class BuiltInProcesses {
    private BuiltInProcesses() {}

    /** Name to process, sorted by name. */
    public static Map<String, Supplier<GeneratingProcess>> byName() {
        Map<String, Supplier<GeneratingProcess>> processes = new TreeMap<>();
        addLiterature(processes);
        addStacks(processes);
        addCombinations(processes);
        return processes;
    }

    private static void addLiterature(Map<String, Supplier<GeneratingProcess>> processes) {
        processes.put("mess3", BuiltInProcesses::mess3);
        processes.put("mess3-weak", BuiltInProcesses::weakMess3);
        processes.put("rrxor", () -> XorProcesses.rrxor(.5, .5));
        processes.put("leaky-rrxor", () -> XorProcesses.leakyRrxor(.1));
        processes.put("z1r", BuiltInProcesses::z1r);
        processes.put("coin", () -> XorProcesses.coin(.5));
        processes.put("even", BuiltInProcesses::even);
        processes.put("golden-mean", BuiltInProcesses::goldenMean);
        processes.put("golden-mean-2-3", () -> SoficProcesses.goldenMean(2, 3, .5));
        processes.put("sns", () -> SoficProcesses.sns(.5, .5));
        processes.put("rip", () -> SoficProcesses.rip(.5, .5));
        processes.put("nond", SoficProcesses::nond);
        processes.put("days-of-week", WordProcesses::daysOfWeek);
        processes.put("mr-name", () -> WordProcesses.mrName(.4, .25));
        processes.put("bloch-walk", BuiltInProcesses::blochWalk);
        processes.put("moon", () -> GeneralisedProcesses.moon(1, .5));
        processes.put("frdn", () -> GeneralisedProcesses.frdn(2000, .49));
    }

    private static void addStacks(Map<String, Supplier<GeneratingProcess>> processes) {
        processes.put("parens", () -> StackProcesses.parens(1, .5, .5));
        processes.put("dyck-1-3", () -> StackProcesses.dyck(1, 3));
        processes.put("dyck-2-3", () -> StackProcesses.dyck(2, 3));
        processes.put("dyck-2-4", () -> StackProcesses.dyck(2, 4));
        processes.put("dyck-3-2", () -> StackProcesses.dyck(3, 2));
    }

    private static void addCombinations(Map<String, Supplier<GeneratingProcess>> processes) {
        processes.put("z1r-x-golden-mean", () -> Combinations.product("z1r-x-golden-mean", z1r(), goldenMean()));
        processes.put("z1r-or-even", () -> Combinations.mixture("z1r-or-even", new double[] {.5, .5}, z1r(), even()));
        processes.put("noisy-even", () -> Channels.noisy("noisy-even", even(), .1));
        processes.put("bos-mess3", () -> Channels.afterStart("bos-mess3", mess3(), "BOS"));
        processes.put(
                "relabelled-mr-name",
                () -> Channels.relabelled("relabelled-mr-name", WordProcesses.mrName(.4, .25), Seed.of(1)));
        processes.put(
                "golden-mean-drives-mess3",
                () -> Combinations.chain(
                        "golden-mean-drives-mess3", goldenMean(), List.of(mess3(), weakMess3()), new int[] {0, 1}));
        processes.put("z1r-and-mess3-in-turn", () -> Combinations.interleaved("z1r-and-mess3-in-turn", z1r(), mess3()));
        processes.put("mess3-squared", () -> Combinations.product("mess3-squared", mess3(), mess3()));
        processes.put("mess3-cubed", () -> FactoredProcess.of("mess3-cubed", mess3(), mess3(), mess3()));
        processes.put("mess3-x-bloch-walk", () -> FactoredProcess.of("mess3-x-bloch-walk", mess3(), blochWalk()));
    }

    private static HiddenMarkovProcess mess3() {
        return Processes.mess3(.05, .85);
    }

    private static HiddenMarkovProcess weakMess3() {
        HiddenMarkovProcess weak = Processes.mess3(.15, .6);
        return HiddenMarkovProcess.of("mess3-weak", weak.source(), weak.model(), weak.stateFactors());
    }

    private static HiddenMarkovProcess z1r() {
        return XorProcesses.z1r(.5);
    }

    private static HiddenMarkovProcess even() {
        return SoficProcesses.even(.5);
    }

    private static HiddenMarkovProcess goldenMean() {
        return SoficProcesses.goldenMean(.5);
    }

    private static GeneratingProcess blochWalk() {
        return GeneralisedProcesses.blochWalk(1, 3);
    }
}
