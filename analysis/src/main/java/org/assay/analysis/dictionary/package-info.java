/**
 * Sparse dictionaries of a site: activations as sums of few directions out of many, learned by sparse autoencoders in plain Java.
 *
 * <p>Here: {@link org.assay.analysis.dictionary.SparseAutoencoder} (the learned thing), {@link
 * org.assay.analysis.dictionary.AutoencoderOptions} (which of four kinds, how large, how long), {@link
 * org.assay.analysis.dictionary.DictionaryExplainer} (the explanation whose features are latents) and {@link
 * org.assay.analysis.dictionary.MeanMaxCosine} (how many planted directions were found). In: activations with weights. May import
 * {@code analysis.explain}, {@code analysis.linalg}, {@code analysis.subspace} and {@code datasets}. Not here: blocks made of latents
 * ({@code analysis.subspace.rival}).
 */
package org.assay.analysis.dictionary;
