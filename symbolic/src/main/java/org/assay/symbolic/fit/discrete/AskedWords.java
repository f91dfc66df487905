package org.assay.symbolic.fit.discrete;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * it says none in time only its first answer counts. Words are of distinct symbols, of uniform ones, of symbols of uneven frequency, and
 * short. Sequences with an answer below {@link #SURE} are left out, and a make of which more than half are is left out as a whole: the
 * network was not trained on such words. A network with sets is walked through: each token is one of those that may follow.
 */
public final class AskedWords {
    /** Least probability of every answer. */
    public static final double SURE = .9;

    private static final String TASK = "asking the network";
    private static final double HALF = .5;
    private static final int SHORT = 3;

    private final SpecialTokens special;
    private final int sequences;
    private final int longest;
    private final Seed seed;

    /** How the symbols of a word are drawn. */
    private enum Make {
        DISTINCT,
        UNIFORM,
        UNEVEN,
        SHORT
    }

    /**
     * @param sequences how many words of each make
     * @param longest   length of the longest word
     */
    public AskedWords(SpecialTokens special, int sequences, int longest, Seed seed) {
        if (sequences < 1 || longest < 1) {
            throw new IllegalArgumentException(
                    "words need a number and a length of at least 1, got " + sequences + " and " + longest);
        }
        this.special = special;
        this.sequences = sequences;
        this.longest = longest;
        this.seed = seed;
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
        List<int[]> kept = new ArrayList<>();
        List<int[]> rows = new ArrayList<>();
        for (Make make : Make.values()) {
            List<Talk> talks = talks(make);
            go(network, talks, make, progress);
            List<Talk> sure = talks.stream().filter(talk -> talk.least >= SURE).toList();
            if (sure.size() > HALF * talks.size()) {
                for (Talk talk : sure) {
                    int last = talk.ended ? talk.tokens.length - 1 : talk.asked + 1;
                    IntStream.range(talk.asked, last).forEach(p -> rows.add(new int[] {kept.size(), p}));
                    kept.add(Arrays.copyOf(talk.tokens, last));
                }
            }
        }
        if (kept.isEmpty()) {
            throw new IllegalArgumentException(
                    "the network is in doubt about the answers to all words that were tried: "
                            + Arrays.toString(Make.values()));
        }
        ContextSet contexts = contexts(kept, rows);
        return Answers.of(contexts, network.next(contexts));
    }

    /** The sets of a network that says what may follow, at every position of the words it allows. */
    public Answers of(SetModel network, Progress progress) {
        List<Talk> walks = new ArrayList<>();
        for (int s = 0; s < sequences; s++) {
            Draws draws = seed.child("walk").child(s).draws();
            walks.add(new Talk(new int[] {special.bos()}, 1 + draws.nextInt(longest), draws));
        }
        List<Talk> going = walks;
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

    /** Lets the network continue all of them together. */
    private void go(SequenceModel network, List<Talk> talks, Make make, Progress progress) {
        List<Talk> going = talks;
        int most = longest + 2;
        for (int step = 0; step < most && !going.isEmpty(); step++) {
            ContextSet ends =
                    ContextSet.lastPosition(going.stream().map(t -> t.tokens).toList());
            NextTokenTable table = network.next(ends);
            for (int t = 0; t < going.size(); t++) {
                answer(going.get(t), table, t);
            }
            going = going.stream()
                    .filter(talk -> !talk.ended && talk.least >= SURE)
                    .toList();
            progress.at(TASK, (long) make.ordinal() * most + step, (long) Make.values().length * most, "" + make);
        }
        long done = make.ordinal() + 1L;
        progress.at(TASK, done * most, (long) Make.values().length * most, "" + make);
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

    private List<Talk> talks(Make make) {
        List<Talk> talks = new ArrayList<>();
        for (int s = 0; s < sequences; s++) {
            Draws draws = seed.child(make.name()).child(s).draws();
            int[] word = word(make, draws);
            int[] read = new int[word.length + 2];
            read[0] = special.bos();
            System.arraycopy(word, 0, read, 1, word.length);
            read[word.length + 1] = special.separator();
            talks.add(new Talk(read, word.length + 1, draws));
        }
        return talks;
    }

    private int[] word(Make make, Draws draws) {
        List<Integer> symbols = special.symbols();
        int length = 1 + draws.nextInt(make == Make.SHORT ? SHORT : longest);
        if (make == Make.DISTINCT || make == Make.SHORT) {
            int[] order = draws.nextPermutation(symbols.size());
            return Arrays.stream(order).limit(length).map(symbols::get).toArray();
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

        /** @param asked position of the first answer; for a walk the length to reach */
        Talk(int[] tokens, int asked, Draws draws) {
            this.tokens = tokens;
            this.asked = asked;
            this.draws = draws;
        }

        void add(int token) {
            tokens = Arrays.copyOf(tokens, tokens.length + 1);
            tokens[tokens.length - 1] = token;
        }
    }
}
