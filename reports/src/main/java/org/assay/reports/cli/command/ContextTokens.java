package org.assay.reports.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.GeneratingProcess.ObserverState;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.reports.cli.terminal.Suggestion;

/** A context as it was typed: tokens separated by white space. */
final class ContextTokens {
    private ContextTokens() {}

    /**
     * The ids of the tokens in {@code text}; every token outside the vocabulary, and the first that cannot come where it
     * stands, is a problem of {@code option}.
     */
    static int[] read(String option, String text, GeneratingProcess process) {
        Vocabulary vocabulary = process.vocabulary();
        List<String> words = text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!vocabulary.contains(word)) {
                problems.add(new Problem(
                        option,
                        0,
                        0,
                        "token " + (i + 1) + ", '" + word + "', is not in the vocabulary of " + process.name(),
                        Suggestion.didYouMean(
                                word,
                                vocabulary.tokens(),
                                "./assay languages " + process.name() + " lists its tokens")));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        int[] tokens = words.stream().mapToInt(vocabulary::id).toArray();
        requirePossible(option, words, tokens, process);
        return tokens;
    }

    private static void requirePossible(String option, List<String> words, int[] tokens, GeneratingProcess process) {
        ObserverState state = process.initial();
        for (int i = 0; i < tokens.length; i++) {
            try {
                state = process.update(state, tokens[i]);
            } catch (IllegalArgumentException impossible) {
                throw new ConfigException(List.of(new Problem(
                        option,
                        0,
                        0,
                        "token " + (i + 1) + ", '" + words.get(i) + "', cannot come there: " + impossible.getMessage(),
                        "./assay posterior " + process.name() + " --context \"" + String.join(" ", words.subList(0, i))
                                + "\" says what can")));
            }
        }
    }
}
