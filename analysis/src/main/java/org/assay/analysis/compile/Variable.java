package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.assay.symbolic.label.LabelGraph;

/**
 * One of the things that the residual stream holds: it has exactly one of its values at every position.
 *
 * @param name     unique in the network: {@code token}, {@code position}, a head's name, a label that units insert
 * @param part     what writes it
 * @param layer    in which it is written, from 0; for token and position 0
 * @param explicit for every value the labels that are explicit under it
 * @param active   for every value these and their ancestors
 * @param rest     the value where nothing is written
 */
record Variable(
        String name, Part part, int layer, List<SortedSet<String>> explicit, List<SortedSet<String>> active, int rest) {

    /** What writes a variable. */
    enum Part {
        EMBEDDING,
        POSITION,
        HEAD,
        UNITS
    }

    /** With the closure of the explicit labels. */
    static Variable of(
            String name, Part part, int layer, List<? extends SortedSet<String>> explicit, int rest, LabelGraph graph) {
        List<SortedSet<String>> active = new ArrayList<>();
        for (SortedSet<String> labels : explicit) {
            TreeSet<String> closure = new TreeSet<>();
            labels.forEach(label -> closure.addAll(graph.namesOf(graph.closure(graph.index(label)))));
            active.add(closure);
        }
        return new Variable(name, part, layer, List.copyOf(explicit), active, rest);
    }

    int values() {
        return explicit.size();
    }

    /** Whether some value makes the label active. */
    boolean brings(String label) {
        return active.stream().anyMatch(labels -> labels.contains(label));
    }

    /** Whether layer {@code reader} finds it in the residual stream that it reads. */
    boolean before(int reader) {
        return part == Part.EMBEDDING || part == Part.POSITION || layer < reader;
    }
}
