package org.assay.datasets.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.assay.datasets.language.LanguageDefinition;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;

/**
 * Estimates a rule language with priorities from a text. Brackets first, then categories and rules in turn: categories from the
 * bigrams that no rule explains, rules by what they gain over everything below them, each level given all others. A rule must
 * save more nats of the text than it costs to write down ({@link CodeLength}), when it is found and once more at the end.
 */
public final class LanguageLearner {
    private static final int MOST_PASSES = 8;
    private static final int ROUNDS = 2;

    /** Tokens that are enough for a first estimate of a longer text. */
    private static final int COARSE = 1 << 17;

    /** Expected tokens of noise below which there is none. */
    private static final double NO_NOISE = 0.5;

    private LanguageLearner() {}

    /**
     * @param categories how many; by description length when empty
     * @param window     how far back skip-trigrams and boosts may reach, 2 to 64
     * @param heldOut    share of the sequences that is kept for judging, in [0, 0.5]
     * @param seed       says which
     */
    public record Options(OptionalInt categories, int window, double heldOut, Seed seed) {
        /** Categories by description length, a window of 12, one tenth held out. */
        public static Options of(Seed seed) {
            return new Options(OptionalInt.empty(), 12, 0.1, seed);
        }

        public Options {
            if (window < 2 || window > 64 || !(heldOut >= 0 && heldOut <= 0.5) || categories.orElse(1) < 1) {
                throw new IllegalArgumentException(
                        "learning needs at least 1 category, a window of 2 to 64 and 0 to 0.5" + " held out, got "
                                + categories + ", " + window + " and " + heldOut);
            }
        }
    }

    /** Estimates a language from {@code text}, on all but the sequences held out. */
    public static LearnedLanguage learn(TokenText text, Options options, Progress progress) {
        HeldOutSplit split = HeldOutSplit.of(text, options.heldOut(), options.seed());
        TokenText train = split.train();
        CodeLength code = CodeLength.of(text.words().size(), options.window(), train.tokens().length);
        List<BracketPair> refused = new ArrayList<>();
        while (true) {
            List<BracketPair> brackets = BracketFinder.of(train, code, refused);
            Estimate estimate = new Estimate(new Layout(train, brackets), code, options, progress);
            estimate.run(coarse(train, brackets, code, options, progress));
            List<BracketPair> unsayable = new ArrayList<>();
            for (int b = 0; b < brackets.size(); b++) {
                if (!estimate.brackets.get(b).canBeSaid()) {
                    unsayable.add(brackets.get(b));
                }
            }
            if (unsayable.isEmpty()) {
                return estimate.language(split, refused);
            }
            refused.addAll(unsayable);
        }
    }

    /** A first estimate from the beginning of a long text, so that the whole of it is read a few times only. */
    private static Optional<Estimate> coarse(
            TokenText train, List<BracketPair> brackets, CodeLength code, Options options, Progress progress) {
        if (train.tokens().length <= 2 * COARSE) {
            return Optional.empty();
        }
        Estimate estimate = new Estimate(new Layout(train.beginning(COARSE), brackets), code, options, progress);
        estimate.passes(estimate.rawCounts());
        return Optional.of(estimate);
    }

    /** One estimation with given brackets. */
    private static final class Estimate {
        private final Layout layout;
        private final CodeLength code;
        private final Options options;
        private final Progress progress;
        private final Layers layers;
        private final Fallback fallback;
        private final NgramSearch ngrams;
        private final CategorySearch overCategories;
        private final SkipSearch skips;
        private final Rulebook book = new Rulebook();
        private final List<BracketEstimate> brackets = new ArrayList<>();
        private int[] classOf = new int[0];
        private Categories categories;

        Estimate(Layout layout, CodeLength code, Options options, Progress progress) {
            this.layout = layout;
            this.code = code;
            this.options = options;
            this.progress = progress;
            this.layers = new Layers(layout);
            this.fallback = new Fallback(layers, code, options.window());
            this.ngrams = new NgramSearch(layers, code);
            this.overCategories = new CategorySearch(layers, code);
            this.skips = new SkipSearch(layers, code, options.window());
        }

        void run(Optional<Estimate> coarse) {
            if (coarse.isPresent()) {
                adopt(coarse.get());
                search(0);
                progress.at(task(), MOST_PASSES * ROUNDS, MOST_PASSES * ROUNDS, book.size() + " rules");
            } else {
                passes(rawCounts());
            }
            prune();
            int nesting = Layout.nesting(layout.text(), layout.brackets());
            for (int b = 0; b < layout.brackets().size(); b++) {
                brackets.add(BracketEstimate.of(layout, categories, b, nesting));
            }
        }

        /** Begins where an estimate from a part of the text ended. */
        private void adopt(Estimate other) {
            classOf = other.classOf;
            categories = other.categories;
            layers.setNoise(other.layers.noise());
            for (LearnedRule rule : other.book.all()) {
                book.adopt(rule);
                if (rule.kind() == LearnedRule.Kind.BOOST) {
                    fallback.adopt(rule);
                } else {
                    layers.appendWhereItMatches(rule, categories);
                }
            }
            fallback.adopt(categories, other.fallback.transitions());
        }

