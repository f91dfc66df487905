package org.assay.symbolic.edit;

import java.util.OptionalDouble;

/**
 * How good a program is, all in nats.
 *
 * @param loss          mean of - ln p(token that came), per token
 * @param klFromNetwork mean of KL(network || program), per token
 * @param excess        mean of KL(process || program), per token: what is lost above the floor
 * @param floor         mean entropy of the laws of the process, per token: no program does better on average
 * @param programNats   length of the program at N observations
 * @param total         programNats + N x the loss against the session's yardstick
 */
public record Evaluation(
        double loss,
        OptionalDouble klFromNetwork,
        OptionalDouble excess,
        OptionalDouble floor,
        double programNats,
        double total) {}
