package org.assay.datasets.learn;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.learn.LearnedRule.Kind;

/**
 * What the rules give to each ordinary target of a text, level by level of priority. At every target a level is an affine map of
 * the probability below it, {@code p <- add + keep p}: its rules emit with their strengths and leave the rest. So the
 * likelihood with one level changed needs no other level again, and the probability that no rule above a level emitted is
 * {@code prod of keep above x p at the level / p}.
 */
final class Layers {
    /** Noise is never quite 0 while rules are sought, so that no target is impossible. */
    static final double LEAST_NOISE = 1e-9;

    private static final double FIRST_NOISE = 0.01;
    private static final int NOISE_ROUNDS = 10;

    private final Layout layout;
    private final float[] base;
    private final float[][] add;
    private final float[][] keep;
    private double noise = FIRST_NOISE;

    Layers(Layout layout) {
        this.layout = layout;
        this.base = new float[layout.size()];
        this.add = new float[Kind.values().length][layout.size()];
        this.keep = new float[Kind.values().length][layout.size()];
        for (float[] each : keep) {
            Arrays.fill(each, 1);
        }
    }

    Layout layout() {
        return layout;
    }

    double noise() {
        return noise;
    }

    void setNoise(double noise) {
        this.noise = noise;
    }

    /** What the noise alone gives any token. */
    double floor() {
        return noise / layout.ordinaryTokens();
    }

    /** The fallback's probability of target {@code i}, boosts included. */
    void setBase(int i, double probability) {
        base[i] = (float) probability;
    }

    void clear(Kind level) {
        Arrays.fill(add[level.ordinal()], 0);
        Arrays.fill(keep[level.ordinal()], 1);
    }

    void clear(Kind level, int i) {
        add[level.ordinal()][i] = 0;
        keep[level.ordinal()][i] = 1;
    }

    /** Lets a rule stand below those of its level that have been set at {@code i} already. */
    void append(Kind level, int i, double strength, double emits) {
        add[level.ordinal()][i] += (float) (keep[level.ordinal()][i] * strength * emits);
        keep[level.ordinal()][i] *= (float) (1 - strength);
    }

    /** Lets a rule stand below those of its level wherever it matches. */
    void appendWhereItMatches(LearnedRule rule, Categories categories) {
        for (int i = 0; i < base.length; i++) {
            if (rule.matches(layout, categories, i)) {
                append(rule.kind(), i, rule.fit().strength(), rule.emits(layout, categories, i));
            }
        }
    }

    /** Probability of target {@code i} by everything below {@code level} and by the noise. */
    double below(Kind level, int i) {
        double p = base[i];
        for (int l = 0; l < level.ordinal(); l++) {
            p = add[l][i] + keep[l][i] * p;
        }
        return floor() + (1 - noise) * p;
    }

    double total(int i) {
        double p = base[i];
        for (int l = 0; l < add.length; l++) {
            p = add[l][i] + keep[l][i] * p;
        }
        return floor() + (1 - noise) * p;
    }

    /** Probability that no rule above {@code level} emitted target {@code i}. */
    double reaches(Kind level, int i) {
        double p = base[i];
        for (int l = 0; l <= level.ordinal(); l++) {
            p = add[l][i] + keep[l][i] * p;
        }
        double at = floor() + (1 - noise) * p;
        double free = 1;
        for (int l = level.ordinal() + 1; l < add.length; l++) {
            p = add[l][i] + keep[l][i] * p;
            free *= keep[l][i];
        }
        return free == 0 ? 0 : free * at / (floor() + (1 - noise) * p);
    }

    /** Whether a rule of {@code level} leaves nothing of target {@code i} to those below. */
    boolean isCertain(Kind level, int i) {
        return keep[level.ordinal()][i] == 0;
    }

    /** Probability that the rules of {@code level} set so far and those above leave target {@code i}: 1 when none matches. */
    double left(Kind level, int i) {
        if (keep[level.ordinal()][i] == 0) {
            return 0;
        }
        double below = below(level, i);
        double free = 1;
        for (int l = level.ordinal(); l < add.length; l++) {
            free *= keep[l][i];
        }
        return free == 0 ? 0 : free * below / total(i);
    }

    double logLikelihood() {
        double sum = 0;
        for (int i = 0; i < base.length; i++) {
            sum += Math.log(total(i));
        }
        return sum;
    }

    /** The share of noise by expectation maximisation, from where it is. */
    void estimateNoise() {
        for (int round = 0; round < NOISE_ROUNDS && noise > LEAST_NOISE; round++) {
            double expected = 0;
            for (int i = 0; i < base.length; i++) {
                expected += floor() / total(i);
            }
            noise = Math.max(LEAST_NOISE, expected / Math.max(1, base.length));
        }
    }

    /** Nats that {@code rule} saves, all others of its level being {@code beside}, where it stands among them. */
    double gain(LearnedRule rule, List<LearnedRule> beside, Categories categories) {
        int level = rule.kind().ordinal();
        double sum = 0;
        int trigger = rule.trigger();
        int from = trigger == Layout.NONE ? 0 : layout.firstOf(trigger);
        int to = trigger == Layout.NONE ? base.length : layout.firstOf(trigger + 1);
        for (int i = from; i < to; i++) {
            if (rule.matches(layout, categories, i)) {
                float addWith = add[level][i];
                float keepWith = keep[level][i];
                double with = total(i);
                add[level][i] = 0;
                keep[level][i] = 1;
                for (LearnedRule other : beside) {
                    if (other != rule && other.trigger() == trigger && other.matches(layout, categories, i)) {
                        append(rule.kind(), i, other.fit().strength(), other.emits(layout, categories, i));
                    }
                }
                sum += Math.log(with / total(i));
                add[level][i] = addWith;
                keep[level][i] = keepWith;
            }
        }
        return sum;
    }
}
