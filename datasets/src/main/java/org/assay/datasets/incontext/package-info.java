/**
 * Processes whose hidden state is drawn once per sequence, so that the optimal observer learns in context: chains, trees, maps,
 * triggers, retrieval, copying, automata; and context-free grammars, whose hidden state is a parse.
 *
 * <p>Reading order: {@link org.assay.datasets.incontext.InContextProcess} (what all share),
 * {@link org.assay.datasets.incontext.InContextProcesses} (the built-in ones by name), then any kind. In: sizes, priors and
 * seeds. Out: a {@code GeneratingProcess} that answers with the exact law, its factors and the positions that its task scores.
 * {@link org.assay.datasets.incontext.TaskReader} reads them from YAML. May import {@code process}, {@code file}, {@code sequence},
 * {@code model}, {@code origin} and {@code matrix}. Not here: processes with a
 * fixed number of hidden states ({@code datasets.process}), rule languages ({@code datasets.language}).
 */
package org.assay.datasets.incontext;
