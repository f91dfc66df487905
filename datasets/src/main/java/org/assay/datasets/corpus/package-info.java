/**
 * Contexts from a process: {@link org.assay.datasets.corpus.Sampler} draws sequences with the rule that emitted each token,
 * {@link org.assay.datasets.corpus.SampledContexts} and {@link org.assay.datasets.corpus.Enumeration} make context sets of them,
 * {@link org.assay.datasets.corpus.ProcessBatches} feeds training as a pure function of seed and step.
 * {@link org.assay.datasets.corpus.TokenStream} draws tokens without end, and {@link org.assay.datasets.corpus.CorpusWriter} puts
 * them on disk with their truth, in the rows that {@link org.assay.datasets.corpus.CorpusLayout} asks for. May import everything to its left in
 * {@code datasets}. Not here: what is true of a context ({@code datasets.process}).
 */
package org.assay.datasets.corpus;
