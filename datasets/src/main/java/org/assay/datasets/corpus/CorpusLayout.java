package org.assay.datasets.corpus;

/**
 * How sequences lie in the rows of a corpus: each in a row of its own, or one behind the other with rows cut from what they
 * make together.
 *
 * @param rows           how many rows, at least 1
 * @param length         tokens in a row, at least 1
 * @param sequenceLength tokens in a sequence, at least 1: {@code length} for one sequence a row,
 *                       {@link TokenStream#ENDLESS} for one sequence that goes on through all rows
 */
public record CorpusLayout(int rows, int length, long sequenceLength) {
    public CorpusLayout {
        if (rows < 1 || length < 1 || sequenceLength < 1) {
            throw new IllegalArgumentException(
                    "a corpus has at least 1 row of at least 1 token and sequences of at least" + " 1, asked for "
                            + rows + ", " + length + " and " + sequenceLength);
        }
    }

    /** Each row is a sequence. */
    public static CorpusLayout oneSequencePerRow(int rows, int length) {
        return new CorpusLayout(rows, length, length);
    }

    /** Rows cut from one sequence that goes on. */
    public static CorpusLayout continuing(int rows, int length) {
        return new CorpusLayout(rows, length, TokenStream.ENDLESS);
    }

    /** Whether a row may begin or end within a sequence, or hold several. */
    public boolean isPacked() {
        return sequenceLength != length;
    }

    /** Tokens in all rows. */
    public long tokens() {
        return (long) rows * length;
    }

    /** Sequences that begin in the corpus. */
    public long sequences() {
        return (tokens() - 1) / sequenceLength + 1;
    }
}
