package org.assay.datasets.incontext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.Vocabulary;

/**
 * Copying once: {@code <bos> w <sep> w <eos>}, then {@code <pad>} for ever. The length of w is uniform on 1 .. N; either its symbols
 * are distinct or its pairs of neighbours are. Only what follows {@code <sep>} counts in the loss, up to {@code <eos>}
 * ("Decompiling transformers", 2026, arXiv 2602.08857, tasks unique copy and unique bigram copy).
 *
 * <p>After t symbols of the first copy the length is uniform on max(t, 1) .. N, so that {@code <sep>} has probability
 * {@code 1 / (N - t + 1)}; in the second copy everything is determined.
 *
 * <p>Own factors: {@code phase}; {@code length}, the belief over the length of w; {@code pointer}, how many symbols of the
 * second copy have come; {@code copied-token}, the symbol that is copied next ({@code none} outside the second copy); and
 * {@code token-before-previous}, which with the previous and the current one is what copying a word of distinct pairs needs.
 */
public final class WordCopy extends InContextProcess {
    private static final int PHASE = 0;
    private static final int LENGTH = 1;
    private static final int POINTER = 2;
    private static final int COPIED = 3;
    private static final int BEFORE_PREVIOUS = 4;

    private final WordLaw words;
    private final int longest;

    private WordCopy(String name, String task, Vocabulary vocabulary, WordLaw words, int longest) {
        super(
                name,
                "in-context",
                "Decompiling transformers 2026, arXiv 2602.08857, task " + task + ", " + words.symbols()
                        + " symbols, length 1 to " + longest,
                vocabulary,
                "word-copy " + task + " longest " + longest,
                own(vocabulary, words.symbols(), longest),
                OptionalInt.empty());
        this.words = words;
        this.longest = longest;
    }

    private static List<Factor> own(Vocabulary vocabulary, int symbols, int longest) {
        List<String> lengths =
                IntStream.rangeClosed(0, longest).mapToObj(Integer::toString).toList();
        return List.of(
                new Factor(
                        "phase",
                        Arrays.stream(Phase.values())
                                .map(Phase::toString)
                                .map(phase -> phase.toLowerCase(Locale.ROOT))
                                .toList(),
                        false),
                new Factor("length", lengths, true),
                new Factor("pointer", withNone(lengths), false),
                new Factor("copied-token", withNone(vocabulary.tokens().subList(0, symbols)), false),
                new Factor("token-before-previous", withNone(vocabulary.tokens()), false));
    }

    /** Words of distinct symbols of up to {@code longest}, which is at most their number. */
    public static WordCopy uniqueSymbols(String name, int symbols, int longest) {
        return of(name, "unique copy", new DistinctSymbols(symbols), longest);
    }

    /** Words of distinct pairs of neighbours of up to {@code longest} symbols, which is at most symbols^2 + 1. */
    public static WordCopy uniqueBigrams(String name, int symbols, int longest) {
        return of(name, "unique bigram copy", new UniqueBigrams(symbols), longest);
    }

    private static WordCopy of(String name, String task, WordLaw words, int longest) {
        if (words.symbols() < 1 || longest < 1 || longest > words.longest()) {
            throw new IllegalArgumentException(task + " of " + words.symbols() + " symbols has words of 1 .. "
                    + words.longest() + " symbols, asked for up to " + longest);
        }
        List<String> tokens = new ArrayList<>(numbered("s", words.symbols()));
        tokens.addAll(List.of("<bos>", "<sep>", "<eos>", "<pad>"));
        return new WordCopy(name, task, new Vocabulary(tokens), words, longest);
    }

    /** Where a sequence stands. */
    private enum Phase {
        START,
        FIRST,
        SECOND,
        DONE
    }

    @Override
    public Observer observer() {
        return new Reader(this);
    }

    private static final class Reader extends InContextObserver {
        private final WordCopy task;
        private final WordLaw law;
        private final int[] word;
        private Phase phase;
        private int length;
        private int pointer;
        private int beforePrevious;

        Reader(WordCopy task) {
            super(task);
            this.task = task;
            this.law = task.words.copy();
            this.word = new int[task.longest];
            reset();
        }

        private Reader(Reader other) {
            super(other);
            this.task = other.task;
            this.law = other.law.copy();
            this.word = other.word.clone();
            this.phase = other.phase;
            this.length = other.length;
            this.pointer = other.pointer;
            this.beforePrevious = other.beforePrevious;
        }

