package org.assay.analysis.subspace.preimage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;

/**
 * What a block holds, told by example: for an activation the contexts that are nearest to it in the block, and the factor values that
 * these share. Every row is looked at, so the nearest are the nearest.
 */
public final class Preimages {
    /** Least cosine, within the block and about its mean, that counts as near. */
    public static final double LEAST_COSINE = 0.85;

    /** Greatest distance that counts as near, as a share of the norm of the activation within the block. */
    public static final double MOST_DISTANCE = 0.25;

    private static final double NOTHING = 1e-12;

    private final Subspace block;
    private final Matrix coordinates;
    private final double[] weights;
    private final List<KnownFactor> factors;

    private Preimages(Subspace block, Matrix coordinates, double[] weights, List<KnownFactor> factors) {
        this.block = block;
        this.coordinates = coordinates;
        this.weights = weights;
        this.factors = factors;
    }

    /** What counts as near. */
    public enum Nearness {
        /** The same direction: cosine of at least {@link #LEAST_COSINE}. */
        COSINE,
        /** The same place: distance of at most {@link #MOST_DISTANCE} of the norm. */
        EUCLIDEAN
    }

    /**
     * A context that is near.
     *
     * @param row      of the contexts that were indexed
     * @param cosine   within the block, about its mean
     * @param distance within the block
     */
    public record Near(int row, double cosine, double distance) {}

    /**
     * The value of a factor that is most frequent among the near contexts.
     *
     * @param value its index
     * @param count near contexts that have it
     * @param share of the near contexts, by weight
     * @param base  of all contexts, by weight
     * @param lift  share / base
     */
    public record Shared(String factor, int value, int count, double share, double base, double lift) {}

    /**
     * @param norm   of the activation within the block
     * @param near   all near contexts, the nearest first, those before others that come first in the set
     * @param shared one for each factor with values, what is most peculiar to the near contexts first; empty without near contexts
     */
    public record Preimage(double norm, List<Near> near, List<Shared> shared) {
        public Preimage {
            near = List.copyOf(near);
            shared = List.copyOf(shared);
        }
    }

    /**
     * @param activations n x D
     * @param weights     one per row, summing to 1
     * @param factors     of these rows; those without values are not told about
     */
    public static Preimages of(Subspace block, Matrix activations, double[] weights, List<KnownFactor> factors) {
        if (weights.length != activations.rows()) {
            throw new IllegalArgumentException(
                    activations.rows() + " activations need as many weights, got " + weights.length);
        }
        return new Preimages(block, block.coordinates(activations), weights.clone(), List.copyOf(factors));
    }

    /**
     * The contexts near to {@code activation}.
     *
     * @param activation D
     */
    public Preimage near(Nearness nearness, double... activation) {
        if (activation.length != block.directions()) {
            throw new IllegalArgumentException("an activation of " + activation.length + " entries has no preimage at a"
                    + " site of " + block.directions());
        }
        double[] query =
                block.coordinates(Matrix.wrap(1, activation.length, activation)).values();
        double norm = norm(query);
        List<Near> near = new ArrayList<>();
        for (int r = 0; r < coordinates.rows(); r++) {
            double[] row = coordinates.row(r);
            double length = norm(row);
            double inner = 0;
            double squared = 0;
            for (int c = 0; c < query.length; c++) {
                inner += query[c] * row[c];
                squared += (query[c] - row[c]) * (query[c] - row[c]);
            }
            double cosine = norm > NOTHING && length > NOTHING ? Math.min(1, inner / (norm * length)) : 0;
            double distance = Math.sqrt(squared);
            boolean counts = nearness == Nearness.COSINE ? cosine >= LEAST_COSINE : distance <= MOST_DISTANCE * norm;
            if (counts) {
                near.add(new Near(r, cosine, distance));
            }
        }
        near.sort(
                nearness == Nearness.COSINE
                        ? Comparator.comparingDouble((Near each) -> -each.cosine())
                        : Comparator.comparingDouble(Near::distance));
        return new Preimage(norm, near, shared(near));
    }

    private List<Shared> shared(List<Near> near) {
        List<Shared> shared = new ArrayList<>();
        for (KnownFactor factor : factors) {
            if (factor.values().isPresent() && !near.isEmpty()) {
                shared.add(mostFrequent(factor, near));
            }
        }
        shared.sort(Comparator.comparingDouble((Shared each) -> -each.share() * StrictMath.log(each.lift())));
        return shared;
    }

    private Shared mostFrequent(KnownFactor factor, List<Near> near) {
        int[] values = factor.values().orElseThrow();
        double[] base = new double[factor.coordinates().columns()];
        double[] here = new double[base.length];
        int[] count = new int[base.length];
        double total = 0;
        for (int r = 0; r < values.length; r++) {
            base[values[r]] += weights[r];
        }
        for (Near each : near) {
            int value = values[each.row()];
            here[value] += weights[each.row()];
            count[value]++;
            total += weights[each.row()];
        }
        int most = 0;
        for (int value = 1; value < here.length; value++) {
            most = here[value] > here[most] ? value : most;
        }
        double share = here[most] / total;
        return new Shared(factor.name(), most, count[most], share, base[most], share / base[most]);
    }

    private static double norm(double[] vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
