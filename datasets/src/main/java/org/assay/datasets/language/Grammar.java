package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.datasets.language.LanguageDefinition.Bracket;
import org.assay.datasets.language.LanguageDefinition.Group;
import org.assay.datasets.language.LanguageDefinition.Induction;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;
import org.assay.datasets.process.RuleDescription;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A language definition with names turned into ids and conditions into tables: what the observer looks up.
 *
 * <p>Rules are numbered in order of priority: behind and inside each bracket, then the ordinary rules as written, the
 * fallback, and last what only takes a share of the probability, or gives none, and so never wins: boosts, opening brackets,
 * noise, suppressions.
 */
final class Grammar {
    /** The rule that emits where no other matches. */
    static final String FALLBACK = "category-bigram";

    /** The rule that emits any token at any time. */
    static final String NOISE = "noise";

    private final LanguageDefinition definition;
    private final Lexicon lexicon;
    private final List<Span> spans;
    private final List<Rule> ordinary = new ArrayList<>();
    private final List<Integer> groupOf = new ArrayList<>();
    private final List<Boost> boosts = new ArrayList<>();
    private final List<Suppression> suppressions = new ArrayList<>();
    private final List<RuleDescription> rules = new ArrayList<>();
    private final int noiseRule;
    private final Law noiseLaw;
    private final int[][] candidates;
    private final boolean[] remembered;
    private final int slots;
    private final int reach;

    Grammar(LanguageDefinition definition) {
        this.definition = definition;
        this.lexicon = new Lexicon(definition);
        definition.brackets().forEach(this::describeInside);
        RuleCompiler compiler = new RuleCompiler(lexicon);
        for (int g = 0; g < definition.groups().size(); g++) {
            addGroup(compiler, g);
        }
        ordinary.add(fallback());
        describe(FALLBACK, "category-bigram", RuleSentences.fallback());
        definition.boosts().forEach(this::addBoost);
        this.spans = IntStream.range(0, definition.brackets().size())
                .mapToObj(this::span)
                .toList();
        double noise = definition.dispatch().noise();
        this.noiseRule = noise > 0 ? describe(NOISE, "noise", RuleSentences.noise(noise)) : -1;
        this.noiseLaw = lexicon.uniform();
        definition.suppressions().forEach(suppression -> addSuppression(suppression, compiler.slot()));
        this.slots = compiler.slots();
        int tokens = vocabulary().size();
        this.candidates = IntStream.range(0, tokens).mapToObj(this::concerned).toArray(int[][]::new);
        this.remembered = new boolean[tokens];
        for (int token = 0; token < tokens; token++) {
            int last = token;
            remembered[token] =
                    ordinary.stream().anyMatch(rule -> rule instanceof Rule.Induction && rule.concerns(last));
        }
        this.reach = reachOf();
        requireUniqueNames();
    }

    /** A boost with its rule. */
    record Boost(int rule, int after, int steps, double probability, Law law) {}

    /** A suppression with its rule and its slot. */
    record Suppression(int rule, int slot, int[] tokens, int near, int window, double factor) {
        boolean matches(History history) {
            if (history.isTold(slot)) {
                return history.told(slot) == 1;
            }
            int distance = 0;
            while (distance < window && history.back(distance) != near) {
                distance++;
            }
            return distance < window;
        }
    }

    Vocabulary vocabulary() {
        return lexicon.vocabulary();
    }

    LanguageDefinition definition() {
        return definition;
    }

    /** Category of a token; the number of categories for a bracket. */
    int category(int token) {
        return lexicon.categoryOf()[token];
    }

