/**
 * Networks that others wrote.
 *
 * <p>Here: {@link org.assay.neural.weights.foreign.OpenedModel}, a network out of any folder that can be read: ours, a GPT-2 of
 * Hugging Face, TransformerLens in either key layout. What cannot be computed here is refused by name; pickles are never opened.
 * May import {@code neural.weights}, {@code neural.transformer} and {@code datasets}. Not here: asking the network ({@code
 * neural.hook}).
 */
package org.assay.neural.weights.foreign;
