package org.assay.analysis.belief.causal;

/** What is done to the activation h of a base, b its belief, given the activation h' of a source with belief b'. */
public enum BeliefEdit {
    /** {@code h'}: what can be reached at this site and position at all. */
    FULL_SWAP("full swap", "the whole activation of the source"),
    /** {@code h + (b' - b) D}. */
    ENCODER_EDIT("encoder edit", "moved along the encoder by the difference of the beliefs"),
    /** {@code h + (h' - h) U'U}, U spanning the encoder. */
    ENCODER_SWAP("encoder swap", "the part in the encoder's subspace from the source"),
    /** {@code h' - (h' - h) U'U}. */
    COMPLEMENT_SWAP("complement swap", "everything but the encoder's subspace from the source"),
    /** {@code h + (b' - b) W+}. */
    PROBE_EDIT("probe edit", "moved the shortest way that makes a probe read the other belief"),
    /** As far as the swap of the encoder's subspace, in a random direction for every pair. */
    RANDOM_DIRECTION("random move", "moved as far as the encoder swap moves it, in a random direction"),
    /** {@code h + (h' - h) R'R}, R random with as many dimensions as the encoder. */
    RANDOM_SUBSPACE("random swap", "the part in a random subspace of as many dimensions from the source");

    private final String title;
    private final String words;

    BeliefEdit(String title, String words) {
        this.title = title;
        this.words = words;
    }

    /** In a few words. */
    public String title() {
        return title;
    }

    /** What is done. */
    public String words() {
        return words;
    }

    /** Whether it stands beside the others as what any edit of the size does. */
    public boolean isControl() {
        return this == RANDOM_DIRECTION || this == RANDOM_SUBSPACE;
    }
}
