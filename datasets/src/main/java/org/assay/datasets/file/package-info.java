/**
 * Files of all modules: written whole or not at all, listed with their hashes, refused when damaged.
 *
 * <p>Here: {@link org.assay.datasets.file.AtomicFile}, {@link org.assay.datasets.file.Json} and
 * {@link org.assay.datasets.file.Npy} and {@link org.assay.datasets.file.Npz}, what was recorded as
 * {@link org.assay.datasets.file.RecordedArrays}, {@link org.assay.datasets.file.Manifest};
 * {@link org.assay.datasets.file.JsonCursor} for what strangers wrote; YAML that people write as a
 * {@link org.assay.datasets.file.ConfigNode} with {@link org.assay.datasets.file.ConfigFields} to read it and
 * {@link org.assay.datasets.file.ConfigProblems} to say all that is wrong; plans of edits as
 * {@link org.assay.datasets.file.InterventionFile}; and the two exceptions that foreign input ends in. May
 * import {@code origin}, {@code matrix}, {@code sequence} and {@code model}, and Jackson. Not here: safetensors ({@code neural.weights}) and what a
 * configuration means ({@code datasets.language}, {@code analysis.experiment}).
 */
package org.assay.datasets.file;
