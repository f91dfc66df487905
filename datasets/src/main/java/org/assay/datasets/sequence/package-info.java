/**
 * Tokens and contexts.
 *
 * <p>Here: {@link org.assay.datasets.sequence.Vocabulary}, {@link org.assay.datasets.sequence.ContextSet} (the row index of
 * everything that is measured) and {@link org.assay.datasets.sequence.Split}. May import {@code origin} and {@code matrix}.
 * Not here: where contexts come from ({@code datasets.corpus}) and what is true of them ({@code datasets.process}).
 */
package org.assay.datasets.sequence;
