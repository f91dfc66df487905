package org.assay.symbolic.fit;

import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;

/** What says of every context which label it has, in a way that a program can carry out. */
interface LabelDefinitions {
    /** The label of every context. */
    int[] labels();

    /** The labels of tokens, from which the definitions start. */
    ProgramDraft draft(Vocabulary vocabulary);

    /**
     * The program that gives every context its label.
     *
     * @param draft       as it came from here
     * @param number      for each label the leaf of {@code taxonomy} that it is; labels that no context has are not looked at
     * @param unembedding what the labels say
     */
    Program program(ProgramDraft draft, int[] number, Taxonomy taxonomy, Unembedding unembedding);
}
