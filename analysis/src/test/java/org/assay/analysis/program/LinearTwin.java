package org.assay.analysis.program;

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
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.run.Interpreter;

/**
 * A network whose working is known: it holds the labels of a program, each in a direction of its own, beside noise that it never
 * uses, and answers as the program does from the labels it reads there. Its first site is the embedding, its last the last layer.
 */
final class LinearTwin implements InstrumentedModel {
    static final Site FIRST = new Site("blocks.0.hook_resid_pre");
    static final Site LAST = new Site("blocks.0.hook_resid_post");
    private static final int NOISE = 8;

    private final Interpreter program;
    private final LabelGraph graph;
    private final Matrix directions;

    LinearTwin(Interpreter program) {
        this.program = program;
        this.graph = program.program().labels();
        int width = graph.size() + NOISE;
        this.directions =
                RandomSubspace.of(new double[width], width, Seed.of(3)).basis();
    }

    @Override
    public String name() {
        return "twin";
    }

    @Override
    public Vocabulary vocabulary() {
        return program.vocabulary();
    }

    @Override
    public List<Site> sites() {
        return List.of(FIRST, LAST);
    }

    @Override
    public NextTokenTable next(ContextSet contexts) {
        return program.next(contexts);
    }

    @Override
    public Representation record(ContextSet contexts, Site site) {
        Matrix labels = program.record(contexts, layer(site)).values();
        Matrix noise = Matrix.zeros(contexts.rows(), NOISE);
        Draws draws = Seed.of(contexts.rows()).child("noise").draws();
        for (int i = 0; i < noise.values().length; i++) {
            noise.values()[i] = draws.nextNormal();
        }
        List<String> names =
                IntStream.range(0, directions.rows()).mapToObj(i -> "d" + i).toList();
        return new Representation(
                contexts.id(), site, names, labels.beside(noise).times(directions));
    }

    @Override
    public NextTokenTable run(ContextSet contexts, Intervention intervention) {
        Matrix h = record(contexts, intervention.site()).values();
        Matrix change = Matrix.zeros(h.rows(), h.columns());
        for (int i = 0; i < change.values().length; i++) {
            change.values()[i] = intervention.replacement().values()[i] - h.values()[i];
        }
        if (intervention.basis().isPresent()) {
            Matrix u = intervention.basis().get();
            change = change.times(u.transpose()).times(u);
        }
        for (int i = 0; i < change.values().length; i++) {
            change.values()[i] += h.values()[i];
        }
        Matrix read = change.times(directions.transpose());
        Matrix labels = Matrix.zeros(h.rows(), graph.size());
        for (int row = 0; row < h.rows(); row++) {
            long[] set = new long[LabelBits.words(graph.size())];
            for (int label = 0; label < graph.size(); label++) {
                if (read.get(row, label) > .5) {
                    LabelBits.add(set, label);
                }
            }
            int at = row;
            LabelBits.forEach(graph.closureOf(set), label -> labels.set(at, label, 1));
        }
        return program.run(contexts, new Intervention(layer(intervention.site()), Optional.empty(), labels));
    }

    private Site layer(Site site) {
        List<Site> layers = program.sites();
        return site.equals(FIRST) ? layers.get(0) : layers.get(layers.size() - 1);
    }
}
