package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.datasets.language.LanguageDefinition.Agreement;
import org.assay.datasets.language.LanguageDefinition.Boost;
import org.assay.datasets.language.LanguageDefinition.Bracket;
import org.assay.datasets.language.LanguageDefinition.Category;
import org.assay.datasets.language.LanguageDefinition.CategoryTrigram;
import org.assay.datasets.language.LanguageDefinition.Copy;
import org.assay.datasets.language.LanguageDefinition.Dispatch;
import org.assay.datasets.language.LanguageDefinition.Group;
import org.assay.datasets.language.LanguageDefinition.Induction;
import org.assay.datasets.language.LanguageDefinition.MarkedCopy;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;
import org.assay.datasets.language.LanguageDefinition.SkipTrigram;
import org.assay.datasets.language.LanguageDefinition.Suppression;
import org.assay.datasets.language.LanguageDefinition.TokenBigram;
import org.assay.datasets.language.LanguageDefinition.TokenTrigram;
import org.assay.datasets.language.LanguageDefinition.Xor;
import org.assay.datasets.language.RandomLanguage.Options;
import org.assay.datasets.language.RandomLanguage.Range;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/** One draw of a random language, whether or not there is enough to learn in it. Names of rules are left to the reader. */
final class RandomRules {
    private static final int HUNDREDTHS = 100;

    private final Draws draws;
    private final Options options;
    private final boolean mixture;
    private final List<Category> categories = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final List<Boost> boosts = new ArrayList<>();
    private final Set<String> conditions = new LinkedHashSet<>();
    private int left;

    private RandomRules(Draws draws, boolean mixture, Options options) {
        this.draws = draws;
        this.mixture = mixture;
        this.options = options;
    }

    static LanguageDefinition draw(String name, Seed seed, boolean mixture, Options options) {
        return new RandomRules(seed.child("rules").draws(), mixture, options).language(name, seed);
    }

    private LanguageDefinition language(String name, Seed seed) {
        boolean bracketed = draws.nextInt(2) == 0;
        addCategories(bracketed ? 2 : 0);
        Map<String, Map<String, Double>> transitions = transitions();
        left = from(options.rules());
        addSkips();
        addTrigrams();
        addCopying();
        if (draws.nextInt(2) == 0) {
            addXor();
        }
        if (draws.nextInt(2) == 0) {
            addAgreement();
        }
        if (draws.nextInt(2) == 0) {
            addCategoryTrigram();
        }
        addBigrams();
        List<Bracket> brackets = bracketed ? List.of(bracket()) : List.of();
        List<Suppression> suppressions = draws.nextInt(3) == 0 ? List.of(suppression()) : List.of();
        double noise = draws.nextInt(2) == 0 ? 0 : (1 + draws.nextInt(4)) / 100.0;
        Dispatch dispatch = mixture
                ? new Dispatch(Dispatch.Mode.MIXTURE, draws.nextInt(3) / 4.0, noise)
                : new Dispatch(Dispatch.Mode.PRIORITY, 0, noise);
        return new LanguageDefinition(
                name,
                "drawn at random, seed in the name",
                categories,
                categories.get(0).name(),
                transitions,
                dispatch,
                groups,
                boosts,
                suppressions,
                brackets,
                1 + draws.nextInt(2),
                Optional.of(Seed.of(seed.child("ids").key() & 0xFFFFFF)));
    }

    /** Some tokens of the vocabulary are kept for brackets; each category has at least three. */
    private void addCategories(int kept) {
        int count = from(options.categories());
        int size = Math.max(3 * count + kept, from(options.tokens())) - kept;
        int[] sizes = new int[count];
        Arrays.fill(sizes, 3);
        for (int more = 3 * count; more < size; more++) {
            sizes[draws.nextInt(count)]++;
        }
        for (int c = 0; c < count; c++) {
            List<String> members = new ArrayList<>();
            for (int t = 0; t < sizes[c]; t++) {
                members.add("w" + (tokens.size() + t));
            }
            tokens.addAll(members);
            categories.add(new Category("C" + c, members));
        }
    }

    /** Every category leads to the next one, so all are reached, and to one to three more. */
    private Map<String, Map<String, Double>> transitions() {
        Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        int count = categories.size();
        for (int c = 0; c < count; c++) {
            Set<String> targets = new LinkedHashSet<>();
            targets.add(categories.get((c + 1) % count).name());
            for (int more = 1 + draws.nextInt(3); more > 0; more--) {
                targets.add(categories.get(draws.nextInt(count)).name());
            }
            rows.put(categories.get(c).name(), row(List.copyOf(targets)));
        }
        return rows;
    }

