/**
 * What is true, and on which contexts: the bottom of the house.
 *
 * <p>Reading order: {@code origin} (seeds, hashes), {@code matrix}, {@code sequence} (contexts), {@code model} (the contract),
 * {@code process} and {@code language} (truth), {@code corpus} (contexts from a process), {@code file}, {@code progress}.
 * May import the JDK and, in {@code file} and {@code language}, Jackson.
 */
package org.assay.datasets;
