package org.assay.analysis.circuit.role;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A relation that a key may stand in to a query: what a head with a role looks for. */
public enum Relation {
    CURRENT("current token") {
        @Override
        boolean holds(int[] tokens, int query, int key) {
            return key == query;
        }
    },
    PREVIOUS("previous token") {
        @Override
        boolean holds(int[] tokens, int query, int key) {
            return key == query - 1;
        }
    },
    SECOND("second token back") {
        @Override
        boolean holds(int[] tokens, int query, int key) {
            return key == query - 2;
        }
    },
    THIRD("third token back") {
        @Override
        boolean holds(int[] tokens, int query, int key) {
            return key == query - 3;
        }
    },
    BEGINNING("beginning") {
        @Override
        boolean holds(int[] tokens, int query, int key) {
            return key == 0;
        }
    },
    DUPLICATE("same token before") {
        @Override
        boolean holds(int[] tokens, int query, int key) {
            return key < query && tokens[key] == tokens[query];
        }
    },
    INDUCTION("induction") {
        @Override
        boolean holds(int[] tokens, int query, int key) {
            return key > 0 && key <= query && tokens[key - 1] == tokens[query];
        }
    },
    BIGRAM_INDUCTION("induction after two tokens") {
        @Override
        boolean holds(int[] tokens, int query, int key) {
            return key > 1 && INDUCTION.holds(tokens, query, key) && tokens[key - 2] == tokens[query - 1];
        }

        @Override
        Optional<Relation> wider() {
            return Optional.of(INDUCTION);
        }
    };

    private final String words;

    Relation(String words) {
        this.words = words;
    }

    /** Whether the key stands in it to the query; key at most query. */
    abstract boolean holds(int[] tokens, int query, int key);

    /**
     * A relation that holds wherever this one does. This one is then measured where keys stand in the wider one and not in it, so that a
     * head can tell them apart, and counts before the wider one.
     */
    Optional<Relation> wider() {
        return Optional.empty();
    }

    /** Whether a head that looks for it can be told, at this query, from one that looks for the wider one. */
    boolean isTold(int[] tokens, int query) {
        return wider().isEmpty()
                || IntStream.rangeClosed(0, query)
                        .anyMatch(key -> wider().get().holds(tokens, query, key) && !holds(tokens, query, key));
    }

    /** What it is called. */
    public String words() {
        return words;
    }

    static List<Relation> all() {
        return List.of(values());
    }
}
