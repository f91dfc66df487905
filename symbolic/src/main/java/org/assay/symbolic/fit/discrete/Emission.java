package org.assay.symbolic.fit.discrete;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.assay.datasets.sequence.Vocabulary;

/** What a rule answers where its condition holds. */
sealed interface Emission {
    /** In words. */
    String says(Vocabulary vocabulary);

    /** Always the same. */
    record Constant(List<Integer> answer) implements Emission {
        @Override
        public String says(Vocabulary vocabulary) {
            return names(answer, vocabulary);
        }
    }

    /**
     * The token at a place; nothing where there is none.
     *
     * @param exceptions tokens for which something else is answered
     */
    record Copy(Pointer pointer, SortedMap<Integer, List<Integer>> exceptions) implements Emission {
        @Override
        public String says(Vocabulary vocabulary) {
            return pointer.says(vocabulary)
                    + (exceptions.isEmpty() ? "" : ", but for " + names(exceptions, vocabulary));
        }
    }

    /** By the token at a place; nothing for tokens that are not listed. */
    record Table(Pointer pointer, SortedMap<Integer, List<Integer>> answers) implements Emission {
        @Override
        public String says(Vocabulary vocabulary) {
            return "by " + pointer.says(vocabulary) + ": " + names(answers, vocabulary);
        }
    }

    /** How many tokens are listed. */
    default int listed() {
        if (this instanceof Table table) {
            return table.answers().size();
        }
        return this instanceof Copy copy ? copy.exceptions().size() : 0;
    }

    private static String names(SortedMap<Integer, List<Integer>> answers, Vocabulary vocabulary) {
        return answers.entrySet().stream()
                .map(entry -> vocabulary.token(entry.getKey()) + " " + names(entry.getValue(), vocabulary))
                .collect(Collectors.joining(", "));
    }

    private static String names(List<Integer> answer, Vocabulary vocabulary) {
        return answer.stream().map(vocabulary::token).collect(Collectors.joining(" ", "{", "}"));
    }
}
