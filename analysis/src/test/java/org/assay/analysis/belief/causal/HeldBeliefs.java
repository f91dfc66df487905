package org.assay.analysis.belief.causal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Change;
import org.assay.datasets.model.Edit;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.InterventionPlan;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A network whose residual stream is the belief along S of twice S + 2 directions, turned at random. By its habit it goes by what it
 * holds or by the tokens, here and at later positions, or holds the belief a second time where it never looks.
 */
final class HeldBeliefs implements InstrumentedModel {
    static final Site SITE = new Site("blocks.0.hook_resid_post");

    /** Far below what any law of the processes asked says of a token that can come, and no token is ruled out. */
    private static final double LEAST = 1e-9;

    private static final double NOISE = 0.02;
    private static final Site BELIEF = new Site("belief");

    enum Habit {
        /** Answers by what it holds, and goes on from it. */
        GOES_ON,
        /** Answers by what it holds, and computes it afresh at every position. */
        AFRESH,
        /** Holds the belief and answers by the tokens. */
        BLIND,
        /** As afresh, but what it answers by is noisy, and beside it lies an exact copy. */
        COPIED
    }

    private final HiddenMarkovProcess process;
    private final Habit habit;
    private final int states;
    private final Matrix turn;

    HeldBeliefs(HiddenMarkovProcess process, Habit habit) {
        this.process = process;
        this.habit = habit;
        this.states = process.hiddenStates().size();
        int width = 2 * states + 2;
        this.turn = RandomSubspace.of(new double[width], width, Seed.of(3)).basis();
    }

    @Override
    public String name() {
        return "held-beliefs";
    }

    @Override
    public Vocabulary vocabulary() {
        return process.vocabulary();
    }

    @Override
    public List<Site> sites() {
        return List.of(SITE);
    }

    @Override
    public Representation record(ContextSet contexts, Site site) {
        Matrix belief = process.record(contexts, BELIEF).values();
        Matrix rest = Matrix.zeros(contexts.rows(), states + 2);
        Matrix used = belief.selectRows(IntStream.range(0, belief.rows()).toArray());
        for (int r = 0; r < contexts.rows() && habit == Habit.COPIED; r++) {
            String tokens = Arrays.toString(contexts.context(r));
            Draws draws = Seed.of(5)
                    .child(new ContentHash.Builder().add(tokens).build().hex())
                    .draws();
            for (int s = 0; s < states; s++) {
                rest.set(r, s, belief.get(r, s));
                used.set(r, s, belief.get(r, s) + NOISE * draws.nextNormal());
            }
        }
        List<String> names =
                IntStream.range(0, turn.rows()).mapToObj(i -> "d" + i).toList();
        return new Representation(contexts.id(), site, names, used.beside(rest).times(turn));
    }

    @Override
    public NextTokenTable next(ContextSet contexts) {
        return answer(contexts, record(contexts, SITE).values());
    }

    @Override
    public NextTokenTable run(ContextSet contexts, Intervention intervention) {
        Matrix h = record(contexts, SITE).values();
        return habit == Habit.BLIND ? next(contexts) : answer(contexts, edited(h, intervention));
    }

    @Override
    public NextTokenTable run(ContextSet contexts, InterventionPlan plan) {
        Edit edit = plan.edits().get(0);
        int position = edit.positions().indices().get(0);
        Matrix given = ((Change.Replace) edit.change()).values();
        if (contexts.rowPosition(0) == position) {
            return run(contexts, new Intervention(SITE, Optional.empty(), given));
        }
        if (habit != Habit.GOES_ON) {
            return next(contexts);
        }
        Matrix beliefs = Matrix.zeros(contexts.rows(), states);
        Matrix held = beliefs(given);
        for (int r = 0; r < contexts.rows(); r++) {
            double[] belief = held.row(r);
            for (int p = position + 1; p <= contexts.rowPosition(r); p++) {
                belief = normalised(process.tensor(contexts.context(r)[p]).leftTimes(belief));
            }
            System.arraycopy(belief, 0, beliefs.values(), r * states, states);
        }
        return laws(contexts, beliefs);
    }

    private static Matrix edited(Matrix h, Intervention intervention) {
        Matrix change = HeldPairs.minus(intervention.replacement(), h);
        Matrix within = intervention.basis().isEmpty()
                ? change
                : change.times(intervention.basis().get().transpose())
                        .times(intervention.basis().get());
        return HeldPairs.plus(h, within);
    }

    private NextTokenTable answer(ContextSet contexts, Matrix h) {
        return laws(contexts, beliefs(h));
    }

    private Matrix beliefs(Matrix h) {
        Matrix belief = h.times(turn.transpose()).selectColumns(0, states);
        for (int r = 0; r < belief.rows(); r++) {
            System.arraycopy(normalised(belief.row(r)), 0, belief.values(), r * states, states);
        }
        return belief;
    }

    private static double[] normalised(double[] belief) {
        double[] positive = Arrays.stream(belief).map(p -> Math.max(LEAST, p)).toArray();
        double sum = Arrays.stream(positive).sum();
        return Arrays.stream(positive).map(p -> p / sum).toArray();
    }

    private NextTokenTable laws(ContextSet contexts, Matrix beliefs) {
        return process.run(contexts, new Intervention(BELIEF, Optional.empty(), beliefs));
    }
}
