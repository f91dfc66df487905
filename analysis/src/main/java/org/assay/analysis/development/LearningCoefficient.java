package org.assay.analysis.development;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;

/**
 * The local learning coefficient at a point w0 of a loss L: how fast the volume of parameters with almost the loss of w0
 * shrinks, {@code volume{L - L(w0) < e} ~ e^lambda}. Half the number of parameters where the loss is a regular bowl; less
 * where directions are flat, so that it counts the parameters which a solution really uses. Estimated by {@code n beta (E
 * L(w) - L(w0))}, with w drawn near w0 by Langevin dynamics (SGLD):
 *
 * <pre>w += step / 2 (- n beta grad L(w) + localisation (w0 - w)) + normal of variance step</pre>
 *
 * <p>An estimate means something only beside others of the same options; where {@link #settled} is false or the value is not
 * positive it means nothing. A finite step makes it too large: by the factor {@code 1 / (1 - step h / 4)} along a direction
 * of curvature h = n beta L''.
 *
 * @param value  lambda, the mean over chains
 * @param chains lambda of each chain
 * @param traces {@code n beta (L(w) - L(w0))} at every draw, chains x draws
 */
public record LearningCoefficient(double value, double[] chains, Matrix traces) {

    /**
     * How the sampling goes.
     *
     * @param step         epsilon, positive
     * @param localisation gamma, the strength of the spring back to w0; 0 = none
     * @param reach        how far every parameter may get from w0, positive; chains are reflected there; +infinity =
     *                     anywhere. Along flat directions chains without spring and reach diffuse to where the loss is steep,
     *                     and may blow up
     * @param nBeta        inverse temperature times number of examples, positive; usually {@link #nBeta(int)}
     * @param chains       from 1; the spread between chains needs 2
     * @param burnIn       draws of each chain that do not count, from 0
     * @param draws        of each chain that count, from 1
     */
    public record Options(
            double step, double localisation, double reach, double nBeta, int chains, int burnIn, int draws) {
        public Options {
            if (!(step > 0) || !(nBeta > 0) || !(reach > 0) || !(localisation >= 0)) {
                throw new IllegalArgumentException(
                        "step, reach and n beta must be positive and the localisation not negative, got " + step + ", "
                                + reach + ", " + nBeta + ", " + localisation);
            }
            if (chains < 1 || burnIn < 0 || draws < 1) {
                throw new IllegalArgumentException(
                        "at least one chain and draw are needed and no negative burn-in, got " + chains + ", " + draws
                                + ", " + burnIn);
            }
        }

        /** {@code n / ln n}, the usual choice. */
        public static double nBeta(int examples) {
            if (examples < 2) {
                throw new IllegalArgumentException("n / ln n needs at least 2 examples, got " + examples);
            }
            return examples / Math.log(examples);
        }
    }

    /** Estimates around {@code centre}, chain c with the draws of {@code seed.child(c)}. */
    public static LearningCoefficient estimate(
            Loss loss, double[] centre, Options options, Seed seed, Progress progress) {
        if (centre.length != loss.size()) {
            throw new IllegalArgumentException(
                    "the centre must have " + loss.size() + " parameters, got " + centre.length);
        }
        double atCentre = loss.at(centre, new double[centre.length]);
        if (!Double.isFinite(atCentre)) {
            throw new ArithmeticException("the loss at the centre is " + atCentre);
        }
        Matrix traces = Matrix.zeros(options.chains(), options.draws());
        double[] chains = new double[options.chains()];
        for (int chain = 0; chain < chains.length; chain++) {
            double[] trace = chain(loss, centre, atCentre, options, seed, chain);
            System.arraycopy(trace, 0, traces.values(), chain * options.draws(), trace.length);
            chains[chain] = Arrays.stream(trace).average().orElseThrow();
            progress.at("learning coefficient", chain + 1, chains.length, "");
        }
        return new LearningCoefficient(Arrays.stream(chains).average().orElseThrow(), chains, traces);
    }

    private static double[] chain(Loss loss, double[] centre, double atCentre, Options options, Seed seed, int chain) {
        Draws noise = seed.child(chain).draws();
        double spread = Math.sqrt(options.step());
        double[] w = centre.clone();
        double[] gradient = new double[w.length];
        double[] trace = new double[options.draws()];
        loss.at(w, gradient);
        for (int draw = -options.burnIn(); draw < options.draws(); draw++) {
            for (int i = 0; i < w.length; i++) {
                double drift = options.localisation() * (centre[i] - w[i]) - options.nBeta() * gradient[i];
                w[i] += options.step() / 2 * drift + spread * noise.nextNormal();
                w[i] = centre[i] + reflected(w[i] - centre[i], options.reach());
            }
            double now = loss.at(w, gradient);
            if (!Double.isFinite(now)) {
                throw new ArithmeticException("chain " + chain + " blew up at draw " + (draw + options.burnIn())
                        + ": the loss is " + now + "; take a smaller step than " + options.step()
                        + ", a stronger localisation than " + options.localisation() + " or a shorter reach than "
                        + options.reach());
            }
            if (draw >= 0) {
                trace[draw] = options.nBeta() * (now - atCentre);
            }
        }
        return trace;
    }

    /**
     * A distance from the centre back inside; what would still be outside after one reflection has blown up, and becomes NaN.
     */
    private static double reflected(double distance, double reach) {
        if (Math.abs(distance) <= reach) {
            return distance;
        }
        double inside = 2 * reach - Math.abs(distance);
        return inside < -reach ? Double.NaN : Math.copySign(inside, inside * distance);
    }

    /** Standard deviation between chains (divisor chains - 1); NaN for one chain. */
    public double standardDeviation() {
        double square = 0;
        for (double chain : chains) {
            square += (chain - value) * (chain - value);
        }
        return Math.sqrt(square / (chains.length - 1));
    }

    /** What the second half of the draws has more than the first, as lambda: near 0 once the traces are flat. */
    public double drift() {
        return Arrays.stream(halfDifferences()).average().orElseThrow();
    }

    /**
     * Whether the traces are flat: the drift is less than three times its standard error, which the chains tell. Needs 2
     * chains. By chance flat traces are called drifting once in fifty times with 8 chains, and once in ten with 3.
     */
    public boolean settled() {
        double[] differences = halfDifferences();
        double drift = drift();
        double square = 0;
        for (double difference : differences) {
            square += (difference - drift) * (difference - drift);
        }
        int count = differences.length;
        return count > 1 && Math.abs(drift) <= 3 * Math.sqrt(square / (count - 1) / count);
    }

    private double[] halfDifferences() {
        int half = traces.columns() / 2;
        double[] differences = new double[traces.rows()];
        for (int chain = 0; chain < differences.length; chain++) {
            for (int draw = 0; draw < half; draw++) {
                differences[chain] +=
                        (traces.get(chain, traces.columns() - half + draw) - traces.get(chain, draw)) / half;
            }
        }
        return differences;
    }
}
