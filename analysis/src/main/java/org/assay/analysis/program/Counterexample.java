package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.language.RuleLanguage;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.process.Observer;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.run.Interpreter;

/**
 * A context on which a program and a network differ: the shortest end of a context seen on which they still do. Both are asked
 * again about every end, one token, two, and so on, which either may answer otherwise than the whole. Where the language is known
 * only ends count with which a sequence can begin: of others the network has learned nothing.
 *
 * @param tokens     of the shortest end
 * @param divergence KL(network || program) there, nats
 * @param length     of the context that it is the end of
 * @param rule       the rule of the language that wins after the whole context; empty without a language
 * @param labels     labels of the program after the end that vote or bring an expert
 * @param network    its law after the end
 * @param program    its law after the end
 */
public record Counterexample(
        int[] tokens,
        double divergence,
        int length,
        Optional<String> rule,
        List<String> labels,
        double[] network,
        double[] program) {
    private static final String TASK = "counterexamples";

    /** How many contexts are shortened, those on which the two differ most. */
    private static final int SHORTENED = 200;

    /** The end of row {@code row}. */
    private record End(int[] tokens, int row, double divergence, double[] network, double[] program) {}

    /**
     * The shortest, and of equally short ones those on which the two differ most first.
     *
     * @param perRow KL(network || program) at every row of {@code contexts}, nats
     * @param bound  where the divergence is greater, the two differ; positive
     * @param most   how many at most
     */
    public static List<Counterexample> shortest(
            SequenceModel network,
            Interpreter program,
            ContextSet contexts,
            double[] perRow,
            double bound,
            int most,
            Optional<RuleLanguage> language,
            Progress progress) {
        if (!(bound > 0)) {
            throw new IllegalArgumentException("the bound of a counterexample must be positive, got " + bound);
        }
        int[] open = IntStream.range(0, perRow.length)
                .filter(row -> perRow[row] > bound)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -perRow[row]))
                .limit(SHORTENED)
                .mapToInt(Integer::intValue)
                .toArray();
        Map<List<Integer>, End> ends = new HashMap<>();
        int all = open.length;
        for (int length = 1; open.length > 0; length++) {
            int tried = length;
            int[] longEnough = Arrays.stream(open)
                    .filter(row -> contexts.rowPosition(row) + 1 >= tried)
                    .toArray();
            boolean[] found = new boolean[contexts.rows()];
            for (End end : ends(network, program, contexts, longEnough, length)) {
                if (end.divergence() > bound && language.stream().allMatch(known -> begins(known, end.tokens()))) {
                    found[end.row()] = true;
                    ends.putIfAbsent(Arrays.stream(end.tokens()).boxed().toList(), end);
                }
            }
            open = Arrays.stream(longEnough).filter(row -> !found[row]).toArray();
            progress.at(TASK, all - open.length, all, "ends of " + length + " tokens");
        }
        List<End> shortest = ends.values().stream()
                .sorted(Comparator.comparingInt((End end) -> end.tokens().length)
                        .thenComparing(end -> -end.divergence())
                        .thenComparing(End::tokens, Arrays::compare))
                .limit(most)
                .toList();
        return described(shortest, program, contexts, language);
    }

    private static boolean begins(RuleLanguage language, int[] tokens) {
        Observer observer = language.observer();
        double[] law = new double[language.vocabulary().size()];
        for (int token : tokens) {
            observer.next(law);
            if (law[token] == 0) {
                return false;
            }
            observer.read(token);
        }
        return true;
    }

    /** The last {@code length} tokens of each row, with what the two say after them. */
    private static List<End> ends(
            SequenceModel network, SequenceModel program, ContextSet contexts, int[] rows, int length) {
        if (rows.length == 0) {
            return List.of();
        }
        List<int[]> tokens = new ArrayList<>();
        for (int row : rows) {
            int[] context = contexts.context(row);
            tokens.add(Arrays.copyOfRange(context, context.length - length, context.length));
        }
        ContextSet ends = ContextSet.lastPosition(tokens);
        NextTokenTable asked = network.next(ends);
        NextTokenTable answered = program.next(ends);
        double[] divergence = KlDivergence.perRow(asked, answered);
        List<End> all = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            all.add(new End(
                    tokens.get(i),
                    rows[i],
                    divergence[i],
                    asked.probabilities().row(i),
                    answered.probabilities().row(i)));
        }
        return all;
    }

    private static List<Counterexample> described(
            List<End> ends, Interpreter program, ContextSet contexts, Optional<RuleLanguage> language) {
        if (ends.isEmpty()) {
            return List.of();
        }
        ContextSet set = ContextSet.lastPosition(ends.stream().map(End::tokens).toList());
        Representation labels =
                program.record(set, program.sites().get(program.sites().size() - 1));
        Set<String> speakers = speakers(program.program());
        List<Counterexample> examples = new ArrayList<>();
        for (int i = 0; i < ends.size(); i++) {
            End end = ends.get(i);
            int row = i;
            List<String> speaking = speakers.stream()
                    .filter(label ->
                            labels.values().get(row, labels.directions().indexOf(label)) > 0)
                    .toList();
            Optional<String> rule = language.map(known ->
                    known.rules().get(known.winningRule(contexts.select(new int[] {end.row()}))[0]));
            examples.add(new Counterexample(
                    end.tokens(),
                    end.divergence(),
                    contexts.rowPosition(end.row()) + 1,
                    rule,
                    speaking,
                    end.network(),
                    end.program()));
        }
        return List.copyOf(examples);
    }

    /** Labels that the unembedding listens to. */
    static Set<String> speakers(Program program) {
        Unembedding unembedding = program.unembedding();
        Set<String> speakers = new TreeSet<>(unembedding.votes().keySet());
        speakers.addAll(unembedding.experts().keySet());
        unembedding
                .copyVotes()
                .keySet()
                .forEach(prefix -> speakers.addAll(program.ownLabels(prefix).values()));
        unembedding
                .copyExperts()
                .keySet()
                .forEach(prefix -> speakers.addAll(program.ownLabels(prefix).values()));
        return speakers;
    }
}
