/**
 * Which parts of a network do what: logits taken apart, activations and edges patched, edges attributed.
 *
 * <p>Here: {@link org.assay.analysis.circuit.Inspection}, where to begin. {@link org.assay.analysis.circuit.DirectAttribution}
 * and {@link org.assay.analysis.circuit.LogitLens} read the residual stream; {@link org.assay.analysis.circuit.PatchingSweep}
 * patches sites of {@link org.assay.analysis.circuit.ContextPairs} one by one under a {@link
 * org.assay.analysis.circuit.LogitMetric}; {@link org.assay.analysis.circuit.EdgeAttribution} scores the edges of an {@link
 * org.assay.analysis.circuit.EdgeGraph}, and {@link org.assay.analysis.circuit.CircuitFile} writes them. {@link
 * org.assay.analysis.circuit.HeadTables} reads a head from weights alone, {@link org.assay.analysis.circuit.CompiledSkipHead} is a
 * head whose reading is known. May import {@code neural} and {@code datasets}. Not here: how an edit is made ({@code neural.hook}), programs.
 */
package org.assay.analysis.circuit;
