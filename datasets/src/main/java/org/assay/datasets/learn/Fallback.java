package org.assay.datasets.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.learn.LearnedRule.Kind;

/**
 * What comes where no rule emits: an active boost, the oldest first, else a category by the row of the current one and a uniform
 * token of it. Rows and boosts are estimated from the targets that reach the fallback.
 */
final class Fallback {
    private final Layers layers;
    private final Layout layout;
    private final CodeLength code;
    private final int window;
    private final int[][] occurrences;
    private Categories categories;
    private double[][] transitions;
    private List<List<LearnedRule>> boostsOf;

    Fallback(Layers layers, CodeLength code, int window) {
        this.layers = layers;
        this.layout = layers.layout();
        this.code = code;
        this.window = window;
        this.occurrences = occurrences(layout);
        this.boostsOf = none();
    }

    private static int[][] occurrences(Layout layout) {
        long[] counts = layout.text().counts();
        int[][] occurrences = new int[counts.length][];
        Arrays.setAll(occurrences, token -> new int[(int) counts[token]]);
        int[] filled = new int[counts.length];
        for (int t = 0; t < layout.text().tokens().length; t++) {
            int token = layout.text().tokens()[t];
            occurrences[token][filled[token]++] = t;
        }
        return occurrences;
    }

    private List<List<LearnedRule>> none() {
        List<List<LearnedRule>> none = new ArrayList<>();
        for (int token = 0; token < layout.vocabulary(); token++) {
            none.add(new ArrayList<>());
        }
        return none;
    }

    /** Rows from category to category, each of sum 1. */
    double[][] transitions() {
        return transitions;
    }

    /**
     * New rows from counts of token by token, and of these only the sources that {@code own} does not leave out; a row that nothing
     * is known of is what follows the category in the text.
     */
    void setCategories(Categories categories, double[][] counts, boolean[] own) {
        this.categories = categories;
        this.transitions = new double[categories.count()][categories.count()];
        for (int w = 0; w < layout.vocabulary(); w++) {
            if (!layout.isBracket(w) && !own[w]) {
                for (int x = 0; x < layout.vocabulary(); x++) {
                    if (!layout.isBracket(x)) {
                        transitions[categories.of()[w]][categories.of()[x]] += counts[w][x];
                    }
                }
            }
        }
        normalise();
        setBase();
    }

    /** Categories and rows that were found elsewhere. */
    void adopt(Categories found, double[][] rows) {
        categories = found;
        transitions = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
        setBase();
    }

    /** One more boost. */
    void adopt(LearnedRule boost) {
        boostsOf.get(boost.condition()[0]).add(boost);
    }

    private void normalise() {
        double[][] text = null;
        for (int c = 0; c < transitions.length; c++) {
            double sum = Arrays.stream(transitions[c]).sum();
            if (!(sum > 1e-6)) {
                text = text == null ? inText() : text;
                transitions[c] = text[c].clone();
                sum = Arrays.stream(transitions[c]).sum();
            }
            for (int d = 0; d < transitions.length; d++) {
                transitions[c][d] = sum > 0 ? transitions[c][d] / sum : 1.0 / transitions.length;
            }
        }
    }

    private double[][] inText() {
        double[][] counts = new double[transitions.length][transitions.length];
        for (int i = 0; i < layout.size(); i++) {
            counts[categories.of()[layout.back(i, 0)]][categories.of()[layout.target(i)]]++;
        }
        return counts;
    }

    /** The probability that row and categories alone give to target {@code i}. */
    private double plain(int i) {
        int to = categories.of()[layout.target(i)];
        return transitions[categories.of()[layout.back(i, 0)]][to] / categories.sizes()[to];
    }

    private void setBase() {
        for (int i = 0; i < layout.size(); i++) {
            layers.setBase(i, probability(i));
        }
    }

    private double probability(int i) {
        double rest = 1;
        double boosted = 0;
        int target = layout.target(i);
        for (int distance = window - 1; distance >= 0; distance--) {
            int token = layout.back(i, distance);
            if (token != Layout.NONE) {
                for (LearnedRule boost : boostsOf.get(token)) {
                    if (distance < boost.window()) {
                        double strength = boost.fit().strength();
                        boosted += boost.condition()[1] == target ? rest * strength : 0;
                        rest *= 1 - strength;
                    }
                }
            }
        }
        return boosted + rest * plain(i);
    }

