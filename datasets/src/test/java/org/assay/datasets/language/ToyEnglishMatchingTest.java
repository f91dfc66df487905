package org.assay.datasets.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assay.datasets.corpus.SampledSequence;
import org.assay.datasets.corpus.Sampler;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.RuleReading;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the rules of toy-english overlap, against figures of another implementation, printed to three digits. */
class ToyEnglishMatchingTest {
    private static final int LENGTH = 129;
    private static final double HALF_A_DIGIT = 5e-4;
    private final RuleLanguage toy = (RuleLanguage) Languages.open("toy-english");

    @Test
    @Tag("slow")
    void rules_that_match_together_do_so_as_often_as_published() {
        int sequences = 1_500;
        Map<String, double[]> sums = new TreeMap<>();
        double positions = 0;
        Observer observer = toy.observer();
        Sampler sampler = new Sampler(toy, Seed.of(21), LENGTH);
        for (int s = 0; s < sequences; s++) {
            Map<String, Integer> counts = new TreeMap<>();
            observer.restart();
            for (int token : sampler.sequence(s).tokens()) {
                String matching = observer.tokensRead() == 0 ? "" : matching(observer);
                if (!matching.isEmpty()) {
                    counts.merge(matching, 1, Integer::sum);
                    positions++;
                }
                observer.read(token);
            }
            counts.forEach((key, count) -> {
                double[] sum = sums.computeIfAbsent(key, any -> new double[2]);
                sum[0] += count;
                sum[1] += (double) count * count;
            });
        }
        double each = positions / sequences;
        Map<String, Double> published = Map.of(
                "fallback", .720,
                "induction noun-bigram", .066,
                "place-bigram", .066,
                "noun-bigram", .048,
                "skip-trigram", .035,
                "category-trigram induction noun-bigram", .031,
                "category-trigram noun-bigram", .025,
                "token-trigram place-bigram", .0037,
                "token-trigram category-trigram induction noun-bigram", .0024,
                "token-trigram category-trigram noun-bigram", .0018);
        assertThat(sums.keySet()).containsExactlyInAnyOrderElementsOf(published.keySet());
        published.forEach((key, share) -> {
            double mean = sums.get(key)[0] / sequences;
            double error = Math.sqrt((sums.get(key)[1] / sequences - mean * mean) / sequences) / each;
            assertThat(mean / each).as(key).isCloseTo(share, within(3 * error + HALF_A_DIGIT));
        });
    }

    @Test
    void what_induction_copies_and_how_far_skip_trigrams_reach_is_as_published() {
        Sampler sampler = new Sampler(toy, Seed.of(22), LENGTH);
        int copies = 0;
        int intransitive = 0;
        int skips = 0;
        int[] distances = new int[9];
        int alices = 0;
        int sees = 0;
        for (int s = 0; s < 3_000; s++) {
            SampledSequence sequence = sampler.sequence(s);
            int[] tokens = sequence.tokens();
            for (int p = 1; p < LENGTH; p++) {
                String rule = toy.rules().get(sequence.rules()[p]);
                if (rule.equals("induction")) {
                    copies++;
                    intransitive += category(tokens[p]).equals("VERB_I") ? 1 : 0;
                }
                if (rule.startsWith("skip-trigram")) {
                    skips++;
                    distances[distance(tokens, p - 1, rule.split(":")[1])]++;
                }
                if (toy.vocabulary().token(tokens[p - 1]).equals("alice")) {
                    alices++;
                    sees += toy.vocabulary().token(tokens[p]).equals("sees") ? 1 : 0;
                }
            }
        }
        assertShare(intransitive, copies, .336);
        assertShare(distances[1], skips, .37);
        assertShare(distances[2], skips, .28);
        assertShare(distances[3], skips, .25);
        assertShare(sees, alices, .301);
    }

    /** Within 3.3 standard errors, doubled for the dependence within sequences, of a figure of two or three digits. */
    private static void assertShare(int count, int of, double published) {
        double error = 2 * Math.sqrt(published * (1 - published) / of);
        assertThat((double) count / of).isCloseTo(published, within(3.3 * error + .005));
    }

    /** Groups of the ordinary rules that match, {@code fallback} when it is alone, nothing in and behind brackets. */
    private static String matching(Observer observer) {
        var readings = observer.readings();
        if (readings.stream()
                .anyMatch(r ->
                        r.wins() && (r.kind().startsWith("bracket") || r.kind().startsWith("post")))) {
            return "";
        }
        String groups = readings.stream()
                .filter(RuleReading::matches)
                .filter(r -> r.rule().matches("(token|category|skip|noun|place)-(tri|bi)gram:.*|induction"))
                .map(r -> r.rule().replaceAll(":.*", ""))
                .collect(Collectors.joining(" "));
        return groups.isEmpty() ? "fallback" : groups;
    }

    private String category(int token) {
        return toy.definition().categories().stream()
                .filter(category -> category.tokens().contains(toy.vocabulary().token(token)))
                .map(LanguageDefinition.Category::name)
                .findFirst()
                .orElse("bracket");
    }

    private int distance(int[] tokens, int trigger, String anchor) {
        int distance = 1;
        while (!toy.vocabulary().token(tokens[trigger - distance]).equals(anchor)) {
            distance++;
        }
        return distance;
    }
}
