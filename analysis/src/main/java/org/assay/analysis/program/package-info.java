/**
 * Whether a program is true, the network's, and one with its printed text.
 *
 * <p>Here: {@link org.assay.analysis.program.ProgramVerification}, all of it at once: {@link
 * org.assay.analysis.program.PrintedProgram} (the text), {@link org.assay.analysis.program.Disagreement} and {@link
 * org.assay.analysis.program.Counterexample} (where it differs from the network), {@link
 * org.assay.analysis.program.RuleRecovery} (the rules that it claims, by its fit or by its experts, {@link
 * org.assay.analysis.program.ProgramClaims}, against those of the language, {@link org.assay.analysis.program.TrueRule}, that the
 * network has learned, {@link org.assay.analysis.program.LearnedRule}), {@link
 * org.assay.analysis.program.LabelBelief} (what its labels tell of the process), {@link
 * org.assay.analysis.program.ProgramPlacement} (where its heads and labels are in the network) and {@link
 * org.assay.analysis.program.LabelInterchange} (what they do there). In: a program, a language, a network behind the contract that it shares with both. Out: values. May import {@code
 * datasets}, {@code symbolic}, {@code analysis.metric}, {@code analysis.control}, {@code analysis.linalg}, {@code analysis.smile}
 * and {@code analysis.subspace}. Not here: networks as such; fitting ({@code symbolic.fit}).
 */
package org.assay.analysis.program;
