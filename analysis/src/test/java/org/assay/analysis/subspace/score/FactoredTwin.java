package org.assay.analysis.subspace.score;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.language.Languages;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.combine.FactoredProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A network whose working is known: at its one site it holds the beliefs over two independent processes, each in a subspace of its
 * own, beside noise that goes by the context and that it never uses, all turned by a random rotation; it answers from the beliefs that it reads there,
 * each part with a little of the uniform law.
 */
final class FactoredTwin implements InstrumentedModel {
    static final Site HELD = new Site("held");
    static final List<Integer> BLOCKS = List.of(2, 2, 4);
    private static final double UNIFORM = 0.02;
    private static final double NOISE = 0.2;

    final FactoredProcess process = FactoredProcess.of("pair", Languages.open("golden-mean"), Languages.open("even"));
    private final Matrix rotation =
            RandomSubspace.of(new double[8], 8, Seed.of(3)).basis();

    Partition truth() {
        return new Partition(new double[8], rotation, BLOCKS);
    }

    /** The names of the two beliefs among the factors of the process. */
    List<String> beliefs() {
        return process.sites().stream()
                .map(Site::name)
                .filter(name -> name.startsWith("belief."))
                .toList();
    }

    @Override
    public String name() {
        return "twin";
    }

    @Override
    public Vocabulary vocabulary() {
        return process.vocabulary();
    }

    @Override
    public List<Site> sites() {
        return List.of(HELD);
    }

    @Override
    public Representation record(ContextSet contexts, Site site) {
        Matrix noise = Matrix.zeros(contexts.rows(), 4);
        for (int r = 0; r < noise.rows(); r++) {
            Draws draws = Seed.of(Arrays.hashCode(contexts.context(r))).draws();
            for (int c = 0; c < 4; c++) {
                noise.set(r, c, NOISE * draws.nextNormal());
            }
        }
        Matrix held = belief(contexts, 0).beside(belief(contexts, 1)).beside(noise);
        return new Representation(
                contexts.id(),
                site,
                IntStream.range(0, 8).mapToObj(i -> "d" + i).toList(),
                held.times(rotation));
    }

    private Matrix belief(ContextSet contexts, int part) {
        return process.record(contexts, new Site(beliefs().get(part))).values();
    }

    @Override
    public NextTokenTable next(ContextSet contexts) {
        return answered(contexts, record(contexts, HELD).values());
    }

    @Override
    public NextTokenTable run(ContextSet contexts, Intervention intervention) {
        Matrix held = record(contexts, HELD).values();
        Matrix to = intervention.replacement();
        Matrix basis = intervention.basis().orElse(Matrix.identity(8));
        Matrix move = Matrix.zeros(held.rows(), 8);
        for (int i = 0; i < move.values().length; i++) {
            move.values()[i] = to.values()[i] - held.values()[i];
        }
        Matrix part = move.times(basis.transpose()).times(basis);
        for (int i = 0; i < move.values().length; i++) {
            held.values()[i] += part.values()[i];
        }
        return answered(contexts, held);
    }

    private NextTokenTable answered(ContextSet contexts, Matrix held) {
        Matrix read = held.times(rotation.transpose());
        Matrix first = law(contexts, read, 0);
        Matrix second = law(contexts, read, 1);
        Matrix joint = Matrix.zeros(held.rows(), 4);
        for (int r = 0; r < joint.rows(); r++) {
            for (int v = 0; v < 4; v++) {
                joint.set(r, v, softened(first.get(r, v / 2)) * softened(second.get(r, v % 2)));
            }
        }
        return new NextTokenTable(contexts.id(), joint);
    }

    private static double softened(double p) {
        return (1 - UNIFORM) * p + UNIFORM / 2;
    }

    /** The law of one part, given the belief read in its block. */
    private Matrix law(ContextSet contexts, Matrix read, int part) {
        Matrix belief = Matrix.zeros(read.rows(), 2);
        for (int r = 0; r < read.rows(); r++) {
            double one = Math.max(0, read.get(r, 2 * part));
            double two = Math.max(0, read.get(r, 2 * part + 1));
            double sum = one + two;
            belief.set(r, 0, sum > 0 ? one / sum : .5);
            belief.set(r, 1, sum > 0 ? two / sum : .5);
        }
        Matrix joint = process.run(contexts, new Intervention(new Site(beliefs().get(part)), Optional.empty(), belief))
                .probabilities();
        Matrix law = Matrix.zeros(read.rows(), 2);
        for (int r = 0; r < read.rows(); r++) {
            double[] row = joint.row(r);
            double zero = part == 0 ? row[0] + row[1] : row[0] + row[2];
            law.set(r, 0, Math.min(1, zero));
            law.set(r, 1, Math.max(0, Arrays.stream(row).sum() - zero));
        }
        return law;
    }
}
