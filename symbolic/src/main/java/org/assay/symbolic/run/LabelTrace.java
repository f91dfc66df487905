package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;

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

    static LabelTrace of(CompiledProgram program, int[] tokens) {
        States states = States.of(program, tokens, tokens.length);
        List<Step> steps = new ArrayList<>();
        for (int layer = 0; layer <= program.depth(); layer++) {
            for (int t = 0; t < tokens.length; t++) {
                steps.add(step(program, states, layer, t));
            }
        }
        return new LabelTrace(steps);
    }

    private static Step step(CompiledProgram program, States states, int layer, int t) {
        LabelGraph graph = program.graph();
        List<Fired> fired = new ArrayList<>();
        List<Attended> attended = new ArrayList<>();
        if (layer > 0) {
            CausalView view = states.view(layer - 1, t);
            for (CompiledHead head : program.layer(layer).heads()) {
                attended.add(new Attended(
                        head.name(), Arrays.stream(head.select(view)).boxed().toList()));
            }
            LabelState before = view.at(t);
            program.layer(layer).fire(before, (unit, score) -> {
                List<String> matched = Arrays.stream(unit.when().labels())
                        .filter(label -> LabelBits.has(before.closure(), label))
                        .mapToObj(graph::name)
                        .toList();
                fired.add(new Fired(unit.unit().name(), score, unit.unit().threshold(), matched));
            });
            fired.sort(Comparator.comparing(Fired::unit));
        }
        LabelState state = states.at(layer, t);
        List<String> explicit = graph.namesOf(state.explicit());
        List<String> inherited = new ArrayList<>(graph.namesOf(state.closure()));
        inherited.removeAll(explicit);
        SortedMap<String, Integer> numbers = new TreeMap<>();
        explicit.stream()
                .filter(program.program().counters()::contains)
                .forEach(label -> numbers.put(label, state.held(graph.index(label))));
        return new Step(layer, t, explicit, List.copyOf(inherited), numbers, fired, attended);
    }
}
