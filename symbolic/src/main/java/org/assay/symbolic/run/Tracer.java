package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.PositionAtom;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.run.LabelTrace.Attended;
import org.assay.symbolic.run.LabelTrace.Fired;
import org.assay.symbolic.run.LabelTrace.Kept;
import org.assay.symbolic.run.LabelTrace.Step;
import org.assay.symbolic.run.LabelTrace.Term;
import org.assay.symbolic.run.LabelTrace.Weighted;

/**
 * Says why a program did what it did. What happened is taken from the run, the reasons are worked out anew from the program as it is
 * written, so that the two can be held against each other.
 */
final class Tracer {
    private final ProgramRun run;
    private final Program program;
    private final StateLayout layout;
    private final LabelGraph graph;

    private Tracer(ProgramRun run) {
        this.run = run;
        this.program = run.program().program();
        this.layout = run.program().layout();
        this.graph = layout.graph();
    }

    /** The trace of the sequence that was run, over its first {@code length} tokens; the run must keep every label. */
    static LabelTrace of(ProgramRun run, int length) {
        Tracer tracer = new Tracer(run);
        List<Step> steps = new ArrayList<>();
        for (int layer = 0; layer <= run.program().depth(); layer++) {
            for (int t = 0; t < length; t++) {
                steps.add(tracer.step(layer, t));
            }
        }
        AnswerTracer answers = new AnswerTracer(program(run), layout(run));
        List<LabelTrace.Said> said = new ArrayList<>();
        for (int t = 0; t < length; t++) {
            said.add(answers.said(t, run.closure(run.program().depth(), t), run.answer(t)));
        }
        return new LabelTrace(steps, said);
    }

    private static Program program(ProgramRun run) {
        return run.program().program();
    }

    private static StateLayout layout(ProgramRun run) {
        return run.program().layout();
    }

    private Step step(int layer, int t) {
        long[] row = run.row(layer, t);
        List<String> explicit = names(row);
        List<String> inherited = new ArrayList<>(names(run.closure(layer, t)));
        inherited.removeAll(explicit);
        List<String> before = layer == 0 ? List.of() : names(run.row(layer - 1, t));
        SortedMap<String, Integer> numbers = new TreeMap<>();
        layout.forEachLabel(row, label -> {
            if (layout.isCounter(label)) {
                numbers.put(graph.name(label), (int) layout.amount(row, label));
            }
        });
        return new Step(
                layer,
                t,
                explicit,
                List.copyOf(inherited),
                numbers,
                explicit.stream().filter(label -> !before.contains(label)).toList(),
                before.stream().filter(label -> !explicit.contains(label)).toList(),
                layer == 0 ? List.of() : fired(layer, run.closure(layer - 1, t)),
                layer == 0 ? List.of() : attended(layer, t));
    }

    private List<String> names(long[] row) {
        return graph.namesOf(Arrays.copyOf(row, layout.bitWords()));
    }

    private List<Fired> fired(int layer, long[] closure) {
        List<Fired> fired = new ArrayList<>();
        run.program().layer(layer).units().fire(closure, layout, (compiled, score) -> {
            var unit = compiled.unit();
            List<Term> terms = terms(unit.when(), closure);
            fired.add(new Fired(
                    unit.name(),
                    score,
                    unit.threshold(),
                    terms.stream().map(Term::what).toList(),
                    terms,
                    unit.amount(score),
                    unit.add(),
                    unit.delete()));
        });
        fired.sort(Comparator.comparing(Fired::unit));
        return fired;
    }

    /** The atoms that count for anything. */
    private List<Term> terms(List<Atom> atoms, long[] closure) {
        return atoms.stream()
                .map(atom -> new Term(atom.label(), atom.weight(), layout.amount(closure, graph.index(atom.label()))))
                .filter(term -> term.times() > 0)
                .toList();
    }

    private static long sum(List<Term> terms) {
        return terms.stream().mapToLong(term -> term.weight() * term.times()).sum();
    }

    private List<Attended> attended(int layer, int t) {
        List<Attended> attended = new ArrayList<>();
        List<Head> heads = program.layers().get(layer - 1).heads();
        for (int h = 0; h < heads.size(); h++) {
            Head head = heads.get(h);
            BestKeys best = run.keys(layer, h, t);
            List<Kept> kept = new ArrayList<>();
            for (int i = 0; i < best.size(); i++) {
                kept.add(new Kept(best.position(i), best.score(i), terms(head, layer, t, best.position(i))));
            }
            SortedMap<String, Long> inserted = new TreeMap<>();
            long[] row = run.insertedBy(layer, h, t);
            layout.forEachLabel(row, label -> inserted.put(graph.name(label), layout.amount(row, label)));
            attended.add(new Attended(
                    head.name(),
                    kept.stream().map(Kept::position).toList(),
                    asked(head, run.closure(layer - 1, t)),
                    head.selection().threshold(),
                    kept,
                    inserted));
        }
        return attended;
    }

    private boolean holds(Query query, long[] closure) {
        return sum(terms(query.when(), closure)) >= query.threshold();
    }

    private boolean isActive(String label, long[] closure) {
        return layout.isActive(closure, graph.index(label));
    }

    private List<Weighted> asked(Head head, long[] closure) {
        List<Weighted> asked = new ArrayList<>();
        for (Query query : head.selection().queries()) {
            if (holds(query, closure)) {
                query.seek().forEach(atom -> asked.add(new Weighted(atom.label(), atom.weight())));
            }
        }
        for (Match match : head.selection().matches()) {
            for (Program.MatchedPair pair : program.pairs(match)) {
                if (isActive(pair.query(), closure)) {
                    asked.add(new Weighted(pair.key(), match.weight()));
                }
            }
        }
        return asked;
    }

    private List<Term> terms(Head head, int layer, int t, int s) {
        long[] query = run.closure(layer - 1, t);
        long[] key = run.closure(layer - 1, s);
        List<Term> terms = new ArrayList<>();
        for (Query asked : head.selection().queries()) {
            if (holds(asked, query)) {
                terms.addAll(terms(asked.seek(), key));
            }
        }
        for (Match match : head.selection().matches()) {
            for (Program.MatchedPair pair : program.pairs(match)) {
                if (isActive(pair.query(), query) && isActive(pair.key(), key)) {
                    terms.add(new Term(pair.key(), match.weight(), 1));
                }
            }
        }
        for (PositionAtom atom : head.selection().positions()) {
            if (atom.position().holds(t, s)) {
                terms.add(new Term(atom.position().label(), atom.weight(), 1));
            }
        }
        return terms;
    }
}
