package org.assay.datasets.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.datasets.language.LanguageDefinition;
import org.assay.datasets.language.LanguageDefinition.Boost;
import org.assay.datasets.language.LanguageDefinition.Bracket;
import org.assay.datasets.language.LanguageDefinition.Category;
import org.assay.datasets.language.LanguageDefinition.Dispatch;
import org.assay.datasets.language.LanguageDefinition.Group;
import org.assay.datasets.language.LanguageDefinition.Induction;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;
import org.assay.datasets.learn.LearnedRule.Kind;

/** Turns what was estimated by ids into a language by names, with the names of rules that a reader of the file gives them. */
final class DefinitionBuilder {
    private static final double MILLION = 1e6;

    private final Layout layout;
    private final Categories categories;
    private final List<BracketEstimate> brackets;
    private final String prefix;

    DefinitionBuilder(Layout layout, Categories categories, List<BracketEstimate> brackets) {
        this.layout = layout;
        this.categories = categories;
        this.brackets = brackets;
        String free = "C";
        while (isTaken(free)) {
            free += "_";
        }
        this.prefix = free;
    }

    private boolean isTaken(String start) {
        return layout.text().words().stream().anyMatch(word -> word.startsWith(start) && word.matches("C_*[0-9]+"));
    }

    LanguageDefinition build(String name, double[][] transitions, Rulebook book, double noise) {
        TokenText text = layout.text();
        int start = start();
        double enough = comes(start, transitions, book) ? noise : Math.max(noise, 1 / (1.0 + layout.size()));
        List<Group> groups = new ArrayList<>();
        for (int k = Kind.values().length - 1; k > Kind.BOOST.ordinal(); k--) {
            addGroups(groups, Kind.values()[k], book.of(Kind.values()[k]));
        }
        Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        for (int c = 0; c < categories.count(); c++) {
            rows.put(category(c), row(transitions[c]));
        }
        return new LanguageDefinition(
                name,
                "estimated from a text of " + text.tokens().length + " tokens in " + text.sequences() + " sequences",
                IntStream.range(0, categories.count())
                        .mapToObj(c -> new Category(category(c), members(c)))
                        .toList(),
                category(start),
                rows,
                new Dispatch(Dispatch.Mode.PRIORITY, 0, millionths(enough)),
                groups,
                book.of(Kind.BOOST).stream().map(this::boost).toList(),
                List.of(),
                IntStream.range(0, brackets.size())
                        .mapToObj(b -> bracket(b, start))
                        .toList(),
                Math.max(1, Layout.nesting(text, layout.brackets())),
                Optional.empty());
    }

    String category(int c) {
        return prefix + (c + 1);
    }

    private String word(int token) {
        return layout.text().words().get(token);
    }

    private List<String> members(int c) {
        return IntStream.range(0, layout.vocabulary())
                .filter(token -> categories.of()[token] == c)
                .mapToObj(this::word)
                .toList();
    }

    /** The category of most first tokens. */
    private int start() {
        double[] first = new double[categories.count()];
        for (int s = 0; s < layout.text().sequences(); s++) {
            int at = layout.text().starts()[s];
            if (at < layout.text().starts()[s + 1]) {
                first[categories.of()[layout.text().tokens()[at]]]++;
            }
        }
        return largest(first);
    }

    private static int largest(double[] counts) {
        return IntStream.range(0, counts.length)
                .boxed()
                .max(Comparator.<Integer>comparingDouble(c -> counts[c]).thenComparing(c -> -c))
                .orElseThrow();
    }

    /** Whether something that comes leads to every category, so that noise need not. */
    private boolean comes(int start, double[][] transitions, Rulebook book) {
        boolean[] comes = new boolean[categories.count()];
        comes[start] = true;
        for (BracketEstimate bracket : brackets) {
            mark(comes, bracket.first());
            mark(comes, bracket.then());
            Arrays.stream(bracket.rows()).forEach(row -> mark(comes, row));
        }
        for (LearnedRule rule : book.all()) {
            for (int outcome :
                    rule.kind() == Kind.INDUCTION ? new int[0] : rule.fit().tokens()) {
                comes[
                        rule.kind() == Kind.CATEGORY_TRIGRAM
                                ? outcome
                                : categories.of()[outcome]] = true;
            }
        }
        for (int step = 0; step < comes.length; step++) {
            for (int c = 0; c < comes.length; c++) {
                if (comes[c]) {
                    mark(comes, transitions[c]);
                }
            }
        }
        return IntStream.range(0, comes.length).allMatch(c -> comes[c]);
    }

    private static void mark(boolean[] comes, double[] row) {
        for (int c = 0; c < row.length; c++) {
            comes[c] |= millionths(row[c]) > 0;
        }
    }

    /** Rules that always emit share a group; one with a strength of its own is a group, as far as the order allows. */
    private void addGroups(List<Group> groups, Kind kind, List<LearnedRule> rules) {
        List<LearnedRule> inOrder = new ArrayList<>(rules);
        if (kind != Kind.SKIP) { // conditions of one level exclude each other, so the order is free
            inOrder.sort(Comparator.comparing(rule -> rule.fit().strength() < 1));
        }
        Set<String> names = new HashSet<>();
        int from = 0;
        while (from < inOrder.size()) {
            double strength = strength(inOrder.get(from));
            int to = from + 1;
            while (kind != Kind.INDUCTION && to < inOrder.size() && strength(inOrder.get(to)) == strength) {
                to++;
            }
            groups.add(group(kind, inOrder.subList(from, to), strength, names));
            from = to;
        }
    }

