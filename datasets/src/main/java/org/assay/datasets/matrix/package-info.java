/**
 * The numeric containers.
 *
 * <p>Here: {@link org.assay.datasets.matrix.Matrix}, row-major doubles with a checked shape, and
 * {@link org.assay.datasets.matrix.NamedArray}, the same with any number of axes that have names. Every other module speaks to
 * its numeric library behind an adapter and hands a {@code Matrix} across the border. May import the JDK only. Not here:
 * decompositions, regressions, tensors; they live in {@code analysis.smile} and {@code analysis.linalg}.
 */
package org.assay.datasets.matrix;
