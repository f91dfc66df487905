/**
 * Where a number came from.
 *
 * <p>Here: {@link org.assay.datasets.origin.Seed} (the only randomness), {@link org.assay.datasets.origin.ContentHash}
 * (what something is), {@link org.assay.datasets.origin.Provenance} and {@link org.assay.datasets.origin.Stopwatch} (the only
 * clocks). May import the JDK only. Not here: files and their manifests ({@code datasets.file}).
 */
package org.assay.datasets.origin;
