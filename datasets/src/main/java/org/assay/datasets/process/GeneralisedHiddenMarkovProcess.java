package org.assay.datasets.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.sequence.ContextSet;

/**
 * A generalised hidden Markov process: the algebra of {@link HiddenMarkovProcess} with real matrices (Upper 1997).
 * Normalisation alone does not keep word probabilities from being negative, so words are checked up to a
 * stated length.
 *
 * <p>Its belief is a point of a convex set that is no simplex, in coordinates that are a matter of choice: it is
 * recorded at {@code belief}, but it is no law over states, has no entropy and is no factor.
 */
public final class GeneralisedHiddenMarkovProcess extends ObservedProcess {
    private static final double BELIEF_TOLERANCE = 1e-6;

    private final TransitionTensors model;

    private GeneralisedHiddenMarkovProcess(String name, String source, TransitionTensors model) {
        super(
                name,
                "generalised-hidden-markov",
                source,
                model.vocabulary(),
                List.of(HiddenMarkovProcess.currentToken(model.vocabulary())),
                OptionalInt.empty(),
                List.of());
        this.model = model;
    }

    /**
     * The process of {@code model}, started as the model says.
     *
     * @param checkedLength no word of up to so many tokens may have a negative probability, at least 1
     */
    public static GeneralisedHiddenMarkovProcess of(
            String name, String source, TransitionTensors model, int checkedLength) {
        double[] moved = model.transitions().transpose().leftTimes(model.right());
        double[] right = model.right();
        for (int s = 0; s < right.length; s++) {
            if (!(Math.abs(moved[s] - right[s]) <= 1e-9 * Math.max(1, Math.abs(right[s])))) {
                throw new IllegalArgumentException("process " + name + ": the tokens after state "
                        + model.states().get(s) + " weigh " + moved[s] + ", the state " + right[s]);
            }
        }
        Optional<int[]> negative = WordCheck.firstNegative(model, checkedLength);
        if (negative.isPresent()) {
            throw new IllegalArgumentException("process " + name + " gives the word '"
                    + model.vocabulary().decode(negative.get()) + "' the probability "
                    + model.probability(negative.get()));
        }
        return new GeneralisedHiddenMarkovProcess(name, source, model);
    }

    /** The tensors, the starting belief, the names of the coordinates. */
    public TransitionTensors model() {
        return model;
    }

    @Override
    public ContentHash id() {
        ContentHash.Builder builder = new ContentHash.Builder()
                .add(kind())
                .add(name())
                .add(String.join(" ", vocabulary().tokens()));
        model.tensors().forEach(tensor -> builder.add(tensor.values()));
        return builder.add(model.start()).add(model.right()).build();
    }

    @Override
    public List<TransitionDiagram> diagrams() {
        return List.of(TransitionDiagram.of(name(), model));
    }

    @Override
    public Observer observer() {
        return new LinearObserver(name(), model, false, List.of());
    }

    @Override
    public List<Site> sites() {
        List<Site> sites = new ArrayList<>(List.of(BELIEF));
        sites.addAll(super.sites());
        return sites;
    }

    @Override
    public Representation record(ContextSet contexts, Site site) {
        if (!site.equals(BELIEF)) {
            return super.record(contexts, site);
        }
        Matrix table = Matrix.zeros(contexts.rows(), model.size());
        double[] belief = new double[model.size()];
        walk(contexts, (row, observer) -> {
            ((LinearObserver) observer).belief(belief);
            System.arraycopy(belief, 0, table.values(), row * belief.length, belief.length);
        });
        return new Representation(contexts.id(), site, model.states(), table);
    }

    /** The exact law when the belief at a row is another one; refused where the replacement has not the total 1. */
    @Override
    public NextTokenTable run(ContextSet contexts, Intervention intervention) {
        Matrix beliefs = intervention.replacement();
        if (!intervention.site().equals(BELIEF) || intervention.basis().isPresent()) {
            throw new IllegalArgumentException(
                    "process " + name() + " can be edited at its belief alone, and only as a whole");
        }
        if (beliefs.rows() != contexts.rows() || beliefs.columns() != model.size()) {
            throw new IllegalArgumentException("replacement of " + contexts.rows() + " beliefs of " + model.size()
                    + " coordinates wanted, got " + beliefs);
        }
        Matrix laws = beliefs.times(model.emission());
        for (int row = 0; row < beliefs.rows(); row++) {
            double total = model.total(beliefs.row(row));
            if (!(Math.abs(total - 1) <= BELIEF_TOLERANCE)) {
                throw new IllegalArgumentException("replacement in row " + row + " has the total " + total + ", not 1");
            }
            for (int v = 0; v < laws.columns(); v++) {
                if (laws.get(row, v) < -BELIEF_TOLERANCE) {
                    throw new IllegalArgumentException("replacement in row " + row + " is no belief: it gives token '"
                            + vocabulary().token(v) + "' the probability " + laws.get(row, v));
                }
                laws.set(row, v, Math.max(0, laws.get(row, v)));
            }
        }
        return new NextTokenTable(contexts.id(), laws);
    }

    /**
     * Exact as far as there are few enough beliefs, then sampled; the rate is not known, there is no bound from below.
     */
    @Override
    public Floors floors(int longest) {
        return LinearFloors.of(this, model, longest);
    }
}
