/**
 * One metric per file, with its paper and section; a score carries its unit, interval and derivation.
 * May import {@code datasets}.
 */
package org.assay.analysis.metric;
