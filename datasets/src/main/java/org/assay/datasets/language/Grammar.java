package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.datasets.language.LanguageDefinition.Bracket;
import org.assay.datasets.language.LanguageDefinition.Category;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;
import org.assay.datasets.process.RuleDescription;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A language definition with names turned into ids and conditions into tables: what the observer looks up.
 *
 * <p>Rules are numbered in order of priority: behind and inside each bracket, then the ordinary rules as written, the
 * fallback, and last what only takes a share of the probability and so never wins, boosts and opening brackets.
 */
final class Grammar {
    /** The rule that emits where no other matches. */
    static final String FALLBACK = "category-bigram";

    private final LanguageDefinition definition;
    private final Vocabulary vocabulary;
    private final int[] categoryOf;
    private final List<Span> spans;
    private final List<Rule> ordinary = new ArrayList<>();
    private final List<Boost> boosts = new ArrayList<>();
    private final List<RuleDescription> rules = new ArrayList<>();
    private final int[][] candidates;
    private final boolean[] remembered;
    private final int reach;

    Grammar(LanguageDefinition definition) {
        this.definition = definition;
        this.vocabulary = definition.vocabulary();
        this.categoryOf = categories();
        definition.brackets().forEach(this::describeInside);
        for (RuleDefinition rule : definition.rules()) {
            Rule compiled = compile(rule);
            ordinary.add(compiled);
            describe(compiled.name(), compiled.kind(), RuleSentences.of(rule));
        }
        ordinary.add(fallback());
        describe(FALLBACK, "category-bigram", RuleSentences.FALLBACK);
        for (LanguageDefinition.Boost boost : definition.boosts()) {
            int index = describe(boost.name(), "boost", RuleSentences.of(boost));
            Law law = Law.certain(vocabulary.id(boost.emit()));
            boosts.add(new Boost(index, vocabulary.id(boost.after()), boost.steps(), boost.probability(), law));
        }
        this.spans = IntStream.range(0, definition.brackets().size())
                .mapToObj(this::span)
                .toList();
        this.candidates =
                IntStream.range(0, vocabulary.size()).mapToObj(this::concerned).toArray(int[][]::new);
        this.remembered = new boolean[vocabulary.size()];
        for (int token = 0; token < remembered.length; token++) {
            int last = token;
            remembered[token] =
                    ordinary.stream().anyMatch(rule -> rule instanceof Rule.Induction && rule.concerns(last));
        }
        this.reach = reachOf();
        requireUniqueNames();
    }

    /** A boost with its rule. */
    record Boost(int rule, int after, int steps, double probability, Law law) {}

    Vocabulary vocabulary() {
        return vocabulary;
    }

    LanguageDefinition definition() {
        return definition;
    }

    /** Category of a token; the number of categories for a bracket. */
    int category(int token) {
        return categoryOf[token];
    }

    boolean isBracket(int token) {
        return categoryOf[token] == definition.categories().size();
    }

    /** Whether an induction rule wants to know what followed {@code token}. */
    boolean isRemembered(int token) {
        return remembered[token];
    }

    List<Span> spans() {
        return spans;
    }

    List<Rule> ordinary() {
        return ordinary;
    }

    /** Index of the first ordinary rule among all rules. */
    int firstOrdinary() {
        return 3 * spans.size();
    }

    /** Index of the fallback among all rules. */
    int fallbackRule() {
        return firstOrdinary() + ordinary.size() - 1;
    }

    List<Boost> boosts() {
        return boosts;
    }

    /** All rules in order of priority. */
    List<RuleDescription> rules() {
        return rules;
    }

    /** Ordinary rules that concern a token that was read last, in order of priority; the fallback is the last of them. */
    int[] candidates(int token) {
        return candidates[token];
    }

    /** How many tokens ago the oldest active boost may have begun. */
    int longestBoost() {
        return boosts.stream().mapToInt(Boost::steps).max().orElse(0);
    }

    /** How many boosts may be active at once. */
    int mostActiveBoosts() {
        int mostOfOneToken = 0;
        for (Boost boost : boosts) {
            long twins =
                    boosts.stream().filter(other -> other.after == boost.after).count();
            mostOfOneToken = Math.max(mostOfOneToken, (int) twins);
        }
        return mostOfOneToken * longestBoost();
    }

    /** How many tokens before the last one any rule may look at. */
    int reach() {
        return reach;
    }

    private int describe(String name, String kind, String says) {
        rules.add(new RuleDescription(name, kind, says));
        return rules.size() - 1;
    }

    private void describeInside(Bracket bracket) {
        describe("post-" + bracket.name(), "post-bracket", RuleSentences.post(bracket));
        describe(bracket.name() + "-content", "bracket-content", RuleSentences.content(bracket));
        describe(bracket.name() + "-close", "bracket-close", RuleSentences.close(bracket));
    }

    private int[] categories() {
        int[] categories = new int[vocabulary.size()];
        Arrays.fill(categories, definition.categories().size());
        for (int c = 0; c < definition.categories().size(); c++) {
            for (String token : definition.categories().get(c).tokens()) {
                categories[vocabulary.id(token)] = c;
            }
        }
        return categories;
    }

