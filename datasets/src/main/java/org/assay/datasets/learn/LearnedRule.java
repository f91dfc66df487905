package org.assay.datasets.learn;

/**
 * A rule that was estimated, by ids.
 *
 * @param kind      what it is
 * @param condition token ids, or category ids for rules over categories; for induction the category and 1 for the latest follower
 * @param window    of a skip-trigram; steps of a boost; else 0
 * @param fit       what it emits; the one outcome of a rule over categories is a category, of a boost the token
 */
record LearnedRule(Kind kind, int[] condition, int window, EmissionFit fit) {
    /** In rising order of priority; a boost stands in for the fallback and is below all others. */
    enum Kind {
        BOOST("boost"),
        BIGRAM("token-bigram"),
        INDUCTION("induction"),
        SKIP("skip-trigram"),
        CATEGORY_TRIGRAM("category-trigram"),
        TRIGRAM("token-trigram");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** In the words of a language file. */
        String word() {
            return word;
        }
    }

    LearnedRule withGain(double gain) {
        return new LearnedRule(
                kind,
                condition,
                window,
                new EmissionFit(fit.tokens(), fit.probabilities(), fit.strength(), gain, fit.price()));
    }

    /** The token that must stand last; {@link Layout#NONE} where several may. */
    int trigger() {
        return switch (kind) {
            case BIGRAM -> condition[0];
            case TRIGRAM, SKIP -> condition[1];
            default -> Layout.NONE;
        };
    }

    /** Whether its condition holds before ordinary target {@code i}. */
    boolean matches(Layout layout, Categories categories, int i) {
        int last = layout.back(i, 0);
        int before = layout.back(i, 1);
        return switch (kind) {
            case BIGRAM -> last == condition[0];
            case TRIGRAM -> last == condition[1] && before == condition[0];
            case CATEGORY_TRIGRAM ->
                categories.of()[last] == condition[1]
                        && before != Layout.NONE
                        && categories.of()[before] == condition[0];
            case INDUCTION ->
                categories.of()[last] == condition[0] && layout.follower(i, condition[1] == 1) != Layout.NONE;
            case SKIP -> last == condition[1] && stands(layout, i, 1, window + 1);
            case BOOST -> stands(layout, i, 0, window);
        };
    }

    private boolean stands(Layout layout, int i, int from, int to) {
        for (int distance = from; distance < to; distance++) {
            if (layout.back(i, distance) == condition[0]) {
                return true;
            }
        }
        return false;
    }

    /** The probability that its row gives to ordinary target {@code i} where it matches. */
    double emits(Layout layout, Categories categories, int i) {
        int target = layout.target(i);
        return switch (kind) {
            case INDUCTION -> layout.follower(i, condition[1] == 1) == target ? 1 : 0;
            case CATEGORY_TRIGRAM ->
                categories.of()[target] == fit.tokens()[0] ? 1.0 / categories.sizes()[fit.tokens()[0]] : 0;
            default -> fit.probability(target);
        };
    }
}
