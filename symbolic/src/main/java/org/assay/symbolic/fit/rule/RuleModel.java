package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/** The fitted rules, ready to answer: brackets first, else the mixture of the experts that hold. Not changed any more. */
final class RuleModel {
    private static final List<String> SPAN_KINDS =
            List.of("bracket-open", "bracket-content", "bracket-close", "post-bracket");

    private final Vocabulary vocabulary;
    private final Spans spans;
    private final List<Expert> experts;
    private final int[] groupOf;

    RuleModel(Vocabulary vocabulary, Spans spans, List<Expert> experts, int[] groupOf) {
        this.vocabulary = vocabulary;
        this.spans = spans;
        this.experts = List.copyOf(experts);
        this.groupOf = groupOf;
    }

    List<Expert> experts() {
        return experts;
    }

    Spans spans() {
        return spans;
    }

    /** The group of each token, {@link Rows#NONE} for brackets and tokens never seen. */
    int[] groupOf() {
        return groupOf;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    private Rows rows(ContextSet contexts) {
        return new Rows(contexts, vocabulary.size(), spans.pairs);
    }

    private Mixture mixture(Evidence evidence) {
        double[] openings = new double[vocabulary.size()];
        for (int k = 0; k < spans.pairs.size(); k++) {
            openings[spans.pairs.get(k).open()] = spans.opensOutside[k];
        }
        Mixture mixture = new Mixture(evidence, evidence.at(Rows.OUTSIDE), openings, 0);
        mixture.use(experts);
        return mixture;
    }

    NextTokenTable next(ContextSet contexts) {
        Evidence evidence = Evidence.unanswered(rows(contexts));
        Matrix table = Matrix.zeros(contexts.rows(), vocabulary.size());
        mixture(evidence).predict(table.values());
        for (int row = 0; row < contexts.rows(); row++) {
            if (evidence.rows.place[row] != Rows.OUTSIDE) {
                spans.predict(evidence.rows, row, table.values());
            }
        }
        return new NextTokenTable(contexts.id(), table);
    }

    /** The share and the law of the experts {@code which} together. */
    RuleShares shares(ContextSet contexts, int[] which) {
        Evidence evidence = Evidence.unanswered(rows(contexts));
        Mixture mixture = mixture(evidence);
        double[] shares = new double[contexts.rows()];
        Matrix laws = Matrix.zeros(contexts.rows(), vocabulary.size());
        int[] values = new int[contexts.rows()];
        for (int e : which) {
            double[] its = mixture.shares(e, values);
            for (int row = 0; row < its.length; row++) {
                if (its[row] > 0) {
                    shares[row] += its[row];
                    add(laws, row, experts.get(e), values[row], its[row]);
                }
            }
        }
        normalise(laws, shares);
        return new RuleShares(shares, laws);
    }

    private void add(Matrix laws, int row, Expert expert, int value, double share) {
        int from = row * vocabulary.size();
        if (expert.match.copies()) {
            laws.values()[from + value] += share;
        } else {
            for (int v = 0; v < vocabulary.size(); v++) {
                laws.values()[from + v] += share * expert.laws[value][v];
            }
        }
    }

    private static void normalise(Matrix laws, double[] shares) {
        int columns = laws.columns();
        for (int row = 0; row < shares.length; row++) {
            for (int v = 0; v < columns && shares[row] > 0; v++) {
                laws.values()[row * columns + v] /= shares[row];
            }
        }
    }

    /** What a rule of brackets does at each row: the share it has and its law. */
    RuleShares spanShares(ContextSet contexts, String kind, int pair) {
        Rows rows = rows(contexts);
        double[] shares = new double[contexts.rows()];
        Matrix laws = Matrix.zeros(contexts.rows(), vocabulary.size());
        for (int row = 0; row < shares.length; row++) {
            boolean its = rows.innermost[row] == pair;
            double[] law = null;
            if (kind.equals("post-bracket") && rows.place[row] == Rows.BEHIND && its) {
                shares[row] = 1;
                law = spans.behind[pair];
            } else if (rows.place[row] == Rows.INSIDE && kind.equals("bracket-content") && its) {
                shares[row] = spans.shares(rows, row)[1];
                law = spans.content[pair][spans.slot(rows, row)];
            } else if (rows.place[row] == Rows.INSIDE && kind.equals("bracket-close") && its) {
                shares[row] = spans.shares(rows, row)[0];
                law = certain(spans.pairs.get(pair).close());
            } else if (kind.equals("bracket-open") && rows.place[row] != Rows.BEHIND) {
                shares[row] =
                        rows.place[row] == Rows.OUTSIDE ? spans.opensOutside[pair] : spans.shares(rows, row)[2 + pair];
                law = certain(spans.pairs.get(pair).open());
            }
            if (law != null && shares[row] > 0) {
                System.arraycopy(law, 0, laws.values(), row * law.length, law.length);
            }
        }
        return new RuleShares(shares, laws);
    }

    private double[] certain(int token) {
        double[] law = new double[vocabulary.size()];
        law[token] = 1;
        return law;
    }

    /**
     * What it claims; the groups' laws are one rule, the fallback.
     *
     * @param carriers for each expert the labels of the program that carry it
     */
    List<ClaimedRule> claims(List<List<String>> carriers) {
        List<ClaimedRule> claims = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (int pair = 0; pair < spans.pairs.size(); pair++) {
            for (String kind : SPAN_KINDS) {
                int its = pair;
                String name =
                        kind + "." + vocabulary.token(spans.pairs.get(pair).open());
                names.add(name);
                claims.add(new ClaimedRule(
                        name,
                        kind,
                        SpanSentence.of(kind, spans.pairs.get(pair), vocabulary),
                        List.of(),
                        on -> spanShares(on, kind, its)));
            }
        }
        List<Integer> base = new ArrayList<>();
        List<String> baseLabels = new ArrayList<>();
        for (int e = 0; e < experts.size(); e++) {
            if (experts.get(e).kind.equals(Fallback.KIND)) {
                base.add(e);
                baseLabels.addAll(carriers.get(e));
            }
        }
        int[] fallback = base.stream().mapToInt(e -> e).toArray();
        if (!base.isEmpty()) {
            claims.add(new ClaimedRule(
                    Fallback.KIND,
                    Fallback.KIND,
                    "where no other rule holds, by the group of the current token",
                    baseLabels,
                    on -> shares(on, fallback)));
        }
        for (int e = 0; e < experts.size(); e++) {
            if (!base.contains(e)) {
                int[] its = {e};
                String name = carriers.get(e).get(0);
                while (!names.add(name)) {
                    name += "'";
                }
                String says = Sentence.of(experts.get(e), vocabulary);
                claims.add(new ClaimedRule(name, experts.get(e).kind, says, carriers.get(e), on -> shares(on, its)));
            }
        }
        return claims;
    }
}
