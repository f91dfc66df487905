package org.assay.datasets.file;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The word that was probably meant, for messages that say what to do. */
public final class Spelling {
    private Spelling() {}

    /**
     * The known word nearest to {@code word}: at most a third of its letters (and always one, but never all) inserted,
     * deleted, replaced or swapped with a neighbour. The first of equally near ones; empty when none is near.
     */
    public static Optional<String> nearest(String word, Collection<String> known) {
        int limit = Math.min(Math.max(1, word.length() / 3), word.length() - 1);
        String best = null;
        for (String candidate : known) {
            int distance = Math.abs(candidate.length() - word.length()) > limit ? limit + 1 : distance(word, candidate);
            if (distance <= limit) {
                best = candidate;
                limit = distance - 1;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code did you mean 'x'?}, or else the known words when they are few, or nothing. */
    public static String hint(String word, Collection<String> known) {
        String all = known.size() <= 12 ? "known: " + String.join(", ", known) : "";
        return nearest(word, known).map(near -> "did you mean '" + near + "'?").orElse(all);
    }

    /** Edits between two words, ignoring case: restricted Damerau and Levenshtein, by rows. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                edits[i][j] = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
                }
            }
        }
        return edits[a.length()][b.length()];
    }
}
