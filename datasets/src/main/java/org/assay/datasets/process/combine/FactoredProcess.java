package org.assay.datasets.process.combine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.process.Emitter;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.Floors;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.ObservedProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.TransitionDiagram;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/**
 * Independent processes of any kind side by side, tokens being tuples, never multiplied out: the observer keeps one
 * belief per part, {@code sum (d_i - 1)} dimensions in place of {@code prod d_i - 1}, and h(L) is the sum of the
 * parts'.
 *
 * <p>Sites: {@code factor.PART.NAME} for every factor of a part, {@code belief.PART} for every part that has a belief.
 * Each can be replaced on its own, the other parts staying as they are.
 */
public final class FactoredProcess extends ObservedProcess {
    private static final String FACTOR = "factor.";

    private final List<GeneratingProcess> parts;
    private final List<String> prefixes;

    private FactoredProcess(String name, List<GeneratingProcess> parts) {
        super(
                name,
                "product",
                "product of " + Tuples.sources(parts),
                vocabularyOf(parts),
                factorsOf(parts),
                OptionalInt.empty(),
                List.of());
        this.parts = parts;
        this.prefixes = Tuples.prefixes(parts);
    }

    /** The product of at least two processes; the first varies slowest in the order of tokens. */
    public static FactoredProcess of(String name, GeneratingProcess... parts) {
        if (parts.length < 2) {
            throw new IllegalArgumentException(name + " needs at least two processes, got " + parts.length);
        }
        return new FactoredProcess(name, List.of(parts));
    }

    private static Vocabulary vocabularyOf(List<GeneratingProcess> parts) {
        Vocabulary joint = parts.get(0).vocabulary();
        for (GeneratingProcess part : parts.subList(1, parts.size())) {
            joint = Tuples.vocabulary(joint, part.vocabulary());
        }
        return joint;
    }

    private static List<Factor> factorsOf(List<GeneratingProcess> parts) {
        List<String> prefixes = Tuples.prefixes(parts);
        List<Factor> factors = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            for (Factor factor : parts.get(p).factors()) {
                factors.add(new Factor(prefixes.get(p) + "." + factor.name(), factor.values(), factor.graded()));
            }
        }
        return factors;
    }

    /** The parts, in the order of the tuples. */
    public List<GeneratingProcess> parts() {
        return parts;
    }

    @Override
    public ContentHash id() {
        ContentHash.Builder builder = new ContentHash.Builder().add(kind()).add(name());
        parts.forEach(part -> builder.add(part.id().hex()));
        return builder.build();
    }

    @Override
    public Observer observer() {
        return new FactoredObserver(parts);
    }

    @Override
    public Emitter emitter() {
        return new FactoredEmitter(parts);
    }

    /** Tuples of the parts' states, where every part has such. */
    @Override
    public List<String> hiddenStates() {
        return parts.stream()
                .map(GeneratingProcess::hiddenStates)
                .reduce(Tuples::names)
                .orElseThrow();
    }

    @Override
    public List<TransitionDiagram> diagrams() {
        List<TransitionDiagram> diagrams = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            for (TransitionDiagram diagram : parts.get(p).diagrams()) {
                diagrams.add(diagram.named(prefixes.get(p)));
            }
        }
        return diagrams;
    }

    @Override
    public List<Site> sites() {
        List<Site> sites = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            for (Site site : parts.get(p).sites()) {
                sites.add(outer(p, site));
            }
        }
        return sites;
    }

    /** The name outside of a site of part {@code p}. */
    private Site outer(int p, Site inner) {
        return inner.name().startsWith(FACTOR)
                ? new Site(FACTOR + prefixes.get(p) + "." + inner.name().substring(FACTOR.length()))
                : new Site(inner.name() + "." + prefixes.get(p));
    }

    @Override
    public Representation record(ContextSet contexts, Site site) {
        Inner inner = inner(site);
        Representation own = parts.get(inner.part).record(contextsOf(contexts, inner.part), inner.site);
        return new Representation(contexts.id(), site, own.directions(), own.values());
    }

    /** The exact law when one part is intervened upon, as that part permits it. */
    @Override
    public NextTokenTable run(ContextSet contexts, Intervention intervention) {
        Inner inner = inner(intervention.site());
        Intervention own = new Intervention(inner.site, intervention.basis(), intervention.replacement());
        Matrix joint = Matrix.wrap(contexts.rows(), 1, ones(contexts.rows()));
        for (int p = 0; p < parts.size(); p++) {
            ContextSet seen = contextsOf(contexts, p);
            GeneratingProcess part = parts.get(p);
            joint = rowProducts(joint, (p == inner.part ? part.run(seen, own) : part.next(seen)).probabilities());
        }
        return new NextTokenTable(contexts.id(), joint);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static Matrix rowProducts(Matrix a, Matrix b) {
        Matrix product = Matrix.zeros(a.rows(), a.columns() * b.columns());
        for (int r = 0; r < a.rows(); r++) {
            for (int c = 0; c < product.columns(); c++) {
                product.set(r, c, a.get(r, c / b.columns()) * b.get(r, c % b.columns()));
            }
        }
        return product;
    }

    private record Inner(int part, Site site) {}

    private Inner inner(Site site) {
        for (int p = 0; p < parts.size(); p++) {
            for (Site own : parts.get(p).sites()) {
                if (outer(p, own).equals(site)) {
                    return new Inner(p, own);
                }
            }
        }
        throw new IllegalArgumentException("process " + name() + " has no site " + site + ", only " + sites());
    }

    /** The same rows as part {@code p} sees them. */
    private ContextSet contextsOf(ContextSet contexts, int p) {
        int after = 1;
        for (GeneratingProcess part : parts.subList(p + 1, parts.size())) {
            after *= part.vocabulary().size();
        }
        int[][] sequences = new int[contexts.sequences()][];
        for (int s = 0; s < sequences.length; s++) {
            int[] tokens = contexts.sequence(s);
            sequences[s] = new int[tokens.length];
            for (int t = 0; t < tokens.length; t++) {
                sequences[s][t] = tokens[t] / after % parts.get(p).vocabulary().size();
            }
        }
        int[] rowSequence = new int[contexts.rows()];
        int[] rowPosition = new int[contexts.rows()];
        for (int row = 0; row < rowSequence.length; row++) {
            rowSequence[row] = contexts.rowSequence(row);
            rowPosition[row] = contexts.rowPosition(row);
        }
        return ContextSet.of(sequences, rowSequence, rowPosition, contexts.weights());
    }

    /** The sums of the parts' floors; errors add up too. */
    @Override
    public Floors floors(int longest) {
        return JointFloors.sum(parts, longest);
    }
}
