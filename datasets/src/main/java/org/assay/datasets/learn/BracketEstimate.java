package org.assay.datasets.learn;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The numbers of one bracket: how often it opens, how many tokens it holds, what comes first, inside and behind.
 *
 * @param probability of opening, where one may
 * @param lengths     numbers of tokens that closed spans held
 * @param first       count of first tokens by category
 * @param rows        counts of category to category inside
 * @param redraws     how often a token equal to the one before seems to be drawn again
 * @param then        count of tokens behind by category
 */
record BracketEstimate(
        double probability, List<Integer> lengths, double[] first, double[][] rows, int redraws, double[] then) {
    private static final int MOST_REDRAWS = 8;

    /** @param bracket index among those of the layout */
    static BracketEstimate of(Layout layout, Categories categories, int bracket, int nesting) {
        int count = categories.count();
        double[] first = new double[count];
        double[][] rows = new double[count][count];
        double[] then = new double[count];
        TreeSet<Integer> lengths = new TreeSet<>();
        long opened = 0;
        long couldOpen = 0;
        int[] repeats = new int[count];
        int[] sameCategory = new int[count];
        int[] contents = new int[18];
        int[] last = new int[18];
        int[] tokens = layout.text().tokens();
        int depth = 0;
        for (int t = 0; t < tokens.length; t++) {
            Layout.Place place = layout.place(t);
            depth = place == Layout.Place.FIRST ? 0 : depth;
            boolean mine = layout.span(t) == bracket;
            int category = categories.of()[tokens[t]];
            couldOpen += place == Layout.Place.ORDINARY || place == Layout.Place.OPEN ? 1 : 0;
            couldOpen += nesting > 1 && place == Layout.Place.INSIDE && depth < nesting ? 1 : 0;
            switch (place) {
                case OPEN -> {
                    contents[++depth] = 0;
                    last[depth] = Layout.NONE;
                    opened += mine ? 1 : 0;
                }
                case INSIDE -> {
                    if (mine && last[depth] == Layout.NONE) {
                        first[category]++;
                    } else if (mine) {
                        int before = categories.of()[last[depth]];
                        rows[before][category]++;
                        sameCategory[category] += before == category ? 1 : 0;
                        repeats[category] += last[depth] == tokens[t] ? 1 : 0;
                    }
                    last[depth] = tokens[t];
                    contents[depth]++;
                }
                case CLOSE -> {
                    if (mine) {
                        lengths.add(contents[depth]);
                    }
                    depth--;
                }
                case POST -> then[category] += mine ? 1 : 0;
                default -> {}
            }
        }
        int redraws = redraws(categories, sameCategory, repeats);
        return new BracketEstimate((double) opened / couldOpen, List.copyOf(lengths), first, rows, redraws, then);
    }

    /** The number of the shortest description; a repeat in a category of n keeps probability {@code n^-(redraws + 1)}. */
    private static int redraws(Categories categories, int[] sameCategory, int[] repeats) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int redraws = 0; redraws <= MOST_REDRAWS; redraws++) {
            double log = -CodeLength.count(redraws + 1);
            for (int c = 0; c < sameCategory.length; c++) {
                if (categories.sizes()[c] > 1) {
                    double repeat = Math.pow(categories.sizes()[c], -(redraws + 1));
                    log += repeats[c] * Math.log(repeat) + (sameCategory[c] - repeats[c]) * Math.log1p(-repeat);
                }
            }
            if (log > most) {
                most = log;
                best = redraws;
            }
        }
        return best;
    }

    /** The one category of which all tokens counted are; {@link Layout#NONE} when there are several, or none. */
    static int only(double[] counts) {
        int only = Layout.NONE;
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] > 0) {
                if (only != Layout.NONE) {
                    return Layout.NONE;
                }
                only = c;
            }
        }
        return only;
    }

    /** Whether a language can say it: one category comes first, one behind, and spans of some length close. */
    boolean canBeSaid() {
        boolean nothingBehind = Arrays.stream(then).sum() == 0;
        return only(first) != Layout.NONE && (only(then) != Layout.NONE || nothingBehind) && !lengths.isEmpty();
    }
}
