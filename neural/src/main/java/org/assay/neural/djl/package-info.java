/**
 * The native engine, and nothing but the engine: the only package that imports DJL.
 *
 * <p>An architecture is written as TorchScript text ({@code TransformerScript}), compiled in milliseconds, and run in whole
 * calls: {@link org.assay.neural.djl.TorchTraining} for steps, {@link org.assay.neural.djl.TorchTransformer} for laws,
 * recordings and edits. In: configurations, flat weights, tokens, all plain Java. Out: plain arrays; no type of the engine
 * appears in a public signature. May import {@code neural.transformer} and {@code datasets}. Not here: what to train on and
 * when to stop ({@code neural.train}), sites and contexts ({@code neural.hook}).
 */
package org.assay.neural.djl;
