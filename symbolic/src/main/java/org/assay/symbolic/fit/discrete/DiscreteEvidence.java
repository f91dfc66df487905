package org.assay.symbolic.fit.discrete;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.assay.datasets.sequence.ContextSet;

/** What a network said at some rows, and which questions about them a program may ask. */
final class DiscreteEvidence {
    private static final int FARTHEST = 3;
    private static final int MOST_LANDMARKS = 8;
    private static final int MOST_COUNTED = 16;
    private static final int WIDEST_COUNT = 8;
    private static final int WIDEST_MODULUS = 4;

    /** A question must part off at least so many rows: fewer could not pay for it. */
    private static final int LEAST_ROWS = 2;

    private final Answers answers;
    private final int vocabulary;
    private final List<Pointer> pointers;
    private final Map<Pointer, int[]> values = new HashMap<>();
    private final List<Integer> symbols;
    private final Map<Emission.Choice, int[]> chosen = new EnumMap<>(Emission.Choice.class);
    private final List<Feature> features = new ArrayList<>();
    private final List<RowSet> holds = new ArrayList<>();
    private final Map<Integer, List<RowSet>> known = new HashMap<>();

    DiscreteEvidence(Answers answers, int vocabulary) {
        this.answers = answers;
        this.vocabulary = vocabulary;
        List<Integer> landmarks = landmarks();
        this.pointers = Pointer.all(landmarks, FARTHEST);
        pointers.forEach(pointer -> values.put(pointer, valuesOf(pointer)));
        this.symbols = allButFrames();
        for (Emission.Choice choice : Emission.Choice.values()) {
            chosen.put(choice, chosenBy(choice));
        }
        addCounts(
                vocabulary <= MOST_COUNTED
                        ? IntStream.range(0, vocabulary).boxed().toList()
                        : landmarks);
        pointers.forEach(this::addValues);
        addPositions();
        Pointer current = Pointer.back(0);
        for (Pointer pointer : pointers) {
            int[] here = values.get(current);
            int[] there = values.get(pointer);
            add(new Feature.Same(current, pointer), row -> here[row] == there[row]);
        }
    }

    int rows() {
        return answers.said().size();
    }

    Answers answers() {
        return answers;
    }

    int vocabulary() {
        return vocabulary;
    }

    List<Integer> said(int row) {
        return answers.said().get(row);
    }

    List<Pointer> pointers() {
        return pointers;
    }

    /** The token at the place for every row, {@link Pointer#NOWHERE} where there is none. */
    int[] values(Pointer pointer) {
        return values.get(pointer);
    }

    /** Tokens that come and do not frame a word: all but those that stand exactly once in every sequence; rising. */
    List<Integer> symbols() {
        return symbols;
    }

    private List<Integer> allButFrames() {
        ContextSet contexts = answers.contexts();
        boolean[] frames = new boolean[vocabulary];
        boolean[] come = new boolean[vocabulary];
        Arrays.fill(frames, true);
        for (int s = 0; s < contexts.sequences(); s++) {
            int[] often = new int[vocabulary];
            IntStream.of(contexts.sequence(s)).forEach(token -> often[token]++);
            for (int token = 0; token < vocabulary; token++) {
                frames[token] &= often[token] == 1;
                come[token] |= often[token] > 0;
            }
        }
        return IntStream.range(0, vocabulary)
                .filter(token -> come[token] && !frames[token])
                .boxed()
                .toList();
    }

    /** The chosen symbol for every row, {@link Pointer#NOWHERE} where there is none. */
    int[] chosen(Emission.Choice choice) {
        return chosen.get(choice);
    }

    private int[] chosenBy(Emission.Choice choice) {
        ContextSet contexts = answers.contexts();
        return IntStream.range(0, rows())
                .map(row ->
                        choice.of(contexts.sequence(contexts.rowSequence(row)), contexts.rowPosition(row) + 1, symbols))
                .toArray();
    }

    List<Feature> features() {
        return features;
    }

    /** Where feature {@code f} holds. */
    RowSet holds(int f) {
        return holds.get(f);
    }

