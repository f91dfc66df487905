package org.assay.symbolic.fit.rule;

/**
 * The condition of a rule. At a row outside brackets it gives {@link Rows#NONE} where it does not hold; else which of the rule's laws
 * is meant, or for a rule that copies, which token.
 */
sealed interface Match {
    int at(Rows rows, int row);

    /** The tokens of which one must be the current one; null for all. */
    boolean[] now();

    /** Whether the answer is a token. */
    default boolean copies() {
        return false;
    }

    /** How many laws the rule has. */
    default int laws() {
        return copies() ? 0 : 1;
    }

    /** The current token. */
    record After(boolean[] now) implements Match {
        @Override
        public int at(Rows rows, int row) {
            return now == null || now[rows.current(row)] ? 0 : Rows.NONE;
        }
    }

    /** One of {@code anchors} stands {@code from} to {@code to} before the current token. */
    record Within(boolean[] now, boolean[] anchors, int from, int to) implements Match {
        @Override
        public int at(Rows rows, int row) {
            boolean holds =
                    (now == null || now[rows.current(row)]) && rows.nearest(row, anchors, from, to) != Rows.NONE;
            return holds ? 0 : Rows.NONE;
        }
    }

    /** The nearest of {@code over}, 1 to {@code to} before, is one of {@code when}. */
    record Nearest(boolean[] now, boolean[] over, boolean[] when, int to) implements Match {
        @Override
        public int at(Rows rows, int row) {
            if (!now[rows.current(row)]) {
                return Rows.NONE;
            }
            int distance = rows.nearest(row, over, 1, to);
            return distance != Rows.NONE && when[rows.back(row, distance)] ? 0 : Rows.NONE;
        }
    }

    /** Law 1 where exactly one of two anchors stands 1 to {@code to} before, else law 0. */
    record Odd(boolean[] now, boolean[] first, boolean[] second, int to) implements Match {
        @Override
        public int at(Rows rows, int row) {
            if (!now[rows.current(row)]) {
                return Rows.NONE;
            }
            boolean isFirst = rows.nearest(row, first, 1, to) != Rows.NONE;
            return isFirst == (rows.nearest(row, second, 1, to) != Rows.NONE) ? 0 : 1;
        }

        @Override
        public int laws() {
            return 2;
        }
    }

    /** The token {@code back} before, unless a bracket. */
    record Copy(boolean[] now, int back) implements Match {
        @Override
        public int at(Rows rows, int row) {
            int token = now == null || now[rows.current(row)] ? rows.back(row, back) : Rows.NONE;
            return token == Rows.NONE || rows.isBracket(token) ? Rows.NONE : token;
        }

        @Override
        public boolean copies() {
            return true;
        }
    }

    /** What followed an earlier occurrence of the current token. */
    record Follow(boolean[] now, int which) implements Match {
        @Override
        public int at(Rows rows, int row) {
            return now == null || now[rows.current(row)] ? rows.follower[which][row] : Rows.NONE;
        }

        @Override
        public boolean copies() {
            return true;
        }
    }

    /** The token behind the nearest marker, which stands 2 to {@code to} before, unless a bracket. */
    record Marked(boolean[] now, boolean[] markers, int to) implements Match {
        @Override
        public int at(Rows rows, int row) {
            if (now != null && !now[rows.current(row)]) {
                return Rows.NONE;
            }
            int distance = rows.nearest(row, markers, 2, to);
            int token = distance == Rows.NONE ? Rows.NONE : rows.back(row, distance - 1);
            return token == Rows.NONE || rows.isBracket(token) ? Rows.NONE : token;
        }

        @Override
        public boolean copies() {
            return true;
        }
    }
}