        /** Categories and rules in turn as long as the description gets shorter, beginning with categories by {@code counts}. */
        private void passes(double[][] counts) {
            double[][] left = counts;
            double[][] bestLeft = counts;
            BrownClusters.Clusters best = null;
            double shortest = Double.POSITIVE_INFINITY;
            Set<List<Integer>> seen = new HashSet<>();
            boolean again = false;
            for (int pass = 0; pass < MOST_PASSES && !again; pass++) {
                BrownClusters.Clusters clusters = cluster(left);
                again = !seen.add(Arrays.stream(clusters.classOf()).boxed().toList());
                if (Arrays.equals(classOf, clusters.classOf())) {
                    break;
                }
                use(clusters, left, pass);
                double length = length();
                if (length >= shortest) {
                    use(best, bestLeft, pass);
                    break;
                }
                shortest = length;
                best = clusters;
                bestLeft = left;
                left = pass == 0 ? fallback.leftOverWithoutRows() : fallback.leftOver();
            }
            progress.at(task(), MOST_PASSES * ROUNDS, MOST_PASSES * ROUNDS, book.size() + " rules");
        }

        private void use(BrownClusters.Clusters clusters, double[][] counts, int pass) {
            classOf = clusters.classOf();
            categories = Categories.of(classOf, layout);
            fallback.setCategories(categories, counts, clusters.own());
            search(pass);
        }

        /** Nats of the text and of everything that was estimated from it. */
        private double length() {
            double length = -layers.logLikelihood() + layout.vocabulary() * Math.log(categories.count());
            for (double[] row : fallback.transitions()) {
                length += code.real() * Arrays.stream(row).filter(p -> p > 0).count();
            }
            return length
                    + book.all().stream()
                            .mapToDouble(rule -> rule.fit().price())
                            .sum();
        }

        private void search(int pass) {
            for (int round = 0; round < ROUNDS; round++) {
                progress.at(task(), (long) pass * ROUNDS + round, MOST_PASSES * ROUNDS, book.size() + " rules");
                searchAll(book.size() == 0);
            }
        }

        private String task() {
            return "rules of " + layout.text().tokens().length + " tokens, in at most " + MOST_PASSES + " passes";
        }

        private double[][] rawCounts() {
            double[][] counts = new double[layout.vocabulary()][layout.vocabulary()];
            for (int i = 0; i < layout.size(); i++) {
                counts[layout.back(i, 0)][layout.target(i)]++;
            }
            return counts;
        }

        /** By the bigrams, and by who may stand first, in each bracket, at its start and just behind it. */
        private BrownClusters.Clusters cluster(double[][] counts) {
            int vocabulary = layout.vocabulary();
            int kinds = 1 + 3 * layout.brackets().size();
            double[][] sources = Arrays.copyOf(counts, vocabulary + kinds);
            for (int k = 0; k < kinds; k++) {
                sources[vocabulary + k] = new double[vocabulary];
            }
            int[] tokens = layout.text().tokens();
            for (int t = 0; t < tokens.length; t++) {
                switch (layout.place(t)) {
                    case FIRST -> sources[vocabulary][tokens[t]]++;
                    case INSIDE -> {
                        boolean first = layout.place(t - 1) == Layout.Place.OPEN;
                        sources[vocabulary + 1 + 3 * layout.span(t) + (first ? 1 : 0)][tokens[t]]++;
                    }
                    case POST -> sources[vocabulary + 3 + 3 * layout.span(t)][tokens[t]]++;
                    default -> {}
                }
            }
            return BrownClusters.of(sources, vocabulary, options.categories(), code.real(), progress);
        }

        private void searchAll(boolean first) {
            if (first) {
                fallback.boosts(book);
                ngrams.bigrams(book);
                overCategories.inductions(book, categories);
            }
            overCategories.trigrams(book, categories);
            overCategories.inductions(book, categories);
            ngrams.trigrams(book);
            skips.search(book);
            ngrams.bigrams(book);
            fallback.estimateRows();
            fallback.boosts(book);
            fallback.estimateRows();
            layers.estimateNoise();
        }

        /** Takes out rule after rule that gains less than it costs, the worst first, each judged with all others in place. */
        private void prune() {
            boolean again = true;
            while (again) {
                again = false;
                for (LearnedRule rule : List.copyOf(book.all())) {
                    boolean boost = rule.kind() == LearnedRule.Kind.BOOST;
                    double gain = boost ? fallback.gain(rule) : layers.gain(rule, book.of(rule.kind()), categories);
                    if (gain <= rule.fit().price()) {
                        book.prune(rule, rule.withGain(gain));
                        drop(rule, boost);
                        again = true;
                    } else {
                        book.judge(rule, rule.withGain(gain));
                    }
                }
            }
        }

        private void drop(LearnedRule rule, boolean boost) {
            if (boost) {
                fallback.remove(rule);
                return;
            }
            for (int i = 0; i < layout.size(); i++) {
                if (rule.matches(layout, categories, i)) {
                    layers.clear(rule.kind(), i);
                    for (LearnedRule other : book.of(rule.kind())) {
                        if (other.matches(layout, categories, i)) {
                            layers.append(other.kind(), i, other.fit().strength(), other.emits(layout, categories, i));
                        }
                    }
                }
            }
        }

        LearnedLanguage language(HeldOutSplit split, List<BracketPair> refused) {
            double noise = layers.noise() * layout.size() < NO_NOISE ? 0 : layers.noise();
            DefinitionBuilder builder = new DefinitionBuilder(layout, categories, brackets);
            LanguageDefinition definition = builder.build(split.train().name(), fallback.transitions(), book, noise);
            HeldOutLosses losses = HeldOutLosses.of(definition, split, progress);
            return LearnedLanguage.of(definition, layout, builder, book, refused, losses);
        }
    }
}
