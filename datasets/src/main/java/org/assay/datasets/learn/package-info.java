/**
 * A rule language estimated from a text.
 *
 * <p>{@link org.assay.datasets.learn.TextReader} turns a file into a {@link org.assay.datasets.learn.TokenText}, and
 * {@link org.assay.datasets.learn.LanguageLearner} turns that into a {@link org.assay.datasets.learn.LearnedLanguage}: a
 * definition that {@code datasets.language} writes and runs, what each rule gains and costs, and the loss on held-out text
 * beside n-grams. In stages: brackets, categories, then the rules level by level of priority, each estimated where no higher rule
 * emits; categories again from what the rules leave over; at last every rule must pay for its own description.
 *
 * <p>Not estimated: mixtures, copying at a distance, agreement, exclusive or, suppression, quotes.
 */
package org.assay.datasets.learn;
