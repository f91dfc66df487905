package org.assay.datasets.incontext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.Vocabulary;

/**
 * Tasks over words of two symbols in which a tally of the symbols is all that matters: {@code <bos> w <sep> majority} and
 * {@code <bos> w <eos>} with w balanced, then {@code <pad>} for ever ("Decompiling transformers", 2026, arXiv 2602.08857, tasks
 * bin_majority and bce_D2).
 *
 * <p>With {@code E(t, x)} the probability of one given word of t symbols and tally x, ending there, the probability that a
 * sequence begins with one given prefix is {@code W(t, x) = E(t, x) + sum over symbols s of W(t + 1, x + move of s)}, so that the
 * next token has {@code W(t + 1, x + move) / W(t, x)}, the end {@code E(t, x) / W(t, x)}.
 *
 * <p>Own factors: {@code phase}; {@code zeros} or {@code depth}, the tally, {@code none} outside the word; for the majority
 * {@code majority}, the belief over the more frequent symbol of the whole word.
 */
public final class TallyTask extends InContextProcess {
    private static final int PHASE = 0;
    private static final int TALLY = 1;
    private static final int BOS = 2;
    private static final int SEP = 3;
    private static final int EOS = 4;
    private static final int PAD = 5;

    private final boolean majority;
    private final int[] moves;
    private final double[][] ends;
    private final double[][] whole;

    private TallyTask(String name, String task, List<String> symbols, boolean majority, int[] moves, double[][] ends) {
        super(
                name,
                "in-context",
                "Decompiling transformers 2026, arXiv 2602.08857, task " + task,
                new Vocabulary(Stream.concat(symbols.stream(), Stream.of("<bos>", "<sep>", "<eos>", "<pad>"))
                        .toList()),
                "tally " + task,
                own(symbols, majority, ends[0].length),
                OptionalInt.empty());
        this.majority = majority;
        this.moves = moves;
        this.ends = ends;
        this.whole = whole(ends, moves);
    }

    private static List<Factor> own(List<String> symbols, boolean majority, int tallies) {
        List<String> phases = Arrays.stream(Phase.values())
                .map(phase -> phase.toString().toLowerCase(Locale.ROOT))
                .toList();
        List<String> tally =
                withNone(IntStream.range(0, tallies).mapToObj(Integer::toString).toList());
        List<Factor> own = new ArrayList<>();
        own.add(new Factor("phase", phases, false));
        own.add(new Factor(majority ? "zeros" : "depth", tally, false));
        if (majority) {
            own.add(new Factor("majority", symbols, true));
        }
        return own;
    }

    /**
     * The more frequent of two symbols 0 and 1: the length of the word is uniform on 1 .. {@code longest}, the number of zeros
     * uniform on what is no tie, their order uniform. Only the answer counts in the loss.
     */
    public static TallyTask majority(String name, int longest) {
        if (longest < 1 || longest > 500) {
            throw new IllegalArgumentException("a majority task needs words of up to 1 to 500 bits, got " + longest);
        }
        double[][] ends = new double[longest + 1][longest + 1];
        for (int length = 1; length <= longest; length++) {
            double words = 1;
            for (int zeros = 0; zeros <= length; zeros++) {
                double share = 1.0 / longest / (length % 2 == 0 ? length : length + 1);
                ends[length][zeros] = 2 * zeros == length ? 0 : share / words;
                words *= (double) (length - zeros) / (zeros + 1);
            }
        }
        return new TallyTask(
                name, "bin_majority, length 1 to " + longest, List.of("0", "1"), true, new int[] {1, 0}, ends);
    }

    /**
     * Brackets of one kind, {@code a} and {@code b}, nested at most {@code deepest} deep and closed at the end: the length is
     * uniform on the even numbers up to {@code longest}, the word uniform among those of its length. The source draws runs of
     * random length, of which it does not state the law.
     */
    public static TallyTask brackets(String name, int longest, int deepest) {
        if (longest < 2 || longest > 500 || deepest < 1 || deepest > 50) {
            throw new IllegalArgumentException(
                    "brackets need words of up to 2 to 500 symbols and a depth of 1 to 50, got " + longest + " and "
                            + deepest);
        }
        double[] ways = new double[deepest + 1];
        ways[0] = 1;
        double[][] ends = new double[longest + 1][deepest + 1];
        for (int length = 1; length <= longest; length++) {
            double[] longer = new double[deepest + 1];
            for (int depth = 0; depth <= deepest; depth++) {
                longer[depth] = (depth > 0 ? ways[depth - 1] : 0) + (depth < deepest ? ways[depth + 1] : 0);
            }
            ways = longer;
            ends[length][0] = length % 2 == 0 ? 1.0 / (longest / 2) / ways[0] : 0;
        }
        String task = "bce_D" + deepest + ", even length 2 to " + longest;
        return new TallyTask(name, task, List.of("a", "b"), false, new int[] {1, -1}, ends);
    }

