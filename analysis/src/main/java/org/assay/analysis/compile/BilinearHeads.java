package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.analysis.compile.HeadParts.Term;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.Program.MatchedPair;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Selection;
import org.assay.symbolic.program.Selection.Ties;

/**
 * Heads of bilinear attention, whose pattern is exactly 1 at the key that is kept and 0 at all others. Nothing competes in such
 * attention, so a head can be compiled where positions alone say which key may be kept; the second pair of queries and keys then says
 * whether that key holds what is asked for. Where nothing is kept the pattern is 0 throughout, and what a bias writes stays.
 */
final class BilinearHeads extends HeadWiring {
    BilinearHeads(Stream stream, int longest) {
        super(stream, longest);
    }

    @Override
    HeadParts of(Head head, int layer) {
        Selection selection = head.selection();
        double[][] scores = positionScores(selection);
        boolean byPosition =
                selection.queries().isEmpty() && selection.matches().isEmpty();
        boolean[][] candidates = candidates(head, layer, scores);
        if (!byPosition && !oneForEachQuery(candidates)) {
            throw new UncompilableProgramException(
                    item(head),
                    "keeps the best of several keys, and bilinear attention has no competition between keys",
                    "say where the key stands, such as offset {+1}, or compile to softmax attention");
        }
        List<Term> first = positionTerms(indicators(byPosition ? kept(selection, scores) : candidates));
        List<Term> second = byPosition
                ? List.of(new Term(one(), one()))
                : content(head, layer, selection.threshold() - scoreOfCandidates(head, scores, candidates));
        double[] rest = new double[stream.width()];
        variables.copies(head).forEach(copy -> {
            double[] point = stream.point(copy.target(), copy.target().rest());
            for (int d = 0; d < rest.length; d++) {
                rest[d] += point[d];
            }
        });
        return new HeadParts(head.name(), 1, first, second, outputs(head, true), rest);
    }

    /** The key that is kept: that of the best score among those that reach the threshold, by ties. */
    private boolean[][] kept(Selection selection, double[][] scores) {
        boolean[][] kept = new boolean[longest][longest];
        for (int t = 0; t < longest; t++) {
            int best = -1;
            for (int s = 0; s <= t; s++) {
                boolean reaches = scores[t][s] >= selection.threshold();
                boolean better = best < 0
                        || scores[t][s] > scores[t][best]
                        || scores[t][s] == scores[t][best] && selection.ties() == Ties.NEAREST;
                best = reaches && better ? s : best;
            }
            if (best >= 0) {
                kept[t][best] = true;
            }
        }
        return kept;
    }

    private static double[][] indicators(boolean[][] keys) {
        double[][] indicators = new double[keys.length][keys.length];
        for (int t = 0; t < keys.length; t++) {
            for (int s = 0; s <= t; s++) {
                indicators[t][s] = keys[t][s] ? 1 : 0;
            }
        }
        return indicators;
    }

    private double scoreOfCandidates(Head head, double[][] scores, boolean[][] candidates) {
        double common = Double.NaN;
        for (int t = 0; t < longest; t++) {
            for (int s = 0; s <= t; s++) {
                if (candidates[t][s] && scores[t][s] != common) {
                    if (!Double.isNaN(common)) {
                        throw new UncompilableProgramException(
                                item(head),
                                "asks more of its keys at some positions than at others",
                                "give all positions where a key may be kept the same score");
                    }
                    common = scores[t][s];
                }
            }
        }
        return common;
    }

    /** Terms whose sum is 1 where a key holds what is asked for, else 0. */
    private List<Term> content(Head head, int layer, double needed) {
        Selection selection = head.selection();
        if (Double.isNaN(needed)
                || selection.queries().size() + selection.matches().size() > 1) {
            throw new UncompilableProgramException(
                    item(head),
                    "asks for more than one thing at its key beside its position",
                    "one query or one match can be compiled to bilinear attention");
        }
        if (needed <= 0) {
            throw new UncompilableProgramException(
                    item(head),
                    "asks for something at its key that the threshold does not need",
                    "raise the threshold, or leave out the query");
        }
        return selection.queries().isEmpty()
                ? matched(head, layer, needed)
                : asked(head, layer, selection.queries().get(0), needed);
    }

    private List<Term> asked(Head head, int layer, Query query, double needed) {
        Map<Variable, List<Atom>> homes = stream.byHome(query.seek(), layer, item(head));
        if (homes.size() > 1) {
            throw new UncompilableProgramException(
                    item(head),
                    "seeks labels of several variables, "
                            + homes.keySet().stream().map(Variable::name).toList(),
                    "let a unit of an earlier layer insert a label for it, and seek that");
        }
        List<Term> terms = new ArrayList<>();
        homes.forEach((home, atoms) -> {
            double[] table = Stream.table(home, atoms);
            for (int v = 0; v < table.length; v++) {
                table[v] = table[v] >= needed ? 1 : 0;
            }
            terms.add(new Term(condition(query, layer, head), stream.read(home, table)));
        });
        return terms;
    }

    private List<Term> matched(Head head, int layer, double needed) {
        Match match = head.selection().matches().get(0);
        List<MatchedPair> pairs = variables.program().pairs(match);
        boolean exclusive = exclusive(pairs.stream().map(MatchedPair::query).toList(), layer, head)
                || exclusive(pairs.stream().map(MatchedPair::key).toList(), layer, head);
        if (!exclusive || match.weight() < needed) {
            throw new UncompilableProgramException(
                    item(head),
                    "matches " + match.superlabel() + ", of which one position may hold several values",
                    "give every token one value of it, and the match the weight that the threshold needs");
        }
        return matchTerms(match, 1, layer, head);
    }
}
