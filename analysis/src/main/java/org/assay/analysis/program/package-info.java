/**
 * Whether a program is true, the network's, and one with its printed text.
 *
 * <p>Here: {@link org.assay.analysis.program.RuleRecovery}, the rules that a program claims (by its
 * fit, or by its experts: {@link org.assay.analysis.program.ProgramClaims}) against those of the language ({@link org.assay.analysis.program.TrueRule}) that the
 * network has learned ({@link org.assay.analysis.program.LearnedRule}). In: a language, the network's laws, claims. Out: who
 * matches whom, precision and recall. May import {@code datasets}, {@code symbolic}, {@code analysis.metric}, {@code
 * analysis.smile} and {@code analysis.subspace}. Not here: networks but through the contract that they share with programs and
 * processes; fitting ({@code symbolic.fit}).
 */
package org.assay.analysis.program;
