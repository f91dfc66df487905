package org.assay.datasets.process.combine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.StateFactor;
import org.assay.datasets.process.TransitionTensors;
import org.assay.datasets.sequence.Vocabulary;

/** One hidden Markov process seen through something: each is again one, exactly. */
public final class Channels {
    private Channels() {}

    /**
     * The process seen through a noisy channel: each token is replaced with probability {@code noise} by a uniform one
     * (which may be the same). Keeps the factors.
     *
     * @param noise in [0, 1]
     */
    public static HiddenMarkovProcess noisy(String name, HiddenMarkovProcess process, double noise) {
        if (!(noise >= 0 && noise <= 1)) {
            throw new IllegalArgumentException("the noise of " + name + " must lie in [0, 1], got " + noise);
        }
        TransitionTensors model = process.model();
        double[] spread = model.transitions().values();
        List<Matrix> tensors = Combinations.zeros(model.vocabulary().size(), model.size());
        for (int v = 0; v < tensors.size(); v++) {
            double[] clean = model.tensor(v).values();
            double[] into = tensors.get(v).values();
            for (int i = 0; i < into.length; i++) {
                into[i] = (1 - noise) * clean[i] + noise / tensors.size() * spread[i];
            }
        }
        return HiddenMarkovProcess.of(
                name,
                "noise " + noise + " over " + (process.source().isEmpty() ? process.name() : process.source()),
                TransitionTensors.stochastic(model.vocabulary(), model.states(), tensors, model.start()),
                process.stateFactors());
    }

    /**
     * The process after a token {@code bos} that always comes first and never again, so that the law of the first token
     * of the process itself is predicted too. Its factors have the further value {@code before}.
     */
    public static HiddenMarkovProcess afterStart(String name, HiddenMarkovProcess process, String bos) {
        TransitionTensors model = process.model();
        int before = model.size();
        List<String> tokens = new ArrayList<>(model.vocabulary().tokens());
        tokens.add(bos);
        List<String> states = new ArrayList<>(model.states());
        states.add("before");
        List<Matrix> tensors = Combinations.zeros(tokens.size(), states.size());
        for (int v = 0; v < model.vocabulary().size(); v++) {
            Combinations.place(model.tensor(v), tensors.get(v), 0, 0);
        }
        for (int s = 0; s < before; s++) {
            tensors.get(tokens.size() - 1).set(before, s, model.start()[s]);
        }
        double[] start = new double[states.size()];
        start[before] = 1;
        List<StateFactor> factors = new ArrayList<>();
        for (StateFactor factor : process.stateFactors()) {
            List<String> values = new ArrayList<>(factor.values());
            values.add("before");
            int[] valueOfState = Arrays.copyOf(factor.valueOfState(), states.size());
            valueOfState[before] = values.size() - 1;
            factors.add(new StateFactor(factor.name(), values, valueOfState));
        }
        return HiddenMarkovProcess.of(
                        name,
                        "after the token " + bos + ": " + process.source(),
                        TransitionTensors.stochastic(new Vocabulary(tokens), states, tensors, start),
                        factors)
                .withFloors(longest -> JointFloors.later(process, longest));
    }

    /** The process with its tokens in an order drawn from {@code seed}: what was token v is shown as another one. */
    public static HiddenMarkovProcess relabelled(String name, HiddenMarkovProcess process, Seed seed) {
        TransitionTensors model = process.model();
        int[] order =
                seed.child("relabel").draws().nextPermutation(model.vocabulary().size());
        Matrix[] tensors = new Matrix[order.length];
        for (int v = 0; v < order.length; v++) {
            tensors[order[v]] = model.tensor(v);
        }
        return HiddenMarkovProcess.of(
                name,
                "tokens in the order of seed " + seed + ": " + process.source(),
                TransitionTensors.stochastic(model.vocabulary(), model.states(), List.of(tensors), model.start()),
                process.stateFactors());
    }
}
