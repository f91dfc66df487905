package org.assay.datasets.sequence;

import java.util.Arrays;
import org.assay.datasets.origin.ContentHash;

/**
 * Rows to fit on and rows to score on that share no context: all contexts that begin with the same {@code depth} tokens fall
 * on the same side, and contexts shorter than that are only ever fitted on. A causal model gives equal prefixes equal
 * activations, so any other split leaks.
 *
 * @param fit     rows to fit on, rising
 * @param heldOut rows to score on, rising
 */
public record Split(int[] fit, int[] heldOut) {
    /**
     * Splits by the subtree of the first {@code depth} tokens; a subtree is held out when a hash of its tokens and
     * {@code salt} falls below {@code heldOutShare}.
     */
    public static Split bySubtree(ContextSet contexts, int depth, double heldOutShare, String salt) {
        if (depth < 1 || !(heldOutShare > 0 && heldOutShare < 1)) {
            throw new IllegalArgumentException(
                    "a split needs depth >= 1 and a share in (0, 1), got " + depth + " and " + heldOutShare);
        }
        boolean[] held = new boolean[contexts.rows()];
        int count = 0;
        for (int r = 0; r < held.length; r++) {
            if (contexts.rowPosition(r) >= depth - 1) {
                int[] subtree = Arrays.copyOf(contexts.sequence(contexts.rowSequence(r)), depth);
                String hex =
                        new ContentHash.Builder().add(subtree).add(salt).build().hex();
                held[r] = Integer.parseInt(hex.substring(0, 6), 16) < heldOutShare * 0x1000000;
                count += held[r] ? 1 : 0;
            }
        }
        if (count == 0 || count == held.length) {
            throw new IllegalArgumentException("all " + held.length + " rows fall on one side of a split of depth "
                    + depth + "; use a deeper split or more contexts");
        }
        int[] fit = new int[held.length - count];
        int[] heldOut = new int[count];
        int f = 0;
        int h = 0;
        for (int r = 0; r < held.length; r++) {
            if (held[r]) {
                heldOut[h++] = r;
            } else {
                fit[f++] = r;
            }
        }
        return new Split(fit, heldOut);
    }
}
