package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assay.datasets.language.LanguageDefinition.Boost;
import org.assay.datasets.language.LanguageDefinition.Bracket;
import org.assay.datasets.language.LanguageDefinition.Dispatch;
import org.assay.datasets.language.LanguageDefinition.Group;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;
import org.assay.datasets.language.LanguageDefinition.Suppression;

/**
 * A rule language by its definition alone, the slow and plain way: the judge of the observer, with which it shares nothing but
 * the record of the definition. It emits a sequence as docs/languages.md says, one draw after the other, and keeps every
 * hidden path with its probability: the lengths drawn for the brackets when they open. Which rule emitted a token, and what was drawn
 * again, leaves nothing behind, so these draws are summed token by token. All is done with names, never with ids.
 */
final class HiddenPaths {
    private final LanguageDefinition language;
    private final List<String> word = new ArrayList<>();
    private final List<Boolean> plain = new ArrayList<>();
    private final PlainRules rules;
    private List<Path> paths = List.of(new Path(1, List.of(), Optional.empty()));

    HiddenPaths(LanguageDefinition language) {
        this.language = language;
        this.rules = new PlainRules(language, word, plain);
    }

    /** The paths of {@code shorter} and one more token, which can come. */
    private HiddenPaths(HiddenPaths shorter, String token) {
        this(shorter.language);
        word.addAll(shorter.word);
        plain.addAll(shorter.plain);
        List<Path> longer = new ArrayList<>();
        for (Path path : shorter.paths) {
            Map<Path, Double> sums = new LinkedHashMap<>();
            for (Draw draw : shorter.draws(path)) {
                if (draw.token.equals(token)) {
                    sums.merge(new Path(0, draw.open, draw.behind), draw.probability, Double::sum);
                }
            }
            sums.forEach((to, p) -> longer.add(new Path(path.probability * p, to.open, to.behind)));
        }
        word.add(token);
        plain.add(shorter.paths.get(0).open.isEmpty() && longer.get(0).open.isEmpty());
        paths = longer;
    }

    /** A span that is open: how many tokens are still to come in it, and the last that came. */
    private record Open(Bracket bracket, int left, Optional<String> last) {}

    /** A way in which the word came: the spans that are open, the innermost last, or the one that has just closed. */
    private record Path(double probability, List<Open> open, Optional<Bracket> behind) {}

    /** One way to go on. */
    private record Draw(String rule, String token, double probability, List<Open> open, Optional<Bracket> behind) {}

    /**
     * What a rule says, with the tokens that it may have emitted alone.
     *
     * @param matches its condition holds, or it may emit
     */
    record Reading(boolean matches, boolean wins, double probability, Map<String, Double> responsibility) {}

    /** After one more token. */
    HiddenPaths after(String token) {
        return new HiddenPaths(this, token);
    }

    List<String> word() {
        return word;
    }

    /** The probability of the whole word. */
    double probability() {
        return paths.stream().mapToDouble(Path::probability).sum();
    }

    /** The law of the next token by Bayes; tokens that cannot come are left out. */
    Map<String, Double> next() {
        Map<String, Double> law = new HashMap<>();
        posterior().forEach(draw -> law.merge(draw.token, draw.probability, Double::sum));
        return law;
    }

    /** What every rule that matches says here. */
    Map<String, Reading> readings() {
        Map<String, Double> law = next();
        Map<String, Map<String, Double>> emitted = new HashMap<>();
        for (Draw draw : posterior()) {
            emitted.computeIfAbsent(draw.rule, rule -> new HashMap<>())
                    .merge(draw.token, draw.probability, Double::sum);
        }
        Set<String> matching = new TreeSet<>(conditions());
        paths.forEach(path -> unbent(path).forEach(draw -> matching.add(draw.rule)));
        Map<String, Reading> readings = new HashMap<>();
        for (String rule : matching) {
            Map<String, Double> shares = emitted.getOrDefault(rule, Map.of());
            Map<String, Double> responsibility = new HashMap<>();
            shares.forEach((token, p) -> responsibility.put(token, p / law.get(token)));
            double probability = shares.values().stream().mapToDouble(p -> p).sum();
            readings.put(rule, new Reading(true, rule.equals(winner()), probability, responsibility));
        }
        return readings;
    }

    /** How many tokens are left in the innermost bracket, {@code outside} when none is open. */
    Map<String, Double> remaining() {
        Map<String, Double> belief = new HashMap<>();
        for (Path path : paths) {
            String left = path.open.isEmpty() ? "outside" : Integer.toString(PlainRules.last(path.open).left);
            belief.merge(left, path.probability / probability(), Double::sum);
        }
        return belief;
    }

