/**
 * The one contract that process, network and program share, so that analysis never needs to know which it is asking.
 *
 * <p>Here: {@link org.assay.datasets.model.SequenceModel} (contexts to next-token laws),
 * {@link org.assay.datasets.model.InstrumentedModel} (recorded and edited at a {@link org.assay.datasets.model.Site}), edits as
 * data ({@link org.assay.datasets.model.Intervention}, {@link org.assay.datasets.model.InterventionPlan}),
 * {@link org.assay.datasets.model.SetModel} (contexts to sets of tokens, for outputs without a law) and what models answer
 * with. In: a {@code ContextSet}. Out: immutable tables that carry the id of the set. May import {@code matrix},
 * {@code origin} and {@code sequence}. Not here: any model.
 */
package org.assay.datasets.model;
