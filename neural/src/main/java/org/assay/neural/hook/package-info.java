/**
 * A network behind the contract that process and program share, and all that can be seen and edited inside it.
 *
 * <p>Here: {@link org.assay.neural.hook.HookedTransformer}, and {@link org.assay.neural.hook.SigmoidTransformer} for outputs
 * without a law; what they keep ({@link org.assay.neural.hook.NameFilter}, {@link
 * org.assay.neural.hook.ActivationCache}, {@link org.assay.neural.hook.ActivationFolder}), how plans of edits are checked and
 * carried out, {@link org.assay.neural.hook.Selection} for edits of single arrays, and {@link
 * org.assay.neural.hook.ResidualStream}, who writes to whom. In: weights and a vocabulary, then context sets or sequences. Out:
 * next-token tables, representations, arrays with named axes. May import {@code neural.transformer}, {@code neural.djl} and
 * {@code datasets}. Not here: names of hook points ({@code neural.transformer}), since the engine's text is made of them;
 * what is concluded from edits ({@code analysis.circuit}).
 */
package org.assay.neural.hook;
