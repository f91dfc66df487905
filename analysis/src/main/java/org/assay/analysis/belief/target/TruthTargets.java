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
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.mixedstate.PredictiveQuotient;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.process.BeliefIndex;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.StateFactor;
import org.assay.datasets.process.TransitionTensors;
import org.assay.datasets.sequence.ContextSet;

/**
 * What the optimal observer of a process knows: its belief as the generator puts it ({@code belief}), as far as any future can tell
 * ({@code predictive}), as causal states, and no more of it than the next-token law; and the parts it is made of.
 */
public final class TruthTargets {
    /** Probabilities below this are not told apart by log-ratios and log-odds. */
    public static final double FLOOR = 1e-3;

    private static final Site BELIEF = new Site("belief");
    private static final int MOST_CAUSAL_STATES = 64;
    private static final int MOST_JOINT = 256;
    private static final double EQUAL = 1e-9;

    private final GeneratingProcess process;
    private final ContextSet contexts;
    private final List<ProbeTarget> all = new ArrayList<>();
    private final Map<String, String> absent = new LinkedHashMap<>();

    private TruthTargets(GeneratingProcess process, ContextSet contexts) {
        this.process = process;
        this.contexts = contexts;
    }

    /** All that the process has, over these contexts. */
    public static Targets of(GeneratingProcess process, ContextSet contexts) {
        TruthTargets targets = new TruthTargets(process, contexts);
        targets.belief();
        targets.causalStates();
        Matrix laws = process.next(contexts).probabilities();
        targets.add(
                "next-token", Role.TRUTH, laws, Coordinates.LAW, "exact law of the next token, all that logits need");
        targets.components();
        targets.factors();
        return new Targets(targets.all, targets.absent);
    }

    private void belief() {
        if (!process.sites().contains(BELIEF)) {
            absent.put("belief", "process " + process.name() + " has no one belief over hidden states");
            return;
        }
        Representation belief = process.record(contexts, BELIEF);
        boolean law =
                LinearModel.of(process).map(TransitionTensors::isStochastic).orElse(true);
        all.add(new ProbeTarget(
                "belief",
                Role.TRUTH,
                belief.directions(),
                belief.values(),
                law ? Coordinates.LAW : Coordinates.NUMBERS,
                "belief of the optimal observer over the generator's states"));
        predictive(belief.values());
        if (law) {
            String floored = String.format(Locale.ROOT, ", probabilities below %.0e raised to it", FLOOR);
            add(
                    "belief.log-ratio",
                    Role.TRUTH,
                    LawCoordinates.logRatio(belief.values(), FLOOR),
                    Coordinates.LOG_RATIO,
                    "logarithms of the belief less their mean" + floored);
            add(
                    "belief.log-odds",
                    Role.TRUTH,
                    LawCoordinates.logOdds(belief.values(), FLOOR),
                    Coordinates.LOG_ODDS,
                    "log-odds of each state" + floored);
        }
    }

    private void predictive(Matrix belief) {
        Optional<TransitionTensors> model = LinearModel.of(process);
        if (model.isEmpty()) {
            absent.put("predictive", "process " + process.name() + " is not given by transition tensors");
            return;
        }
        PredictiveQuotient quotient = PredictiveQuotient.of(model.get());
        int rank = quotient.hankelRank();
        if (rank == model.get().size()) {
            absent.put(
                    "predictive",
                    "every coordinate of the belief matters to some future: Hankel rank " + rank + " = states");
            return;
        }
        Matrix coordinates = Matrix.zeros(belief.rows(), quotient.dimension());
        for (int r = 0; r < belief.rows(); r++) {
            double[] row = quotient.coordinates(belief.row(r));
            System.arraycopy(row, 0, coordinates.values(), r * row.length, row.length);
        }
        add(
                "predictive",
                Role.TRUTH,
                coordinates,
                Coordinates.NUMBERS,
                "what of the belief any future depends on: Hankel rank " + rank + ", so " + (rank - 1)
                        + " dimensions of " + (model.get().size() - 1));
    }

    /** Contexts that predict the same are one causal state, transient ones among them. */
    private void causalStates() {
        Optional<TransitionTensors> model = LinearModel.of(process);
        if (model.isEmpty() || !process.sites().contains(BELIEF)) {
            absent.put("causal-state", "process " + process.name() + " is not given by transition tensors");
            return;
        }
        PredictiveQuotient quotient = PredictiveQuotient.of(model.get());
        BeliefIndex states = new BeliefIndex(EQUAL);
        Matrix beliefs = process.record(contexts, BELIEF).values();
        int[] ofRow = new int[contexts.rows()];
        for (int r = 0; r < ofRow.length; r++) {
            double[] coordinates = quotient.coordinates(beliefs.row(r));
            int found = states.find(coordinates);
            ofRow[r] = found < 0 ? states.add(coordinates) : found;
            if (states.beliefs().size() > MOST_CAUSAL_STATES) {
                absent.put(
                        "causal-state",
                        "these contexts lead to more than " + MOST_CAUSAL_STATES
                                + " causal states: a labelled set of points, no more to be learned than by heart");
                return;
            }
        }
        Matrix values = Matrix.zeros(ofRow.length, states.beliefs().size());
        for (int r = 0; r < ofRow.length; r++) {
            values.set(r, ofRow[r], 1);
        }
        add(
                "causal-state",
                Role.TRUTH,
                values,
                Coordinates.ONE_HOT,
                "which of " + values.columns() + " sets of contexts that predict the same, transient ones among them");
    }

