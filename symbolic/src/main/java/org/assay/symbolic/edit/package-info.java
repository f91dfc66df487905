/**
 * Editing sessions: a program changed step by step, by a person or by another program, with its loss beside every step.
 *
 * <p>Reading order: {@link org.assay.symbolic.edit.Change} (an edit as data: lines of program text, addressed by kind and name),
 * {@link org.assay.symbolic.edit.Listing} (a program as such lines), {@link org.assay.symbolic.edit.HeldOut} and
 * {@link org.assay.symbolic.edit.Evaluator} (what it is held against), {@link org.assay.symbolic.edit.EditSession} (transactions,
 * undo, redo), {@link org.assay.symbolic.edit.EditHistory}, {@link org.assay.symbolic.edit.HistoryFile} and
 * {@link org.assay.symbolic.edit.Replay} (what happened, on disk and once more),
 * {@link org.assay.symbolic.edit.WorstContexts} and {@link org.assay.symbolic.edit.Ablation} (what to do next). In: a program, contexts,
 * laws as tables. Out: evaluated programs. May import {@code program}, {@code text}, {@code run}, {@code cost} and
 * {@code datasets}. Not here: networks, which are known by their laws alone; words for people ({@code reports.cli}); requests as
 * JSON ({@code edit.protocol}).
 */
package org.assay.symbolic.edit;
