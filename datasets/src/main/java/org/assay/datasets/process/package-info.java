/**
 * Processes whose truth is known exactly.
 *
 * <p>Reading order: {@link org.assay.datasets.process.GeneratingProcess} (the optimal observer as a contract),
 * {@link org.assay.datasets.process.Observer} (the same, walking over sequences in place),
 * {@link org.assay.datasets.process.ObservedProcess} (whatever follows from an observer, once for all kinds),
 * {@link org.assay.datasets.process.HiddenMarkovProcess} and the {@link org.assay.datasets.process.Processes} of the literature.
 * In: a {@code ContextSet}. Out: next-token laws, beliefs, factors, rules and floors. May import {@code matrix}, {@code origin},
 * {@code sequence} and {@code model}. Not here: rule languages and their files ({@code datasets.language}), drawing sequences
 * ({@code datasets.corpus}).
 */
package org.assay.datasets.process;
