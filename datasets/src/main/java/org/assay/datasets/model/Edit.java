package org.assay.datasets.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assay.datasets.matrix.Matrix;

/**
 * One change at one site, as data: {@code h' = h + U'U (r - h)} with U the basis, {@code h' = r} without one, or {@code h' = h +
 * scale d}; see {@link Change} for r and d. Made by {@link #of} and narrowed by the methods that follow it.
 *
 * <p>With receivers the change reaches those alone, by the direct path, and everything in between keeps what it held: path
 * patching. What lies behind the receivers follows them. Two receivers of one edit see each
 * other's change when one lies behind the other, so that the edits of all paths out of a site are the whole edit.
 *
 * @param site      where
 * @param heads     whose part of the vector, where a site holds heads side by side; empty = all
 * @param positions at which positions
 * @param basis     the subspace that is changed, orthonormal rows over the heads that are meant; empty = all
 * @param change    what is made of it
 * @param receivers who sees it; empty = everybody
 */
public record Edit(
        Site site,
        List<Integer> heads,
        Positions positions,
        Optional<Matrix> basis,
        Change change,
        List<Receiver> receivers) {

    /**
     * A part of a model that reads the residual stream.
     *
     * @param site the hook point of its input, such as {@code blocks.1.hook_q_input}
     * @param head the head, or -1 where the site has none or all are meant
     */
    public record Receiver(Site site, int head) {
        public Receiver {
            if (head < -1) {
                throw new IllegalArgumentException("head of receiver " + site + " must be -1 or more, got " + head);
            }
        }
    }

    public Edit {
        heads = List.copyOf(heads);
        receivers = List.copyOf(receivers);
        if (heads.stream().anyMatch(head -> head < 0)
                || heads.stream().distinct().count() < heads.size()) {
            throw new IllegalArgumentException("heads at " + site + " must be different and from 0: " + heads);
        }
        if (basis.isPresent()) {
            Intervention.requireOrthonormal(basis.get(), site);
            if (change instanceof Change.Add) {
                throw new IllegalArgumentException(
                        "adding at " + site + " takes no basis: project the direction instead");
            }
        }
    }

    /** The change of the whole vector at the position of each row. */
    public static Edit of(Site site, Change change) {
        return new Edit(site, List.of(), Positions.OWN, Optional.empty(), change, List.of());
    }

    /** In these heads only. */
    public Edit inHeads(int... only) {
        return new Edit(site, Arrays.stream(only).boxed().toList(), positions, basis, change, receivers);
    }

    /** At these positions. */
    public Edit at(Positions where) {
        return new Edit(site, heads, where, basis, change, receivers);
    }

    /** In the span of these rows only. */
    public Edit within(Matrix subspace) {
        return new Edit(site, heads, positions, Optional.of(subspace), change, receivers);
    }

    /** Seen by these readers only. */
    public Edit towards(Receiver... readers) {
        return new Edit(site, heads, positions, basis, change, List.of(readers));
    }
}
