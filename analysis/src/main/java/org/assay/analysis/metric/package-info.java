/**
 * What is measured, one metric per file with its paper and section.
 *
 * <p>Here: divergences and losses ({@link org.assay.analysis.metric.KlDivergence}, {@link
 * org.assay.analysis.metric.CrossEntropy}, {@link org.assay.analysis.metric.ExcessByRule}), read-outs ({@link
 * org.assay.analysis.metric.ReadoutR2}), labels ({@link
 * org.assay.analysis.metric.LabelAgreement}, {@link org.assay.analysis.metric.LabelR2}, {@link
 * org.assay.analysis.metric.HierarchyMatch}, {@link org.assay.analysis.metric.Unifilarity}), subspaces ({@link
 * org.assay.analysis.metric.Capture}), interventions ({@link
 * org.assay.analysis.metric.InterchangeSuccess}), how sure we are ({@link org.assay.analysis.metric.Interval} over
 * {@link org.assay.analysis.metric.Clusters}), and the row of a result table, {@link org.assay.analysis.metric.Score},
 * with its {@link org.assay.analysis.metric.Derivation}. In: tables, representations and weights. Out: numbers; a
 * number that is not defined is an error, never NaN. May import {@code datasets} and {@code analysis.subspace}. Not
 * here: fitting.
 */
package org.assay.analysis.metric;
