/**
 * Processes whose truth is known exactly.
 *
 * <p>Reading order: {@link org.assay.datasets.process.GeneratingProcess} (the optimal observer as a contract),
 * {@link org.assay.datasets.process.Observer} (the same, walking over sequences in place),
 * {@link org.assay.datasets.process.Emitter} (what writes the sequences, and knows the state and rule behind each token),
 * {@link org.assay.datasets.process.ObservedProcess} (whatever follows from an observer, once for all kinds),
 * {@link org.assay.datasets.process.TransitionTensors} (a process as linear algebra) with its two kinds,
 * {@link org.assay.datasets.process.HiddenMarkovProcess} and
 * {@link org.assay.datasets.process.GeneralisedHiddenMarkovProcess}; {@link org.assay.datasets.process.Processes} has Mess3;
 * {@link org.assay.datasets.process.TransitionDiagram} and {@link org.assay.datasets.process.RuleUse} are a process to look at.
 * In: a {@code ContextSet}. Out: next-token laws, beliefs, factors, rules and floors. May import {@code matrix}, {@code origin},
 * {@code sequence} and {@code model}. Not here: the other processes of the
 * literature ({@code process.library}), combinations ({@code process.combine}), processes in files
 * ({@code process.definition}), rule languages and their files ({@code datasets.language}), drawing sequences
 * ({@code datasets.corpus}).
 */
package org.assay.datasets.process;
