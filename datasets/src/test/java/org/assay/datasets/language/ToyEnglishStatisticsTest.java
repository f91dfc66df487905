package org.assay.datasets.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.corpus.SampledSequence;
import org.assay.datasets.corpus.Sampler;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.Observer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Shares and losses of the rules over targets 2 .. 129, against figures of another implementation of the same language from
 * 512,000 targets, and the corpus cross-entropy against that of two other implementations.
 */
class ToyEnglishStatisticsTest {
    private static final int LENGTH = 129;
    private static final int PUBLISHED_SEQUENCES = 4_000;
    private final RuleLanguage toy = (RuleLanguage) Languages.open("toy-english");

    private record Published(String label, double share, double loss, double lossError) {}

    @Test
    void shares_and_losses_by_rule_are_the_published_ones() {
        int sequences = 8_000;
        Map<String, Sums> found = sample(sequences);
        for (Published rule : List.of(
                new Published("fallback", .5004, 3.302, .0005),
                new Published("boost", .0236, 1.615, .0005),
                new Published("post-bracket", .0446, 2.079, .0005),
                new Published("category-trigram", .0405, 2.1413, 5e-5),
                new Published("induction", .0483, .0619, 5e-5),
                new Published("noun-bigram", .0354, .8637, 5e-5),
                new Published("place-bigram", .0480, .0619, 5e-5),
                new Published("skip-trigram", .0256, .0619, 5e-5),
                new Published("token-trigram", .0058, .0619, 5e-5),
                new Published("paren-content", .0681, 2.638, .0005),
                new Published("quote-content", .0685, 2.604, .0005),
                new Published("close", .0450, .600, .001),
                new Published("open", .0464, 3.5066, 5e-5))) {
            Sums sums = found.remove(rule.label());
            double share = sums.mean(sequences);
            double shareError = 3 * sums.error(sequences) * Math.sqrt(1 + (double) sequences / PUBLISHED_SEQUENCES);
            assertThat(share).as("share of " + rule.label()).isCloseTo(rule.share(), within(shareError + 5e-5));
            double lossError = 3 * sums.lossError() * Math.sqrt(1 + (double) sequences / PUBLISHED_SEQUENCES);
            assertThat(sums.loss())
                    .as("loss of " + rule.label())
                    .isCloseTo(rule.loss(), within(lossError + rule.lossError()));
        }
        assertThat(found).isEmpty();
    }

    @Test
    @Tag("slow")
    void corpus_cross_entropy_is_the_published_one() {
        int sequences = 100_000;
        Observer observer = toy.observer();
        double[] law = new double[toy.vocabulary().size()];
        double[] whole = new double[2];
        double[] half = new double[2];
        for (int s = 0; s < sequences; s++) {
            var draws = Seed.of(2).child(s).draws();
            double sum = 0;
            double early = 0;
            observer.restart();
            for (int p = 0; p < LENGTH; p++) {
                if (p > 0) {
                    observer.next(law);
                    sum += Entropy.of(law);
                }
                early = p == 64 ? sum : early;
                observer.read(observer.draw(draws));
            }
            add(whole, sum / 128);
            add(half, early / 64);
        }
        assertThat(error(whole, sequences)).isLessThan(.00025);
        assertThat(whole[0] / sequences).isCloseTo(2.4552, within(.0005));
        assertThat(half[0] / sequences).isCloseTo(2.4771, within(.0005));
    }

    /** Sums over the sequences of a sample. */
    private static final class Sums {
        private double count;
        private double countSquares;
        private double losses;
        private double lossSquares;

        private void add(double inSequence) {
            countSquares += inSequence * inSequence;
        }

        private void addLoss(double loss) {
            count++;
            losses += loss;
            lossSquares += loss * loss;
        }

        private double mean(int sequences) {
            return count / sequences / 128;
        }

        private double error(int sequences) {
            double mean = count / sequences;
            return Math.sqrt((countSquares / sequences - mean * mean) / sequences) / 128;
        }

        private double loss() {
            return losses / count;
        }

        private double lossError() {
            return Math.sqrt(Math.max(0, lossSquares / count - loss() * loss()) / count);
        }
    }

    private Map<String, Sums> sample(int sequences) {
        Map<String, Sums> sums = new LinkedHashMap<>();
        Sampler sampler = new Sampler(toy, Seed.of(1), LENGTH);
        Observer observer = toy.observer();
        double[] law = new double[toy.vocabulary().size()];
        for (int s = 0; s < sequences; s++) {
            SampledSequence sequence = sampler.sequence(s);
            Map<String, Integer> counts = new LinkedHashMap<>();
            observer.restart();
            for (int p = 0; p < LENGTH; p++) {
                if (p > 0) {
                    observer.next(law);
                    String label = label(toy.rules().get(sequence.rules()[p]));
                    counts.merge(label, 1, Integer::sum);
                    double loss = -Math.log(law[sequence.tokens()[p]]);
                    sums.computeIfAbsent(label, any -> new Sums()).addLoss(loss);
                }
                observer.read(sequence.tokens()[p]);
            }
            counts.forEach((label, count) -> sums.get(label).add(count));
        }
        return sums;
    }

    /** Rules in the groups of the published table. */
    private static String label(String rule) {
        if (rule.equals("category-bigram")) {
            return "fallback";
        }
        if (rule.startsWith("post-")) {
            return "post-bracket";
        }
        if (rule.endsWith("-close") || rule.endsWith("-open")) {
            return rule.substring(rule.lastIndexOf('-') + 1);
        }
        return rule.replaceAll(":.*", "");
    }

    private static void add(double[] sums, double value) {
        sums[0] += value;
        sums[1] += value * value;
    }

    private static double error(double[] sums, int count) {
        double mean = sums[0] / count;
        return Math.sqrt((sums[1] / count - mean * mean) / count);
    }
}
