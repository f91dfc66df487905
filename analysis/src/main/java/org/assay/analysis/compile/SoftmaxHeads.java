package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.compile.HeadParts.Term;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Selection;
import org.assay.symbolic.program.Selection.Ties;

/**
 * Heads of sharp softmax attention. Scores of programs are whole numbers. The network's own first token scores half below the
 * threshold, so that it wins exactly where no key is kept (after Lindner et al. 2023, whose heads do so with a token of their own).
 * Where several keys may reach the threshold, each position is worth a little more than the one before it, or with ties farthest a
 * little less, together under a quarter: the nearest of the best wins. All scores are multiplied so that the least difference
 * between the best key and any other gives {@code sharpness}.
 */
final class SoftmaxHeads extends HeadWiring {
    private static final double BELOW_THRESHOLD = 0.5;
    private static final double ALL_POSITIONS = 0.25;

    private final double sharpness;

    SoftmaxHeads(Stream stream, int longest, double sharpness) {
        super(stream, longest);
        this.sharpness = sharpness;
    }

    @Override
    HeadParts of(Head head, int layer) {
        Selection selection = head.selection();
        double[][] positions = positionScores(selection);
        List<Term> terms = new ArrayList<>(positionTerms(positions));
        List<Functional> always = new ArrayList<>();
        always.add(stream.isSink().times(selection.threshold() - BELOW_THRESHOLD));
        double gap = BELOW_THRESHOLD;
        if (!oneForEachQuery(candidates(head, layer, positions))) {
            gap = ALL_POSITIONS / longest;
            always.add(nearness(selection.ties() == Ties.NEAREST ? gap : -gap));
        }
        for (Query query : selection.queries()) {
            Functional condition = condition(query, layer, head);
            Functional score = stream.scoreAtKey(query.seek(), layer, item(head));
            if (condition.reads().isEmpty()) {
                always.add(score.times(condition.constant()));
            } else if (!score.reads().isEmpty()) {
                terms.add(new Term(condition, score));
            }
        }
        for (Match match : selection.matches()) {
            terms.addAll(matchTerms(match, match.weight(), layer, head));
        }
        terms.add(new Term(one(), Functional.sum(stream.width(), always)));
        return new HeadParts(
                head.name(), sharpness / gap, terms, List.of(), outputs(head, false), new double[stream.width()]);
    }

    /** {@code step} times the position of the key; 0 for the network's own first token. */
    private Functional nearness(double step) {
        double[] table = new double[longest + 1];
        for (int s = 0; s < longest; s++) {
            table[s + 1] = step * s;
        }
        return stream.read(variables.position(), table);
    }
}
