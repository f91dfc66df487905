package org.assay.datasets.learn;

import java.util.Arrays;
import org.assay.datasets.learn.LearnedRule.Kind;

/**
 * Skip-trigrams: at each trigger the anchor and window that gain most, again and again with those found left out, until none
 * pays. An anchor counts at its nearest place, so the targets of a window are those of its distances together.
 */
final class SkipSearch {
    /** Rules of one trigger; a text that wants more wants something else. */
    private static final int MOST = 64;

    private final Layers layers;
    private final Layout layout;
    private final CodeLength code;
    private final int window;
    private final Cells cells;
    private final int[] lastSeen;

    SkipSearch(Layers layers, CodeLength code, int window) {
        this.layers = layers;
        this.layout = layers.layout();
        this.code = code;
        this.window = window;
        this.cells = new Cells(layout.vocabulary());
        this.lastSeen = new int[layout.vocabulary()];
    }

    void search(Rulebook book) {
        book.restart(Kind.SKIP);
        for (int trigger = 0; trigger < layout.vocabulary(); trigger++) {
            search(book, trigger, layout.firstOf(trigger), layout.firstOf(trigger + 1));
        }
    }

    private void search(Rulebook book, int trigger, int from, int to) {
        for (int i = from; i < to; i++) {
            layers.clear(Kind.SKIP, i);
        }
        for (int found = 0; found < MOST; found++) {
            LearnedRule best = best(trigger, from, to);
            if (best == null || !book.offer(best)) {
                return;
            }
            for (int i = from; i < to; i++) {
                if (best.matches(layout, null, i)) {
                    layers.append(
                            Kind.SKIP, i, best.fit().strength(), best.fit().probability(layout.target(i)));
                }
            }
        }
    }

    private LearnedRule best(int trigger, int from, int to) {
        SparseSums sums = count(from, to);
        LearnedRule best = null;
        int[] order = sums.keysInOrder();
        int k = 0;
        int vocabulary = layout.vocabulary();
        while (k < order.length) {
            int anchor = (int) (sums.key(order[k]) / vocabulary / window);
            cells.clear();
            while (k < order.length && sums.key(order[k]) / vocabulary / window == anchor) {
                long distance = sums.key(order[k]) / vocabulary;
                while (k < order.length && sums.key(order[k]) / vocabulary == distance) {
                    int target = (int) (sums.key(order[k]) % vocabulary);
                    cells.addLog(target, sums.first(order[k]), sums.second(order[k]));
                    k++;
                }
                int reach = (int) (distance % window) + 1;
                if (reach == 1) { // which is a token trigram
                    continue;
                }
                EmissionFit fit = EmissionFit.of(cells, code, code.skipCondition(), layers.floor());
                if (best == null || fit.net() > best.fit().net()) {
                    best = new LearnedRule(Kind.SKIP, new int[] {anchor, trigger}, reach, fit);
                }
            }
        }
        return best;
    }

    /** By anchor, nearest distance and target: weight, and weighted log of what the rules below gave. */
    private SparseSums count(int from, int to) {
        SparseSums sums = new SparseSums();
        Arrays.fill(lastSeen, Layout.NONE);
        for (int i = from; i < to; i++) {
            double weight = layers.left(Kind.SKIP, i);
            if (weight > 0) {
                double log = weight * Math.log(layers.below(Kind.SKIP, i));
                for (int distance = 1; distance <= window; distance++) {
                    int anchor = layout.back(i, distance);
                    if (anchor == Layout.NONE) {
                        break;
                    }
                    if (lastSeen[anchor] != i) {
                        lastSeen[anchor] = i;
                        long key = ((long) anchor * window + distance - 1) * layout.vocabulary() + layout.target(i);
                        sums.add(key, weight, log);
                    }
                }
            }
        }
        return sums;
    }
}
