package org.assay.datasets.incontext;

/**
 * How the word of a copying task is drawn, symbol by symbol. Mutable, like an observer: it stands after the symbols it was
 * given.
 */
interface WordLaw {
    /** Back to the empty word. */
    void restart();

    /** Writes the law of the next symbol to the first {@link #symbols()} entries of {@code law}; it sums to 1. */
    void next(double[] law);

    /** Takes one more symbol, of positive probability. */
    void add(int symbol);

    int symbols();

    /** The longest word there is. */
    int longest();

    WordLaw copy();
}
