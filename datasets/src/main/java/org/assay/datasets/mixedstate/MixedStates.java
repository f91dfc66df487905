package org.assay.datasets.mixedstate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.process.BeliefIndex;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.TransitionTensors;

/**
 * The mixed-state presentation as a graph: the beliefs that can be held, each once, found breadth first from the one
 * before any token, with the edges that tokens make between them. It is unifilar, so when it is finite everything
 * follows from its chain: {@code h(L) = sum of P(state after L) H[next | state]} for any L, the entropy rate from its
 * recurrent states, the excess entropy as the sum of what h(L) exceeds it by (Crutchfield, Ellison and Riechers 2016;
 * Shai et al. 2024).
 *
 * <p>When there are more beliefs than there was room for, the graph is {@link #truncated()}: floors are then exact up
 * to {@link #completeDepth()}, and what needs all states is refused.
 */
public final class MixedStates {
    /** Beliefs closer than this in every coordinate are one; Mess3 has different ones that are 1e-6 apart. */
    public static final double MERGED = 1e-9;

    /** Merged beliefs that differ by more than the rounding of a filter were different ones. */
    private static final double ROUNDING = 1e-12;

    private static final double SETTLED = 1e-17;
    private static final int MOST_STEPS = 200_000;

    private final TransitionTensors model;
    private final List<double[]> beliefs;
    private final int[] depths;
    private final List<int[]> targets;
    private final Matrix laws;
    private final boolean truncated;
    private final double mergingError;
    private final boolean[] recurrent;

    private MixedStates(
            TransitionTensors model,
            List<double[]> beliefs,
            int[] depths,
            List<int[]> targets,
            boolean truncated,
            double mergingError) {
        this.model = model;
        this.beliefs = List.copyOf(beliefs);
        this.depths = depths;
        this.targets = targets;
        this.truncated = truncated;
        this.mergingError = mergingError;
        this.laws = Matrix.zeros(targets.size(), model.vocabulary().size());
        for (int s = 0; s < targets.size(); s++) {
            double[] law = lawOf(model, beliefs.get(s));
            System.arraycopy(law, 0, laws.values(), s * law.length, law.length);
        }
        this.recurrent = truncated ? new boolean[0] : ClosedClasses.of(targets);
    }

    /**
     * All beliefs that can be held.
     *
     * @param mostStates where to stop
     */
    public static MixedStates of(TransitionTensors model, int mostStates) {
        if (mostStates < 1) {
            throw new IllegalArgumentException("mixed states need room for at least 1, got " + mostStates);
        }
        BeliefIndex index = new BeliefIndex(MERGED);
        index.add(model.start());
        int[] depths = new int[16];
        List<int[]> targets = new ArrayList<>();
        boolean truncated = false;
        double mergingError = 0;
        for (int s = 0; s < index.beliefs().size() && !truncated; s++) {
            double[] belief = index.beliefs().get(s);
            double[] law = lawOf(model, belief);
            int[] next = new int[law.length];
            for (int v = 0; v < law.length; v++) {
                next[v] = -1;
                if (law[v] > 0) {
                    double[] longer = model.step(belief, v);
                    double p = model.total(longer);
                    for (int i = 0; i < longer.length; i++) {
                        longer[i] /= p;
                    }
                    next[v] = index.find(longer);
                    if (next[v] < 0) {
                        next[v] = index.add(longer);
                        depths = next[v] < depths.length ? depths : Arrays.copyOf(depths, 2 * depths.length);
                        depths[next[v]] = depths[s] + 1;
                    } else {
                        mergingError = Math.max(
                                mergingError, distance(longer, index.beliefs().get(next[v])));
                    }
                }
            }
            targets.add(next);
            truncated = index.beliefs().size() > mostStates;
        }
        int count = index.beliefs().size();
        return new MixedStates(model, index.beliefs(), Arrays.copyOf(depths, count), targets, truncated, mergingError);
    }

    private static double distance(double[] a, double[] b) {
        double greatest = 0;
        for (int i = 0; i < a.length; i++) {
            greatest = Math.max(greatest, Math.abs(a[i] - b[i]));
        }
        return greatest;
    }

    /** The next-token law, with the rounding of impossible tokens set to 0. */
    static double[] lawOf(TransitionTensors model, double[] belief) {
        double[] law = model.emission().leftTimes(belief);
        for (int v = 0; v < law.length; v++) {
            law[v] = law[v] < MixedStateTree.IMPOSSIBLE ? 0 : law[v];
        }
        return law;
    }

    /** True when there are more beliefs than there was room for. */
    public boolean truncated() {
        return truncated;
    }

    /**
     * True when all beliefs were found and no two different ones were taken for one. False for infinitely many beliefs
     * that gather around limits: within {@link #MERGED} these are finitely many, and what is computed from them is that
     * exact.
     */
    public boolean isExact() {
        return !truncated && mergingError <= ROUNDING;
    }

    /** Number of beliefs found. */
    public int size() {
        return beliefs.size();
    }

    /** The belief of a state, S; not a copy. */
    public double[] belief(int state) {
        return beliefs.get(state);
    }

    /** Length of the shortest word that leads to a state. */
    public int depth(int state) {
        return depths[state];
    }

    /** How many states are first reached at each depth. */
    public int[] depthHistogram() {
        int[] histogram = new int[Arrays.stream(depths).max().orElse(0) + 1];
        for (int depth : depths) {
            histogram[depth]++;
        }
        return histogram;
    }

    /** The state that {@code token} leads to, -1 when the token cannot come. */
    public int target(int state, int token) {
        return targets.get(state)[token];
    }

    /** The next-token law of a state whose edges are known, V. */
    public double[] law(int state) {
        return laws.row(state);
    }

