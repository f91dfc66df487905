package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.datasets.origin.Seed;
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
 * @param dispatch    how one of the rules that match is chosen
 * @param groups      rules in order of priority, each over all positions that are not in or just behind brackets
 * @param boosts      what may stand in for the fallback
 * @param suppressions what makes tokens less likely and emits nothing
 * @param brackets    spans with a grammar of their own
 * @param nesting     how many brackets may be open at once, at least 1
 * @param relabel     when given, ids are permuted at random by it, so that an id says nothing of its category
 */
public record LanguageDefinition(
        String name,
        String source,
        List<Category> categories,
        String start,
        Map<String, Map<String, Double>> transitions,
        Dispatch dispatch,
        List<Group> groups,
        List<Boost> boosts,
        List<Suppression> suppressions,
        List<Bracket> brackets,
        int nesting,
        Optional<Seed> relabel) {
    public LanguageDefinition {
        categories = List.copyOf(categories);
        transitions = ordered(transitions);
        groups = List.copyOf(groups);
        boosts = List.copyOf(boosts);
        suppressions = List.copyOf(suppressions);
        brackets = List.copyOf(brackets);
        if (nesting < 1) {
            throw new IllegalArgumentException("nesting of language " + name + " must be at least 1, got " + nesting);
        }
    }

    /** The rules of all groups, in order. */
    public List<RuleDefinition> rules() {
        return groups.stream().flatMap(group -> group.rules().stream()).toList();
    }

    /**
     * All tokens in the order of their ids: category by category, then an opening and a closing token for each bracket (one
     * for a quote, whose two are the same), all of it permuted when the language is relabelled.
     */
    public Vocabulary vocabulary() {
        List<String> tokens = new ArrayList<>();
        categories.forEach(category -> tokens.addAll(category.tokens()));
        for (Bracket bracket : brackets) {
            tokens.add(bracket.open());
            if (!bracket.isQuote()) {
                tokens.add(bracket.close());
            }
        }
        int[] order = relabel.map(seed -> seed.child("relabel").draws().nextPermutation(tokens.size()))
                .orElseGet(() -> IntStream.range(0, tokens.size()).toArray());
        return new Vocabulary(IntStream.of(order).mapToObj(tokens::get).toList());
    }

    /**
     * How one of the rules that match is chosen.
     *
     * @param mode           by order or by weight
     * @param fallbackWeight weight of the fallback beside matching groups, at least 0; of no use with priorities
     * @param noise          probability that a uniform token of the categories comes instead, in [0, 1)
     */
    public record Dispatch(Mode mode, double fallbackWeight, double noise) {
        /** The first rule that matches emits, without noise. */
        public static final Dispatch PRIORITY = new Dispatch(Mode.PRIORITY, 0, 0);

        /** PRIORITY: the first rule that matches. MIXTURE: the first of each group that matches, one of them by weight. */
        public enum Mode {
            PRIORITY,
            MIXTURE
        }

        public Dispatch {
            if (!(fallbackWeight >= 0 && fallbackWeight < Double.POSITIVE_INFINITY) || !(noise >= 0 && noise < 1)) {
                throw new IllegalArgumentException("dispatch needs a fallback weight >= 0 and noise in [0, 1), got "
                        + fallbackWeight + " and " + noise);
            }
        }

        boolean isMixture() {
            return mode == Mode.MIXTURE;
        }
    }

    /**
     * Rules of one kind that were written together; at least one.
     *
     * @param strength with priorities: probability that a rule which is reached and matches emits, in (0, 1]; else the next
     *                 one that matches is asked
     * @param weight   in a mixture: weight against the other groups, positive
     */
    public record Group(String name, double strength, double weight, List<RuleDefinition> rules) {
        public Group {
            rules = List.copyOf(rules);
            if (rules.isEmpty() || !(strength > 0 && strength <= 1) || !(weight > 0 && weight < 1e9)) {
                throw new IllegalArgumentException(
                        "group " + name + " needs rules, a strength in (0, 1] and a weight in" + " (0, 1e9), got "
                                + rules.size() + " rules, " + strength + " and " + weight);
            }
        }

        /** A group that always emits, of weight 1. */
        public static Group of(String name, List<RuleDefinition> rules) {
            return new Group(name, 1, 1, rules);
        }
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

        /** How many tokens before the last one its condition may look at. */
        default int reach() {
            return 1;
        }
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
            requireWindow(name, window, 1);
            emit = ordered(emit);
        }

        @Override
        public int reach() {
            return window;
        }
    }

    /**
     * After a token of category {@code over} that has come before: a token that followed it. Occurrences inside brackets, or
     * followed by a bracket, do not count.
     */
    public record Induction(String name, String over, Which which) implements RuleDefinition {
        /** Of several followers: the first, the latest, or the most frequent one (the latest of equally frequent). */
        public enum Which {
            FIRST,
            LATEST,
            MAJORITY
        }
    }

    /** After a token of category {@code over}: the token {@code back} before it, unless that is a bracket. */
    public record Copy(String name, String over, int back) implements RuleDefinition {
        public Copy {
            requireWindow(name, back, 1);
        }

        @Override
        public int reach() {
            return back;
        }
    }

    /**
     * After {@code trigger}: the token that came just behind the nearest {@code marker}, which stands 2 to {@code window} tokens
     * before the trigger; a bracket is not copied.
     */
    public record MarkedCopy(String name, String marker, String trigger, int window) implements RuleDefinition {
        public MarkedCopy {
            requireWindow(name, window, 2);
        }

        @Override
        public int reach() {
            return window;
        }
    }

    /**
     * After a token of category {@code after}, when the nearest token of category {@code over} 1 to {@code window} tokens before
     * it is one of {@code when}: {@code emit}, of tokens and categories.
     */
    public record Agreement(
            String name, String after, String over, int window, List<String> when, Map<String, Double> emit)
            implements RuleDefinition {
        public Agreement {
            requireWindow(name, window, 1);
            when = List.copyOf(when);
            emit = ordered(emit);
        }

        private boolean isBeside(Agreement other) {
            return after.equals(other.after) && over.equals(other.over) && window == other.window;
        }

        @Override
        public int reach() {
            return window;
        }
    }

    /**
     * After {@code trigger}: {@code emit} when exactly one of two anchors stands 1 to {@code window} tokens before it; when both
     * or none do, {@code otherwise}, or no match when that is empty. Both are of tokens and categories.
     */
    public record Xor(
            String name,
            String first,
            String second,
            String trigger,
            int window,
            Map<String, Double> emit,
            Map<String, Double> otherwise)
            implements RuleDefinition {
        public Xor {
            requireWindow(name, window, 1);
            emit = ordered(emit);
            otherwise = ordered(otherwise);
        }

        @Override
        public int reach() {
            return window;
        }
    }

    /**
     * Up to {@code window} tokens behind {@code near}, outside brackets, the probability of {@code token} (a token, or each of a
     * category) is multiplied by {@code factor} and the law normalised again. Where nothing would be left it stays as it is.
     */
    public record Suppression(String name, String token, String near, int window, double factor) {
        public Suppression {
            requireWindow(name, window, 1);
            if (!(factor >= 0 && factor < 1)) {
                throw new IllegalArgumentException("factor of " + name + " must be in [0, 1), got " + factor);
            }
        }
    }

    /**
     * For {@code steps} tokens after {@code after}, where the fallback would emit, {@code emit} comes instead with this
     * probability; of several active boosts the oldest is tried first, of equally old ones the first.
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
     * A span between two tokens, which are the same for a quote. Opens anywhere but at the first token and just behind a span
     * that stands in no other; inside a span only while fewer are open than the nesting allows, and never a quote right inside
     * itself. For a span a span inside it is as if it had not been there, but for what it tells: it opened while a token was still to
     * come in the outer one.
     *
     * @param probability of opening
     * @param lengths     numbers of tokens inside, equally likely; those of spans inside do not count
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

        boolean isQuote() {
            return open.equals(close);
        }
    }

    private static void requireWindow(String rule, int window, int least) {
        if (window < least) {
            throw new IllegalArgumentException(
                    "window of rule " + rule + " must be at least " + least + ", got " + window);
        }
    }

    /** An unmodifiable copy that keeps the order of the keys. */
    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
