package org.assay.datasets.language;

import java.util.Optional;
import org.assay.datasets.origin.Seed;

/**
 * Languages that nobody chose, so that nothing is tuned to them: a seed gives a language, even seeds one with priorities, odd
 * seeds a mixture. Always a skip-trigram, a trigram and a rule that copies (induction, copying, copying of a marked token), at
 * least four kinds of rule in all; ids are permuted.
 *
 * <p>A draw in which too little can be learnt is thrown away for the next one of the same seed, so the language is a function
 * of seed and options alone.
 */
public final class RandomLanguage {
    private static final int MOST_ATTEMPTS = 200;
    private static final int SEQUENCES = 800;
    private static final int ERRORS = 3;

    private RandomLanguage() {}

    /** A range of whole numbers, both ends included. */
    public record Range(int least, int most) {
        public Range {
            if (!(1 <= least && least <= most)) {
                throw new IllegalArgumentException("a range needs 1 <= least <= most, got " + least + " .. " + most);
            }
        }
    }

    /**
     * How large and how hard.
     *
     * @param tokens         size of the vocabulary, brackets included; from 20, up to at least 4 for each category and 4 more
     * @param categories     at least 4
     * @param rules          rules with a condition, at least 8
     * @param window         how far rules look back, at least 2
     * @param perKind        rules of each of the kinds skip-trigram and trigram, by chance a third and a quarter of what is left
     *                       when empty
     * @param strength       least strength of a rule with priorities, in (0, 1]: a third of the groups have it or two steps above
     * @param gain           least unigram loss above the floor, in nats per token
     * @param beyondTrigram  least trigram loss above the floor, in nats per token
     */
    public record Options(
            Range tokens,
            Range categories,
            Range rules,
            Range window,
            Optional<Range> perKind,
            double strength,
            double gain,
            double beyondTrigram) {
        /** 20 to 80 tokens in 4 to 8 categories, 12 to 40 rules, windows of 4 to 12, strengths from 0.7; 0.5 and 0.1 nats. */
        public static final Options DEFAULT = new Options(
                new Range(20, 80),
                new Range(4, 8),
                new Range(12, 40),
                new Range(4, 12),
                Optional.empty(),
                0.7,
                0.5,
                0.1);

        public Options {
            boolean roomy = tokens.least() >= 20 && tokens.most() >= 4 * categories.most() + 4 && tokens.most() <= 1000;
            if (!roomy || categories.least() < 4 || rules.least() < 8 || window.least() < 2 || window.most() > 1000) {
                throw new IllegalArgumentException("a random language needs 20 to 1000 tokens and at least 4 for each"
                        + " category and 4 more, 4 categories, 8 rules and windows of 2 to 1000, got " + tokens + ", "
                        + categories + ", " + rules + ", " + window);
            }
            if (!(strength >= 0.01 && strength <= 1)) {
                throw new IllegalArgumentException("strengths lie between 0.01 and 1, got " + strength);
            }
            if (!(gain >= 0 && beyondTrigram >= 0)) {
                throw new IllegalArgumentException("gains are at least 0, got " + gain + " and " + beyondTrigram);
            }
        }
    }

    /** The language of {@code seed} with default options. */
    public static LanguageDefinition of(long seed) {
        return of(seed, Options.DEFAULT);
    }

    /**
     * The language of {@code seed}.
     *
     * @throws IllegalArgumentException when no draw has the gains asked for
     */
    public static LanguageDefinition of(long seed, Options options) {
        Seed root = Seed.of(seed).child("random-language");
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            LanguageDefinition drawn = RandomRules.draw(
                    "random-" + Long.toUnsignedString(seed), root.child(attempt), (seed & 1) == 1, options);
            LanguageDefinition definition = LanguageReader.read(drawn.name() + ".yaml", LanguageWriter.write(drawn));
            LearnableGain gain = LearnableGain.of(RuleLanguage.of(definition), SEQUENCES);
            boolean enough = gain.beyondNothing() - ERRORS * gain.unigramError() >= options.gain()
                    && gain.beyondTrigram() - ERRORS * gain.trigramError() >= options.beyondTrigram();
            if (enough) {
                return definition;
            }
        }
        throw new IllegalArgumentException("none of " + MOST_ATTEMPTS + " draws of seed " + seed + " has a gain of "
                + options.gain() + " nats and " + options.beyondTrigram() + " beyond the trigram");
    }
}
