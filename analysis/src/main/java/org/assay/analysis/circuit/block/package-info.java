/**
 * Circuits between subspaces, read from the weights alone: which block of one site feeds which block of the next, through which part
 * of the network, and how far that is more than chance.
 */
package org.assay.analysis.circuit.block;