        @Override
        void reset() {
            law.restart();
            phase = Phase.START;
            length = 0;
            pointer = 0;
            beforePrevious = NO_TOKEN;
        }

        private int bos() {
            return law.symbols();
        }

        private int sep() {
            return bos() + 1;
        }

        private int eos() {
            return bos() + 2;
        }

        private int pad() {
            return bos() + 3;
        }

        @Override
        public boolean scored() {
            return phase == Phase.SECOND;
        }

        @Override
        public void next(double[] into) {
            Arrays.fill(into, 0);
            switch (phase) {
                case START -> into[bos()] = 1;
                case FIRST -> first(length == 0 ? 0 : 1.0 / (task.longest - length + 1), into);
                case SECOND -> into[pointer == length ? eos() : word[pointer]] = 1;
                case DONE -> into[pad()] = 1;
            }
        }

        /** In the first copy, when it ends here with probability {@code end}. */
        private void first(double end, double[] into) {
            Arrays.fill(into, 0);
            if (end < 1) {
                law.next(into);
                for (int s = 0; s < law.symbols(); s++) {
                    into[s] *= 1 - end;
                }
            }
            into[sep()] = end;
        }

        @Override
        void advance(int token) {
            switch (phase) {
                case START -> phase = expect(token, bos(), Phase.FIRST);
                case FIRST -> readFirst(token);
                case SECOND -> readSecond(token);
                case DONE -> expect(token, pad(), Phase.DONE);
            }
            beforePrevious = previous();
        }

        private Phase expect(int token, int wanted, Phase then) {
            if (token != wanted) {
                throw refusal(token);
            }
            return then;
        }

        private void readFirst(int token) {
            if (token == sep() && length > 0) {
                phase = Phase.SECOND;
                return;
            }
            double[] possible = new double[vocabularySize()];
            next(possible);
            if (possible[token] == 0) {
                throw refusal(token);
            }
            law.add(token);
            word[length++] = token;
        }

        private void readSecond(int token) {
            if (pointer == length) {
                phase = expect(token, eos(), Phase.DONE);
            } else {
                expect(token, word[pointer], Phase.SECOND);
                pointer++;
            }
        }

        @Override
        void own(int own, double[] values) {
            switch (own) {
                case PHASE -> values[phase.ordinal()] = 1;
                case LENGTH -> length(values);
                case POINTER -> values[phase == Phase.SECOND ? pointer : task.longest + 1] = 1;
                case COPIED -> values[phase == Phase.SECOND && pointer < length ? word[pointer] : law.symbols()] = 1;
                default -> values[beforePrevious == NO_TOKEN ? vocabularySize() : beforePrevious] = 1;
            }
        }

        private void length(double[] values) {
            if (phase == Phase.SECOND || phase == Phase.DONE) {
                values[length] = 1;
            } else {
                int least = Math.max(1, length);
                Arrays.fill(values, least, values.length, 1.0 / (task.longest - least + 1));
            }
        }

        /** The length while the first copy is told; the pointer or the copied token, {@code none} for the end, in the second. */
        @Override
        void nextGiven(int factor, double[] value, double[] into) {
            Arrays.fill(into, 0);
            if (factor == OWN + LENGTH && phase == Phase.FIRST) {
                given(value, into);
            } else if (factor == OWN + POINTER && phase == Phase.SECOND) {
                for (int p = 0; p < value.length; p++) {
                    if (value[p] > 0 && p > length) {
                        throw new IllegalArgumentException(
                                "pointer " + p + " is beyond the word, which has " + length + " symbols");
                    }
                    if (value[p] > 0) {
                        into[p == length ? eos() : word[p]] += value[p];
                    }
                }
            } else if (factor == OWN + COPIED && phase == Phase.SECOND) {
                System.arraycopy(value, 0, into, 0, law.symbols());
                into[eos()] = value[law.symbols()];
            } else {
                super.nextGiven(factor, value, into);
            }
        }

        private void given(double[] lengths, double[] into) {
            for (int n = 0; n < Math.max(1, length); n++) {
                if (lengths[n] > 0) {
                    throw new IllegalArgumentException(
                            "length " + n + " cannot be: " + length + " symbols have come already");
                }
            }
            first(length == 0 ? 0 : lengths[length], into);
        }

        @Override
        public Observer copy() {
            return new Reader(this);
        }
    }
}
