package org.assay.datasets.language;

/** Rules that look farther back than two tokens, besides skip-trigrams. */
final class ReachingRule {
    private ReachingRule() {}

    /** @param certain for each token that can be copied the law that it comes for certain, else null */
    record Copy(String name, int over, int back, int[] categoryOf, Law[] certain) implements Rule {
        @Override
        public String kind() {
            return "copy";
        }

        @Override
        public boolean concerns(int token) {
            return categoryOf[token] == over;
        }

        @Override
        public boolean matches(History history) {
            int source = history.back(back);
            return source != History.NONE && certain[source] != null;
        }

        @Override
        public Law law(History history) {
            return certain[history.back(back)];
        }
    }

    /** @param certain for each token that can be copied the law that it comes for certain, else null */
    record MarkedCopy(String name, int slot, int marker, int trigger, int window, Law[] certain) implements Rule {
        @Override
        public String kind() {
            return "marked-copy";
        }

        @Override
        public boolean concerns(int token) {
            return token == trigger;
        }

        @Override
        public boolean matches(History history) {
            return marked(history) != History.NONE;
        }

        @Override
        public Law law(History history) {
            return certain[marked(history)];
        }

        /** The token behind the nearest marker, if it can be copied. */
        int marked(History history) {
            if (history.isTold(slot)) {
                return history.told(slot);
            }
            for (int distance = 2; distance <= window; distance++) {
                if (history.back(distance) == marker) {
                    int token = history.back(distance - 1);
                    return certain[token] == null ? History.NONE : token;
                }
            }
            return History.NONE;
        }
    }

    /**
     * @param slot where the history may be told which row of the group holds
     * @param row  index of this rule in its group
     * @param when for each token whether this rule goes by it
     */
    record Agreement(
            String name, int slot, int row, int after, int over, int window, boolean[] when, int[] categoryOf, Law law)
            implements Rule {
        @Override
        public String kind() {
            return "agreement";
        }

        @Override
        public boolean concerns(int token) {
            return categoryOf[token] == after;
        }

        @Override
        public boolean matches(History history) {
            return history.isTold(slot) ? history.told(slot) == row : holds(history);
        }

        /** Whether the nearest token of the category is one of those that this rule goes by. */
        boolean holds(History history) {
            for (int distance = 1; distance <= window; distance++) {
                int token = history.back(distance);
                if (token != History.NONE && categoryOf[token] == over) {
                    return when[token];
                }
            }
            return false;
        }

        @Override
        public Law law(History history) {
            return law;
        }
    }

    /** @param even law where both anchors or none are there; null when the rule does not match then */
    record Xor(String name, int slot, int first, int second, int trigger, int window, Law odd, Law even)
            implements Rule {
        @Override
        public String kind() {
            return "xor";
        }

        @Override
        public boolean concerns(int token) {
            return token == trigger;
        }

        @Override
        public boolean matches(History history) {
            return even != null || isOdd(history);
        }

        @Override
        public Law law(History history) {
            return isOdd(history) ? odd : even;
        }

        /** Whether exactly one of the anchors is there. */
        boolean isOdd(History history) {
            if (history.isTold(slot)) {
                return history.told(slot) == 1;
            }
            boolean isFirst = false;
            boolean isSecond = false;
            for (int distance = 1; distance <= window; distance++) {
                int token = history.back(distance);
                isFirst |= token == first;
                isSecond |= token == second;
            }
            return isFirst != isSecond;
        }
    }
}
