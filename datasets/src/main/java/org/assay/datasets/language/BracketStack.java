package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The brackets that are open, the innermost last, each with how many tokens have come in it, how many it has at least, and which
 * was the last.
 */
final class BracketStack {
    /** Stands for no bracket. */
    static final int NONE = -1;

    private final int[] span;
    private final int[] contents;
    private final int[] least;
    private final int[] last;
    private int depth;

    BracketStack(int nesting) {
        span = new int[nesting];
        contents = new int[nesting];
        least = new int[nesting];
        last = new int[nesting];
    }

    private BracketStack(BracketStack other) {
        span = other.span.clone();
        contents = other.contents.clone();
        least = other.least.clone();
        last = other.last.clone();
        depth = other.depth;
    }

    BracketStack copy() {
        return new BracketStack(this);
    }

    void clear() {
        depth = 0;
    }

    int depth() {
        return depth;
    }

    boolean isFull() {
        return depth == span.length;
    }

    /** The innermost bracket, {@link #NONE} when none is open. */
    int innermost() {
        return depth == 0 ? NONE : span[depth - 1];
    }

    /** The bracket that is open at {@code level}, 0 being the outermost. */
    int at(int level) {
        return span[level];
    }

    /** How many tokens have come in the innermost bracket. */
    int contents() {
        return contents[depth - 1];
    }

    /**
     * How many tokens the innermost bracket has at least when it closes: those that have come, and one more where another
     * stood behind them, since none opens in a bracket that is full.
     */
    int least() {
        return least[depth - 1];
    }

    /** The last token in the innermost bracket, or what opened it. */
    int last() {
        return last[depth - 1];
    }

    void open(int which, int token) {
        if (depth > 0) {
            least[depth - 1] = contents[depth - 1] + 1;
        }
        span[depth] = which;
        contents[depth] = 0;
        least[depth] = 0;
        last[depth++] = token;
    }

    void hold(int token) {
        least[depth - 1] = ++contents[depth - 1];
        last[depth - 1] = token;
    }

    void close() {
        depth--;
    }

    /** Whether these are open, and no others. */
    boolean holds(int[] spans) {
        return Arrays.equals(span, 0, depth, spans, 0, spans.length);
    }

    /** All stacks of up to {@code nesting} brackets, shallow ones first; none when they are more than {@code most}. */
    static List<int[]> all(List<Span> spans, int nesting, int most) {
        List<int[]> stacks = new ArrayList<>();
        stacks.add(new int[0]);
        for (int i = 0; i < stacks.size(); i++) {
            int[] below = stacks.get(i);
            for (int s = 0; s < spans.size() && below.length < nesting; s++) {
                boolean closes = below.length > 0
                        && below[below.length - 1] == s
                        && spans.get(s).isQuote();
                if (!closes) {
                    int[] stack = Arrays.copyOf(below, below.length + 1);
                    stack[below.length] = s;
                    stacks.add(stack);
                }
            }
            if (stacks.size() > most) {
                return List.of();
            }
        }
        return stacks;
    }

    /** Holds these open instead, no more than the nesting; the innermost keeps its contents, and {@code token} came last. */
    void replace(int[] spans, int token) {
        int held = contents();
        int atLeast = least();
        depth = spans.length;
        System.arraycopy(spans, 0, span, 0, depth);
        contents[depth - 1] = held;
        least[depth - 1] = atLeast;
        last[depth - 1] = token;
    }
}
