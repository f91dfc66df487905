/**
 * The whole table: sites of a network against targets of a process, with controls as columns of the same protocol.
 *
 * <p>{@link org.assay.analysis.belief.study.BeliefStudy} reads everything and gives a {@link
 * org.assay.analysis.belief.study.BeliefTable}; {@link org.assay.analysis.belief.study.Diagnosticity} says beforehand how much a high
 * score would mean on this process. Networks come in as {@code InstrumentedModel}s, trained and not. May import {@code datasets},
 * {@code analysis.belief}, {@code analysis.belief.target}, {@code analysis.probe}, {@code analysis.control}, {@code analysis.metric}
 * and {@code analysis.subspace}. Not here: how the table is printed.
 */
package org.assay.analysis.belief.study;
