/**
 * Training that resumes exactly.
 *
 * <p>In: a {@link org.assay.neural.train.TrainingJob} (architecture, options, batches as a pure function of the step, seed) and
 * a folder. Out: a {@link org.assay.neural.train.TrainedNetwork}, {@code metrics.jsonl}, checkpoints and kept weights. {@code
 * Trainer} does one training on one thread, {@code Trainings} many side by side; {@code Schedule} and {@code EarlyStop} say how fast
 * and how long; {@code HeldOut} with its {@code Truth} what loss is set beside. May import {@code neural.transformer}, {@code
 * neural.djl}, {@code neural.weights} and {@code datasets}. Not here: the step itself ({@code
 * neural.djl}), what the network is asked afterwards ({@code neural.hook}).
 */
package org.assay.neural.train;
