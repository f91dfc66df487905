package org.assay.analysis.compile;

/**
 * One unit of an MLP over the residual stream before it is turned. With rectifiers it is {@code max(0, gate)}, with a bilinear MLP
 * {@code gate times linear}.
 *
 * @param linear of a bilinear MLP; with rectifiers the constant 1
 * @param out    D, where it writes
 * @param target name of the variable that it writes
 */
record HiddenUnit(Functional gate, Functional linear, double[] out, String target) {}
