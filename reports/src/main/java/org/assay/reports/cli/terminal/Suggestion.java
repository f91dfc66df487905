package org.assay.reports.cli.terminal;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known name that a mistyped one most likely means. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * The name in {@code known} with the fewest insertions, deletions, replacements and swaps of neighbours from
     * {@code typed}, case aside; the first of equals; none when more than a third of the letters, and more than two, differ.
     */
    public static Optional<String> closest(String typed, Collection<String> known) {
        String best = null;
        int fewest = Math.max(2, typed.length() / 3) + 1;
        for (String name : known) {
            int edits = edits(typed.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (edits < fewest && edits < name.length()) {
                fewest = edits;
                best = name;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code did you mean 'NAME'?} or {@code otherwise}. */
    public static String didYouMean(String typed, Collection<String> known, String otherwise) {
        return closest(typed, known).map(name -> "did you mean '" + name + "'?").orElse(otherwise);
    }

    /** Optimal string alignment distance (Damerau 1964, restricted to one edit per part). */
    static int edits(String a, String b) {
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : cheapest(distance, a, b, i, j);
            }
        }
        return distance[a.length()][b.length()];
    }

    private static int cheapest(int[][] distance, String a, String b, int i, int j) {
        int replaced = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int cheapest = Math.min(replaced, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(cheapest, distance[i - 2][j - 2] + 1) : cheapest;
    }
}
