package org.assay.datasets.process;

/**
 * A rule for people.
 *
 * @param name unique within the process
 * @param kind in the field's words, such as {@code skip-trigram}
 * @param when its condition, such as {@code lake ... new, the anchor 1 to 8 tokens before}
 * @param then what comes when it emits, with the probabilities, such as {@code or}
 */
public record RuleDescription(String name, String kind, String when, String then) {
    /** The rule in one sentence. */
    public String says() {
        return when + " -> " + then;
    }
}
