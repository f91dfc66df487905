package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.analysis.metric.LabelR2;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.run.Interpreter;

/**
 * How much of what an optimal observer knows the labels of a program tell: R2 of its belief over hidden states, or of a factor, by
 * the set of labels that the unembedding listens to ({@link LabelR2}, in sample).
 *
 * @param target    {@code belief} or {@code factor.NAME}
 * @param labels    how many such sets occur
 * @param r2        by these sets
 * @param shuffled  control: by the same sets at other rows, which is what so many labels tell of nothing
 * @param lastToken control: by the last token
 */
public record LabelBelief(String target, int labels, double r2, double shuffled, double lastToken) {
    private static final String BELIEF = "belief";

    /** Wider targets are records of tokens and positions. */
    private static final int WIDEST = 64;

    /** The belief, where the process has one; else every factor that varies. */
    static List<LabelBelief> of(Interpreter program, GeneratingProcess process, ContextSet contexts, Seed seed) {
        int[] labels = numbered(program, contexts);
        int[] from = seed.draws().nextPermutation(labels.length);
        int[] shuffled = IntStream.of(from).map(row -> labels[row]).toArray();
        int[] tokens = IntStream.range(0, labels.length)
                .map(row -> contexts.sequence(contexts.rowSequence(row))[contexts.rowPosition(row)])
                .toArray();
        int count = IntStream.of(labels).max().orElse(-1) + 1;
        List<LabelBelief> beliefs = new ArrayList<>();
        for (Site site : targets(process)) {
            Matrix target = process.record(contexts, site).values();
            if (target.columns() <= WIDEST && varies(target)) {
                double[] weights = contexts.weights();
                beliefs.add(new LabelBelief(
                        site.name(),
                        count,
                        LabelR2.of(labels, target, weights),
                        LabelR2.of(shuffled, target, weights),
                        LabelR2.of(tokens, target, weights)));
            }
        }
        return List.copyOf(beliefs);
    }

    private static List<Site> targets(GeneratingProcess process) {
        List<Site> belief = process.sites().stream()
                .filter(site -> site.name().equals(BELIEF))
                .toList();
        return belief.isEmpty() ? process.sites() : belief;
    }

    private static boolean varies(Matrix target) {
        for (int i = target.columns(); i < target.values().length; i++) {
            if (target.values()[i] != target.values()[i % target.columns()]) {
                return true;
            }
        }
        return false;
    }

    /** Each set of labels that the unembedding listens to as a number, as it first comes. */
    private static int[] numbered(Interpreter program, ContextSet contexts) {
        Set<String> heard = Counterexample.speakers(program.program());
        List<Site> layers = program.sites();
        Representation held = program.record(contexts, layers.get(layers.size() - 1));
        int[] columns = heard.stream().mapToInt(held.directions()::indexOf).toArray();
        Map<List<Double>, Integer> numbers = new HashMap<>();
        return IntStream.range(0, contexts.rows())
                .map(row -> {
                    List<Double> set = IntStream.of(columns)
                            .mapToObj(column -> held.values().get(row, column))
                            .toList();
                    return numbers.computeIfAbsent(set, key -> numbers.size());
                })
                .toArray();
    }
}
