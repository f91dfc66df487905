/**
 * How much groups of coordinates tell about each other, estimated from samples by nearest neighbours.
 *
 * <p>Here: {@link org.assay.analysis.information.KraskovInformation} (the estimator as subspace partitions were published with it, with
 * its failure on ties), {@link org.assay.analysis.information.MixedInformation} (the one that bears ties), and {@link
 * org.assay.analysis.information.BlockInformation}, which asks the second for all pairs of blocks beside what it says of shuffled
 * samples. In: samples x coordinates. Out: nats. May import {@code datasets}. Not here: what is done about blocks that tell about each
 * other ({@code analysis.subspace}).
 */
package org.assay.analysis.information;
