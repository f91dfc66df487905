/**
 * A network behind the contract that process and program share.
 *
 * <p>Here: {@link org.assay.neural.hook.HookedTransformer}, and {@link org.assay.neural.hook.SigmoidTransformer} for outputs without a
 * law. In: weights and a vocabulary, then context sets. Out: next-token
 * tables, representations, patterns. May import {@code neural.transformer}, {@code neural.djl} and {@code datasets}. Not here:
 * names of hook points ({@code neural.transformer}), since the engine's text is made of them; anything fitted.
 */
package org.assay.neural.hook;
