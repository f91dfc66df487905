package org.assay.symbolic.fit.discrete;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.sequence.Vocabulary;

/**
 * What frames a word: {@code <bos> word <sep> answer <eos>}.
 *
 * @param bos       begins every sequence
 * @param separator asks for the answer; {@link #NONE} where there is none
 * @param eos       ends every sequence; {@link #NONE} where there is none
 * @param symbols   what words are made of
 */
public record SpecialTokens(int bos, int separator, int eos, List<Integer> symbols) {
    /** Stands for no token. */
    public static final int NONE = -1;

    public SpecialTokens {
        symbols = List.copyOf(symbols);
        if (symbols.isEmpty()) {
            throw new IllegalArgumentException("a vocabulary needs symbols beside its special tokens");
        }
    }

    /**
     * By the names {@code <bos>}, {@code <sep>}, {@code <eos>}, {@code <pad>}; where nothing is called {@code <sep>}, it is the id
     * between those of {@code <bos>} and {@code <eos>}, if there is just one.
     *
     * @throws IllegalArgumentException when there is no {@code <bos>}
     */
    public static SpecialTokens of(Vocabulary vocabulary) {
        int bos = idOf("<bos>", vocabulary);
        int eos = idOf("<eos>", vocabulary);
        int pad = idOf("<pad>", vocabulary);
        if (bos == NONE) {
            throw new IllegalArgumentException("words can only be asked of a network whose vocabulary has a <bos>, got "
                    + vocabulary.tokens().subList(Math.max(0, vocabulary.size() - 5), vocabulary.size()));
        }
        int named = idOf("<sep>", vocabulary);
        int separator = named == NONE && eos == bos + 2 ? bos + 1 : named;
        List<Integer> symbols = IntStream.range(0, vocabulary.size())
                .filter(id -> id != bos && id != separator && id != eos && id != pad)
                .boxed()
                .toList();
        return new SpecialTokens(bos, separator, eos, symbols);
    }

    private static int idOf(String token, Vocabulary vocabulary) {
        return vocabulary.tokens().indexOf(token);
    }
}
