package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.fit.rule.ClaimedRule;
import org.assay.symbolic.fit.rule.RuleShares;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;

/**
 * The rules that a program claims by itself, whoever wrote it: every label whose parent is {@value #RULE} is one. It applies where
 * it is active after the last layer; where several do they have equal shares. Its law is the one the program gives when the
 * labels of the other rules are taken away there, which is the program's own law where no other rule applies.
 *
 * <p>Its kind is its name up to the first colon. A program without such labels claims nothing.
 */
public final class ProgramClaims {
    /** The superlabel of all rules. */
    public static final String RULE = "rule";

    private final Interpreter program;
    private final Site last;
    private final LabelGraph graph;
    private final List<Integer> rules = new ArrayList<>();

    private Active memory;

    private ProgramClaims(Program program) {
        this.program = Interpreter.of(program, "program");
        this.last = this.program.sites().get(this.program.sites().size() - 1);
        this.graph = program.labels();
        for (int label = 0; label < graph.size(); label++) {
            if (graph.parents(graph.name(label)).contains(RULE)) {
                rules.add(label);
            }
        }
    }

    /** What is active, and how many rules are, at every row of one context set. */
    private record Active(ContextSet contexts, Representation labels, NextTokenTable laws, int[] rules) {}

    /** The claims of {@code program} in the order of their names. */
    public static List<ClaimedRule> of(Program program) {
        ProgramClaims claims = new ProgramClaims(program);
        return claims.rules.stream().map(claims::claim).toList();
    }

    private ClaimedRule claim(int rule) {
        String name = graph.name(rule);
        int colon = name.indexOf(':');
        String kind = colon < 0 ? name : name.substring(0, colon);
        TreeSet<String> labels = new TreeSet<>();
        for (String label : graph.names()) {
            if (graph.isA(label, name)) {
                labels.add(label);
            }
        }
        return new ClaimedRule(name, kind, name, List.copyOf(labels), contexts -> shares(rule, contexts));
    }

    private RuleShares shares(int rule, ContextSet contexts) {
        Active active = active(contexts);
        double[] shares = new double[contexts.rows()];
        Matrix laws = Matrix.zeros(contexts.rows(), program.vocabulary().size());
        List<Integer> contested = new ArrayList<>();
        for (int row = 0; row < shares.length; row++) {
            if (active.labels().values().get(row, rule) == 1) {
                shares[row] = 1.0 / active.rules()[row];
                if (active.rules()[row] > 1) {
                    contested.add(row);
                } else {
                    put(active.laws().probabilities(), row, laws, row);
                }
            }
        }
        if (!contested.isEmpty()) {
            int[] rows = contested.stream().mapToInt(Integer::intValue).toArray();
            Matrix alone = alone(rule, contexts.select(rows), active.labels().values().selectRows(rows));
            for (int i = 0; i < rows.length; i++) {
                put(alone, i, laws, rows[i]);
            }
        }
        return new RuleShares(shares, laws);
    }

    private static void put(Matrix from, int row, Matrix into, int at) {
        System.arraycopy(from.row(row), 0, into.values(), at * into.columns(), into.columns());
    }

    /** The answers when no explicit label of another rule is held after the last layer, unless it is one of this rule too. */
    private Matrix alone(int rule, ContextSet contexts, Matrix labels) {
        Matrix kept = Matrix.zeros(labels.rows(), labels.columns());
        for (int row = 0; row < labels.rows(); row++) {
            long[] set = new long[LabelBits.words(graph.size())];
            for (int label = 0; label < graph.size(); label++) {
                if (labels.get(row, label) == 1) {
                    LabelBits.add(set, label);
                }
            }
            long[] explicit = graph.minimal(set);
            LabelBits.forEach(set, label -> {
                if (!belongsTo(label, rule) && rules.stream().anyMatch(other -> belongsTo(label, other))) {
                    LabelBits.remove(explicit, label);
                }
            });
            int at = row;
            LabelBits.forEach(graph.closureOf(explicit), label -> kept.set(at, label, 1));
        }
        return program.run(contexts, new Intervention(last, Optional.empty(), kept))
                .probabilities();
    }

    private boolean belongsTo(int label, int rule) {
        return LabelBits.has(graph.closure(label), rule);
    }

    /** Claims are asked one after the other about the same contexts. */
    private Active active(ContextSet contexts) {
        if (memory == null || !memory.contexts().equals(contexts)) {
            Representation labels = program.record(contexts, last);
            int[] count = new int[contexts.rows()];
            for (int row = 0; row < count.length; row++) {
                for (int rule : rules) {
                    count[row] += labels.values().get(row, rule) == 1 ? 1 : 0;
                }
            }
            memory = new Active(contexts, labels, program.next(contexts), count);
        }
        return memory;
    }
}
