/**
 * Files of all modules: written whole or not at all, listed with their hashes, refused when damaged.
 *
 * <p>Here: {@link org.assay.datasets.file.AtomicFile}, JSON and npy codecs, manifests, and the two exceptions that foreign
 * input ends in. May import {@code origin} and {@code matrix}. Not here: safetensors ({@code neural.weights}) and YAML of
 * rule languages ({@code datasets.language}).
 */
package org.assay.datasets.file;
