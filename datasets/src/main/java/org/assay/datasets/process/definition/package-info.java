/**
 * Processes that a person wrote in YAML: {@link org.assay.datasets.process.definition.ProcessReader} (hidden Markov and
 * generalised hidden Markov processes), {@link org.assay.datasets.process.definition.CombinationReader} (made of others). In: a
 * tree of YAML. Out: a process, or all that is wrong with the file. May import {@code process}, {@code process.combine} and
 * {@code file}. Not here: rule languages ({@code datasets.language}), in-context processes and grammars
 * ({@code datasets.incontext}).
 */
package org.assay.datasets.process.definition;
