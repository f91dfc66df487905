/**
 * Rule languages: a {@link org.assay.datasets.language.LanguageDefinition} as a person writes it in YAML
 * ({@code docs/languages.md}) or {@link org.assay.datasets.language.RandomLanguage} draws it, and the
 * {@link org.assay.datasets.language.RuleLanguage} that observes it exactly: laws, rules that match and win, responsibilities,
 * factors, the laws after one factor is changed, {@link org.assay.datasets.language.OverrideSet}s,
 * {@link org.assay.datasets.language.DeletedRule} (the law without one rule).
 * {@link org.assay.datasets.language.Languages} opens every process by name, or a file.
 *
 * <p>In: YAML, or a seed. Out: a {@code GeneratingProcess}, YAML. May import {@code process} and everything to its left,
 * {@code file}, and Jackson through it. Not here: hidden Markov processes ({@code datasets.process}), drawing from a language
 * ({@code datasets.corpus}).
 */
package org.assay.datasets.language;
