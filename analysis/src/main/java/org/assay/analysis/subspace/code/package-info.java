/**
 * Activations whose factors and blocks are known because they were made here, no network of language needed.
 *
 * <p>Here: {@link org.assay.analysis.subspace.code.KnownCode} (activations, the factors behind them, the codes that each
 * factor adds, the true partition) and two ways to make one: {@link org.assay.analysis.subspace.code.ProductCode}
 * (discrete factors, independent or not, each with codes in a subspace of its own) and {@link
 * org.assay.analysis.subspace.code.SuperpositionToy} (a small autoencoder trained on groups of features that exclude one
 * another). In: sizes and a seed. May import {@code analysis.subspace}, {@code analysis.smile} and {@code datasets}. Not
 * here: methods that look for the partition, scores beside the one that the literature on these toys uses.
 */
package org.assay.analysis.subspace.code;
