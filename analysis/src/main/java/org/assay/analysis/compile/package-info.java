/**
 * From programs to weights: networks whose circuit is known because it was put there.
 *
 * <p>{@link org.assay.analysis.compile.ProgramCompiler} goes through a program in this order: {@code Variables} finds what the
 * residual stream has to hold and which values it can take; {@code Stream} gives every variable a private subspace and says how its
 * values are read; {@code HeadWiring}, {@code UnitWiring} and {@code UnembeddingWiring} write the parts of each layer over that stream;
 * {@code WeightsWriter} turns the stream and the inside of every head at random and rounds nothing.
 * The answer is a {@link org.assay.analysis.compile.CompiledNetwork}.
 *
 * <p>In: a program and options. Out: a configuration, weights, the true blocks and edges, and what each block holds in any
 * context. One of the two packages that may see programs and networks together. Not here: training, and methods that are to find
 * the circuit.
 */
package org.assay.analysis.compile;
