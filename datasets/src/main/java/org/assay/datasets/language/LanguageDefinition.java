package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A rule language as data: what a YAML file says, by names. Probabilities in a row are normalised, so a row may be written
 * with six digits.
 *
 * @param name        short name for tables
 * @param source      where the language comes from
 * @param categories  tokens by category, in the order of their ids; bracket tokens follow after them
 * @param start       category of the first token, uniform within it
 * @param transitions the fallback, rule {@code category-bigram}: category of the current token to category of the next
 * @param rules       in order of priority, each over all positions that are not in or just behind brackets
 * @param boosts      what may stand in for the fallback
 * @param brackets    spans with a grammar of their own; they do not nest
 */
public record LanguageDefinition(
        String name,
        String source,
        List<Category> categories,
        String start,
        Map<String, Map<String, Double>> transitions,
        List<RuleDefinition> rules,
        List<Boost> boosts,
        List<Bracket> brackets) {
    public LanguageDefinition {
        categories = List.copyOf(categories);
        transitions = ordered(transitions);
        rules = List.copyOf(rules);
        boosts = List.copyOf(boosts);
        brackets = List.copyOf(brackets);
    }

    /** All tokens in the order of their ids: category by category, then an opening and a closing token for each bracket. */
    public Vocabulary vocabulary() {
        List<String> tokens = new ArrayList<>();
        categories.forEach(category -> tokens.addAll(category.tokens()));
        brackets.forEach(bracket -> tokens.addAll(List.of(bracket.open(), bracket.close())));
        return new Vocabulary(tokens);
    }

    /** Tokens that behave alike as far as categories go; at least one. */
    public record Category(String name, List<String> tokens) {
        public Category {
            tokens = List.copyOf(tokens);
        }
    }

    /** A rule with a condition on the tokens read and a law for the next one. */
    public sealed interface RuleDefinition {
        /** Unique within the language. */
        String name();
    }

    /** After {@code after}: {@code emit}. */
    public record TokenBigram(String name, String after, Map<String, Double> emit) implements RuleDefinition {
        public TokenBigram {
            emit = ordered(emit);
        }
    }

    /** After {@code first second}: {@code emit}. */
    public record TokenTrigram(String name, String first, String second, Map<String, Double> emit)
            implements RuleDefinition {
        public TokenTrigram {
            emit = ordered(emit);
        }
    }

    /** After a token of category {@code first} and one of {@code second}: a uniform token of category {@code emit}. */
    public record CategoryTrigram(String name, String first, String second, String emit) implements RuleDefinition {}

    /**
     * After {@code trigger}, when {@code anchor} stands 1 to {@code window} tokens before it: {@code emit}. The field's
     * skip-trigram: anchor ... trigger -> emit.
     */
    public record SkipTrigram(String name, String anchor, String trigger, int window, Map<String, Double> emit)
            implements RuleDefinition {
        public SkipTrigram {
            if (window < 1) {
                throw new IllegalArgumentException("window of rule " + name + " must be at least 1, got " + window);
            }
            emit = ordered(emit);
        }
    }

    /**
     * After a token of category {@code over} that has come before: the token that followed its first occurrence. Occurrences
     * inside brackets, or followed by an opening bracket, do not count.
     */
    public record Induction(String name, String over) implements RuleDefinition {}

    /**
     * For {@code steps} tokens after {@code after}, where the fallback would emit, {@code emit} comes instead with this
     * probability; of several active boosts the oldest is tried first.
     */
    public record Boost(String name, String after, String emit, int steps, double probability) {
        public Boost {
            if (steps < 1 || !(probability > 0 && probability < 1)) {
                throw new IllegalArgumentException("boost " + name
                        + " needs steps >= 1 and a probability in (0, 1), got " + steps + " and " + probability);
            }
        }
    }

    /**
     * A span between two tokens. Opens anywhere but at the first token, inside a span and just behind one.
     *
     * @param probability of opening
     * @param lengths     numbers of tokens inside, equally likely
     * @param first       category of the first token inside
     * @param rows        category of a token inside to category of the next; tokens are uniform within the category
     * @param redraws     how often a token equal to the one before is drawn again
     * @param then        category of the token behind the span, uniform
     */
    public record Bracket(
            String name,
            String open,
            String close,
            double probability,
            List<Integer> lengths,
            String first,
            Map<String, Map<String, Double>> rows,
            int redraws,
            String then) {
        public Bracket {
            lengths = lengths.stream().sorted().toList();
            rows = ordered(rows);
            if (lengths.isEmpty() || lengths.get(0) < 1 || !(probability > 0 && probability < 1) || redraws < 0) {
                throw new IllegalArgumentException(
                        "bracket " + name + " needs lengths >= 1, a probability in (0, 1) and" + " redraws >= 0, got "
                                + lengths + ", " + probability + " and " + redraws);
            }
        }
    }

    /** An unmodifiable copy that keeps the order of the keys. */
    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
