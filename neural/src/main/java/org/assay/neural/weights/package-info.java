/**
 * Networks on disk.
 *
 * <p>Here: {@link org.assay.neural.weights.SafeTensors}, a reader that trusts nothing and a writer with canonical bytes, and
 * {@link org.assay.neural.weights.ModelFolder}, a network as the Python world opens it, with {@link
 * org.assay.neural.weights.KeyMap} between layouts of keys. May import {@code
 * neural.transformer} and {@code datasets}. Not here: checkpoints, which are more than weights ({@code neural.train});
 * networks that others wrote ({@code neural.weights.foreign}).
 */
package org.assay.neural.weights;
