package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;

/**
 * The rules of a program of votes, whatever its labels are called. Contexts in which what a head copied votes alike, or the
 * token, or a label of units, are one class; the class with the most contexts is the usual one, and every other is a rule: in the contexts of its extension the logits differ from the
 * usual by its effect. A number that is added to all logits changes nothing, so effects have mean 0.
 */
public final class VoteRules {
    /** Effects that differ by no more in any logit are the same. */
    public static final double SAME_EFFECT = 1e-3;

    private final List<Rule> rules = new ArrayList<>();

    /**
     * One rule.
     *
     * @param extension rows in which it holds
     * @param effect    V logits of mean 0
     */
    public record Rule(BitSet extension, double[] effect) {
        boolean isSameAs(Rule other) {
            return extension.equals(other.extension) && isSame(effect, other.effect);
        }
    }

    private VoteRules() {}

    /** @throws UncompilableProgramException for a program that is not of the kind that can be compiled */
    public static VoteRules of(Program program, ContextSet contexts) {
        SubLanguage.require(program);
        Variables variables = Variables.of(program, contexts.longest(), false);
        Stream stream = new Stream(variables, CompileOptions.of(Target.BILINEAR, contexts.longest(), Seed.of(0)));
        TrueValues values = new TrueValues(variables, contexts);
        Map<Variable, Matrix> tables = new UnembeddingWiring(stream).tables();
        VoteRules rules = new VoteRules();
        for (List<Variable> written : together(variables)) {
            double[][] votes = new double[contexts.rows()][program.vocabulary().size()];
            for (Variable variable : written) {
                if (tables.containsKey(variable)) {
                    addVotes(votes, values.of(variable), tables.get(variable));
                }
            }
            rules.add(votes, contexts);
        }
        return rules;
    }

    /** Every head with all that it copies, and every other variable on its own. */
    private static List<List<Variable>> together(Variables variables) {
        List<List<Variable>> together = new ArrayList<>();
        for (Variable variable : variables.all()) {
            if (variable.part() != Variable.Part.HEAD) {
                together.add(List.of(variable));
            }
        }
        for (Layer layer : variables.program().layers()) {
            for (Head head : layer.heads()) {
                together.add(variables.copies(head).stream()
                        .map(Variables.Copy::target)
                        .toList());
            }
        }
        return together;
    }

    private static void addVotes(double[][] votes, int[] values, Matrix table) {
        for (int row = 0; row < votes.length; row++) {
            for (int token = 0; token < votes[row].length; token++) {
                votes[row][token] += table.get(values[row], token);
            }
        }
    }

    public List<Rule> rules() {
        return List.copyOf(rules);
    }

    private void add(double[][] votes, ContextSet contexts) {
        List<double[]> kinds = new ArrayList<>();
        List<BitSet> extensions = new ArrayList<>();
        for (int row = 0; row < votes.length; row++) {
            double[] its = centred(votes[row]);
            int kind = 0;
            while (kind < kinds.size() && !isSame(kinds.get(kind), its)) {
                kind++;
            }
            if (kind == kinds.size()) {
                kinds.add(its);
                extensions.add(new BitSet());
            }
            extensions.get(kind).set(row);
        }
        int usual = 0;
        for (int kind = 1; kind < kinds.size(); kind++) {
            usual = weight(extensions.get(kind), contexts) > weight(extensions.get(usual), contexts) ? kind : usual;
        }
        for (int kind = 0; kind < kinds.size(); kind++) {
            if (kind != usual) {
                double[] effect = kinds.get(kind).clone();
                for (int token = 0; token < effect.length; token++) {
                    effect[token] -= kinds.get(usual)[token];
                }
                rules.add(new Rule(extensions.get(kind), effect));
            }
        }
    }

    private static double weight(BitSet rows, ContextSet contexts) {
        return rows.stream().mapToDouble(contexts::weight).sum();
    }

    private static double[] centred(double[] votes) {
        double mean = Arrays.stream(votes).average().orElse(0);
        return Arrays.stream(votes).map(vote -> vote - mean).toArray();
    }

    private static boolean isSame(double[] a, double[] b) {
        for (int token = 0; token < a.length; token++) {
            if (!(Math.abs(a[token] - b[token]) <= SAME_EFFECT)) {
                return false;
            }
        }
        return true;
    }

    /** The share of these rules that are also among {@code others}, one to one; 1 where there is none. */
    public double shareIn(VoteRules others) {
        List<Rule> left = new ArrayList<>(others.rules);
        int found = 0;
        for (Rule rule : rules) {
            for (int i = 0; i < left.size(); i++) {
                if (rule.isSameAs(left.get(i))) {
                    left.remove(i);
                    found++;
                    break;
                }
            }
        }
        return rules.isEmpty() ? 1 : (double) found / rules.size();
    }
}
