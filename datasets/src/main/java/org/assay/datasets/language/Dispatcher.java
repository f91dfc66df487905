package org.assay.datasets.language;

/**
 * Chooses among the ordinary rules that match.
 *
 * <p>With priorities the first that matches emits, or with the rest of its strength leaves it to the next. In a mixture each
 * group sends the first of its rules that matches, and one of these emits by the weights of the groups; the fallback is among
 * them when it has a weight, and alone when no other matches.
 *
 * <p>The winner is the first that matches, in a mixture the one of the greatest weight, the first of equals. It is a function of
 * the context, so the contexts fall into one class for every rule and an excess loss divides over rules without a remainder:
 * {@code sum over r of P(r wins) mean(KL | r wins)}.
 */
final class Dispatcher {
    private final Grammar grammar;
    private final int fallback;
    private final boolean mixture;
    private final double fallbackWeight;
    private final double noise;
    private final int longestBoost;

    Dispatcher(Grammar grammar) {
        this.grammar = grammar;
        this.fallback = grammar.ordinary().size() - 1;
        this.mixture = grammar.definition().dispatch().isMixture();
        this.fallbackWeight = grammar.definition().dispatch().fallbackWeight();
        this.noise = grammar.definition().dispatch().noise();
        this.longestBoost = grammar.longestBoost();
    }

    /** The winner among the ordinary rules; at the first token none but the fallback can. */
    int winner(History history) {
        if (history.read() == 0) {
            return fallback;
        }
        return mixture ? heaviest(history) : first(history);
    }

    private int first(History history) {
        for (int rule : grammar.candidates(history.back(0))) {
            if (grammar.ordinary().get(rule).matches(history)) {
                return rule;
            }
        }
        return fallback;
    }

    private int heaviest(History history) {
        int heaviest = fallback;
        double weight = -1;
        int asked = -1;
        for (int rule : grammar.candidates(history.back(0))) {
            int group = grammar.groupOf(rule);
            boolean comes = rule != fallback || fallbackWeight > 0;
            if (comes && group != asked && grammar.ordinary().get(rule).matches(history)) {
                asked = group;
                if (weight(rule) > weight) {
                    weight = weight(rule);
                    heaviest = rule;
                }
            }
        }
        return heaviest;
    }

    private double weight(int rule) {
        return rule == fallback
                ? fallbackWeight
                : grammar.group(grammar.groupOf(rule)).weight();
    }

    /** Divides {@code whole} over noise and the rules that match. */
    void divide(History history, double whole, Parts parts) {
        if (history.read() == 0) {
            parts.add(
                    grammar.fallbackRule(),
                    whole,
                    grammar.ordinary().get(fallback).law(history));
            return;
        }
        double rest = whole;
        if (noise > 0) {
            parts.add(grammar.noiseRule(), noise, grammar.noiseLaw());
            rest -= noise;
        }
        if (mixture) {
            divideByWeight(history, rest, parts);
        } else {
            divideByPriority(history, rest, parts);
        }
    }

    private void divideByPriority(History history, double whole, Parts parts) {
        double rest = whole;
        for (int rule : grammar.candidates(history.back(0))) {
            Rule candidate = grammar.ordinary().get(rule);
            if (candidate.matches(history)) {
                double strength = strength(rule);
                add(rule, candidate, history, strength == 1 ? rest : rest * strength, parts);
                rest *= 1 - strength;
                if (strength == 1) {
                    return; // the fallback at the latest
                }
            }
        }
    }

    private double strength(int rule) {
        return rule == fallback ? 1 : grammar.group(grammar.groupOf(rule)).strength();
    }

    private void divideByWeight(History history, double whole, Parts parts) {
        double total = 0;
        int asked = -1;
        int[] candidates = grammar.candidates(history.back(0));
        for (int rule : candidates) {
            int group = grammar.groupOf(rule);
            if (group != asked && grammar.ordinary().get(rule).matches(history)) {
                asked = group;
                total += weight(rule);
            }
        }
        if (total == 0) {
            add(fallback, grammar.ordinary().get(fallback), history, whole, parts);
            return;
        }
        asked = -1;
        for (int rule : candidates) {
            int group = grammar.groupOf(rule);
            Rule candidate = grammar.ordinary().get(rule);
            if (group != asked && weight(rule) > 0 && candidate.matches(history)) {
                asked = group;
                add(rule, candidate, history, whole * weight(rule) / total, parts);
            }
        }
    }

    /** Gives a rule its share; the fallback leaves some of it to active boosts. */
    private void add(int rule, Rule candidate, History history, double share, Parts parts) {
        double rest = rule == fallback ? divideOverBoosts(history, share, parts) : share;
        parts.add(grammar.firstOrdinary() + rule, rest, candidate.law(history));
    }

    /** Gives each active boost, the oldest first, its share of what is left; returns what they leave. */
    private double divideOverBoosts(History history, double share, Parts parts) {
        double rest = share;
        for (int age = longestBoost; age >= 1; age--) {
            int token = history.back(age - 1);
            for (Grammar.Boost boost : grammar.boosts()) {
                if (boost.after() == token && age <= boost.steps()) {
                    parts.add(boost.rule(), rest * boost.probability(), boost.law());
                    rest *= 1 - boost.probability();
                }
            }
        }
        return rest;
    }
}
