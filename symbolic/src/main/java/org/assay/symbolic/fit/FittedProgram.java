package org.assay.symbolic.fit;

import java.util.List;
import org.assay.symbolic.program.Program;

/**
 * A program that explains a network, and how it was found.
 *
 * @param tokens  the merging of tokens by their next-token laws and activations; leaf i is token i
 * @param classes the merging of context cells; its leaves are the cells that were seen
 * @param form    {@link #LABELS}, {@link #VOTES} or {@link #LABELS_AND_VOTES}, whichever has the shortest description
 */
public record FittedProgram(Program program, Dendrogram tokens, Dendrogram classes, String form, FitReport report) {
    /** The unembedding reads classes of contexts. */
    public static final String LABELS = "labels";

    /** The unembedding reads tokens and their superlabels at each offset. */
    public static final String VOTES = "votes";

    /** The unembedding reads both. */
    public static final String LABELS_AND_VOTES = "labels and votes";

    /** The forms that are tried, in this order. */
    static final List<String> FORMS = List.of(LABELS, VOTES, LABELS_AND_VOTES);
}
