package org.assay.analysis.compile;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Query;

/** The labels that some part of a program asks for by name, copies or counts as a vote. */
final class UsedLabels {
    private final TreeSet<String> used = new TreeSet<>();

    private UsedLabels() {}

    static SortedSet<String> of(Program program) {
        UsedLabels labels = new UsedLabels();
        for (Layer layer : program.layers()) {
            layer.heads().forEach(labels::addHead);
            layer.units().forEach(unit -> labels.addAtoms(unit.when()));
        }
        labels.used.addAll(program.unembedding().votes().keySet());
        labels.used.addAll(program.unembedding().experts().keySet());
        TreeSet<String> prefixes =
                new TreeSet<>(program.unembedding().copyVotes().keySet());
        prefixes.addAll(program.unembedding().copyExperts().keySet());
        prefixes.forEach(prefix -> labels.used.addAll(program.ownLabels(prefix).values()));
        return labels.used;
    }

    private void addHead(Head head) {
        for (Query query : head.selection().queries()) {
            addAtoms(query.when());
            addAtoms(query.seek());
        }
        used.addAll(head.values().labels());
    }

    private void addAtoms(Collection<Atom> atoms) {
        atoms.forEach(atom -> used.add(atom.label()));
    }
}
