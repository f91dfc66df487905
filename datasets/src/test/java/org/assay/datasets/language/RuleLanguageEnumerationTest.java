package org.assay.datasets.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.RuleReading;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The observer of rule languages against Bayes over every hidden path: laws, rules that match and win, responsibilities, lengths. */
class RuleLanguageEnumerationTest {
    private static final double TOLERANCE = 1e-12;
    private static final int MOST_WORDS = 20_000;
    private static final int SEQUENCES = 20;
    private static final int LENGTH = 50;

    static Stream<Named<RuleLanguage>> small() {
        return SmallLanguages.all().stream().map(language -> Named.of(language.name(), language));
    }

    static Stream<Named<RuleLanguage>> builtIn() {
        return Languages.names().stream()
                .map(Languages::open)
                .filter(process -> process instanceof RuleLanguage)
                .map(process -> Named.of(process.name(), (RuleLanguage) process));
    }

    static LongStream random() {
        return LongStream.range(3000, 3010);
    }

    @ParameterizedTest
    @MethodSource("small")
    void every_short_context_of_a_small_language(RuleLanguage language) {
        int tokens = language.vocabulary().size();
        int length = (int) (Math.log(MOST_WORDS) / Math.log(tokens));
        Set<String> matched = new TreeSet<>();
        walk(language.observer(), new HiddenPaths(language.definition()), language, length, matched);
        assertThat(matched).as("rules that matched").containsAll(language.rules());
    }

    private static void walk(
            Observer observer, HiddenPaths paths, RuleLanguage language, int length, Set<String> matched) {
        double[] law = requireSame(observer, paths, language, matched);
        for (int token = 0; token < law.length && length > 0; token++) {
            if (law[token] > 0) {
                Observer longer = observer.copy();
                longer.read(token);
                HiddenPaths read = paths.after(language.vocabulary().token(token));
                walk(longer, read, language, length - 1, matched);
            }
        }
    }

    @ParameterizedTest
    @MethodSource({"small", "builtIn"})
    void sampled_contexts(RuleLanguage language) {
        requireSame(language);
    }

    @ParameterizedTest
    @MethodSource("random")
    @Tag("slow")
    void sampled_contexts_of_random_languages(long seed) {
        requireSame(RuleLanguage.of(RandomLanguage.of(seed)));
    }

    private static void requireSame(RuleLanguage language) {
        Set<String> matched = new TreeSet<>();
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            Draws draws = Seed.of(0)
                    .child("paths")
                    .child(language.name())
                    .child(sequence)
                    .draws();
            sample(language, draws, sequence % 2 == 0, matched);
        }
        assertThat(matched.size())
                .as("rules that matched")
                .isGreaterThan(language.rules().size() / 2);
    }

    /** Half of the sequences come by the law, half by a uniform token of those that can come, so that rare ones come too. */
    private static void sample(RuleLanguage language, Draws draws, boolean byLaw, Set<String> matched) {
        Observer observer = language.observer();
        HiddenPaths paths = new HiddenPaths(language.definition());
        for (int position = 0; position < LENGTH; position++) {
            double[] law = requireSame(observer, paths, language, matched);
            for (int token = 0; token < law.length && !byLaw; token++) {
                law[token] = Math.signum(law[token]);
            }
            int token = draws.nextIndex(law);
            observer.read(token);
            paths = paths.after(language.vocabulary().token(token));
        }
    }

    /** Compares everything that can be compared; returns the law. */
    private static double[] requireSame(
            Observer observer, HiddenPaths paths, RuleLanguage language, Set<String> matched) {
        List<String> tokens = language.vocabulary().tokens();
        double[] law = new double[tokens.size()];
        observer.next(law);
        requireSame(tokens, law, paths.next(), paths.word() + ": the law");
        Map<String, HiddenPaths.Reading> expected = paths.readings();
        matched.addAll(expected.keySet());
        for (RuleReading reading : observer.readings()) {
            HiddenPaths.Reading truth =
                    expected.getOrDefault(reading.rule(), new HiddenPaths.Reading(false, false, 0, Map.of()));
            String where = paths.word() + ": " + reading.rule();
            assertThat(reading.matches()).as(where + " matches").isEqualTo(truth.matches());
            assertThat(reading.wins()).as(where + " wins").isEqualTo(truth.wins());
            requireClose(reading.probability(), truth.probability(), where);
            requireSame(tokens, reading.responsibility(), truth.responsibility(), where);
        }
        List<Factor> factors = language.factors();
        for (int f = 0; f < factors.size(); f++) {
            if (factors.get(f).name().equals("bracket-remaining")) {
                double[] belief = new double[factors.get(f).cardinality()];
                observer.factor(f, belief);
                requireSame(factors.get(f).values(), belief, paths.remaining(), paths.word() + ": what is left");
            }
        }
        return law;
    }

    private static void requireSame(List<String> names, double[] actual, Map<String, Double> expected, String where) {
        assertThat(names).as(where).containsAll(expected.keySet());
        for (int i = 0; i < actual.length; i++) {
            requireClose(actual[i], expected.getOrDefault(names.get(i), 0.), where + " of " + names.get(i));
        }
    }

    private static void requireClose(double actual, double expected, String where) {
        boolean close = Math.abs(actual - expected) <= TOLERANCE;
        assertThat(close).as("%s: %s, by all paths %s", where, actual, expected).isTrue();
    }
}
