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

    /**
     * A symbol chosen among all that have come; nothing where there is none to choose.
     *
     * @param symbols that may be chosen, in rising order: all tokens but those that frame a word
     */
    record Chosen(Choice choice, List<Integer> symbols) implements Emission {
        public Chosen {
            symbols = List.copyOf(symbols);
        }

        @Override
        public String says(Vocabulary vocabulary) {
            return choice.says;
        }
    }

    /** How a symbol is chosen. */
    enum Choice {
        /** The one that has come most often, of equals the first of the vocabulary. */
        MOST_FREQUENT("the most frequent symbol"),
        /** The first of the vocabulary behind the current token; where that is no symbol, the first of all. */
        NEXT_LARGER("the next symbol in the order of the vocabulary that has come"),
        /** The last of the vocabulary before the current token; where that is no symbol, the last of all. */
        NEXT_SMALLER("the next symbol in the order of the vocabulary, backwards, that has come");

        private final String says;

        Choice(String says) {
            this.says = says;
        }

        /**
         * The chosen symbol, {@link Pointer#NOWHERE} where there is none.
         *
         * @param sequence whose first {@code length} tokens have come
         */
        int of(int[] sequence, int length, List<Integer> symbols) {
            int current = sequence[length - 1];
            boolean begins = !symbols.contains(current);
            int best = Pointer.NOWHERE;
            int bestCount = 0;
            for (int symbol : symbols) {
                int count = 0;
                for (int s = 0; s < length; s++) {
                    count += sequence[s] == symbol ? 1 : 0;
                }
                boolean better = switch (this) {
                    case MOST_FREQUENT -> count > bestCount;
                    case NEXT_LARGER -> count > 0 && best < 0 && (begins || symbol > current);
                    case NEXT_SMALLER -> count > 0 && (begins || symbol < current);
                };
                if (better) {
                    best = symbol;
                    bestCount = count;
                }
            }
            return best;
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
