package org.assay.symbolic.fit;

import java.util.List;
import org.assay.symbolic.program.Program;

/**
 * A program that explains a network, and how it was found.
 *
 * @param tokens  the merging of tokens by their next-token laws and activations; leaf i is token i
 * @param classes the merging of context cells; its leaves are the cells that were seen
 * @param form    {@code labels}, {@code votes} or {@code labels and votes}: what the unembedding reads
 */
public record FittedProgram(Program program, Dendrogram tokens, Dendrogram classes, String form, FitReport report) {
    /** The forms that are tried, in this order. */
    public static final List<String> FORMS = List.of("labels", "votes", "labels and votes");
}
