package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assay.datasets.language.LanguageDefinition.Agreement;
import org.assay.datasets.language.LanguageDefinition.CategoryTrigram;
import org.assay.datasets.language.LanguageDefinition.Copy;
import org.assay.datasets.language.LanguageDefinition.Induction;
import org.assay.datasets.language.LanguageDefinition.MarkedCopy;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;
import org.assay.datasets.language.LanguageDefinition.SkipTrigram;
import org.assay.datasets.language.LanguageDefinition.TokenBigram;
import org.assay.datasets.language.LanguageDefinition.TokenTrigram;
import org.assay.datasets.language.LanguageDefinition.Xor;

/** The tokens read by name, and what every rule emits behind them, as docs/languages.md says: the visible half of {@link HiddenPaths}. */
final class PlainRules {
    private final Map<String, List<String>> categories = new HashMap<>();
    private final List<String> word;
    private final List<Boolean> plain;

    /** @param plain for every token read whether it stands outside brackets and is none */
    PlainRules(LanguageDefinition language, List<String> word, List<Boolean> plain) {
        language.categories().forEach(category -> categories.put(category.name(), category.tokens()));
        this.word = word;
        this.plain = plain;
    }

    Map<String, List<String>> categories() {
        return categories;
    }

    /** What a rule emits here; nothing where it does not match. */
    Map<String, Double> emits(RuleDefinition definition) {
        String now = last(word);
        if (definition instanceof TokenBigram rule) {
            return now.equals(rule.after()) ? overNames(rule.emit()) : Map.of();
        }
        if (definition instanceof TokenTrigram rule) {
            boolean matches = now.equals(rule.second()) && rule.first().equals(back(1));
            return matches ? overNames(rule.emit()) : Map.of();
        }
        if (definition instanceof CategoryTrigram rule) {
            boolean matches = isOf(now, rule.second()) && isOf(back(1), rule.first());
            return matches ? overNames(Map.of(rule.emit(), 1.0)) : Map.of();
        }
        if (definition instanceof SkipTrigram rule) {
            boolean matches = now.equals(rule.trigger()) && stands(rule.anchor(), rule.window());
            return matches ? overNames(rule.emit()) : Map.of();
        }
        if (definition instanceof Induction rule) {
            return isOf(now, rule.over()) ? certain(follower(rule.which())) : Map.of();
        }
        if (definition instanceof Copy rule) {
            return isOf(now, rule.over()) ? certain(Optional.ofNullable(back(rule.back()))) : Map.of();
        }
        if (definition instanceof MarkedCopy rule) {
            return now.equals(rule.trigger()) ? marked(rule) : Map.of();
        }
        if (definition instanceof Agreement rule) {
            OptionalInt nearest = nearest(categories.get(rule.over()), 1, rule.window());
            boolean matches = isOf(now, rule.after())
                    && nearest.isPresent()
                    && rule.when().contains(back(nearest.getAsInt()));
            return matches ? overNames(rule.emit()) : Map.of();
        }
        if (definition instanceof Xor rule) {
            boolean one = stands(rule.first(), rule.window()) != stands(rule.second(), rule.window());
            return now.equals(rule.trigger()) ? overNames(one ? rule.emit() : rule.otherwise()) : Map.of();
        }
        throw new IllegalArgumentException("a kind of rule that is not known: " + definition);
    }

    private Map<String, Double> marked(MarkedCopy rule) {
        OptionalInt marker = nearest(List.of(rule.marker()), 2, rule.window());
        return marker.isPresent() ? certain(Optional.of(back(marker.getAsInt() - 1))) : Map.of();
    }

    /** What followed the current token outside brackets: the first time, the last time, or most often. */
    private Optional<String> follower(Induction.Which which) {
        List<String> followers = new ArrayList<>();
        for (int position = 0; position + 1 < word.size(); position++) {
            if (word.get(position).equals(last(word)) && plain.get(position) && plain.get(position + 1)) {
                followers.add(word.get(position + 1));
            }
        }
        if (followers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (which) {
                    case FIRST -> followers.get(0);
                    case LATEST -> last(followers);
                    case MAJORITY -> mostFrequent(followers);
                });
    }

    /** Of equally frequent ones the one that reached the number last: the one whose last occurrence is the latest. */
    private static String mostFrequent(List<String> followers) {
        String leader = followers.get(0);
        for (String follower : followers) {
            int often = Collections.frequency(followers, follower);
            int most = Collections.frequency(followers, leader);
            boolean later = followers.lastIndexOf(follower) > followers.lastIndexOf(leader);
            leader = often > most || often == most && later ? follower : leader;
        }
        return leader;
    }

    /** A token that is copied, unless it is a bracket. */
    private Map<String, Double> certain(Optional<String> token) {
        return token.filter(copied -> categories.values().stream().anyMatch(tokens -> tokens.contains(copied)))
                .map(copied -> Map.of(copied, 1.0))
                .orElse(Map.of());
    }

    // Tokens read.

    /** The token so many before the last one, null where there is none. */
    private String back(int distance) {
        int position = word.size() - 1 - distance;
        return position >= 0 ? word.get(position) : null;
    }

    private boolean stands(String token, int window) {
        return nearest(List.of(token), 1, window).isPresent();
    }

    private OptionalInt nearest(List<String> tokens, int from, int to) {
        for (int distance = from; distance <= to; distance++) {
            if (back(distance) != null && tokens.contains(back(distance))) {
                return OptionalInt.of(distance);
            }
        }
        return OptionalInt.empty();
    }

    private boolean isOf(String token, String category) {
        return token != null && categories.get(category).contains(token);
    }

    String categoryOf(String token) {
        return categories.keySet().stream()
                .filter(category -> isOf(token, category))
                .findFirst()
                .orElseThrow();
    }

    /** The tokens that a name stands for. */
    List<String> names(String tokenOrCategory) {
        return categories.getOrDefault(tokenOrCategory, List.of(tokenOrCategory));
    }

    Map<String, Double> overNames(Map<String, Double> row) {
        Map<String, Double> law = new LinkedHashMap<>();
        normalised(row).forEach((name, p) -> {
            List<String> tokens = names(name);
            tokens.forEach(token -> law.merge(token, p / tokens.size(), Double::sum));
        });
        return law;
    }

    static Map<String, Double> normalised(Map<String, Double> row) {
        double sum = row.values().stream().mapToDouble(p -> p).sum();
        Map<String, Double> law = new LinkedHashMap<>();
        row.forEach((name, p) -> law.put(name, p / sum));
        return law;
    }

    static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
