package org.assay.datasets.language;

/**
 * A compiled rule: a condition on the history and the law of the next token where it emits. A condition that reaches back asks
 * the history whether it is told something else, so that the law after a change of one factor can be had.
 */
sealed interface Rule
        permits Rule.TokenBigram,
                Rule.TokenTrigram,
                Rule.CategoryTrigram,
                Rule.SkipTrigram,
                Rule.Induction,
                Rule.CategoryBigram,
                ReachingRule.Copy,
                ReachingRule.MarkedCopy,
                ReachingRule.Agreement,
                ReachingRule.Xor {
    String name();

    /** In the field's words. */
    String kind();

    /** Whether it can match at all when {@code token} was read last. */
    boolean concerns(int token);

    /** Whether it matches, given that it concerns the last token. */
    boolean matches(History history);

    Law law(History history);

    record TokenBigram(String name, int after, Law law) implements Rule {
        @Override
        public String kind() {
            return "token-bigram";
        }

        @Override
        public boolean concerns(int token) {
            return token == after;
        }

        @Override
        public boolean matches(History history) {
            return true;
        }

        @Override
        public Law law(History history) {
            return law;
        }
    }

    record TokenTrigram(String name, int first, int second, Law law) implements Rule {
        @Override
        public String kind() {
            return "token-trigram";
        }

        @Override
        public boolean concerns(int token) {
            return token == second;
        }

        @Override
        public boolean matches(History history) {
            return history.back(1) == first;
        }

        @Override
        public Law law(History history) {
            return law;
        }
    }

    /** @param categoryOf category of each token */
    record CategoryTrigram(String name, int first, int second, int[] categoryOf, Law law) implements Rule {
        @Override
        public String kind() {
            return "category-trigram";
        }

        @Override
        public boolean concerns(int token) {
            return categoryOf[token] == second;
        }

        @Override
        public boolean matches(History history) {
            int before = history.back(1);
            return before != History.NONE && categoryOf[before] == first;
        }

        @Override
        public Law law(History history) {
            return law;
        }
    }

    /** @param slot where the history may be told whether it is armed */
    record SkipTrigram(String name, int slot, int anchor, int trigger, int window, Law law) implements Rule {
        @Override
        public String kind() {
            return "skip-trigram";
        }

        @Override
        public boolean concerns(int token) {
            return token == trigger;
        }

        @Override
        public boolean matches(History history) {
            return history.isTold(slot) ? history.told(slot) == 1 : distance(history) <= window;
        }

        /** How far before the last token the nearest anchor stands, from 1; more than the window when none is near enough. */
        int distance(History history) {
            int distance = 1;
            while (distance <= window && history.back(distance) != anchor) {
                distance++;
            }
            return distance;
        }

        @Override
        public Law law(History history) {
            return law;
        }
    }

    /** @param certain for each token the law that it comes for certain */
    record Induction(String name, int over, LanguageDefinition.Induction.Which which, int[] categoryOf, Law[] certain)
            implements Rule {
        @Override
        public String kind() {
            return "induction";
        }

        @Override
        public boolean concerns(int token) {
            return categoryOf[token] == over;
        }

        @Override
        public boolean matches(History history) {
            return history.follower(which, history.back(0)) != History.NONE;
        }

        @Override
        public Law law(History history) {
            return certain[history.follower(which, history.back(0))];
        }
    }

    /** The fallback. Before any token it is the law of the first one. */
    record CategoryBigram(String name, int[] categoryOf, Law start, Law[] byCategory) implements Rule {
        @Override
        public String kind() {
            return "category-bigram";
        }

        @Override
        public boolean concerns(int token) {
            return true;
        }

        @Override
        public boolean matches(History history) {
            return true;
        }

        @Override
        public Law law(History history) {
            return history.read() == 0 ? start : byCategory[categoryOf[history.back(0)]];
        }
    }
}
