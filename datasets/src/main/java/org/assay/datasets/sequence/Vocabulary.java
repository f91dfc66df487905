package org.assay.datasets.sequence;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The tokens of a language in the order of their ids 0 .. size-1; names are unique and not blank. */
public final class Vocabulary {
    private static final Set<String> PADDING = Set.of("<pad>", "pad");

    private final List<String> tokens;
    private final Map<String, Integer> ids = new HashMap<>();

    public Vocabulary(List<String> tokens) {
        this.tokens = List.copyOf(tokens);
        for (int id = 0; id < this.tokens.size(); id++) {
            String token = this.tokens.get(id);
            if (token.isBlank() || token.chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException(
                        "token " + id + " must be a word without white space, got '" + token + "'");
            }
            if (ids.put(token, id) != null) {
                throw new IllegalArgumentException("token '" + token + "' stands twice in the vocabulary");
            }
        }
        if (this.tokens.isEmpty()) {
            throw new IllegalArgumentException("a vocabulary needs at least one token");
        }
    }

    public static Vocabulary of(String... tokens) {
        return new Vocabulary(Arrays.asList(tokens));
    }

    public int size() {
        return tokens.size();
    }

    public List<String> tokens() {
        return tokens;
    }

    public String token(int id) {
        Objects.checkIndex(id, tokens.size());
        return tokens.get(id);
    }

    /** Whether a token fills the rest of a sequence that is over: {@code <pad>} or {@code pad}, in letters of any case. */
    public boolean isPadding(int id) {
        return PADDING.contains(token(id).toLowerCase(Locale.ROOT));
    }

    public boolean contains(String token) {
        return ids.containsKey(token);
    }

    /** The id of {@code token}; throws when the vocabulary lacks it. */
    public int id(String token) {
        Integer id = ids.get(token);
        if (id == null) {
            throw new IllegalArgumentException(
                    "token '" + token + "' is not in the vocabulary of " + size() + " tokens");
        }
        return id;
    }

    /** The ids of tokens separated by white space; empty text gives no tokens. */
    public int[] encode(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return new int[0];
        }
        return Arrays.stream(trimmed.split("\\s+")).mapToInt(this::id).toArray();
    }

    /** The tokens of {@code ids}, separated by single spaces. */
    public String decode(int... ids) {
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append(text.isEmpty() ? "" : " ").append(token(id));
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary vocabulary && tokens.equals(vocabulary.tokens);
    }

    @Override
    public int hashCode() {
        return tokens.hashCode();
    }

    @Override
    public String toString() {
        return "Vocabulary" + tokens;
    }
}
