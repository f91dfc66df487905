package org.assay.symbolic.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unit;
import org.assay.symbolic.program.Unit.Activation;

/**
 * Finds what cannot have an effect: units that never or always fire, heads that keep no key, atoms, votes and experts of labels that
 * are never active there, deletions of what is never explicit, duplicates, labels that never come about or that nothing asks for.
 * What it finds is certain; that it finds nothing proves nothing, as it looks at what may be active label by label.
 */
public final class Lint {
    private final Program program;
    private final Reach reach;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> asked = new HashSet<>();

    private Lint(Program program) {
        this.program = program;
        this.reach = new Reach(program);
    }

    /** The findings in the order of a run. */
    public static List<Finding> of(Program program) {
        Lint lint = new Lint(program);
        for (int n = 0; n < program.layers().size(); n++) {
            lint.layer(program.layers().get(n), n);
        }
        lint.unembedding();
        List<Finding> ofLabels = lint.labels();
        ofLabels.addAll(lint.findings);
        return List.copyOf(ofLabels);
    }

    private void layer(Layer layer, int n) {
        Map<Object, String> heads = new HashMap<>();
        for (Head head : layer.heads()) {
            head(head, n);
            duplicate("head", head.name(), heads.put(List.of(head.selection(), head.values()), head.name()), "is like");
        }
        Map<Object, String> same = new HashMap<>();
        for (Unit unit : layer.units()) {
            unit(unit, n);
            Object condition = List.of(unit.when(), unit.threshold(), unit.activation());
            duplicate("unit", unit.name(), same.put(condition, unit.name()), "has the condition of");
        }
    }

    private void duplicate(String kind, String name, String other, String relation) {
        if (other != null) {
            find(kind + " " + name, relation + " " + kind + " '" + other + "' of its layer: one of them can do both");
        }
    }

    private void head(Head head, int n) {
        String item = "head " + head.name();
        Set<Query> queries = new HashSet<>();
        for (Query query : head.selection().queries()) {
            atoms(item, query.when(), n);
            atoms(item, query.seek(), n);
            if (!reach.isAsked(query, n)) {
                find(item, "has a query whose condition never holds");
            }
            if (!queries.add(query)) {
                find(item, "asks the same query twice");
            }
        }
        for (Match match : head.selection().matches()) {
            asked.add(Match.prefixed(match.query(), match.superlabel()));
            asked.add(Match.prefixed(match.key(), match.superlabel()));
            if (reach.shared(match, n) == 0) {
                find(item, "matches '" + match.superlabel() + "', of which query and key never share a child");
            }
        }
        if (reach.most(head, n) < head.selection().threshold()) {
            find(
                    item,
                    "keeps no key: one scores at most " + reach.most(head, n) + ", and theta is "
                            + head.selection().threshold());
        }
        for (String label : head.values().labels()) {
            asked.add(label);
            if (!reach.isActive(label, n)) {
                find(item, "copies '" + label + "', which is never active before its layer");
            }
        }
    }

    private void unit(Unit unit, int n) {
        String item = "unit " + unit.name();
        atoms(item, unit.when(), n);
        long most = reach.most(unit.when(), n);
        if (most < unit.threshold()) {
            find(item, "never fires: its atoms count at most " + most + ", and it needs " + unit.threshold());
        } else if (!unit.when().isEmpty()
                && unit.activation() == Activation.STEP
                && reach.least(unit.when(), n) >= unit.threshold()) {
            find(item, "always fires, whatever its atoms say");
        }
        for (String label : unit.delete()) {
            if (!reach.isExplicitAfter(label, n)) {
                find(
                        item,
                        "deletes '" + label + "', which is never explicit there: only explicit labels can be deleted");
            }
        }
    }

    private void atoms(String item, List<Atom> atoms, int n) {
        for (Atom atom : atoms) {
            ask(item, atom.label(), n, "asks for");
        }
    }

    private void ask(String item, String label, int n, String verb) {
        asked.add(label);
        if (!reach.isActive(label, n)) {
            find(item, verb + " '" + label + "', which is never active there");
        }
    }

    private void unembedding() {
        Unembedding unembedding = program.unembedding();
        int end = program.layers().size();
        unembedding.votes().keySet().forEach(label -> ask("predict " + label, label, end, "votes for"));
        unembedding.experts().keySet().forEach(label -> ask("expert " + label, label, end, "is the law of"));
        unembedding
                .copyVotes()
                .keySet()
                .forEach(prefix -> asked.addAll(program.ownLabels(prefix).values()));
        unembedding
                .copyExperts()
                .keySet()
                .forEach(prefix -> asked.addAll(program.ownLabels(prefix).values()));
    }

    /** Declared labels that never come about, or that nothing asks for, nor for an ancestor. */
    private List<Finding> labels() {
        List<Finding> found = new ArrayList<>();
        LabelGraph graph = program.labels();
        long[] bits = asked(graph);
        for (String label : program.declared().names()) {
            boolean everActive = reach.isActive(label, program.layers().size());
            if (!everActive) {
                found.add(new Finding("label " + label, "is never active: no token brings it and no unit adds it"));
            } else if (!LabelBits.meet(graph.closure(graph.index(label)), bits)) {
                found.add(new Finding("label " + label, "is idle: nothing asks for it or for a label above it"));
            }
        }
        return found;
    }

    /** What is asked for itself, and whatever has a copy that is asked for, itself or by an ancestor. */
    private long[] asked(LabelGraph graph) {
        long[] bits = new long[LabelBits.words(graph.size())];
        asked.forEach(label -> LabelBits.add(bits, graph.index(label)));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (String label : graph.names()) {
                if (label.indexOf(':') >= 0 && LabelBits.meet(graph.closure(graph.index(label)), bits)) {
                    grows |= ask(graph, label, bits);
                }
            }
        }
        return bits;
    }

    /** Asks for what the label may be a copy of; whether that was news. */
    private static boolean ask(LabelGraph graph, String copy, long[] bits) {
        boolean news = false;
        for (int colon = copy.indexOf(':'); colon >= 0; colon = copy.indexOf(':', colon + 1)) {
            String copied = copy.substring(colon + 1);
            if (graph.contains(copied) && !LabelBits.has(bits, graph.index(copied))) {
                LabelBits.add(bits, graph.index(copied));
                news = true;
            }
        }
        return news;
    }

    private void find(String item, String what) {
        findings.add(new Finding(item, what));
    }
}