    /**
     * How often each token came behind each by row and category alone, whatever the rows are: what comes less what boosts and noise
     * are expected to bring. A row that holds a boost already would share it with the boost for ever. Bigrams that leave something
     * count as not there, as they mend a row that does so. Where nothing is left it is the positive half of an error.
     */
    double[][] leftOverWithoutRows() {
        double[][] counts = new double[layout.vocabulary()][layout.vocabulary()];
        double[] reached = new double[layout.vocabulary()];
        for (int i = 0; i < layout.size(); i++) {
            double reaches = layers.isCertain(Kind.BIGRAM, i) ? 0 : layers.reaches(Kind.BIGRAM, i);
            int last = layout.back(i, 0);
            counts[last][layout.target(i)] += reaches;
            reached[last] += reaches;
            double rest = reaches * (1 - layers.noise());
            for (int distance = window - 1; distance >= 0; distance--) {
                int token = layout.back(i, distance);
                if (token != Layout.NONE) {
                    for (LearnedRule boost : boostsOf.get(token)) {
                        if (distance < boost.window()) {
                            counts[last][boost.condition()[1]] -=
                                    rest * boost.fit().strength();
                            rest *= 1 - boost.fit().strength();
                        }
                    }
                }
            }
        }
        for (int w = 0; w < counts.length; w++) {
            for (int x = 0; x < counts.length; x++) {
                counts[w][x] = Math.max(0, counts[w][x] - reached[w] * layers.floor());
            }
        }
        return counts;
    }

    /** The same by the probability that each target came by its row: without that error, where the rows are right. */
    double[][] leftOver() {
        double[][] counts = new double[layout.vocabulary()][layout.vocabulary()];
        for (int i = 0; i < layout.size(); i++) {
            counts[layout.back(i, 0)][layout.target(i)] += responsibility(i);
        }
        return counts;
    }

    /** Estimates the rows again from the probability that each target came by its row. */
    void estimateRows() {
        double[][] rows = new double[transitions.length][transitions.length];
        for (int i = 0; i < layout.size(); i++) {
            int from = categories.of()[layout.back(i, 0)];
            rows[from][categories.of()[layout.target(i)]] += responsibility(i);
        }
        transitions = rows;
        normalise();
        setBase();
    }

    /** The probability that row and categories emitted target {@code i}: no rule, no boost, no noise. */
    private double responsibility(int i) {
        return layers.reaches(Kind.BOOST, i) * shareOfRow(i);
    }

    /** The same where no rule did. */
    private double shareOfRow(int i) {
        double rest = 1 - layers.noise();
        for (int distance = window - 1; distance >= 0; distance--) {
            int token = layout.back(i, distance);
            if (token != Layout.NONE) {
                for (LearnedRule boost : boostsOf.get(token)) {
                    rest *= distance < boost.window() ? 1 - boost.fit().strength() : 1;
                }
            }
        }
        return rest * plain(i) / layers.below(Kind.BIGRAM, i);
    }

    /**
     * Fits the boosts again, each given the others, and drops those that no longer pay; then looks for more: of each token the
     * anchor that boosts it most, again and again while that pays. The rows are estimated in between, as a boosted token comes
     * oftener behind whatever likes to stand near its anchor; and beginning from no boosts a frequent token with a wide
     * window would stand for all that the rows lack.
     */
    void boosts(Rulebook book) {
        List<LearnedRule> old = book.of(Kind.BOOST);
        book.restart(Kind.BOOST);
        for (LearnedRule boost : old) {
            take(boost);
            setBase();
            LearnedRule[] best = new LearnedRule[layout.vocabulary()];
            findBoosts(boost.condition()[0], best);
            LearnedRule again = best[boost.condition()[1]];
            if (again != null && book.offer(again)) {
                adopt(again);
            }
        }
        setBase();
        estimateRows();
        boolean found = true;
        for (int round = 0; round < window && found; round++) {
            LearnedRule[] best = new LearnedRule[layout.vocabulary()];
            for (int anchor = 0; anchor < layout.vocabulary(); anchor++) {
                findBoosts(anchor, best);
            }
            found = false;
            for (LearnedRule boost : best) {
                if (boost != null && book.offer(boost)) {
                    boostsOf.get(boost.condition()[0]).add(boost);
                    found = true;
                }
            }
            setBase();
            estimateRows();
        }
    }

    /** Takes out a boost; whoever prunes sees to the book. */
    void remove(LearnedRule boost) {
        take(boost);
        setBase();
    }

    private void take(LearnedRule boost) {
        boostsOf.get(boost.condition()[0]).removeIf(each -> each.condition() == boost.condition());
    }

