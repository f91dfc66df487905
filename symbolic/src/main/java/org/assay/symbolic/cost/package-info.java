/**
 * What a program costs to write down, in nats, so that programs and what they lose can be weighed on one scale.
 *
 * <p>Here: {@link org.assay.symbolic.cost.DescriptionLength}, slot by slot, and {@link org.assay.symbolic.cost.UniversalCode} for
 * whole numbers. In: a program and the nominal number of observations. Out: nats. May import {@code program} and {@code label}.
 * Not here: the loss of a program, which needs contexts ({@code fit}).
 */
package org.assay.symbolic.cost;
