/**
 * Networks: described, trained, recorded and edited. {@code transformer} is the architecture as data with a plain-Java forward
 * pass; {@code djl} the native engine; {@code train} training that resumes exactly; {@code hook} a trained network as an
 * instrumented model; {@code weights} its files. May import {@code datasets} only. Not here: programs, and anything that
 * measures.
 */
package org.assay.neural;