    private List<Draw> posterior() {
        double whole = probability();
        List<Draw> all = new ArrayList<>();
        for (Path path : paths) {
            for (Draw draw : draws(path)) {
                double p = path.probability * draw.probability / whole;
                all.add(new Draw(draw.rule, draw.token, p, draw.open, draw.behind));
            }
        }
        return all;
    }

    // Every draw that may come next on a path.

    private List<Draw> draws(Path path) {
        boolean outside = path.open.isEmpty() && path.behind.isEmpty();
        return outside && !word.isEmpty() ? bend(unbent(path)) : unbent(path);
    }

    private List<Draw> unbent(Path path) {
        List<Draw> draws = new ArrayList<>();
        if (path.behind.isPresent()) {
            Bracket behind = path.behind.orElseThrow();
            uniform("post-" + behind.name(), 1, rules.categories().get(behind.then()), draws);
        } else if (!path.open.isEmpty()) {
            inside(path, draws);
        } else if (word.isEmpty()) {
            uniform("category-bigram", 1, rules.categories().get(language.start()), draws);
        } else {
            outside(path, draws);
        }
        return draws;
    }

    private void inside(Path path, List<Draw> draws) {
        Open innermost = PlainRules.last(path.open);
        Bracket bracket = innermost.bracket;
        List<Open> around = path.open.subList(0, path.open.size() - 1);
        if (innermost.left == 0) {
            Optional<Bracket> behind = around.isEmpty() ? Optional.of(bracket) : Optional.empty();
            draws.add(new Draw(bracket.name() + "-close", bracket.close(), 1, around, behind));
            return;
        }
        double rest = 1 - openings(path, draws);
        Map<String, Double> row = innermost.last.isEmpty()
                ? Map.of(bracket.first(), 1.0)
                : PlainRules.normalised(bracket.rows().get(rules.categoryOf(innermost.last.orElseThrow())));
        row.forEach((category, p) -> redraw(
                        rules.categories().get(category), innermost.last, bracket.redraws(), rest * p)
                .forEach((token, probability) -> {
                    Open held = new Open(bracket, innermost.left - 1, Optional.of(token));
                    List<Open> open =
                            Stream.concat(around.stream(), Stream.of(held)).toList();
                    draws.add(new Draw(bracket.name() + "-content", token, probability, open, Optional.empty()));
                }));
    }

    /** A uniform token; as long as it equals {@code before} and may be drawn again, it is. */
    private static Map<String, Double> redraw(
            List<String> tokens, Optional<String> before, int redraws, double probability) {
        Map<String, Double> law = new LinkedHashMap<>();
        double drawn = probability;
        for (int attempt = 0; attempt <= redraws; attempt++) {
            double each = drawn / tokens.size();
            drawn = 0;
            for (String token : tokens) {
                if (before.equals(Optional.of(token)) && attempt < redraws) {
                    drawn = each;
                } else {
                    law.merge(token, each, Double::sum);
                }
            }
        }
        law.values().removeIf(p -> p == 0);
        return law;
    }

    /** Adds the brackets that may open, with every length that may be drawn for them; returns their probability. */
    private double openings(Path path, List<Draw> draws) {
        double sum = 0;
        for (Bracket bracket : language.brackets()) {
            boolean quoteInItself = bracket.open().equals(bracket.close())
                    && !path.open.isEmpty()
                    && PlainRules.last(path.open).bracket.equals(bracket);
            if (path.open.size() == language.nesting() || quoteInItself) {
                continue;
            }
            sum += bracket.probability();
            for (int length : bracket.lengths()) {
                List<Open> open = Stream.concat(
                                path.open.stream(), Stream.of(new Open(bracket, length, Optional.empty())))
                        .toList();
                double p = bracket.probability() / bracket.lengths().size();
                draws.add(new Draw(bracket.name() + "-open", bracket.open(), p, open, Optional.empty()));
            }
        }
        return sum;
    }

    private void outside(Path path, List<Draw> draws) {
        double noise = language.dispatch().noise();
        double rest = 1 - openings(path, draws) - noise;
        if (noise > 0) {
            uniform(
                    "noise",
                    noise,
                    rules.categories().values().stream()
                            .flatMap(Collection::stream)
                            .toList(),
                    draws);
        }
        if (language.dispatch().mode() == Dispatch.Mode.MIXTURE) {
            mixture(rest, draws);
        } else {
            priority(rest, draws);
        }
    }

    private void priority(double whole, List<Draw> draws) {
        double reached = whole;
        for (Group group : language.groups()) {
            for (RuleDefinition rule : group.rules()) {
                Map<String, Double> emits = rules.emits(rule);
                if (!emits.isEmpty()) {
                    emit(rule.name(), reached * group.strength(), emits, draws);
                    reached *= 1 - group.strength();
                }
            }
        }
        fallback(reached, draws);
    }