    private static double[][] whole(double[][] ends, int[] moves) {
        double[][] whole = new double[ends.length + 1][ends[0].length];
        for (int length = ends.length - 1; length >= 0; length--) {
            for (int tally = 0; tally < whole[0].length; tally++) {
                whole[length][tally] = ends[length][tally];
                for (int move : moves) {
                    whole[length][tally] += at(whole[length + 1], tally + move);
                }
            }
        }
        return whole;
    }

    private static double at(double[] row, int tally) {
        return tally < 0 || tally >= row.length ? 0 : row[tally];
    }

    /** Where a sequence stands. */
    private enum Phase {
        START,
        WORD,
        ANSWER,
        DONE
    }

    @Override
    public Observer observer() {
        return new Reader(this);
    }

    private static final class Reader extends InContextObserver {
        private final TallyTask task;
        private Phase phase = Phase.START;
        private int length;
        private int tally;

        Reader(TallyTask task) {
            super(task);
            this.task = task;
        }

        private Reader(Reader other) {
            super(other);
            this.task = other.task;
            this.phase = other.phase;
            this.length = other.length;
            this.tally = other.tally;
        }

        @Override
        void reset() {
            phase = Phase.START;
            length = 0;
            tally = 0;
        }

        /** The answer to a majority; every position of a bracket word, whose set of next tokens is asked for. */
        @Override
        public boolean scored() {
            return phase == (task.majority ? Phase.ANSWER : Phase.WORD);
        }

        @Override
        public void next(double[] law) {
            Arrays.fill(law, 0);
            switch (phase) {
                case START -> law[BOS] = 1;
                case WORD -> word(tally, 1, law);
                case ANSWER -> law[answer(length, tally)] = 1;
                case DONE -> law[PAD] = 1;
            }
        }

        private static int answer(int length, int zeros) {
            return 2 * zeros > length ? 0 : 1;
        }

        /** Adds the law at {@code held} symbols of tally, {@code share} times. */
        private void word(int held, double share, double[] law) {
            double all = task.whole[length][held];
            for (int symbol = 0; symbol < task.moves.length; symbol++) {
                law[symbol] += share * at(task.whole[length + 1], held + task.moves[symbol]) / all;
            }
            law[task.majority ? SEP : EOS] += share * task.ends[length][held] / all;
        }

        @Override
        void advance(int token) {
            double[] law = new double[vocabularySize()];
            next(law);
            if (law[token] == 0) {
                throw refusal(token);
            }
            switch (token) {
                case BOS -> phase = Phase.WORD;
                case SEP -> phase = Phase.ANSWER;
                case EOS, PAD -> phase = Phase.DONE;
                default -> readSymbol(token);
            }
        }

        private void readSymbol(int symbol) {
            if (phase == Phase.ANSWER) {
                phase = Phase.DONE;
            } else {
                tally += task.moves[symbol];
                length++;
            }
        }

        @Override
        void own(int own, double[] values) {
            if (own == PHASE) {
                values[phase.ordinal()] = 1;
            } else if (own == TALLY) {
                values[phase == Phase.WORD ? tally : values.length - 1] = 1;
            } else if (phase == Phase.ANSWER || phase == Phase.DONE) {
                values[answer(length, tally)] = 1;
            } else {
                values[0] = zerosWin();
                values[1] = 1 - values[0];
            }
        }

        /** The probability that zeros are the more frequent in the end: W of those ends alone, over W. */
        private double zerosWin() {
            double[][] ends = new double[task.ends.length][];
            for (int n = 0; n < ends.length; n++) {
                ends[n] = task.ends[n].clone();
                Arrays.fill(ends[n], 0, n / 2 + 1, 0);
            }
            return whole(ends, task.moves)[length][tally] / task.whole[length][tally];
        }

        /** The tally within a word; the majority where it is asked for. */
        @Override
        void nextGiven(int factor, double[] value, double[] into) {
            Arrays.fill(into, 0);
            if (factor == OWN + TALLY && phase == Phase.WORD) {
                for (int held = 0; held < value.length; held++) {
                    if (value[held] > 0 && (held == value.length - 1 || task.whole[length][held] == 0)) {
                        throw new IllegalArgumentException("no word has the tally "
                                + (held == value.length - 1 ? NONE : held) + " after " + length + " symbols");
                    }
                    if (value[held] > 0) {
                        word(held, value[held], into);
                    }
                }
            } else if (factor > OWN + TALLY && phase == Phase.ANSWER) {
                System.arraycopy(value, 0, into, 0, value.length);
            } else {
                super.nextGiven(factor, value, into);
            }
        }

        @Override
        public Observer copy() {
            return new Reader(this);
        }
    }
}
