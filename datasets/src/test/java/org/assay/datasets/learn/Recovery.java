package org.assay.datasets.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.datasets.language.LanguageDefinition;
import org.assay.datasets.language.LanguageDefinition.Boost;
import org.assay.datasets.language.LanguageDefinition.Bracket;
import org.assay.datasets.language.LanguageDefinition.Category;
import org.assay.datasets.language.LanguageDefinition.CategoryTrigram;
import org.assay.datasets.language.LanguageDefinition.Group;
import org.assay.datasets.language.LanguageDefinition.Induction;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;
import org.assay.datasets.language.LanguageDefinition.SkipTrigram;
import org.assay.datasets.language.LanguageDefinition.TokenBigram;
import org.assay.datasets.language.LanguageDefinition.TokenTrigram;

/**
 * Which rules of a language another one has. A rule is recovered when the other has one of the same kind with the same condition
 * (tokens; windows and steps exact; categories with exactly the same tokens), whose strength lies within 0.05 and whose
 * row within 0.05 in total variation. The rules of a bracket are its content, close, opening and what stands behind it, each for
 * itself. Of the fallback every row must be, but those that the true language never uses.
 */
final class Recovery {
    private static final double TOLERANCE = 0.05;

    private final LanguageDefinition truth;
    private final LanguageDefinition learned;
    private final List<String> recovered = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();
    private int extra;

    private Recovery(LanguageDefinition truth, LanguageDefinition learned) {
        this.truth = truth;
        this.learned = learned;
    }

    /** @param unused categories of {@code truth} whose row never comes to emit */
    static Recovery of(LanguageDefinition truth, LanguageDefinition learned, List<String> unused) {
        Recovery recovery = new Recovery(truth, learned);
        truth.brackets().forEach(recovery::bracket);
        for (Group group : truth.groups()) {
            group.rules().forEach(rule -> recovery.mark(rule.name(), recovery.hasRule(group, rule)));
        }
        recovery.mark("category-bigram", recovery.hasFallback(unused));
        truth.boosts().forEach(boost -> recovery.mark(boost.name(), recovery.hasBoost(boost)));
        recovery.extra = learned.rules().size()
                - truth.rules().size()
                + learned.boosts().size()
                - truth.boosts().size()
                + 4 * (learned.brackets().size() - truth.brackets().size());
        return recovery;
    }

    List<String> recovered() {
        return recovered;
    }

    List<String> missed() {
        return missed;
    }

    /** How many rules more the learned language has. */
    int extra() {
        return extra;
    }

    private void mark(String rule, boolean found) {
        (found ? recovered : missed).add(rule);
    }

    private boolean hasRule(Group group, RuleDefinition rule) {
        for (Group other : learned.groups()) {
            for (RuleDefinition candidate : other.rules()) {
                if (Math.abs(group.strength() - other.strength()) <= TOLERANCE && same(rule, candidate)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean same(RuleDefinition a, RuleDefinition b) {
        if (a instanceof TokenBigram x && b instanceof TokenBigram y) {
            return x.after().equals(y.after()) && near(x.emit(), y.emit());
        }
        if (a instanceof TokenTrigram x && b instanceof TokenTrigram y) {
            return x.first().equals(y.first()) && x.second().equals(y.second()) && near(x.emit(), y.emit());
        }
        if (a instanceof SkipTrigram x && b instanceof SkipTrigram y) {
            return x.anchor().equals(y.anchor())
                    && x.trigger().equals(y.trigger())
                    && x.window() == y.window()
                    && near(x.emit(), y.emit());
        }
        if (a instanceof CategoryTrigram x && b instanceof CategoryTrigram y) {
            return named(x.first()).equals(Optional.of(y.first()))
                    && named(x.second()).equals(Optional.of(y.second()))
                    && named(x.emit()).equals(Optional.of(y.emit()));
        }
        return a instanceof Induction x
                && b instanceof Induction y
                && x.which() == y.which()
                && named(x.over()).equals(Optional.of(y.over()));
    }

    /** The learned name of the category with exactly the tokens of {@code category}. */
    private Optional<String> named(String category) {
        List<String> tokens = tokens(truth, category);
        return learned.categories().stream()
                .filter(other -> List.copyOf(new TreeSet<>(other.tokens())).equals(tokens))
                .map(Category::name)
                .findFirst();
    }

    private static List<String> tokens(LanguageDefinition language, String category) {
        return language.categories().stream()
                .filter(each -> each.name().equals(category))
                .flatMap(each -> each.tokens().stream())
                .sorted()
                .toList();
    }

    private static boolean near(Map<String, Double> a, Map<String, Double> b) {
        Map<String, Double> difference = new TreeMap<>(a);
        b.forEach((key, p) -> difference.merge(key, -p, Double::sum));
        return difference.values().stream().mapToDouble(Math::abs).sum() / 2 <= TOLERANCE;
    }

    private boolean nearRow(Map<String, Double> row, Map<String, Double> learnedRow) {
        Map<String, Double> renamed = new TreeMap<>();
        row.forEach((category, p) -> renamed.merge(named(category).orElse("?" + category), p, Double::sum));
        return learnedRow != null && near(renamed, learnedRow);
    }

    private boolean hasFallback(List<String> unused) {
        return truth.transitions().entrySet().stream()
                .filter(row -> !unused.contains(row.getKey()))
                .allMatch(row -> named(row.getKey())
                        .map(name ->
                                nearRow(row.getValue(), learned.transitions().get(name)))
                        .orElse(false));
    }

    private boolean hasBoost(Boost boost) {
        return learned.boosts().stream()
                .anyMatch(other -> other.after().equals(boost.after())
                        && other.emit().equals(boost.emit())
                        && other.steps() == boost.steps()
                        && Math.abs(other.probability() - boost.probability()) <= TOLERANCE);
    }

    private void bracket(Bracket bracket) {
        Optional<Bracket> found = learned.brackets().stream()
                .filter(other ->
                        other.open().equals(bracket.open()) && other.close().equals(bracket.close()))
                .findFirst();
        mark(
                "post-" + bracket.name(),
                found.isPresent() && named(bracket.then()).equals(found.map(Bracket::then)));
        mark(
                bracket.name() + "-content",
                found.filter(other -> hasContent(bracket, other)).isPresent());
        mark(
                bracket.name() + "-close",
                found.filter(other -> other.lengths().equals(bracket.lengths())).isPresent());
        mark(
                bracket.name() + "-open",
                found.filter(other -> Math.abs(other.probability() / bracket.probability() - 1) <= TOLERANCE)
                        .isPresent());
    }

    private boolean hasContent(Bracket bracket, Bracket other) {
        return named(bracket.first()).equals(Optional.of(other.first()))
                && bracket.rows().size() == other.rows().size()
                && bracket.rows().entrySet().stream()
                        .allMatch(row -> named(row.getKey())
                                .map(name ->
                                        nearRow(row.getValue(), other.rows().get(name)))
                                .orElse(false));
    }
}