    /** Named by its kind, as rules are told apart by their conditions; by a number too where that is not enough. */
    private Group group(Kind kind, List<LearnedRule> rules, double strength, Set<String> names) {
        for (int number = 1; ; number++) {
            String name = number == 1 ? kind.word() : kind.word() + "-" + number;
            List<RuleDefinition> definitions =
                    rules.stream().map(rule -> rule(rule, name)).toList();
            List<String> wanted = definitions.stream().map(RuleDefinition::name).toList();
            if (Collections.disjoint(names, wanted)) {
                names.addAll(wanted);
                return new Group(name, strength, 1, definitions);
            }
        }
    }

    private static double strength(LearnedRule rule) {
        return Math.max(1e-6, millionths(rule.fit().strength()));
    }

    private RuleDefinition rule(LearnedRule rule, String group) {
        int[] condition = rule.condition();
        return switch (rule.kind()) {
            case BIGRAM ->
                new LanguageDefinition.TokenBigram(
                        group + ":" + word(condition[0]), word(condition[0]), emit(rule.fit()));
            case TRIGRAM ->
                new LanguageDefinition.TokenTrigram(
                        group + ":" + word(condition[0]) + ":" + word(condition[1]),
                        word(condition[0]),
                        word(condition[1]),
                        emit(rule.fit()));
            case SKIP ->
                new LanguageDefinition.SkipTrigram(
                        group + ":" + word(condition[0]) + ":" + word(condition[1]),
                        word(condition[0]),
                        word(condition[1]),
                        rule.window(),
                        emit(rule.fit()));
            case CATEGORY_TRIGRAM ->
                new LanguageDefinition.CategoryTrigram(
                        group + ":" + category(condition[0]) + ":" + category(condition[1]),
                        category(condition[0]),
                        category(condition[1]),
                        category(rule.fit().tokens()[0]));
            case INDUCTION ->
                new Induction(
                        group,
                        category(condition[0]),
                        condition[1] == 1 ? Induction.Which.LATEST : Induction.Which.FIRST);
            case BOOST -> throw new IllegalArgumentException("a boost is no rule of a group");
        };
    }

    /** The name that a rule has in the language, or would have; of its kind and condition. */
    String says(LearnedRule rule) {
        if (rule.kind() == Kind.BOOST) {
            return boost(rule).name();
        }
        String name = rule(rule, rule.kind().word()).name();
        return rule.kind() == Kind.INDUCTION ? name + ":" + category(rule.condition()[0]) : name;
    }

    private Boost boost(LearnedRule rule) {
        String after = word(rule.condition()[0]);
        String emit = word(rule.condition()[1]);
        double probability = Math.min(1 - 1e-6, strength(rule));
        return new Boost("boost:" + after + ":" + emit, after, emit, rule.window(), probability);
    }

    private Bracket bracket(int b, int start) {
        BracketEstimate bracket = brackets.get(b);
        BracketPair pair = layout.brackets().get(b);
        Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        int first = BracketEstimate.only(bracket.first());
        for (int c = 0; c < categories.count(); c++) {
            boolean inside = c == first;
            for (double[] row : bracket.rows()) {
                inside |= row[c] > 0;
            }
            if (inside) {
                double sum = Arrays.stream(bracket.rows()[c]).sum();
                rows.put(category(c), sum > 0 ? row(bracket.rows()[c]) : Map.of(category(first), 1.0));
            }
        }
        int then = BracketEstimate.only(bracket.then());
        return new Bracket(
                "bracket-" + (b + 1),
                word(pair.open()),
                word(pair.close()),
                Math.max(1e-6, millionths(bracket.probability())),
                bracket.lengths(),
                category(first),
                rows,
                bracket.redraws(),
                category(then == Layout.NONE ? start : then));
    }

    private Map<String, Double> row(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        Map<String, Double> row = new LinkedHashMap<>();
        for (int c = 0; c < weights.length; c++) {
            row.put(category(c), weights[c] / sum);
        }
        return inMillionths(row);
    }

    private Map<String, Double> emit(EmissionFit fit) {
        Map<String, Double> row = new LinkedHashMap<>();
        IntStream.range(0, fit.tokens().length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -fit.probabilities()[k]))
                .forEach(k -> row.put(word(fit.tokens()[k]), fit.probabilities()[k]));
        return inMillionths(row);
    }

    /** Six digits that sum to exactly one million: what rounding leaves over goes to the largest. */
    private static Map<String, Double> inMillionths(Map<String, Double> row) {
        Map<String, Long> rounded = new LinkedHashMap<>();
        long left = (long) MILLION;
        String largest = "";
        for (Map.Entry<String, Double> entry : row.entrySet()) {
            long part = Math.round(entry.getValue() * MILLION);
            if (part > 0) {
                rounded.put(entry.getKey(), part);
                left -= part;
                largest = part > rounded.getOrDefault(largest, 0L) || largest.isEmpty() ? entry.getKey() : largest;
            }
        }
        rounded.merge(largest, left, Long::sum);
        Map<String, Double> exact = new LinkedHashMap<>();
        rounded.forEach((name, part) -> exact.put(name, part / MILLION));
        return exact;
    }

    private static double millionths(double probability) {
        return Math.round(probability * MILLION) / MILLION;
    }
}
