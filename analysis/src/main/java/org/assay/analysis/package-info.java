/**
 * How explanations are fitted, measured, intervened on and compared.
 *
 * <p>From the ground up: {@code linalg} (products; the only user of ND4J) and {@code smile} (decompositions; the only
 * user of Smile), {@code explain} (what every explanation answers), {@code subspace} (explanations that are subspaces
 * of a site), {@code metric} (scores and their intervals), {@code probe} (linear read-out), {@code control} (what must
 * fail or be beaten), {@code program} (whether a program is true) and {@code experiment} (the whole way, once). May import {@code datasets}, {@code symbolic} and
 * {@code neural}, the last two together in {@code experiment} alone. Not here: tables, figures and the command line
 * ({@code reports}).
 */
package org.assay.analysis;
