/**
 * Training that resumes exactly.
 *
 * <p>In: a {@link org.assay.neural.train.TrainingJob} (architecture, options, batches as a pure function of the step, seed) and
 * a folder. Out: a {@link org.assay.neural.train.TrainedNetwork}, {@code metrics.jsonl} and checkpoints. May import {@code
 * neural.transformer}, {@code neural.djl}, {@code neural.weights} and {@code datasets}. Not here: the step itself ({@code
 * neural.djl}), what the network is asked afterwards ({@code neural.hook}).
 */
package org.assay.neural.train;