    /** Tokens that stand in at least half of the sequences, the most frequent first. */
    private List<Integer> landmarks() {
        ContextSet contexts = answers.contexts();
        int[] often = new int[vocabulary];
        for (int s = 0; s < contexts.sequences(); s++) {
            IntStream.of(contexts.sequence(s)).distinct().forEach(token -> often[token]++);
        }
        return IntStream.range(0, vocabulary)
                .filter(token -> 2 * often[token] >= contexts.sequences())
                .boxed()
                .sorted((a, b) -> often[b] - often[a])
                .limit(MOST_LANDMARKS)
                .toList();
    }

    private int[] valuesOf(Pointer pointer) {
        ContextSet contexts = answers.contexts();
        int[] found = new int[rows()];
        for (int row = 0; row < found.length; row++) {
            int[] sequence = contexts.sequence(contexts.rowSequence(row));
            int place = pointer.find(sequence, contexts.rowPosition(row));
            found[row] = place < 0 ? Pointer.NOWHERE : sequence[place];
        }
        return found;
    }

    private void addValues(Pointer pointer) {
        int[] found = values.get(pointer);
        Map<Integer, List<Integer>> rowsOf = new LinkedHashMap<>();
        for (int row = 0; row < found.length; row++) {
            rowsOf.computeIfAbsent(found[row], value -> new ArrayList<>()).add(row);
        }
        List<Integer> sorted = new ArrayList<>(rowsOf.keySet());
        Collections.sort(sorted);
        for (int value : sorted) {
            Feature feature =
                    value == Pointer.NOWHERE ? new Feature.Nowhere(pointer) : new Feature.TokenAt(pointer, value);
            Set<Integer> those = new HashSet<>(rowsOf.get(value));
            add(feature, those::contains);
        }
    }

    private void addPositions() {
        ContextSet contexts = answers.contexts();
        for (int modulus = 2; modulus <= WIDEST_MODULUS; modulus++) {
            int by = modulus;
            for (int residue = 0; residue < modulus; residue++) {
                int left = residue;
                add(new Feature.Residue(by, left), row -> contexts.rowPosition(row) % by == left);
            }
        }
    }

    private void addCounts(List<Integer> counted) {
        int[][] counts = new int[vocabulary][];
        for (int token : counted) {
            counts[token] = countsOf(token);
        }
        for (int more : counted) {
            addCount(more, Pointer.NOWHERE, counts[more]);
            for (int less : counted) {
                if (less != more) {
                    int[] differences = new int[rows()];
                    for (int row = 0; row < differences.length; row++) {
                        differences[row] = counts[more][row] - counts[less][row];
                    }
                    addCount(more, less, differences);
                }
            }
        }
    }

    private void addCount(int more, int less, int[] numbers) {
        int least = less == Pointer.NOWHERE ? 1 : -WIDEST_COUNT;
        for (int threshold = least; threshold <= WIDEST_COUNT; threshold++) {
            int wanted = threshold;
            add(new Feature.Count(more, less, threshold), row -> numbers[row] >= wanted);
        }
    }

    private int[] countsOf(int token) {
        ContextSet contexts = answers.contexts();
        int[] counts = new int[rows()];
        for (int row = 0; row < counts.length; row++) {
            int[] sequence = contexts.sequence(contexts.rowSequence(row));
            for (int s = 0; s <= contexts.rowPosition(row); s++) {
                counts[row] += sequence[s] == token ? 1 : 0;
            }
        }
        return counts;
    }

    /** Adds a feature unless it tells next to no rows apart, or the same as one before or its absence. */
    private void add(Feature feature, IntPredicate where) {
        RowSet set = RowSet.of(rows(), where);
        int size = set.size();
        if (size < LEAST_ROWS || size > rows() - LEAST_ROWS) {
            return;
        }
        RowSet rest = RowSet.of(rows(), row -> !set.has(row));
        boolean twin = known.getOrDefault(set.hash(), List.of()).stream().anyMatch(set::sameAs)
                || known.getOrDefault(rest.hash(), List.of()).stream().anyMatch(rest::sameAs);
        if (!twin) {
            known.computeIfAbsent(set.hash(), hash -> new ArrayList<>()).add(set);
            features.add(feature);
            holds.add(set);
        }
    }
}
