package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Atom;

/**
 * What a program did on one sequence.
 *
 * @param steps the embedding of every position, then layer by layer every position
 */
public record LabelTrace(List<Step> steps) {
    public LabelTrace {
        steps = List.copyOf(steps);
    }

    /**
     * One position after one layer.
     *
     * @param layer    0 is the embedding
     * @param position from 0
     * @param explicit labels held explicitly after the layer, by name
     * @param inherited labels that are active only because a descendant is held
     * @param numbers  for every counter among the explicit labels what it holds
     * @param fired    units of the layer that fired
     * @param attended what each head of the layer selected
     */
    public record Step(
            int layer,
            int position,
            List<String> explicit,
            List<String> inherited,
            SortedMap<String, Integer> numbers,
            List<Fired> fired,
            List<Attended> attended) {}

    /**
     * A unit that fired.
     *
     * @param matched labels of its atoms that were active, those of negative weight among them
     */
    public record Fired(String unit, long score, int threshold, List<String> matched) {}

    /** @param keys positions that the head kept, best first; none when nothing was selected */
    public record Attended(String head, List<Integer> keys) {}

    /** What happened at {@code position} in {@code layer}. */
    public Step at(int layer, int position) {
        return steps.stream()
                .filter(step -> step.layer() == layer && step.position() == position)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("the trace has no layer " + layer + " at position " + position));
    }

    static LabelTrace of(ProgramRun run, int length) {
        List<Step> steps = new ArrayList<>();
        for (int layer = 0; layer <= run.program().depth(); layer++) {
            for (int t = 0; t < length; t++) {
                steps.add(step(run, layer, t));
            }
        }
        return new LabelTrace(steps);
    }

    private static Step step(ProgramRun run, int layer, int t) {
        StateLayout layout = run.program().layout();
        LabelGraph graph = layout.graph();
        List<Fired> fired = new ArrayList<>();
        List<Attended> attended = new ArrayList<>();
        if (layer > 0) {
            CompiledLayer compiled = run.program().layer(layer);
            for (int h = 0; h < compiled.heads().size(); h++) {
                BestKeys keys = run.keys(layer, h, t);
                List<Integer> positions = new ArrayList<>();
                for (int i = 0; i < keys.size(); i++) {
                    positions.add(keys.position(i));
                }
                attended.add(new Attended(compiled.heads().get(h).head().name(), positions));
            }
            long[] before = run.closure(layer - 1, t);
            compiled.units().fire(before, layout, (unit, score) -> {
                List<String> matched = unit.unit().when().stream()
                        .map(Atom::label)
                        .filter(label -> LabelBits.has(before, graph.index(label)))
                        .toList();
                fired.add(new Fired(unit.unit().name(), score, unit.unit().threshold(), matched));
            });
            fired.sort(Comparator.comparing(Fired::unit));
        }
        long[] row = run.row(layer, t);
        List<String> explicit = graph.namesOf(Arrays.copyOf(row, layout.bitWords()));
        List<String> inherited =
                new ArrayList<>(graph.namesOf(Arrays.copyOf(run.closure(layer, t), layout.bitWords())));
        inherited.removeAll(explicit);
        SortedMap<String, Integer> numbers = new TreeMap<>();
        explicit.stream()
                .filter(label -> layout.isCounter(graph.index(label)))
                .forEach(label -> numbers.put(label, (int) layout.amount(row, graph.index(label))));
        return new Step(layer, t, explicit, List.copyOf(inherited), numbers, fired, attended);
    }
}
