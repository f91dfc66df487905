package org.assay.datasets.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assay.datasets.language.Languages;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Processes;

/** Every process with what is known about it from elsewhere: the oracles are none of our own code's output. */
public final class ProcessCases {
    private ProcessCases() {}

    /** Mess3 with x = 0.05, alpha = 0.85: the setting of Shai et al. 2024. */
    public static ProcessCase mess3() {
        return new ProcessCase(
                Processes.mess3(0.05, 0.85),
                3,
                3,
                List.of(
                        1.098612, .857719, .813356, .798118, .794740, .793783, .793543, .793480, .793463, .793459,
                        .793458),
                5e-7,
                .793458,
                List.of(
                        new Belief("", List.of(1 / 3., 1 / 3., 1 / 3.)),
                        new Belief("0", List.of(.85, .075, .075)),
                        new Belief("0 0", List.of(.974673, .012664, .012664)),
                        new Belief("0 1", List.of(.355104, .592607, .052289)),
                        new Belief("0 1 2", List.of(.178062, .280229, .541709)),
                        new Belief("0 ".repeat(60), List.of(.989312, .005344, .005344))),
                List.of(new Law("", Map.of("0", 1 / 3., "1", 1 / 3., "2", 1 / 3.), 1.098612)));
    }

    /** Mess3 with x = 0.15, alpha = 0.6: the least diagnostic of the settings in use. */
    public static ProcessCase flatMess3() {
        return new ProcessCase(
                Processes.mess3(0.15, 0.6),
                3,
                3,
                List.of(1.098612, 1.091068, 1.089391, 1.089004, 1.088915, 1.088894, 1.088890, 1.088889, 1.088888),
                5e-7,
                1.088888,
                List.of(
                        new Belief("0", List.of(.6, .2, .2)),
                        new Belief("0 0", List.of(.734694, .132653, .132653)),
                        new Belief("0 1", List.of(.315789, .513158, .171053)),
                        new Belief("0 1 2", List.of(.217507, .290451, .492042)),
                        new Belief("0 ".repeat(60), List.of(.818182, .090909, .090909))),
                List.of());
    }

    /**
     * Toy English: laws worked out by hand from its rules, floors by a separate program that enumerates all words of up to
     * three tokens.
     */
    public static ProcessCase toyEnglish() {
        return new ProcessCase(
                Languages.open("toy-english"),
                54,
                0,
                List.of(Math.log(8), 3.642579481770773, 2.495469147373636, 2.293685758465569),
                1e-9,
                Double.NaN,
                List.of(),
                toyEnglishLaws());
    }

    private static List<Law> toyEnglishLaws() {
        double fallback = .94 * .64;
        return List.of(
                new Law("", uniform(1, FUNC), Math.log(8)),
                new Law("the alice", Map.of("runs", .94, "(", .03, "[", .03), Double.NaN),
                new Law("in park", Map.of("alice", .94, "(", .03, "[", .03), Double.NaN),
                new Law("the eve", uniform(.94, VERB_I), Double.NaN),
                new Law(". eve", Map.of("likes", .658, "meets", .188, "calls", .094, "(", .03, "[", .03), 1.0223),
                new Law(". eve sees park . eve", Map.of("sees", .94), Double.NaN),
                new Law("the alice runs . alice", Map.of("runs", .94), Double.NaN),
                new Law("the beach big", Map.of("at", .94), Double.NaN),
                new Law(
                        "a beach",
                        Map.of(
                                "big", .188, ".", .1692, ",", .1692, "the", .0376, "or", .0376, "alice", .0047, "sees",
                                .0047, "runs", .0047),
                        2.7173),
                new Law(
                        "a beach office",
                        Map.of(
                                "big",
                                .188,
                                "small",
                                .1504,
                                ".",
                                .13536,
                                ",",
                                .13536,
                                "the",
                                fallback * .4 / 8,
                                "or",
                                .03008),
                        2.6979),
                new Law(
                        "the ( big alice",
                        Map.of(
                                ")",
                                1 / 3.,
                                "big",
                                .0625,
                                "tall",
                                .0625,
                                "bob",
                                1 / 6. * (1 - 0x1p-18) / 7,
                                "alice",
                                1 / 6. * 0x1p-18),
                        2.3755),
                new Law("the lake . , . , . , . new", Map.of("or", .94), Double.NaN),
                new Law("the lake . , . , . , . , new", Map.of("alice", .052875, "henry", .052875), Double.NaN));
    }

    private static Map<String, Double> uniform(double share, List<String> tokens) {
        return tokens.stream().collect(Collectors.toMap(token -> token, token -> share / tokens.size()));
    }

    private static final List<String> FUNC = List.of("the", "a", "in", "on", "at", "to", "and", "or");
    private static final List<String> VERB_I =
            List.of("runs", "walks", "sits", "waits", "jumps", "falls", "swims", "plays");

    /** All of them. */
    public static List<ProcessCase> all() {
        List<ProcessCase> all = new ArrayList<>(List.of(mess3(), flatMess3(), toyEnglish()));
        all.addAll(HiddenMarkovCases.all());
        return all;
    }

    /**
     * @param process         the process
     * @param vocabularySize  number of tokens
     * @param hiddenStates    number of hidden states, 0 when it has none
     * @param floors          h(0), h(1), ... in nats, as printed in the source
     * @param floorsTolerance half a unit of the last printed digit, or the stated error
     * @param entropyRate     in nats, NaN when the process must say that it has none, infinite when none is stated
     * @param beliefs         after some contexts, to six decimals
     * @param laws            next-token laws after some contexts
     */
    public record ProcessCase(
            GeneratingProcess process,
            int vocabularySize,
            int hiddenStates,
            List<Double> floors,
            double floorsTolerance,
            double entropyRate,
            List<Belief> beliefs,
            List<Law> laws) {
        @Override
        public String toString() {
            return process.name() + " (" + process.source() + ")";
        }
    }

    /** The belief after {@code context}, tokens separated by blanks. */
    public record Belief(String context, List<Double> states) {}

    /**
     * The law after {@code context}.
     *
     * @param probabilities of some tokens
     * @param entropy       of the whole law in nats, NaN when it is not stated
     */
    public record Law(String context, Map<String, Double> probabilities, double entropy) {}
}
