package org.assay.neural.train;

/**
 * How well a network knows one rule: means over the held-out rows on which the rule wins, in nats per token.
 *
 * @param rule   its name
 * @param share  of the scored rows that it wins; shares sum to 1
 * @param loss   expected loss of the network under the exact law, {@code floor + excess}
 * @param floor  mean entropy of the exact law
 * @param excess mean KL(truth || network); times shares these sum to the excess over all rows
 */
public record RuleExcess(String rule, double share, double loss, double floor, double excess) {}
