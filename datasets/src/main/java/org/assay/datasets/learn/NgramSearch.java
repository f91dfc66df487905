package org.assay.datasets.learn;

import org.assay.datasets.learn.LearnedRule.Kind;

/**
 * Token bigrams and token trigrams: conditions that exclude each other, so every one is fitted on its own targets, the whole
 * level anew at each call.
 */
final class NgramSearch {
    private final Layers layers;
    private final CodeLength code;
    private final Cells cells;

    NgramSearch(Layers layers, CodeLength code) {
        this.layers = layers;
        this.code = code;
        this.cells = new Cells(layers.layout().vocabulary());
    }

    void bigrams(Rulebook book) {
        book.restart(Kind.BIGRAM);
        Layout layout = layers.layout();
        for (int w = 0; w < layout.vocabulary(); w++) {
            fit(book, Kind.BIGRAM, layout.firstOf(w), layout.firstOf(w + 1), w);
        }
    }

    void trigrams(Rulebook book) {
        book.restart(Kind.TRIGRAM);
        Layout layout = layers.layout();
        int from = 0;
        while (from < layout.size()) {
            int first = layout.back(from, 1);
            int second = layout.back(from, 0);
            int to = from + 1;
            while (to < layout.size() && layout.back(to, 0) == second && layout.back(to, 1) == first) {
                to++;
            }
            if (first == Layout.NONE) {
                clear(Kind.TRIGRAM, from, to);
            } else {
                fit(book, Kind.TRIGRAM, from, to, first, second);
            }
            from = to;
        }
    }

    private void fit(Rulebook book, Kind kind, int from, int to, int... condition) {
        Layout layout = layers.layout();
        cells.clear();
        for (int i = from; i < to; i++) {
            cells.add(layout.target(i), layers.reaches(kind, i), layers.below(kind, i));
        }
        EmissionFit fit = EmissionFit.of(cells, code, code.tokenCondition(condition.length), layers.floor());
        clear(kind, from, to);
        if (book.offer(new LearnedRule(kind, condition, 0, fit))) {
            for (int i = from; i < to; i++) {
                layers.append(kind, i, fit.strength(), fit.probability(layout.target(i)));
            }
        }
    }

    private void clear(Kind kind, int from, int to) {
        for (int i = from; i < to; i++) {
            layers.clear(kind, i);
        }
    }
}