    /**
     * Puts what the anchor boosts into {@code best}, by target, where that gains more than what is there. What comes just behind
     * the anchor may be in the row of its category already, so a boost must pay by its later steps alone.
     */
    private void findBoosts(int anchor, LearnedRule[] best) {
        int vocabulary = layout.vocabulary();
        double[][] weight = new double[window][vocabulary];
        double[][] log = new double[window][vocabulary];
        double[] total = new double[window];
        visit(anchor, window, (age, i, reaches, below) -> {
            int target = layout.target(i);
            weight[age][target] += reaches;
            log[age][target] += reaches * Math.log(below);
            total[age] += reaches;
        });
        for (int target = 0; target < vocabulary; target++) {
            if (weight[1][target] > 0 && !layout.isBracket(target) && !boosted(anchor, target)) {
                double below = Math.exp(log[1][target] / weight[1][target]);
                double excess = weight[1][target] * Math.log(weight[1][target] / total[1] / below);
                int steps = excess > code.real() ? steps(target, weight, log, total) : 0;
                if (steps >= 2) {
                    LearnedRule rule = boost(anchor, target, steps);
                    boolean better = best[target] == null
                            || rule.fit().net() > best[target].fit().net();
                    best[target] = better ? rule : best[target];
                }
            }
        }
    }

    private boolean boosted(int anchor, int target) {
        return boostsOf.get(anchor).stream().anyMatch(boost -> boost.condition()[1] == target);
    }

    /** The number of steps that gains most; 0 when the steps from the second on do not pay. */
    private int steps(int target, double[][] weight, double[][] log, double[] total) {
        int best = 0;
        double most = code.boost();
        for (int steps = 2; steps <= window; steps++) {
            double gain = gain(1, steps, target, weight, log, total);
            if (gain > most && gain(0, steps, target, weight, log, total) > 0) {
                most = gain;
                best = steps;
            }
        }
        return best;
    }

    /** Nats that a boost over these steps saves, what is below it averaged at every step. */
    private double gain(int from, int to, int target, double[][] weight, double[][] log, double[] total) {
        StrengthFit.Sample sample = new StrengthFit.Sample();
        for (int age = from; age < to; age++) {
            double hits = weight[age][target];
            if (hits > 0) {
                sample.add(true, hits, Math.exp(log[age][target] / hits));
            }
            sample.add(false, total[age] - hits, 1);
        }
        return StrengthFit.of(sample, layers.floor(), 0, 0).gain();
    }

    private LearnedRule boost(int anchor, int target, int steps) {
        StrengthFit.Sample sample = new StrengthFit.Sample();
        visit(anchor, steps, (age, i, reaches, below) -> {
            if (age > 0) {
                sample.add(layout.target(i) == target, reaches, below);
            }
        });
        StrengthFit fit = StrengthFit.of(sample, layers.floor(), code.boost(), code.real());
        double strength = Math.min(fit.strength(), 1 - 1e-6);
        EmissionFit emission = new EmissionFit(new int[] {target}, new double[] {1}, strength, fit.gain(), fit.price());
        return new LearnedRule(Kind.BOOST, new int[] {anchor, target}, steps, emission);
    }

    private interface Visitor {
        void at(int age, int i, double reaches, double below);
    }

    /**
     * Every target {@code 1 .. steps} tokens behind the nearest {@code anchor}; age 0 is just behind it. What a nearer anchor
     * boosts says nothing of how far this one reaches.
     */
    private void visit(int anchor, int steps, Visitor visitor) {
        int[] tokens = layout.text().tokens();
        for (int place : occurrences[anchor]) {
            int end = Math.min(place + steps, tokens.length - 1);
            for (int t = place + 1; t <= end && (t == place + 1 || tokens[t - 1] != anchor); t++) {
                int i = layout.index(t);
                int age = t - place - 1;
                if (i != Layout.NONE && layout.back(i, age) == anchor) {
                    visitor.at(age, i, layers.reaches(Kind.BOOST, i), layers.below(Kind.BIGRAM, i));
                }
            }
        }
    }

    /** Nats that a boost saves with all else as it is. */
    double gain(LearnedRule boost) {
        double[] with = new double[layout.size()];
        for (int i = 0; i < with.length; i++) {
            with[i] = layers.total(i);
        }
        take(boost);
        double gain = 0;
        for (int i = 0; i < with.length; i++) {
            if (boost.matches(layout, categories, i)) {
                layers.setBase(i, probability(i));
                gain += Math.log(with[i] / layers.total(i));
            }
        }
        boostsOf.get(boost.condition()[0]).add(boost);
        setBase();
        return gain;
    }
}
