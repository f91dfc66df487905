package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Expert;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unembedding.Output;

/** An unembedding with its labels and tokens as indices; see {@link Unembedding} for what it computes. */
final class CompiledUnembedding {
    private final StateLayout layout;
    private final Output output;
    private final double[] bias;
    private final List<Row> votes = new ArrayList<>();
    private final List<Row> experts = new ArrayList<>();
    private final List<Copies> copyVotes = new ArrayList<>();
    private final List<Copies> copyExperts = new ArrayList<>();

    /** What one label says: votes, or with a weight a law whose probabilities are divided by their sum. */
    private record Row(int label, double weight, int[] tokens, double[] values) {}

    /** The own labels of tokens under one prefix. */
    private record Copies(double weight, int[] tokens, int[] labels) {}

    CompiledUnembedding(Program program, StateLayout layout) {
        this.layout = layout;
        Unembedding unembedding = program.unembedding();
        LabelGraph graph = program.labels();
        this.output = unembedding.output();
        this.bias = new double[program.vocabulary().size()];
        unembedding.bias().forEach((token, weight) -> bias[token] = weight);
        unembedding.votes().forEach((label, weights) -> votes.add(row(graph.index(label), 1, weights)));
        unembedding.experts().forEach((label, expert) -> experts.add(expert(graph.index(label), expert)));
        unembedding.copyVotes().forEach((prefix, weight) -> copyVotes.add(copies(program, prefix, weight)));
        unembedding.copyExperts().forEach((prefix, weight) -> copyExperts.add(copies(program, prefix, weight)));
    }

    private static Row row(int label, double weight, SortedMap<Integer, Double> values) {
        return new Row(
                label,
                weight,
                values.keySet().stream().mapToInt(Integer::intValue).toArray(),
                values.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static Row expert(int label, Expert expert) {
        Row row = row(label, expert.weight(), expert.law());
        double sum = 0;
        for (double probability : row.values()) {
            sum += probability;
        }
        for (int i = 0; i < row.values().length; i++) {
            row.values()[i] /= sum;
        }
        return row;
    }

    private static Copies copies(Program program, String prefix, double weight) {
        SortedMap<Integer, String> own = program.ownLabels(prefix);
        return new Copies(
                weight,
                own.keySet().stream().mapToInt(Integer::intValue).toArray(),
                own.values().stream().mapToInt(program.labels()::index).toArray());
    }

    /** What the program answers where these labels and numbers are active: a law, or for every token whether it may follow. */
    double[] answer(long[] closure) {
        double[] logits = logits(closure);
        return output == Output.LAW ? law(logits, mixture(closure)) : memberships(logits);
    }

    private static double[] memberships(double[] logits) {
        double[] memberships = new double[logits.length];
        for (int v = 0; v < logits.length; v++) {
            memberships[v] = 1 / (1 + StrictMath.exp(-logits[v]));
        }
        return memberships;
    }

    /** Bias and votes of every token. */
    double[] logits(long[] closure) {
        double[] logits = bias.clone();
        for (Row row : votes) {
            long count = layout.amount(closure, row.label());
            for (int i = 0; count > 0 && i < row.tokens().length; i++) {
                logits[row.tokens()[i]] += count * row.values()[i];
            }
        }
        for (Copies copies : copyVotes) {
            for (int i = 0; i < copies.tokens().length; i++) {
                logits[copies.tokens()[i]] += layout.amount(closure, copies.labels()[i]) * copies.weight();
            }
        }
        return logits;
    }

    private static double[] law(double[] logits, double[] mixture) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < logits.length; v++) {
            largest = mixture[v] > 0 ? Math.max(largest, logits[v]) : largest;
        }
        double[] law = new double[logits.length];
        double sum = 0;
        for (int v = 0; v < law.length; v++) {
            law[v] = mixture[v] > 0 ? mixture[v] * StrictMath.exp(logits[v] - largest) : 0;
            sum += law[v];
        }
        for (int v = 0; v < law.length; v++) {
            law[v] = (1 - Unembedding.UNIFORM_SHARE) * (law[v] / sum) + Unembedding.UNIFORM_SHARE / law.length;
        }
        return law;
    }

    /** The mixture of the active experts; not divided by the sum of their weights, as the law is normalised anyway. */
    private double[] mixture(long[] closure) {
        double[] mixture = new double[bias.length];
        boolean active = false;
        for (Row row : experts) {
            long count = layout.amount(closure, row.label());
            active |= count > 0;
            for (int i = 0; count > 0 && i < row.tokens().length; i++) {
                mixture[row.tokens()[i]] += count * row.weight() * row.values()[i];
            }
        }
        for (Copies copies : copyExperts) {
            double all = 0;
            for (int label : copies.labels()) {
                all += layout.amount(closure, label);
            }
            active |= all > 0;
            for (int i = 0; all > 0 && i < copies.tokens().length; i++) {
                mixture[copies.tokens()[i]] += copies.weight() * layout.amount(closure, copies.labels()[i]) / all;
            }
        }
        if (!active) {
            Arrays.fill(mixture, 1);
        }
        return mixture;
    }
}
