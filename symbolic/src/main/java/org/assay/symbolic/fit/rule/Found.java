package org.assay.symbolic.fit.rule;

/**
 * A rule that a search proposes.
 *
 * @param kind  in the field's words
 * @param match its condition
 * @param laws  its laws, none for a rule that copies
 * @param share of it where it holds
 * @param nats  what it saves beyond what it costs
 */
record Found(String kind, Match match, double[][] laws, double share, double nats) {
    Expert expert() {
        Expert expert = new Expert(kind, match, laws);
        expert.weight = share / (1 - share);
        return expert;
    }
}
