package org.assay.datasets.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Pairs of tokens that open and close spans: in every sequence no close comes before its open, each span holds something, and
 * pairs close innermost first.
 *
 * <p>If a opens and b closes, of the {@code C(a + b, b)} orders of them in a sequence only those are possible in which no beginning
 * has more closes than opens, {@code C(a + b, b) (a - b + 1) / (a + 1)} by the ballot theorem, and when spans never nest only one. The
 * log of what that excludes is what the pair saves; it must pay for two tokens and the numbers of a bracket.
 */
final class BracketFinder {
    private static final int DEEPEST = 16;
    private static final int LONGEST = 1000;

    /** Numbers in a bracket besides its rows: probability, lengths. */
    private static final int NUMBERS = 4;

    private final TokenText text;
    private final CodeLength code;
    private final int[] sequenceOf;
    private final int[][] places;
    private double saved;

    private BracketFinder(TokenText text, CodeLength code) {
        this.text = text;
        this.code = code;
        this.sequenceOf = new int[text.tokens().length];
        for (int s = 0; s < text.sequences(); s++) {
            Arrays.fill(sequenceOf, text.starts()[s], text.starts()[s + 1], s);
        }
        this.places = places(text);
    }

    /** Pairs that agree with each other, the one that saves most first; none of {@code forbidden}. */
    static List<BracketPair> of(TokenText text, CodeLength code, List<BracketPair> forbidden) {
        BracketFinder finder = new BracketFinder(text, code);
        List<BracketPair> chosen = new ArrayList<>();
        for (BracketPair pair : finder.candidates()) {
            boolean free = chosen.stream().noneMatch(other -> shares(pair, other))
                    && forbidden.stream().noneMatch(other -> sameTokens(pair, other));
            if (free) {
                List<BracketPair> more = new ArrayList<>(chosen);
                more.add(pair);
                if (Layout.nesting(text, more) > 0) {
                    chosen = more;
                }
            }
        }
        return chosen;
    }

    private static boolean shares(BracketPair a, BracketPair b) {
        return a.open() == b.open() || a.open() == b.close() || a.close() == b.open() || a.close() == b.close();
    }

    private static boolean sameTokens(BracketPair a, BracketPair b) {
        return a.open() == b.open() && a.close() == b.close();
    }

    private static int[][] places(TokenText text) {
        long[] counts = text.counts();
        int[][] places = new int[counts.length][];
        Arrays.setAll(places, token -> new int[(int) counts[token]]);
        int[] filled = new int[counts.length];
        for (int t = 0; t < text.tokens().length; t++) {
            int token = text.tokens()[t];
            places[token][filled[token]++] = t;
        }
        return places;
    }

    private List<BracketPair> candidates() {
        List<BracketPair> candidates = new ArrayList<>();
        double price = code.tokenCondition(2) + NUMBERS * code.real();
        for (int open = 0; open < places.length; open++) {
            for (int close = 0; close < places.length; close++) {
                int opens = places[open].length;
                int closes = places[close].length;
                boolean plausible = open != close && opens >= closes && opens - closes <= text.sequences() * DEEPEST;
                if (plausible && 2 * closes >= opens && closes >= 2 && isBalanced(places[open], places[close])) {
                    if (saved > price) {
                        candidates.add(new BracketPair(open, close, saved, price));
                    }
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(pair -> -pair.gain()));
        return candidates;
    }

    /** Whether no close is without its open; sets {@link #saved}. */
    private boolean isBalanced(int[] opens, int[] closes) {
        saved = 0;
        boolean nests = false;
        int o = 0;
        int c = 0;
        double logOrders = 0;
        double logBallots = 0;
        while (o < opens.length || c < closes.length) {
            int sequence = sequenceOf[
                    Math.min(
                            o < opens.length ? opens[o] : Integer.MAX_VALUE,
                            c < closes.length ? closes[c] : Integer.MAX_VALUE)];
            int end = text.starts()[sequence + 1];
            int firstOpen = o;
            int firstClose = c;
            while (o < opens.length && opens[o] < end || c < closes.length && closes[c] < end) {
                boolean isOpen = o < opens.length && (c == closes.length || opens[o] < closes[c]);
                if (isOpen) {
                    o++;
                } else {
                    c++;
                }
                int depth = o - firstOpen - (c - firstClose);
                boolean empty = !isOpen && o > 0 && closes[c - 1] == opens[o - 1] + 1;
                boolean tooLong = !isOpen && o > 0 && closes[c - 1] > opens[o - 1] + LONGEST;
                if (depth < 0 || depth > DEEPEST || empty || tooLong) {
                    return false;
                }
                nests |= depth > 1;
            }
            int a = o - firstOpen;
            int b = c - firstClose;
            logOrders += logChoose(a + b, b);
            logBallots += Math.log((a + 1.0) / (a - b + 1));
        }
        saved = nests ? logBallots : logOrders;
        return true;
    }

    private static double logChoose(int n, int k) {
        double sum = 0;
        for (int i = 1; i <= k; i++) {
            sum += Math.log((double) (n - k + i) / i);
        }
        return sum;
    }
}
