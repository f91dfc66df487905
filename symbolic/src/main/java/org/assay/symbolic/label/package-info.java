/**
 * Labels of labels.
 *
 * <p>Here: {@link org.assay.symbolic.label.LabelGraph}, a directed acyclic graph from labels to their superlabels with all
 * ancestors precomputed, and {@link org.assay.symbolic.label.LabelBits}, sets of labels as words of bits. In: names and parents.
 * Out: an immutable graph, labels in the order of their names. Imports the JDK only. Not here: which labels a program holds
 * where ({@code program}, {@code run}).
 */
package org.assay.symbolic.label;
