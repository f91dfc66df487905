/**
 * Programs: explanations that can be read, run and priced.
 *
 * <p>Reading order: {@code label} (labels of labels), {@code program} (a program as data), {@code text} (printed and parsed),
 * {@code lint} (what in it can have no effect), {@code run} (the interpreter), {@code cost} (description length), {@code fit} (a
 * program from a network's laws and activations), {@code edit} (a program changed step by step). May import {@code datasets} and
 * the JDK. Not here: networks; a network is known by its next-token table and
 * its representations alone.
 */
package org.assay.symbolic;
