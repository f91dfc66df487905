package org.assay.symbolic.fit.discrete;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.datasets.model.MembershipTable;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.model.SetModel;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;

/**
 * Sequences to fit on for a network of which nobody says what it was trained on: words of several makes that it continues itself.
 *
 * <p>A network with a law is asked {@code <bos> word <sep>} and goes on with its likeliest token until it says {@code <eos>}; where
 * no make of words brings it to that for half of them, its first answer alone counts. Words are of distinct symbols, of distinct pairs
 * of neighbours, of uniform symbols, of symbols of uneven frequency, and short. Sequences with an answer below {@link #SURE} or, where others end,
 * without an end are left out, and a make of which many are is left out as a whole: the network was not trained on such words. A network with sets is walked through: each token is one of those that may follow.
 */
public final class AskedWords {
    /** Least probability of every answer. */
    public static final double SURE = .9;

    private static final String TASK = "asking the network";
    private static final double HALF = .5;

    /** Makes of words are kept whose share of good answers is less than that of the best by no more standard errors. */
    private static final double ERRORS = 3;

    private static final int SHORT = 3;

    private final SpecialTokens special;
    private final int longest;
    private final Map<String, List<int[]>> makes;
    private final boolean given;
    private final Seed seed;

    /** How the symbols of a word are drawn. */
    private enum Make {
        DISTINCT,
        DISTINCT_PAIRS,
        UNIFORM,
        UNEVEN,
        SHORT
    }

    private AskedWords(SpecialTokens special, int longest, Map<String, List<int[]>> makes, boolean given, Seed seed) {
        this.special = special;
        this.longest = longest;
        this.makes = makes;
        this.given = given;
        this.seed = seed;
    }

    /**
     * Words drawn here.
     *
     * @param sequences how many words of each make
     * @param longest   length of the longest word
     */
    public static AskedWords drawn(SpecialTokens special, int sequences, int longest, Seed seed) {
        if (sequences < 1 || longest < 1) {
            throw new IllegalArgumentException(
                    "words need a number and a length of at least 1, got " + sequences + " and " + longest);
        }
        Map<String, List<int[]>> makes = new LinkedHashMap<>();
        for (Make make : Make.values()) {
            List<int[]> words = new ArrayList<>();
            for (int s = 0; s < sequences; s++) {
                words.add(word(
                        make,
                        special.symbols(),
                        longest,
                        seed.child(make.name()).child(s).draws()));
            }
            makes.put(make.name().toLowerCase(Locale.ROOT), words);
        }
        return new AskedWords(special, longest, makes, false, seed);
    }

