package org.assay.datasets.learn;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.learn.LearnedRule.Kind;

/** Rules over categories: category trigrams, and induction over a category by the first or the latest follower. */
final class CategorySearch {
    private final Layers layers;
    private final Layout layout;
    private final CodeLength code;

    CategorySearch(Layers layers, CodeLength code) {
        this.layers = layers;
        this.layout = layers.layout();
        this.code = code;
    }

    void trigrams(Rulebook book, Categories categories) {
        book.restart(Kind.CATEGORY_TRIGRAM);
        int count = categories.count();
        Cells[] cells = new Cells[count * count];
        for (int i = 0; i < layout.size(); i++) {
            int pair = pair(i, categories);
            if (pair >= 0) {
                cells[pair] = cells[pair] == null ? new Cells(count) : cells[pair];
                int emitted = categories.of()[layout.target(i)];
                double below =
                        layers.below(Kind.CATEGORY_TRIGRAM, i) * categories.sizes()[emitted];
                cells[pair].add(emitted, layers.reaches(Kind.CATEGORY_TRIGRAM, i), below);
            }
        }
        LearnedRule[] rules = new LearnedRule[count * count];
        double condition = CodeLength.categoryTrigram(count);
        for (int pair = 0; pair < rules.length; pair++) {
            if (cells[pair] != null) {
                EmissionFit fit = EmissionFit.ofOne(cells[pair], code, condition, layers.floor());
                LearnedRule rule =
                        new LearnedRule(Kind.CATEGORY_TRIGRAM, new int[] {pair / count, pair % count}, 0, fit);
                rules[pair] = book.offer(rule) ? rule : null;
            }
        }
        layers.clear(Kind.CATEGORY_TRIGRAM);
        for (int i = 0; i < layout.size(); i++) {
            int pair = pair(i, categories);
            if (pair >= 0 && rules[pair] != null) {
                append(rules[pair], categories, i);
            }
        }
    }

    /** The categories of the two tokens before target {@code i} as one number; -1 when there are none. */
    private int pair(int i, Categories categories) {
        int before = layout.back(i, 1);
        if (before == Layout.NONE || categories.of()[before] == categories.count()) {
            return -1;
        }
        return categories.of()[before] * categories.count() + categories.of()[layout.back(i, 0)];
    }

    private void append(LearnedRule rule, Categories categories, int i) {
        layers.append(rule.kind(), i, rule.fit().strength(), rule.emits(layout, categories, i));
    }

    void inductions(Rulebook book, Categories categories) {
        book.restart(Kind.INDUCTION);
        List<LearnedRule> best = new ArrayList<>();
        for (int c = 0; c < categories.count(); c++) {
            LearnedRule first = induction(c, 0, categories);
            LearnedRule latest = induction(c, 1, categories);
            best.add(first.fit().net() >= latest.fit().net() ? first : latest);
        }
        layers.clear(Kind.INDUCTION);
        for (LearnedRule rule : best) {
            if (book.offer(rule)) {
                for (int i = 0; i < layout.size(); i++) {
                    if (rule.matches(layout, categories, i)) {
                        append(rule, categories, i);
                    }
                }
            }
        }
    }

    private LearnedRule induction(int category, int latest, Categories categories) {
        LearnedRule condition =
                new LearnedRule(Kind.INDUCTION, new int[] {category, latest}, 0, StrengthFit.NONE.asEmission(0));
        StrengthFit.Sample sample = new StrengthFit.Sample();
        for (int i = 0; i < layout.size(); i++) {
            if (condition.matches(layout, categories, i)) {
                boolean hit = condition.emits(layout, categories, i) > 0;
                sample.add(hit, layers.reaches(Kind.INDUCTION, i), layers.below(Kind.INDUCTION, i));
            }
        }
        StrengthFit fit = StrengthFit.of(sample, layers.floor(), CodeLength.induction(categories.count()), code.real());
        return new LearnedRule(Kind.INDUCTION, condition.condition(), 0, fit.asEmission(0));
    }
}
