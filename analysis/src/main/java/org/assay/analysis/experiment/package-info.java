/**
 * The whole way: generate, train, record, fit, compare. With {@code compile} the only package that may see programs and
 * networks together. In: an experiment specification. Out: a {@link org.assay.analysis.experiment.RunResult} and a run folder.
 */
package org.assay.analysis.experiment;
