package org.assay.reports.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.GeneratingProcess.ObserverState;
import org.assay.datasets.sequence.Vocabulary;

/** A context as it was typed: tokens separated by white space. */
final class ContextTokens {
    private ContextTokens() {}

    /**
     * The ids of the tokens in {@code text}; every token outside the vocabulary, and the first that cannot come where it
     * stands, is a problem of {@code option}. {@code called} is the name or file that the process was opened by.
     */
    static int[] read(String option, String text, GeneratingProcess process, String called) {
        int[] tokens = read(option, text, process.vocabulary(), process.name());
        requirePossible(option, tokens, process, called);
        return tokens;
    }

    /** The ids of the tokens in {@code text}; every token outside the vocabulary of {@code model} is a problem of {@code option}. */
    static int[] read(String option, String text, Vocabulary vocabulary, String model) {
        List<String> words = text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!vocabulary.contains(word)) {
                problems.add(new Problem(
                        option,
                        0,
                        0,
                        "token " + (i + 1) + ", '" + word + "', is not in the vocabulary of " + model,
                        Spelling.hint(word, vocabulary.tokens())));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return words.stream().mapToInt(vocabulary::id).toArray();
    }

    private static void requirePossible(String option, int[] tokens, GeneratingProcess process, String called) {
        Vocabulary vocabulary = process.vocabulary();
        ObserverState state = process.initial();
        for (int i = 0; i < tokens.length; i++) {
            try {
                state = process.update(state, tokens[i]);
            } catch (IllegalArgumentException impossible) {
                throw new ConfigException(List.of(new Problem(
                        option,
                        0,
                        0,
                        "token " + (i + 1) + ", '" + vocabulary.token(tokens[i]) + "', cannot come there: "
                                + impossible.getMessage(),
                        "./assay posterior " + called + " --context \"" + vocabulary.decode(Arrays.copyOf(tokens, i))
                                + "\" says what can")));
            }
        }
    }
}
