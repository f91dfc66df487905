package org.assay.symbolic.fit.discrete;

import org.assay.datasets.sequence.Vocabulary;

/** A question about a row that a program can ask. */
sealed interface Feature {
    /** In words. */
    String says(Vocabulary vocabulary);

    /** A certain token stands at a place. */
    record TokenAt(Pointer pointer, int token) implements Feature {
        @Override
        public String says(Vocabulary vocabulary) {
            return pointer.says(vocabulary) + " is " + vocabulary.token(token);
        }
    }

    /** There is no such place. */
    record Nowhere(Pointer pointer) implements Feature {
        @Override
        public String says(Vocabulary vocabulary) {
            return "there is no " + pointer.says(vocabulary);
        }
    }

    /**
     * Token {@code more} has come at least {@code least} times more often than {@code less}.
     *
     * @param less {@link Pointer#NOWHERE} for no other token
     */
    record Count(int more, int less, int least) implements Feature {
        @Override
        public String says(Vocabulary vocabulary) {
            String minus = less == Pointer.NOWHERE ? "" : " - #" + vocabulary.token(less);
            return "#" + vocabulary.token(more) + minus + " >= " + least;
        }
    }

    /** The position, counted from 0, leaves this residue. */
    record Residue(int modulus, int residue) implements Feature {
        @Override
        public String says(Vocabulary vocabulary) {
            return "position mod " + modulus + " is " + residue;
        }
    }

    /** The same token stands at both places. */
    record Same(Pointer first, Pointer second) implements Feature {
        @Override
        public String says(Vocabulary vocabulary) {
            return first.says(vocabulary) + " is " + second.says(vocabulary);
        }
    }
}
