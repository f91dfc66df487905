package org.assay.neural.train;

import org.assay.neural.transformer.TransformerWeights;

/**
 * What training gives.
 *
 * @param weights after the last step
 * @param curve   held-out loss from before the first step to after the last
 * @param floor   Bayes loss of the held-out targets in nats per token, NaN when unknown
 */
public record TrainedNetwork(TransformerWeights weights, LearningCurve curve, double floor) {}