    /** A mixture as which component it is beside what each component believes, where the joint belief is their product. */
    private void components() {
        if (!(process instanceof HiddenMarkovProcess hidden)) {
            return;
        }
        Optional<StateFactor> component = hidden.stateFactors().stream()
                .filter(factor -> factor.name().equals("component"))
                .findFirst();
        component.ifPresent(factor -> add(
                "belief.modular",
                Role.TRUTH,
                modular(hidden, factor),
                Coordinates.LAWS,
                "posterior of the component, then the belief within each; a component that is excluded holds its starting"
                        + " belief"));
    }

    private Matrix modular(HiddenMarkovProcess mixture, StateFactor component) {
        Matrix joint = mixture.record(contexts, BELIEF).values();
        double[] start = mixture.startingBelief();
        int components = component.values().size();
        int[] of = component.valueOfState();
        Matrix modular = Matrix.zeros(joint.rows(), components + joint.columns());
        double[] begun = shares(start, of, components);
        for (int r = 0; r < joint.rows(); r++) {
            double[] share = shares(joint.row(r), of, components);
            for (int k = 0; k < components; k++) {
                modular.set(r, k, share[k]);
            }
            for (int s = 0; s < joint.columns(); s++) {
                boolean excluded = share[of[s]] < EQUAL;
                double within = excluded ? start[s] / begun[of[s]] : joint.get(r, s) / share[of[s]];
                modular.set(r, components + s, within);
            }
        }
        return modular;
    }

    private static double[] shares(double[] belief, int[] componentOf, int components) {
        double[] shares = new double[components];
        for (int s = 0; s < belief.length; s++) {
            shares[componentOf[s]] += belief[s];
        }
        return shares;
    }

    /** Parts of a product and whatever else the process names: depth and levels of a stack, rows of a map, armed anchors. */
    private void factors() {
        List<Matrix> parts = new ArrayList<>();
        for (Site site : process.sites()) {
            if (!site.equals(BELIEF)) {
                Representation held = process.record(contexts, site);
                boolean graded = process.factors().stream()
                        .filter(factor -> site.name().equals("factor." + factor.name()))
                        .findFirst()
                        .map(Factor::graded)
                        .orElse(true);
                if (site.name().startsWith("belief.")) {
                    parts.add(held.values());
                }
                addFactor(site, held, graded);
            }
        }
        joint(parts);
    }

    private void addFactor(Site site, Representation held, boolean graded) {
        if (isNew(held.values())) {
            all.add(new ProbeTarget(
                    site.name(),
                    Role.FACTOR,
                    held.directions(),
                    held.values(),
                    graded ? Coordinates.LAW : Coordinates.ONE_HOT,
                    graded ? "belief over the values of a part" : "value of a part that the context determines"));
        }
    }

    private void joint(List<Matrix> parts) {
        if (parts.size() < 2) {
            return;
        }
        long size = parts.stream().mapToLong(Matrix::columns).reduce(1, Math::multiplyExact);
        if (size > MOST_JOINT) {
            absent.put("belief.joint", "the joint belief has " + size + " entries, more than " + MOST_JOINT);
            return;
        }
        Matrix joint = parts.get(0);
        for (Matrix part : parts.subList(1, parts.size())) {
            Matrix product = Matrix.zeros(joint.rows(), joint.columns() * part.columns());
            for (int r = 0; r < joint.rows(); r++) {
                for (int c = 0; c < product.columns(); c++) {
                    product.set(r, c, joint.get(r, c / part.columns()) * part.get(r, c % part.columns()));
                }
            }
            joint = product;
        }
        add("belief.joint", Role.TRUTH, joint, Coordinates.LAW, "belief over the states of all parts together");
    }

    private void add(String name, Role role, Matrix values, Coordinates coordinates, String meaning) {
        if (isNew(values)) {
            all.add(ProbeTarget.of(name, role, values, coordinates, meaning));
        } else {
            absent.put(name, "the same numbers as another target");
        }
    }

    private boolean isNew(Matrix values) {
        return all.stream().noneMatch(target -> target.values().equals(values));
    }
}
