/**
 * Rule languages: a {@link org.assay.datasets.language.LanguageDefinition} as a person writes it in YAML, and the
 * {@link org.assay.datasets.language.RuleLanguage} that observes it exactly. {@link org.assay.datasets.language.Languages} opens
 * every process by name, or a file.
 *
 * <p>In: YAML. Out: a {@code GeneratingProcess}. May import {@code process} and everything to its left, {@code file}, and Jackson
 * through it. Not here: hidden Markov processes ({@code datasets.process}), drawing from a language ({@code datasets.corpus}).
 */
package org.assay.datasets.language;