    /** These words and no others. */
    public static AskedWords given(SpecialTokens special, List<int[]> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one word to ask");
        }
        int longest = words.stream().mapToInt(word -> word.length).max().orElseThrow();
        return new AskedWords(special, longest, Map.of("given", words), true, Seed.of(0));
    }

    /**
     * The likeliest answers of a network with a law.
     *
     * @throws IllegalArgumentException when there is nothing to ask with, or the network is sure of no make of words
     */
    public Answers of(SequenceModel network, Progress progress) {
        if (special.separator() == SpecialTokens.NONE) {
            throw new IllegalArgumentException(
                    "a network with a law is asked for an answer behind a separator, and its vocabulary has none");
        }
        Map<String, List<Talk>> talks = new LinkedHashMap<>();
        for (Map.Entry<String, List<int[]>> make : makes.entrySet()) {
            List<Talk> its = make.getValue().stream().map(this::talk).toList();
            go(network, its, make.getKey(), talks.size(), progress);
            talks.put(make.getKey(), its);
        }
        boolean ends = talks.values().stream().anyMatch(its -> share(its, true) >= HALF);
        List<Talk> best = talks.values().stream()
                .max(Comparator.comparingDouble(its -> share(its, ends)))
                .orElseThrow();
        List<int[]> kept = new ArrayList<>();
        List<int[]> rows = new ArrayList<>();
        for (List<Talk> its : talks.values()) {
            if (isAsGood(its, best, ends)) {
                its.stream().filter(talk -> talk.isGood(ends)).forEach(talk -> talk.keep(kept, rows));
            }
        }
        if (kept.isEmpty()) {
            throw new IllegalArgumentException(
                    "the network is in doubt about the answers to all words that were tried: "
                            + String.join(", ", makes.keySet()));
        }
        ContextSet contexts = contexts(kept, rows);
        return Answers.of(contexts, network.next(contexts));
    }

    /** The sets of a network that says what may follow, at every position of as many words that it allows as each make has. */
    public Answers of(SetModel network, Progress progress) {
        List<Talk> walks = new ArrayList<>();
        List<int[]> first = makes.values().iterator().next();
        for (int s = 0; s < first.size(); s++) {
            Draws draws = seed.child("walk").child(s).draws();
            int[] begun = IntStream.concat(IntStream.of(special.bos()), IntStream.of(given ? first.get(s) : new int[0]))
                    .toArray();
            walks.add(new Talk(begun, 1 + draws.nextInt(longest), draws));
        }
        List<Talk> going = given ? List.of() : walks;
        for (int step = 0; step < 2 * longest && !going.isEmpty(); step++) {
            ContextSet ends =
                    ContextSet.lastPosition(going.stream().map(t -> t.tokens).toList());
            MembershipTable table = network.mayFollow(ends);
            for (int w = 0; w < going.size(); w++) {
                walk(going.get(w), table, w);
            }
            going = going.stream().filter(walk -> !walk.ended).toList();
            progress.at(TASK, step, 2L * longest, going.size() + " words go on");
        }
        progress.at(TASK, 2L * longest, 2L * longest, walks.size() + " words");
        ContextSet contexts =
                ContextSet.everyPosition(walks.stream().map(t -> t.tokens).toArray(int[][]::new), 0);
        return Answers.of(contexts, network.mayFollow(contexts));
    }

    /** A word is over when it is long enough and may end, or nothing else may follow. */
    private void walk(Talk walk, MembershipTable table, int row) {
        int[] possible = special.symbols().stream()
                .mapToInt(symbol -> symbol)
                .filter(symbol -> table.contains(row, symbol))
                .toArray();
        boolean mayEnd = special.eos() != SpecialTokens.NONE && table.contains(row, special.eos());
        if (possible.length == 0 || mayEnd && walk.tokens.length > walk.asked) {
            walk.ended = true;
        } else {
            walk.add(possible[walk.draws.nextInt(possible.length)]);
        }
    }

    private static boolean isAsGood(List<Talk> talks, List<Talk> best, boolean ends) {
        double difference = share(best, ends) - share(talks, ends);
        return difference <= ERRORS * Math.sqrt(variance(talks, ends) + variance(best, ends));
    }

    /** Of the share, by the rule of succession, so that it is not 0 where all or none are good. */
    private static double variance(List<Talk> talks, boolean ends) {
        double p = (share(talks, ends) * talks.size() + 1) / (talks.size() + 2);
        return p * (1 - p) / talks.size();
    }

    private static double share(List<Talk> talks, boolean ends) {
        return (double) talks.stream().filter(talk -> talk.isGood(ends)).count() / talks.size();
    }

    /** Lets the network continue all of them together. */
    private void go(SequenceModel network, List<Talk> talks, String make, int done, Progress progress) {
        List<Talk> going = talks;
        int most = longest + 2;
        long total = (long) makes.size() * most;
        for (int step = 0; step < most && !going.isEmpty(); step++) {
            progress.at(TASK, (long) done * most + step, total, make);
            ContextSet ends =
                    ContextSet.lastPosition(going.stream().map(t -> t.tokens).toList());
            NextTokenTable table = network.next(ends);
            for (int t = 0; t < going.size(); t++) {
                answer(going.get(t), table, t);
            }
            going = going.stream()
                    .filter(talk -> !talk.ended && talk.least >= SURE)
                    .toList();
        }
        if (done + 1 == makes.size()) {
            progress.at(TASK, total, total, make);
        }
    }

    private void answer(Talk talk, NextTokenTable table, int row) {
        int best = 0;
        for (int token = 1; token < table.vocabularySize(); token++) {
            best = table.get(row, token) > table.get(row, best) ? token : best;
        }
        talk.least = Math.min(talk.least, table.get(row, best));
        talk.add(best);
        talk.ended = best == special.eos();
    }

    private Talk talk(int[] word) {
        int[] read = new int[word.length + 2];
        read[0] = special.bos();
        System.arraycopy(word, 0, read, 1, word.length);
        read[word.length + 1] = special.separator();
        return new Talk(read, word.length + 1, null);
    }

    private static int[] word(Make make, List<Integer> symbols, int longest, Draws draws) {
        int length = 1 + draws.nextInt(make == Make.SHORT ? Math.min(SHORT, longest) : longest);
        if (make == Make.DISTINCT || make == Make.SHORT) {
            int[] order = draws.nextPermutation(symbols.size());
            return Arrays.stream(order).limit(length).map(symbols::get).toArray();
        }
        if (make == Make.DISTINCT_PAIRS) {
            return distinctPairs(symbols, length, draws);
        }
        double[] weights = new double[symbols.size()];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = make == Make.UNIFORM ? 1 : -StrictMath.log(1 - draws.nextDouble());
            sum += weights[i];
        }
        double all = sum;
        double[] law = Arrays.stream(weights).map(weight -> weight / all).toArray();
        return IntStream.range(0, length)
                .map(i -> symbols.get(draws.nextIndex(law)))
                .toArray();
    }

    /** Uniform symbols as long as there is one that makes a new pair. */
    private static int[] distinctPairs(List<Integer> symbols, int length, Draws draws) {
        List<Integer> word = new ArrayList<>(List.of(symbols.get(draws.nextInt(symbols.size()))));
        Set<List<Integer>> pairs = new HashSet<>();
        while (word.size() < length) {
            int before = word.get(word.size() - 1);
            List<Integer> possible = symbols.stream()
                    .filter(symbol -> !pairs.contains(List.of(before, symbol)))
                    .toList();
            if (possible.isEmpty()) {
                break;
            }
            int symbol = possible.get(draws.nextInt(possible.size()));
            pairs.add(List.of(before, symbol));
            word.add(symbol);
        }
        return word.stream().mapToInt(symbol -> symbol).toArray();
    }

    private static ContextSet contexts(List<int[]> sequences, List<int[]> rows) {
        double[] weights = new double[rows.size()];
        Arrays.fill(weights, 1);
        return ContextSet.of(
                sequences.toArray(int[][]::new),
                rows.stream().mapToInt(row -> row[0]).toArray(),
                rows.stream().mapToInt(row -> row[1]).toArray(),
                weights);
    }

    /** One sequence as it grows. */
    private static final class Talk {
        private int[] tokens;
        private final int asked;
        private final Draws draws;
        private double least = 1;
        private boolean ended;

        /**
         * @param asked position of the first answer; for a walk the length to reach
         * @param draws of a walk; else null
         */
        Talk(int[] tokens, int asked, Draws draws) {
            this.tokens = tokens;
            this.asked = asked;
            this.draws = draws;
        }

        /** Whether every answer was sure, and where answers have an end, this one did. */
        boolean isGood(boolean ends) {
            return least >= SURE && (ended || !ends);
        }

        void keep(List<int[]> sequences, List<int[]> rows) {
            int last = ended ? tokens.length - 1 : asked + 1;
            IntStream.range(asked, last).forEach(p -> rows.add(new int[] {sequences.size(), p}));
            sequences.add(Arrays.copyOf(tokens, last));
        }

        void add(int token) {
            tokens = Arrays.copyOf(tokens, tokens.length + 1);
            tokens[tokens.length - 1] = token;
        }
    }
}
