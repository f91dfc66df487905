/**
 * Processes made of processes: {@link org.assay.datasets.process.combine.Combinations} (several into one: product,
 * chain, mixture, turns), {@link org.assay.datasets.process.combine.Channels} (one seen through something: noise, a
 * starting token, other names), {@link org.assay.datasets.process.combine.FactoredProcess} (a product that is never
 * multiplied out). In and out: processes. May import {@code process} and what it imports. Not here: coupling whose
 * filter would not be the exact one of a joint process.
 */
package org.assay.datasets.process.combine;
