/**
 * Running a program.
 *
 * <p>Here: {@link org.assay.symbolic.run.Interpreter}, a program as a model that can be asked, recorded and edited like any
 * other, and {@link org.assay.symbolic.run.LabelTrace}, what it did at every position of one sequence. In: a program and
 * contexts. Out: next-token tables, representations (the indicator of every active label after each layer) and traces. May
 * import {@code program}, {@code label} and {@code datasets}. Not here: what a program costs or where it came from.
 */
package org.assay.symbolic.run;