    boolean isBracket(int token) {
        return lexicon.isBracket(token);
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

    /** The skip-trigrams, in order of priority. */
    List<Rule.SkipTrigram> skips() {
        return ordinary.stream()
                .filter(rule -> rule instanceof Rule.SkipTrigram)
                .map(rule -> (Rule.SkipTrigram) rule)
                .toList();
    }

    /** The group of an ordinary rule; the number of groups for the fallback. */
    int groupOf(int ordinaryRule) {
        return ordinaryRule < groupOf.size()
                ? groupOf.get(ordinaryRule)
                : definition.groups().size();
    }

    Group group(int index) {
        return definition.groups().get(index);
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

    List<Suppression> suppressions() {
        return suppressions;
    }

    /** Index of the noise among all rules, -1 when there is none. */
    int noiseRule() {
        return noiseRule;
    }

    Law noiseLaw() {
        return noiseLaw;
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

    /** How many rules may have a share in one token. */
    int mostParts() {
        int mostOfOneToken = 0;
        for (Boost boost : boosts) {
            long twins =
                    boosts.stream().filter(other -> other.after == boost.after).count();
            mostOfOneToken = Math.max(mostOfOneToken, (int) twins);
        }
        int mostCandidates = 1;
        for (int[] each : candidates) {
            mostCandidates = Math.max(mostCandidates, each.length);
        }
        return 3 + spans.size() + mostOfOneToken * longestBoost() + mostCandidates;
    }

    /** An empty history that is long enough for every rule. */
    History newHistory() {
        boolean counts = definition.rules().stream()
                .anyMatch(rule -> rule instanceof Induction induction && induction.which() == Induction.Which.MAJORITY);
        return new History(reach, vocabulary().size(), counts, slots);
    }

    private int describe(String name, String kind, RuleSentences.Sentence says) {
        rules.add(says.of(name, kind));
        return rules.size() - 1;
    }

    private void describeInside(Bracket bracket) {
        describe("post-" + bracket.name(), "post-bracket", RuleSentences.post(bracket));
        describe(bracket.name() + "-content", "bracket-content", RuleSentences.content(bracket));
        describe(bracket.name() + "-close", "bracket-close", RuleSentences.close(bracket));
    }

    private void addGroup(RuleCompiler compiler, int index) {
        Group group = definition.groups().get(index);
        List<Rule> compiled = compiler.compile(group);
        for (int row = 0; row < compiled.size(); row++) {
            ordinary.add(compiled.get(row));
            groupOf.add(index);
            RuleSentences.Sentence says = RuleSentences.of(
                    group.rules().get(row), group, definition.dispatch().isMixture());
            describe(compiled.get(row).name(), compiled.get(row).kind(), says);
        }
    }

    private void addBoost(LanguageDefinition.Boost boost) {
        int index = describe(boost.name(), "boost", RuleSentences.of(boost));
        Law law = Law.certain(lexicon.id(boost.emit()));
        boosts.add(new Boost(index, lexicon.id(boost.after()), boost.steps(), boost.probability(), law));
    }

    private void addSuppression(LanguageDefinition.Suppression suppression, int slot) {
        int index = describe(suppression.name(), "suppression", RuleSentences.of(suppression));
        suppressions.add(new Suppression(
                index,
                slot,
                lexicon.tokens(suppression.token()),
                lexicon.id(suppression.near()),
                suppression.window(),
                suppression.factor()));
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
            byCategory[c] = lexicon.overCategories(row);
        }
        Law start = lexicon.overCategories(Map.of(definition.start(), 1.0));
        return new Rule.CategoryBigram(FALLBACK, lexicon.categoryOf(), start, byCategory);
    }

    private Span span(int index) {
        Bracket bracket = definition.brackets().get(index);
        int open = lexicon.id(bracket.open());
        int close = lexicon.id(bracket.close());
        Law[] content = new Law[vocabulary().size()];
        content[open] = lexicon.overCategories(Map.of(bracket.first(), 1.0));
        for (Map.Entry<String, Map<String, Double>> row : bracket.rows().entrySet()) {
            for (String token : lexicon.tokensOf(row.getKey())) {
                int before = lexicon.id(token);
                content[before] = lexicon.overCategories(row.getValue(), before, bracket.redraws());
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
                lexicon.overCategories(Map.of(bracket.then(), 1.0)),
                3 * index,
                describe(bracket.name() + "-open", "bracket-open", RuleSentences.open(bracket, definition.nesting())));
    }

    private int[] concerned(int token) {
        return IntStream.range(0, ordinary.size())
                .filter(rule -> ordinary.get(rule).concerns(token))
                .toArray();
    }

    private int reachOf() {
        int farthest = Math.max(1, longestBoost());
        for (RuleDefinition rule : definition.rules()) {
            farthest = Math.max(farthest, rule.reach());
        }
        for (Suppression suppression : suppressions) {
            farthest = Math.max(farthest, suppression.window());
        }
        return farthest;
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
