package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.analysis.compile.HeadParts.Output;
import org.assay.analysis.compile.HeadParts.Term;
import org.assay.analysis.compile.Variables.Copy;
import org.assay.datasets.matrix.Matrix;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.PositionAtom;
import org.assay.symbolic.program.Program.MatchedPair;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Selection;

/**
 * What heads of either kind have in common: scores as sums of products of what is read at the query and at the key, and values as
 * what is read at the key and written at the query.
 *
 * <p>What a head reads of a variable is any function of its values, since that is linear in a code of independent points. So a score
 * by positions is one term for every kind of query position, a query clause is the indicator of its condition times the score that it
 * gives, and a match is a term for each value that is compared.
 */
abstract class HeadWiring {
    final Stream stream;
    final Variables variables;
    final int longest;

    HeadWiring(Stream stream, int longest) {
        this.stream = stream;
        this.variables = stream.variables();
        this.longest = longest;
    }

    abstract HeadParts of(Head head, int layer);

    static HeadWiring of(Stream stream, CompileOptions options) {
        return switch (options.target()) {
            case SOFTMAX -> new SoftmaxHeads(stream, options.longest(), options.sharpness());
            case BILINEAR -> new BilinearHeads(stream, options.longest());
        };
    }

    static String item(Head head) {
        return "head " + head.name();
    }

    Functional one() {
        return Functional.constant(stream.width(), 1);
    }

    /** Scores by positions, query x key, 0 for keys behind the query. */
    double[][] positionScores(Selection selection) {
        double[][] scores = new double[longest][longest];
        for (int t = 0; t < longest; t++) {
            for (int s = 0; s <= t; s++) {
                for (PositionAtom atom : selection.positions()) {
                    scores[t][s] += atom.position().holds(t, s) ? atom.weight() : 0;
                }
            }
        }
        return scores;
    }

    /** Terms that sum to {@code table[t][s]} for the query at t and the key at s: one for all queries with the same row. */
    List<Term> positionTerms(double[][] table) {
        Map<List<Double>, double[]> queries = new LinkedHashMap<>();
        int shift = variables.sink() ? 1 : 0;
        for (int t = 0; t < longest; t++) {
            List<Double> row = new ArrayList<>();
            boolean anything = false;
            for (double score : table[t]) {
                row.add(score);
                anything |= score != 0;
            }
            if (anything) {
                queries.computeIfAbsent(row, r -> new double[longest + shift])[t + shift] = 1;
            }
        }
        List<Term> terms = new ArrayList<>();
        queries.forEach((row, positions) -> {
            double[] keys = new double[longest + shift];
            for (int s = 0; s < longest; s++) {
                keys[s + shift] = row.get(s);
            }
            terms.add(new Term(stream.read(variables.position(), positions), stream.read(variables.position(), keys)));
        });
        return terms;
    }

    /** 1 where the condition of the query holds, else 0. */
    Functional condition(Query query, int layer, Head head) {
        Map<Variable, List<Atom>> homes = stream.byHome(query.when(), layer, item(head));
        if (homes.size() > 1) {
            throw new UncompilableProgramException(
                    item(head),
                    "asks under a condition on several variables, "
                            + homes.keySet().stream().map(Variable::name).toList(),
                    "let a unit of an earlier layer insert a label for it, and ask for that");
        }
        if (homes.isEmpty()) {
            return Functional.constant(stream.width(), query.threshold() <= 0 ? 1 : 0);
        }
        Variable home = homes.keySet().iterator().next();
        double[] table = Stream.table(home, homes.get(home));
        for (int v = 0; v < table.length; v++) {
            table[v] = table[v] >= query.threshold() ? 1 : 0;
        }
        return stream.read(home, table);
    }

    /** One term for every pair of labels that the match compares, each counting {@code weight}. */
    List<Term> matchTerms(Match match, double weight, int layer, Head head) {
        List<Term> terms = new ArrayList<>();
        for (MatchedPair pair : variables.program().pairs(match)) {
            Functional query = stream.score(List.of(Atom.has(pair.query())), layer, item(head));
            Functional key = stream.scoreAtKey(List.of(Atom.has(pair.key())), layer, item(head));
            if (!query.reads().isEmpty() && !key.reads().isEmpty()) {
                terms.add(new Term(query.times(weight), key));
            }
        }
        return terms;
    }

    /** The most that a key can score by queries and matches together. */
    private double mostByContent(Head head, int layer) {
        double most = 0;
        for (Query query : head.selection().queries()) {
            for (Map.Entry<Variable, List<Atom>> home :
                    stream.byHome(query.seek(), layer, item(head)).entrySet()) {
                double[] table = Stream.table(home.getKey(), home.getValue());
                most += Math.max(0, Arrays.stream(table).max().orElse(0));
            }
        }
        for (Match match : head.selection().matches()) {
            List<MatchedPair> pairs = variables.program().pairs(match);
            int shared = exclusive(pairs.stream().map(MatchedPair::query).toList(), layer, head)
                            || exclusive(pairs.stream().map(MatchedPair::key).toList(), layer, head)
                    ? 1
                    : pairs.size();
            most += Math.max(0, match.weight()) * shared;
        }
        return most;
    }

    /** Whether no position can hold two of the labels. */
    boolean exclusive(List<String> labels, int layer, Head head) {
        Map<Variable, List<Atom>> homes =
                stream.byHome(labels.stream().map(Atom::has).toList(), layer, item(head));
        return homes.size() <= 1
                && homes.entrySet().stream()
                        .allMatch(home -> Arrays.stream(Stream.table(home.getKey(), home.getValue()))
                                .allMatch(count -> count <= 1));
    }

    /** Query x key, whether the key may reach the threshold, for what the two may hold. */
    boolean[][] candidates(Head head, int layer, double[][] positions) {
        double most = mostByContent(head, layer);
        boolean[][] candidates = new boolean[longest][longest];
        for (int t = 0; t < longest; t++) {
            for (int s = 0; s <= t; s++) {
                candidates[t][s] = positions[t][s] + most >= head.selection().threshold();
            }
        }
        return candidates;
    }

    /** Whether no query has two of them. */
    static boolean oneForEachQuery(boolean[][] candidates) {
        for (boolean[] row : candidates) {
            int count = 0;
            for (boolean candidate : row) {
                count += candidate ? 1 : 0;
            }
            if (count > 1) {
                return false;
            }
        }
        return true;
    }

    /**
     * For every direction of every copy what to read at the key: the coordinate of the value that the key gives, less that of the
     * value where nothing is selected when {@code less}.
     */
    List<Output> outputs(Head head, boolean less) {
        List<Output> outputs = new ArrayList<>();
        for (Copy copy : variables.copies(head)) {
            Matrix rows = stream.rows(copy.target());
            double[] rest = stream.point(copy.target(), copy.target().rest());
            for (int c = 0; c < rows.rows(); c++) {
                double[] direction = rows.row(c);
                double[] table = new double[copy.source().values()];
                for (int v = 0; v < table.length; v++) {
                    double[] point = stream.point(copy.target(), copy.valueOf()[v]);
                    table[v] = dot(point, direction) - (less ? dot(rest, direction) : 0);
                }
                Functional value = stream.read(copy.source(), table);
                if (variables.sink()) {
                    double off = dot(rest, direction) - table[variables.atSink(copy.source())];
                    value = off == 0
                            ? value
                            : Functional.sum(
                                    stream.width(),
                                    List.of(value, stream.isSink().times(off)));
                }
                outputs.add(new Output(value, direction, copy.target().name()));
            }
        }
        return outputs;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
