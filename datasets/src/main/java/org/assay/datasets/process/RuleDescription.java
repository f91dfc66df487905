package org.assay.datasets.process;

/**
 * A rule for people.
 *
 * @param name unique within the process
 * @param kind in the field's words, such as {@code skip-trigram}
 * @param says what it does, such as {@code lake ... new -> or, the anchor 1 to 8 tokens before}
 */
public record RuleDescription(String name, String kind, String says) {}
