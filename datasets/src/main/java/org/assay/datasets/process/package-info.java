/**
 * Processes whose truth is known exactly.
 *
 * <p>Here: {@link org.assay.datasets.process.GeneratingProcess} (the optimal observer as a contract), its factors, rules and
 * floors, and hidden Markov processes as transition tensors. May import {@code matrix}, {@code origin}, {@code sequence} and
 * {@code model}. Not here: rule languages and their files ({@code datasets.language}), drawing from a process
 * ({@code datasets.corpus}).
 */
package org.assay.datasets.process;
