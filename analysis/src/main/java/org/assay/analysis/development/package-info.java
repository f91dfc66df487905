/**
 * How a network comes to be: when each thing is learned, what needs what, and how singular the loss is where training stands.
 *
 * <p>Here: {@link org.assay.analysis.development.LearningCoefficient}, estimated by sampling around a point of a
 * {@link org.assay.analysis.development.Loss}; {@link org.assay.analysis.development.Onset}, when a curve says that something
 * is learned, and {@link org.assay.analysis.development.Precedence}, whether one thing comes before another over many seeds;
 * {@link org.assay.analysis.development.Dependency}, what becomes of one when the other is taken away;
 * {@link org.assay.analysis.development.Plateau}, whether a loss waits before it falls. Problems whose answers are known, to
 * hold these to: {@link org.assay.analysis.development.MonomialRegression},
 * {@link org.assay.analysis.development.ReducedRankRegression}, {@link org.assay.analysis.development.ProductLoss} with
 * {@link org.assay.analysis.development.GradientDescent}. May import {@code datasets}. Not here: training of networks
 * ({@code neural.train}).
 */
package org.assay.analysis.development;
