package org.assay.analysis.circuit.block;

import org.assay.analysis.subspace.Subspace;

/**
 * A subspace of a site with the name of the variable that it holds, or is said to hold.
 *
 * @param variable unique at the site
 */
public record NamedBlock(String variable, Subspace subspace) {}
