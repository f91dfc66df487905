/**
 * Running a program.
 *
 * <p>Here: {@link org.assay.symbolic.run.Interpreter}, a program as a model that can be asked, recorded and edited like any
 * other, {@link org.assay.symbolic.run.SetInterpreter} for programs that answer with sets, and
 * {@link org.assay.symbolic.run.LabelTrace}, what a program did at every position of one sequence and why. In: a program and
 * contexts. Out: tables, representations (1 for every active label after each layer, the number of a counter) and traces. May
 * import {@code program}, {@code label} and {@code datasets}. Not here: what a program costs or where it came from.
 *
 * <p>A tour, from the outside in. {@code Compiled...} is the program with labels as indices, never changed, shared by threads;
 * {@code StateLayout} says where a state keeps what, {@code Relevance} which labels need not be kept. {@code ProgramRun} goes through
 * sequences, layer by layer ({@code LayerRun}) and head by head ({@code HeadRun}, with {@code Question} for what is asked,
 * {@code KeyIndex} for where kinds of keys stand, {@code BestKeys} for those that are kept). States and rows are known by number
 * ({@code StateTable}, {@code RowTable}, {@code PairTable}, {@code Numbers}). {@code Tracer} works reasons out anew from the program as
 * it is written.
 */
package org.assay.symbolic.run;
