/**
 * Contexts from a process: sampled with the label of the rule that emitted each token, or enumerated with exact
 * probabilities; training batches as a pure function of seed and step; corpora on disk. May import everything to its left in
 * {@code datasets}. Not here: what is true of a context ({@code datasets.process}).
 */
package org.assay.datasets.corpus;
