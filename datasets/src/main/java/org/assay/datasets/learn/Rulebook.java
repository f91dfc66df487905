package org.assay.datasets.learn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.learn.LearnedRule.Kind;

/** The rules found so far, by level, and those that came nearest to paying for themselves. */
final class Rulebook {
    private static final int MOST_REFUSED = 10;

    private final Map<Kind, List<LearnedRule>> rules = new EnumMap<>(Kind.class);
    private final Map<Kind, List<LearnedRule>> refused = new EnumMap<>(Kind.class);

    Rulebook() {
        for (Kind kind : Kind.values()) {
            restart(kind);
        }
    }

    /** Forgets the rules of a level. */
    void restart(Kind kind) {
        rules.put(kind, new ArrayList<>());
        refused.put(kind, new ArrayList<>());
    }

    /** Takes a rule when it pays for itself; whether it does. */
    boolean offer(LearnedRule rule) {
        EmissionFit fit = rule.fit();
        if (fit.pays()) {
            rules.get(rule.kind()).add(rule);
            return true;
        }
        if (fit.gain() > 0 && fit.price() < Double.POSITIVE_INFINITY) {
            refuse(rule);
        }
        return false;
    }

    /** Takes a rule as it is. */
    void adopt(LearnedRule rule) {
        rules.get(rule.kind()).add(rule);
    }

    private void refuse(LearnedRule rule) {
        List<LearnedRule> list = refused.get(rule.kind());
        list.add(rule);
        if (list.size() > 2 * MOST_REFUSED) {
            list.sort(Comparator.comparingDouble(each -> -each.fit().net()));
            list.subList(MOST_REFUSED, list.size()).clear();
        }
    }

    List<LearnedRule> of(Kind kind) {
        return rules.get(kind);
    }

    /** All rules, the highest priority first. */
    List<LearnedRule> all() {
        List<LearnedRule> all = new ArrayList<>();
        for (int k = Kind.values().length - 1; k >= 0; k--) {
            all.addAll(rules.get(Kind.values()[k]));
        }
        return all;
    }

    /** Those that gain something but less than they cost, the nearest first. */
    List<LearnedRule> refused() {
        List<LearnedRule> all = new ArrayList<>();
        refused.values().forEach(all::addAll);
        all.sort(Comparator.comparingDouble(each -> -each.fit().net()));
        return all.subList(0, Math.min(MOST_REFUSED, all.size()));
    }

    /** Takes out a rule that does not pay after all. */
    void prune(LearnedRule rule, LearnedRule judged) {
        rules.get(rule.kind()).remove(rule);
        refuse(judged);
    }

    /** Puts the same rule with its gain among all others. */
    void judge(LearnedRule rule, LearnedRule judged) {
        rules.get(rule.kind()).replaceAll(each -> each == rule ? judged : each);
    }

    int size() {
        return rules.values().stream().mapToInt(List::size).sum();
    }
}
