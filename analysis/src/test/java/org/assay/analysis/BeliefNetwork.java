package org.assay.analysis;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.Processes;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A network whose working is known: of ten directions three hold the belief of Mess3 and three hold the position and
 * the first token, which it never uses; it answers with the exact law of the belief it holds. Since the first token and
 * the belief depend on each other, only a regression on both tells their directions apart.
 */
public final class BeliefNetwork implements InstrumentedModel {
    public static final Site SITE = new Site("blocks.0.hook_resid_post");
    public static final int DIRECTIONS = 10;

    private static final double LEAST_BELIEF = 1e-4;
    private final HiddenMarkovProcess process = Processes.mess3(0.05, 0.85);
    private final Matrix directions =
            RandomSubspace.of(new double[DIRECTIONS], 6, Seed.of(11)).basis();

    public HiddenMarkovProcess process() {
        return process;
    }

    /** What it holds, as factors: the belief, the first token, the position. */
    public List<Matrix> factors(ContextSet contexts) {
        Matrix firstToken = Matrix.zeros(contexts.rows(), 3);
        Matrix position = Matrix.zeros(contexts.rows(), contexts.longest());
        for (int r = 0; r < contexts.rows(); r++) {
            firstToken.set(r, contexts.context(r)[0], 1);
            position.set(r, contexts.rowPosition(r), 1);
        }
        return List.of(process.record(contexts, new Site("belief")).values(), firstToken, position);
    }

    @Override
    public String name() {
        return "belief-network";
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
        Matrix belief = process.record(contexts, new Site("belief")).values();
        Matrix unused = Matrix.zeros(contexts.rows(), 3);
        for (int r = 0; r < contexts.rows(); r++) {
            unused.set(r, 0, contexts.rowPosition(r) - 2);
            unused.set(r, 1, contexts.context(r)[0] == 0 ? 2 : -1);
            unused.set(r, 2, contexts.context(r)[0] == 1 ? 2 : -1);
        }
        List<String> names =
                IntStream.range(0, DIRECTIONS).mapToObj(i -> "d" + i).toList();
        return new Representation(
                contexts.id(), site, names, belief.beside(unused).times(directions));
    }

    @Override
    public NextTokenTable next(ContextSet contexts) {
        return answer(contexts, record(contexts, SITE).values());
    }

    @Override
    public NextTokenTable run(ContextSet contexts, Intervention intervention) {
        Matrix h = record(contexts, intervention.site()).values();
        Matrix change = minus(intervention.replacement(), h);
        if (intervention.basis().isPresent()) {
            Matrix u = intervention.basis().get();
            change = change.times(u.transpose()).times(u);
        }
        return answer(contexts, minus(h, minus(Matrix.zeros(h.rows(), h.columns()), change)));
    }

    private NextTokenTable answer(ContextSet contexts, Matrix h) {
        Matrix belief = h.times(directions.transpose()).selectColumns(0, 3);
        for (int r = 0; r < belief.rows(); r++) {
            double sum = 0;
            for (int s = 0; s < 3; s++) {
                belief.set(r, s, Math.max(LEAST_BELIEF, belief.get(r, s)));
                sum += belief.get(r, s);
            }
            for (int s = 0; s < 3; s++) {
                belief.set(r, s, belief.get(r, s) / sum);
            }
        }
        return process.run(contexts, new Intervention(new Site("belief"), Optional.empty(), belief));
    }

    private static Matrix minus(Matrix a, Matrix b) {
        Matrix difference = Matrix.zeros(a.rows(), a.columns());
        for (int i = 0; i < a.values().length; i++) {
            difference.values()[i] = a.values()[i] - b.values()[i];
        }
        return difference;
    }
}
