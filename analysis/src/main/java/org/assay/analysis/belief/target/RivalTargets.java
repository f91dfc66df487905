package org.assay.analysis.belief.target;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.assay.analysis.belief.Coordinates;
import org.assay.analysis.belief.ProbeTarget;
import org.assay.analysis.belief.ProbeTarget.Role;
import org.assay.analysis.probe.ReadoutDesign;
import org.assay.analysis.probe.ReadoutRows;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.TransitionTensors;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;

/**
 * Geometries that a network might hold in place of the belief: what it would if it looked at the last few tokens only, forgot at a
 * constant rate, or added up what each token says on its own. A network holds the belief rather than a rival where the belief is read
 * better and the rival no better than the belief tells it.
 */
public final class RivalTargets {
    private static final int[] WINDOWS = {1, 2, 3};
    private static final int MOST_WORDS = 64;
    private static final double RATE_STEP = 0.05;

    private RivalTargets() {}

    /**
     * @param belief what the exponential decay is to come nearest to
     * @param fit    rows on which its rate is chosen
     * @param depth  of the subtrees of the split
     */
    public static Targets of(
            GeneratingProcess process, ContextSet contexts, Optional<ProbeTarget> belief, int[] fit, int depth) {
        List<ProbeTarget> all = new ArrayList<>();
        Map<String, String> absent = new LinkedHashMap<>();
        int tokens = process.vocabulary().size();
        Optional<TransitionTensors> model = LinearModel.of(process);
        for (int k : WINDOWS) {
            markov(k, tokens, model, contexts, all, absent);
        }
        if (model.isPresent() && model.get().isStationary()) {
            for (int k : WINDOWS) {
                all.add(window(k, model.get(), contexts));
            }
            if (model.get().isStochastic()) {
                all.add(target(
                        "constrained-update",
                        constrainedUpdate(model.get(), contexts),
                        "start + sum over tokens of (what the token says on its own, carried on) - start"));
            }
        } else {
            absent.put("window", "the process is not given by transition tensors at their stationary law");
            absent.put("constrained-update", "the process is not given by transition tensors at their stationary law");
        }
        belief.ifPresentOrElse(
                target -> all.add(decay(tokens, contexts, target.values(), fit, depth)),
                () -> absent.put("decay", "there is no belief that its rate could be chosen by"));
        return new Targets(all, absent);
    }

    private static ProbeTarget target(String name, Matrix values, String meaning) {
        return ProbeTarget.of(name, Role.RIVAL, values, Coordinates.NUMBERS, meaning);
    }

    private static void markov(
            int k,
            int tokens,
            Optional<TransitionTensors> model,
            ContextSet contexts,
            List<ProbeTarget> all,
            Map<String, String> absent) {
        String name = "markov-" + k;
        double words = Math.pow(tokens, k);
        if (words > MOST_WORDS || model.isEmpty() || !model.get().isStationary()) {
            absent.put(
                    name,
                    words > MOST_WORDS
                            ? "there are " + (long) words + " words of " + k + " tokens"
                            : "the process is not given by transition tensors at their stationary law");
            return;
        }
        all.add(target(
                name,
                markovBelief(model.get(), contexts, k),
                "belief over the last " + k + " tokens: known once there are so many"));
    }

    /**
     * The belief of an observer whose states are words of k tokens: the last k, or with fewer seen, the law of k tokens that end with
     * them.
     *
     * @return rows x V^k, the last token fastest
     */
    public static Matrix markovBelief(TransitionTensors model, ContextSet contexts, int k) {
        int tokens = model.vocabulary().size();
        int words = (int) Math.pow(tokens, k);
        double[] law = new double[words];
        for (int w = 0; w < words; w++) {
            law[w] = Math.max(0, model.probability(digits(w, tokens, k)));
        }
        return LinearModel.rows(contexts, words, context -> {
            int seen = Math.min(k, context.length);
            int ending = 0;
            int period = 1;
            for (int i = context.length - seen; i < context.length; i++) {
                ending = ending * tokens + context[i];
                period *= tokens;
            }
            double[] belief = new double[words];
            double total = 0;
            for (int w = ending; w < words; w += period) {
                belief[w] = law[w];
                total += law[w];
            }
            for (int w = ending; w < words; w += period) {
                belief[w] /= total;
            }
            return belief;
        });
    }

    private static int[] digits(int word, int tokens, int k) {
        int[] digits = new int[k];
        for (int i = k - 1; i >= 0; i--) {
            digits[i] = word % tokens;
            word /= tokens;
        }
        return digits;
    }

    private static ProbeTarget window(int k, TransitionTensors model, ContextSet contexts) {
        return target(
                "window-" + k,
                windowBelief(model, contexts, k),
                "belief of an observer who has seen the last " + k + " tokens only");
    }

    /** The belief over states after the last k tokens alone, rows x S. */
    public static Matrix windowBelief(TransitionTensors model, ContextSet contexts, int k) {
        return LinearModel.rows(
                contexts, model.size(), context -> LinearModel.belief(model, context, Math.max(0, context.length - k)));
    }

    /**
     * The constrained update: {@code pi + sum_s (pi|x_s T^(n - s) - pi)} with {@code pi|x = pi T[x] / (pi T[x] 1)} and T the sum of all
     * T[x]. Each token adds what it says on its own, carried on to the present: all that one layer of attention whose weights depend on
     * distance alone can do. Good where a token says little; elsewhere it can leave the simplex (arXiv 2502.01954).
     *
     * @return rows x S
     */
    public static Matrix constrainedUpdate(TransitionTensors model, ContextSet contexts) {
        double[] start = model.start();
        Matrix transitions = model.transitions();
        return LinearModel.rows(contexts, start.length, context -> {
            double[] sum = new double[start.length];
            for (int token : context) {
                double[] carried = transitions.leftTimes(sum);
                double[] alone = model.step(start, token);
                double total = model.total(alone);
                for (int s = 0; s < sum.length; s++) {
                    sum[s] = carried[s] + alone[s] / total - start[s];
                }
            }
            for (int s = 0; s < sum.length; s++) {
                sum[s] += start[s];
            }
            return sum;
        });
    }

    /** At the rate from which the belief is best read. */
    private static ProbeTarget decay(int tokens, ContextSet contexts, Matrix belief, int[] fit, int depth) {
        ReadoutRows rows = ReadoutRows.of(contexts, new Split(fit, fit), depth, Seed.of(0));
        double best = Double.NEGATIVE_INFINITY;
        double rate = 0;
        for (int step = 1; step * RATE_STEP < 1; step++) {
            Matrix features = decayed(contexts, tokens, step * RATE_STEP);
            double r2 = ReadoutDesign.of(rows, features).read(belief, 1e-8).r2();
            if (r2 > best) {
                best = r2;
                rate = step * RATE_STEP;
            }
        }
        return target(
                String.format(Locale.ROOT, "decay-%.2f", rate),
                decayed(contexts, tokens, rate),
                "sum of the tokens seen, each forgotten at one rate, the one from which the belief is best read");
    }

    /**
     * {@code sum_s rate^(n - s) onehot(x_s)}.
     *
     * @return rows x V
     */
    public static Matrix decayed(ContextSet contexts, int tokens, double rate) {
        return LinearModel.rows(contexts, tokens, context -> {
            double[] sum = new double[tokens];
            for (int token : context) {
                for (int v = 0; v < tokens; v++) {
                    sum[v] *= rate;
                }
                sum[token]++;
            }
            return sum;
        });
    }
}
