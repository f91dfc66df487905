package org.assay.analysis.compile;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.datasets.matrix.Matrix;
import org.assay.symbolic.program.Expert;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;

/**
 * Votes and bias as an unembedding: for every variable the sum of the votes of the labels that each of its values makes active.
 * Experts go in where all of them belong to one variable, whose value then says what their mixture is.
 */
final class UnembeddingWiring {
    /** Log-odds of the network's own first token, which no program answers with. */
    private static final double NEVER = -60;

    private final Stream stream;
    private final Program program;
    private final int layers;
    private final int tokens;
    private final Map<Variable, Matrix> tables = new LinkedHashMap<>();

    UnembeddingWiring(Stream stream) {
        this.stream = stream;
        this.program = stream.variables().program();
        this.layers = program.layers().size();
        this.tokens = program.vocabulary().size();
    }

    /**
     * @param weights   D x V'
     * @param bias      V', the network's own first token last where it has one
     * @param variables those that have a vote
     */
    record Parts(Matrix weights, double[] bias, SortedSet<String> variables) {}

    /** For every variable that has votes, and every of its values, the sum of the votes for each token: K x V. */
    Map<Variable, Matrix> tables() {
        Unembedding unembedding = program.unembedding();
        unembedding.votes().forEach(this::vote);
        unembedding
                .copyVotes()
                .forEach((prefix, weight) -> program.ownLabels(prefix)
                        .forEach((token, label) -> vote(label, new TreeMap<>(Map.of(token, weight)))));
        mix(experts(unembedding));
        return tables;
    }

    Parts parts() {
        tables();
        int columns = tokens + (stream.variables().sink() ? 1 : 0);
        Matrix weights = Matrix.zeros(stream.width(), columns);
        double[] bias = new double[columns];
        Arrays.fill(bias, tokens, columns, NEVER);
        program.unembedding().bias().forEach((token, weight) -> bias[token] += weight);
        TreeSet<String> variables = new TreeSet<>();
        tables.forEach((variable, table) -> {
            for (int token = 0; token < tokens; token++) {
                Functional read = stream.read(variable, table.column(token));
                variables.addAll(read.reads());
                bias[token] += read.constant();
                for (int d = 0; d < stream.width(); d++) {
                    weights.set(d, token, weights.get(d, token) + read.direction()[d]);
                }
            }
        });
        return new Parts(weights, bias, variables);
    }

    private void vote(String label, SortedMap<Integer, Double> weights) {
        Variable home = stream.home(label, layers, "predict " + label);
        if (home == null) {
            return;
        }
        Matrix table = table(home);
        for (int v = 0; v < home.values(); v++) {
            if (home.active().get(v).contains(label)) {
                int row = v;
                weights.forEach((token, weight) -> table.set(row, token, table.get(row, token) + weight));
            }
        }
    }

    private Matrix table(Variable variable) {
        return tables.computeIfAbsent(variable, v -> Matrix.zeros(v.values(), tokens));
    }

    /** Every label that brings a law, with what it adds to the mixture: weight times law. */
    private Map<String, double[]> experts(Unembedding unembedding) {
        Map<String, double[]> experts = new LinkedHashMap<>();
        for (Map.Entry<String, Expert> entry : unembedding.experts().entrySet()) {
            double[] law = new double[tokens];
            double sum = entry.getValue().law().values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            entry.getValue()
                    .law()
                    .forEach((token, p) -> law[token] = entry.getValue().weight() * p / sum);
            experts.put(entry.getKey(), law);
        }
        unembedding.copyExperts().forEach((prefix, weight) -> {
            SortedMap<Integer, String> own = program.ownLabels(prefix);
            requireOneAtATime(prefix, own.values());
            own.forEach((token, label) -> experts.computeIfAbsent(label, l -> new double[tokens])[token] += weight);
        });
        return experts;
    }

    /** A copy expert shares its law among the tokens copied; of one token it is the law of that token. */
    private void requireOneAtATime(String prefix, Collection<String> own) {
        for (Variable variable : stream.variables().all()) {
            for (SortedSet<String> active : variable.active()) {
                if (own.stream().filter(active::contains).count() > 1) {
                    String name = prefix.isEmpty() ? "*" : prefix + ":*";
                    throw new UncompilableProgramException(
                            "expert " + name,
                            "shares its law among several tokens at once",
                            "let no token bring the own label of another");
                }
            }
        }
    }

    private void mix(Map<String, double[]> experts) {
        Map<String, Variable> homes = new HashMap<>();
        experts.keySet().forEach(label -> homes.put(label, stream.home(label, layers, "expert " + label)));
        homes.values().removeIf(home -> home == null);
        if (homes.values().stream().distinct().count() > 1) {
            throw new UncompilableProgramException(
                    "expert " + experts.keySet().iterator().next(),
                    "is mixed with experts of other variables, and mixtures are no sums of logits",
                    "let all experts be labels of one variable, or use predict");
        }
        homes.values().stream().findFirst().ifPresent(home -> {
            for (int v = 0; v < home.values(); v++) {
                double[] mixture = new double[tokens];
                double total = 0;
                for (Map.Entry<String, double[]> expert : experts.entrySet()) {
                    if (home.active().get(v).contains(expert.getKey())) {
                        for (int token = 0; token < tokens; token++) {
                            mixture[token] += expert.getValue()[token];
                            total += expert.getValue()[token];
                        }
                    }
                }
                for (int token = 0; token < tokens && total > 0; token++) {
                    double share = (1 - Unembedding.UNIFORM_SHARE) * mixture[token] / total
                            + Unembedding.UNIFORM_SHARE / tokens;
                    table(home).set(v, token, table(home).get(v, token) + Math.log(share));
                }
            }
        });
    }
}