    /** Number of edges of positive probability. */
    public int edges() {
        return (int) targets.stream()
                .flatMapToInt(Arrays::stream)
                .filter(t -> t >= 0)
                .count();
    }

    /** How many different next-token laws there are, equal within {@link #MERGED}. */
    public int distinctLaws() {
        BeliefIndex index = new BeliefIndex(MERGED);
        for (int s = 0; s < targets.size(); s++) {
            if (index.find(laws.row(s)) < 0) {
                index.add(laws.row(s));
            }
        }
        return index.beliefs().size();
    }

    /** True when the state is never left for good; the others describe how the observer synchronises. */
    public boolean isRecurrent(int state) {
        requireAll("recurrence");
        return recurrent[state];
    }

    /** The greatest L for which all beliefs after L tokens have known edges. */
    public int completeDepth() {
        return truncated ? depths[targets.size()] - 1 : Integer.MAX_VALUE;
    }

    /** h(0) .. h(longest) in nats, exact; {@code longest} at most {@link #completeDepth()}. */
    public double[] floors(int longest) {
        if (longest > completeDepth()) {
            throw new IllegalArgumentException("the graph was truncated at " + size() + " beliefs: floors reach h("
                    + completeDepth() + "), h(" + longest + ") was asked for");
        }
        double[] entropies = entropies();
        return walk(longest, weights -> dot(weights, entropies));
    }

    /** Probability that the observer is in a recurrent state after 0 .. longest tokens. */
    public double[] synchronisation(int longest) {
        requireAll("synchronisation");
        double[] settled = new double[size()];
        for (int s = 0; s < settled.length; s++) {
            settled[s] = recurrent[s] ? 1 : 0;
        }
        return walk(longest, weights -> dot(weights, settled));
    }

    /** Mean entropy of the belief over hidden states after 0 .. longest tokens, in nats. */
    public double[] beliefEntropy(int longest) {
        if (!model.isStochastic()) {
            throw new IllegalArgumentException(
                    "the belief of a generalised model is no law over states, so it has no entropy");
        }
        if (longest > completeDepth()) {
            throw new IllegalArgumentException("the graph was truncated: entropies reach depth " + completeDepth());
        }
        double[] entropies = beliefs.stream().mapToDouble(Entropy::of).toArray();
        return walk(longest, weights -> dot(weights, entropies));
    }

    /** Entropy rate in nats, exact when {@link #isExact()}; empty when the graph was truncated. */
    public OptionalDouble entropyRate() {
        return truncated ? OptionalDouble.empty() : OptionalDouble.of(dot(recurrentLaw(), entropies()));
    }

    /**
     * Excess entropy in nats, {@code sum over L of h(L) - h}: what the past tells about the future of a stationary
     * process (Crutchfield and Feldman 2003). Once all observers are synchronised h(L) is h, except where a token leads back
     * to the start: there the sum goes on until h(L), which never rises, has come down to h. Empty when the graph was truncated.
     */
    public OptionalDouble excessEntropy() {
        if (truncated) {
            return OptionalDouble.empty();
        }
        double rate = entropyRate().orElseThrow();
        double[] entropies = entropies();
        double[] weights = start();
        double sum = 0;
        double excess = Double.POSITIVE_INFINITY;
        boolean resets = recurrent[0] && model.isStationary();
        for (int step = 0; step < MOST_STEPS; step++) {
            if (transientMass(weights) <= SETTLED && !(resets && excess > ROUNDING)) {
                break;
            }
            excess = dot(weights, entropies) - rate;
            sum += excess;
            weights = next(weights);
        }
        return OptionalDouble.of(sum);
    }

    /** The long-run law over states, 0 on transient ones: the mean over a period where the chain has one. */
    public double[] recurrentLaw() {
        requireAll("the recurrent law");
        double[] arriving = start();
        double[] absorbed = new double[size()];
        for (int step = 0; step < MOST_STEPS && transientMass(arriving) > SETTLED; step++) {
            for (int s = 0; s < size(); s++) {
                absorbed[s] += recurrent[s] ? arriving[s] : 0;
                arriving[s] = recurrent[s] ? 0 : arriving[s];
            }
            arriving = next(arriving);
        }
        for (int s = 0; s < size(); s++) {
            absorbed[s] += recurrent[s] ? arriving[s] : 0;
        }
        return ClosedClasses.settle(targets, recurrent, laws, absorbed);
    }

    private double transientMass(double[] weights) {
        return IntStream.range(0, size())
                .filter(s -> !recurrent[s])
                .mapToDouble(s -> weights[s])
                .sum();
    }

    private double[] entropies() {
        return IntStream.range(0, targets.size())
                .mapToDouble(s -> Entropy.of(laws.row(s)))
                .toArray();
    }

    private double[] start() {
        double[] weights = new double[size()];
        weights[0] = 1;
        return weights;
    }

    private double[] walk(int longest, ToDoubleFunction<double[]> mean) {
        double[] values = new double[longest + 1];
        double[] weights = start();
        for (int length = 0; length <= longest; length++) {
            values[length] = mean.applyAsDouble(weights);
            weights = length < longest ? next(weights) : weights;
        }
        return values;
    }

    private double[] next(double[] weights) {
        double[] moved = new double[weights.length];
        for (int s = 0; s < targets.size(); s++) {
            for (int v = 0; v < laws.columns() && weights[s] > 0; v++) {
                if (targets.get(s)[v] >= 0) {
                    moved[targets.get(s)[v]] += weights[s] * laws.get(s, v);
                }
            }
        }
        return moved;
    }

    private static double dot(double[] weights, double[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }

    private void requireAll(String what) {
        if (truncated) {
            throw new IllegalStateException(what + " needs all mixed states, but the graph was truncated at " + size());
        }
    }
}
