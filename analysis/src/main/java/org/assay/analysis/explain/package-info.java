/**
 * What every explanation answers, whatever it is made of.
 *
 * <p>Here: {@link org.assay.analysis.explain.Explanation} (features of contexts, next-token table, size), the {@link
 * org.assay.analysis.explain.Explainer} that fits one to a network, {@link org.assay.analysis.explain.Answer}, which
 * says so when a question cannot be asked, and {@link org.assay.analysis.explain.ModelExplanation} for explanations
 * that are sequence models themselves (programs, n-grams). In: an instrumented model and a context set. May import
 * {@code datasets}. Not here: any method ({@code analysis.subspace} and its neighbours), any score ({@code
 * analysis.metric}).
 */
package org.assay.analysis.explain;
