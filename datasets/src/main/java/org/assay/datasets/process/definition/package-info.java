/**
 * Hidden Markov and generalised hidden Markov processes that a person wrote in YAML:
 * {@link org.assay.datasets.process.definition.ProcessReader}. In: a file. Out: a process, or all that is wrong with
 * the file. May import {@code process} and {@code file}. Not here: rule languages ({@code datasets.language}).
 */
package org.assay.datasets.process.definition;