    private Category category(String name) {
        return definition.categories().stream()
                .filter(category -> category.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "language " + definition.name() + " has no category '" + name + "'"));
    }

    private int categoryIndex(String name) {
        return definition.categories().indexOf(category(name));
    }

    private Rule compile(RuleDefinition rule) {
        if (rule instanceof LanguageDefinition.TokenBigram bigram) {
            return new Rule.TokenBigram(bigram.name(), vocabulary.id(bigram.after()), overTokens(bigram.emit()));
        }
        if (rule instanceof LanguageDefinition.TokenTrigram trigram) {
            int first = vocabulary.id(trigram.first());
            int second = vocabulary.id(trigram.second());
            return new Rule.TokenTrigram(trigram.name(), first, second, overTokens(trigram.emit()));
        }
        if (rule instanceof LanguageDefinition.CategoryTrigram trigram) {
            int first = categoryIndex(trigram.first());
            int second = categoryIndex(trigram.second());
            Law law = overCategories(Map.of(trigram.emit(), 1.0));
            return new Rule.CategoryTrigram(trigram.name(), first, second, categoryOf, law);
        }
        if (rule instanceof LanguageDefinition.SkipTrigram skip) {
            int anchor = vocabulary.id(skip.anchor());
            int trigger = vocabulary.id(skip.trigger());
            return new Rule.SkipTrigram(skip.name(), anchor, trigger, skip.window(), overTokens(skip.emit()));
        }
        LanguageDefinition.Induction induction = (LanguageDefinition.Induction) rule;
        Law[] certain =
                IntStream.range(0, vocabulary.size()).mapToObj(Law::certain).toArray(Law[]::new);
        return new Rule.Induction(induction.name(), categoryIndex(induction.over()), categoryOf, certain);
    }

    private Rule fallback() {
        Law[] byCategory = new Law[definition.categories().size() + 1];
        for (int c = 0; c < definition.categories().size(); c++) {
            String name = definition.categories().get(c).name();
            Map<String, Double> row = definition.transitions().get(name);
            if (row == null) {
                throw new IllegalArgumentException(
                        "language " + definition.name() + " has no transitions from category '" + name + "'");
            }
            byCategory[c] = overCategories(row);
        }
        Law start = overCategories(Map.of(definition.start(), 1.0));
        return new Rule.CategoryBigram(FALLBACK, categoryOf, start, byCategory);
    }

    private Span span(int index) {
        Bracket bracket = definition.brackets().get(index);
        int open = vocabulary.id(bracket.open());
        int close = vocabulary.id(bracket.close());
        Law[] content = new Law[vocabulary.size()];
        content[open] = overCategories(Map.of(bracket.first(), 1.0));
        for (Map.Entry<String, Map<String, Double>> row : bracket.rows().entrySet()) {
            for (String token : category(row.getKey()).tokens()) {
                int before = vocabulary.id(token);
                content[before] = overCategories(row.getValue(), before, bracket.redraws());
            }
        }
        return new Span(
                bracket.name(),
                open,
                close,
                bracket.probability(),
                bracket.lengths(),
                content,
                Law.certain(open),
                Law.certain(close),
                overCategories(Map.of(bracket.then(), 1.0)),
                3 * index,
                describe(bracket.name() + "-open", "bracket-open", RuleSentences.open(bracket)));
    }

    private Law overTokens(Map<String, Double> row) {
        double[] weights = new double[vocabulary.size()];
        row.forEach((token, probability) -> weights[vocabulary.id(token)] += probability);
        return Law.of(weights);
    }

    private Law overCategories(Map<String, Double> row) {
        return overCategories(row, History.NONE, 0);
    }

    /**
     * A category by {@code row}, then a uniform token of it, drawn again up to {@code redraws} times when it equals
     * {@code before}: with n tokens in the category the repeat keeps probability {@code n^-(redraws + 1)}.
     */
    private Law overCategories(Map<String, Double> row, int before, int redraws) {
        double[] weights = new double[vocabulary.size()];
        row.forEach((name, probability) -> {
            List<String> tokens = category(name).tokens();
            int n = tokens.size();
            boolean repeatable = before != History.NONE && tokens.contains(vocabulary.token(before));
            double repeat = repeatable ? Math.pow(n, -(redraws + 1)) : 0;
            for (String token : tokens) {
                int id = vocabulary.id(token);
                double uniform = repeatable ? (1 - repeat) / (n - 1) : 1.0 / n;
                weights[id] += probability * (id == before ? repeat : uniform);
            }
        });
        return Law.of(weights);
    }

    private int[] concerned(int token) {
        return IntStream.range(0, ordinary.size())
                .filter(rule -> ordinary.get(rule).concerns(token))
                .toArray();
    }

    private int reachOf() {
        int farthest = 1;
        for (RuleDefinition rule : definition.rules()) {
            farthest =
                    rule instanceof LanguageDefinition.SkipTrigram skip ? Math.max(farthest, skip.window()) : farthest;
        }
        return Math.max(farthest, longestBoost());
    }

    private void requireUniqueNames() {
        Set<String> names = new HashSet<>();
        for (RuleDescription rule : rules) {
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException(
                        "language " + definition.name() + " has two rules called '" + rule.name() + "'");
            }
        }
    }
}