    private void mixture(double whole, List<Draw> draws) {
        double weights = language.dispatch().fallbackWeight();
        for (Group group : language.groups()) {
            weights += sent(group).isPresent() ? group.weight() : 0;
        }
        if (weights == 0) {
            fallback(whole, draws);
            return;
        }
        for (Group group : language.groups()) {
            if (sent(group).isPresent()) {
                RuleDefinition rule = sent(group).orElseThrow();
                emit(rule.name(), whole * group.weight() / weights, rules.emits(rule), draws);
            }
        }
        fallback(whole * language.dispatch().fallbackWeight() / weights, draws);
    }

    /** The rule that a group of a mixture sends: its first that matches. */
    private Optional<RuleDefinition> sent(Group group) {
        return group.rules().stream()
                .filter(rule -> !rules.emits(rule).isEmpty())
                .findFirst();
    }

    private void fallback(double whole, List<Draw> draws) {
        double rest = whole;
        for (int position = 0; position < word.size(); position++) {
            for (Boost boost : language.boosts()) {
                if (word.get(position).equals(boost.after()) && word.size() - position <= boost.steps()) {
                    emit(boost.name(), rest * boost.probability(), Map.of(boost.emit(), 1.0), draws);
                    rest *= 1 - boost.probability();
                }
            }
        }
        emit(
                "category-bigram",
                rest,
                rules.overNames(language.transitions().get(rules.categoryOf(PlainRules.last(word)))),
                draws);
    }

    /** Suppressions make draws less likely, unless none would be left. */
    private List<Draw> bend(List<Draw> draws) {
        List<Draw> bent = new ArrayList<>();
        double left = 0;
        for (Draw draw : draws) {
            double p = draw.probability;
            for (Suppression suppression : language.suppressions()) {
                boolean suppressed = rules.names(suppression.token()).contains(draw.token);
                p *= suppressed && near(suppression) ? suppression.factor() : 1;
            }
            left += p;
            bent.add(new Draw(draw.rule, draw.token, p, draw.open, draw.behind));
        }
        if (left == 0) {
            return draws;
        }
        double sum = left;
        return bent.stream()
                .filter(draw -> draw.probability > 0)
                .map(draw -> new Draw(draw.rule, draw.token, draw.probability / sum, draw.open, draw.behind))
                .toList();
    }

    private boolean near(Suppression suppression) {
        int from = Math.max(0, word.size() - suppression.window());
        return word.subList(from, word.size()).contains(suppression.near());
    }

    private void uniform(String rule, double share, List<String> tokens, List<Draw> draws) {
        tokens.forEach(token -> draws.add(new Draw(rule, token, share / tokens.size(), List.of(), Optional.empty())));
    }

    private void emit(String rule, double share, Map<String, Double> emits, List<Draw> draws) {
        emits.forEach((token, p) -> {
            if (share * p > 0) {
                draws.add(new Draw(rule, token, share * p, List.of(), Optional.empty()));
            }
        });
    }

    // Conditions of rules.

    /** The rules and suppressions whose condition holds, whether or not they come to emit. */
    private List<String> conditions() {
        Path any = paths.get(0);
        if (!any.open.isEmpty() || any.behind.isPresent()) {
            return List.of();
        }
        if (word.isEmpty()) {
            return List.of("category-bigram");
        }
        List<String> names = new ArrayList<>(List.of("category-bigram"));
        language.rules().stream().filter(rule -> !rules.emits(rule).isEmpty()).forEach(rule -> names.add(rule.name()));
        language.suppressions().stream().filter(this::near).forEach(suppression -> names.add(suppression.name()));
        return names;
    }

    private String winner() {
        Path any = paths.get(0);
        if (any.behind.isPresent()) {
            return "post-" + any.behind.orElseThrow().name();
        }
        if (!any.open.isEmpty()) {
            String name = PlainRules.last(any.open).bracket.name();
            boolean closes = paths.stream().allMatch(path -> PlainRules.last(path.open).left == 0);
            return closes ? name + "-close" : name + "-content";
        }
        if (word.isEmpty()) {
            return "category-bigram";
        }
        boolean mixture = language.dispatch().mode() == Dispatch.Mode.MIXTURE;
        return mixture
                ? heaviest()
                : language.rules().stream()
                        .filter(rule -> !rules.emits(rule).isEmpty())
                        .findFirst()
                        .map(RuleDefinition::name)
                        .orElse("category-bigram");
    }

    private String heaviest() {
        String heaviest = "category-bigram";
        double weight = 0;
        for (Group group : language.groups()) {
            if (sent(group).isPresent() && group.weight() > weight) {
                heaviest = sent(group).orElseThrow().name();
                weight = group.weight();
            }
        }
        return language.dispatch().fallbackWeight() > weight ? "category-bigram" : heaviest;
    }
}