    /** Hundredths, each at least five, that sum to exactly one. */
    private Map<String, Double> row(List<String> names) {
        int[] parts = new int[names.size()];
        Arrays.fill(parts, 5);
        for (int given = 5 * parts.length; given < HUNDREDTHS; given += 5) {
            parts[draws.nextInt(parts.length)] += 5;
        }
        Map<String, Double> row = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i++) {
            row.put(names.get(i), parts[i] / 100.0);
        }
        return row;
    }

    private int from(Range range) {
        return range.least() + draws.nextInt(range.most() - range.least() + 1);
    }

    private <T> T one(List<T> items) {
        return items.get(draws.nextInt(items.size()));
    }

    private String tokenOf(Category category) {
        return one(category.tokens());
    }

    /** One token for certain, or two or three with probabilities. */
    private Map<String, Double> emission() {
        Set<String> targets = new LinkedHashSet<>();
        for (int more = draws.nextInt(3); more >= 0; more--) {
            targets.add(one(tokens));
        }
        return targets.size() == 1 ? Map.of(targets.iterator().next(), 1.0) : row(List.copyOf(targets));
    }

    private void add(String name, List<RuleDefinition> rules) {
        double step = (1 - options.strength()) / 3;
        double strength = !mixture && draws.nextInt(3) == 0 ? options.strength() + step * draws.nextInt(3) : 1;
        double weight = mixture ? 1 + draws.nextInt(4) : 1;
        groups.add(new Group(name, Math.round(strength * HUNDREDTHS) / (double) HUNDREDTHS, weight, rules));
        left -= rules.size();
    }

    private int share(int divisor) {
        return options.perKind().map(this::from).orElseGet(() -> Math.max(2, left / divisor));
    }

    /** Anchors of one category share few triggers of another, and bring them about. */
    private void addSkips() {
        Category anchors = one(categories);
        Category triggers = one(categories);
        int window = from(options.window());
        List<RuleDefinition> rules = new ArrayList<>();
        for (int wanted = share(3); wanted > 0; wanted--) {
            String anchor = tokenOf(anchors);
            String trigger = triggers.tokens()
                    .get(draws.nextInt(Math.min(3, triggers.tokens().size())));
            if (conditions.add("skip " + anchor + " " + trigger)) {
                rules.add(new SkipTrigram("skip", anchor, trigger, window, emission()));
                if (conditions.add("boost " + anchor + " " + trigger)) {
                    boosts.add(new Boost("boost", anchor, trigger, 1 + draws.nextInt(window), 0.2));
                }
            }
        }
        add("skip-trigram", rules);
    }

    private void addTrigrams() {
        List<RuleDefinition> rules = new ArrayList<>();
        for (int wanted = share(4); wanted > 0; wanted--) {
            String first = one(tokens);
            String second = one(tokens);
            if (conditions.add("trigram " + first + " " + second)) {
                rules.add(new TokenTrigram("trigram", first, second, emission()));
            }
        }
        add("token-trigram", rules);
    }

    private void addCopying() {
        switch (draws.nextInt(3)) {
            case 0 -> {
                Category over = one(categories);
                add(
                        "induction",
                        List.of(new Induction("induction", over.name(), one(List.of(Induction.Which.values())))));
            }
            case 1 -> add("copy", List.of(new Copy("copy", one(categories).name(), 2 + draws.nextInt(3))));
            default -> {
                List<RuleDefinition> rules = new ArrayList<>();
                Category triggers = one(categories);
                for (int more = 0; more < 2 + draws.nextInt(2); more++) {
                    String marker = one(tokens);
                    String trigger = tokenOf(triggers);
                    if (conditions.add("marked " + marker + " " + trigger)) {
                        rules.add(new MarkedCopy("marked-copy", marker, trigger, from(options.window())));
                    }
                }
                add("marked-copy", rules);
            }
        }
    }

    private void addXor() {
        Category anchors = one(categories);
        String first = anchors.tokens().get(0);
        String second = anchors.tokens().get(1);
        add("xor", List.of(new Xor("xor", first, second, one(tokens), from(options.window()), emission(), emission())));
    }

    /** The first half of a category calls for one category, the second half for another. */
    private void addAgreement() {
        Category over = one(categories);
        int half = over.tokens().size() / 2;
        String after = one(categories).name();
        int window = from(options.window());
        List<List<String>> classes = List.of(
                over.tokens().subList(0, half),
                over.tokens().subList(half, over.tokens().size()));
        List<RuleDefinition> rules = new ArrayList<>();
        for (List<String> members : classes) {
            Map<String, Double> emit = Map.of(one(categories).name(), 1.0);
            rules.add(new Agreement("agreement", after, over.name(), window, members, emit));
        }
        add("agreement", rules);
    }

    private void addCategoryTrigram() {
        String first = one(categories).name();
        String second = one(categories).name();
        add(
                "category-trigram",
                List.of(new CategoryTrigram(
                        "trigram", first, second, one(categories).name())));
    }

    /** What is left of the rules, at most one for each token. */
    private void addBigrams() {
        int[] order = draws.nextPermutation(tokens.size());
        int wanted = Math.max(1, Math.min(left, tokens.size()));
        List<RuleDefinition> rules = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            rules.add(new TokenBigram("bigram", tokens.get(order[i]), emission()));
        }
        add("token-bigram", rules);
    }

    private Bracket bracket() {
        String first = one(categories).name();
        String other = one(categories).name();
        Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        rows.put(first, first.equals(other) ? Map.of(first, 1.0) : row(List.of(first, other)));
        rows.putIfAbsent(other, Map.of(first, 1.0));
        int shortest = 1 + draws.nextInt(2);
        List<Integer> lengths = List.of(shortest, shortest + 1, shortest + 2);
        return new Bracket(
                "paren",
                "(",
                ")",
                0.03,
                lengths,
                first,
                rows,
                2,
                one(categories).name());
    }

    private Suppression suppression() {
        double factor = draws.nextInt(2) == 0 ? 0 : 0.25;
        return new Suppression("suppression", one(tokens), one(tokens), from(options.window()), factor);
    }
}
