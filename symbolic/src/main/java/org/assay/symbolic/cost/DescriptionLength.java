package org.assay.symbolic.cost;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.OffsetAtom;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Unit;

/**
 * The length of a program in nats: over all items, ln(number of choices) at each slot. The vocabulary is given and costs nothing;
 * names cost nothing, since any would do.
 *
 * <pre>
 * a label where one is named                  ln(labels), copies counted
 * how many labels, atoms, heads ... follow    ln*(count + 1)
 * an atom                                     ln(labels), sign ln 2, size ln*(size)
 * an offset atom                              ln*(offset + 1), sign ln 2, size ln*(size)
 * the threshold of a unit or query            ln(sum of the sizes of its weights), the number of thresholds that differ in effect
 * k of a head; its threshold                  ln*(k); ln* of 0, 1, -1, 2, ...
 * which tokens a label votes for              ln(vocabulary + 1) + ln(vocabulary choose votes)
 * a real weight                               1/2 ln N
 * </pre>
 *
 * <p>1/2 ln N for a weight is the asymptotic price at N observations (Rissanen 1983; Schwarz 1978), ln* the universal code for
 * whole numbers. Depends on nothing but the program and N.
 */
public final class DescriptionLength {
    private final double label;
    private final double weight;
    private final int vocabulary;
    private double nats;

    private DescriptionLength(Program program, double observations) {
        this.label = StrictMath.log(Math.max(1, program.labels().size()));
        this.weight = StrictMath.log(observations) / 2;
        this.vocabulary = program.vocabulary().size();
    }

    /** @param observations the nominal number N of observed tokens, at least 1 */
    public static double of(Program program, double observations) {
        if (!(observations >= 1) || Double.isInfinite(observations)) {
            throw new IllegalArgumentException(
                    "the number of observations must be finite and at least 1, got " + observations);
        }
        DescriptionLength length = new DescriptionLength(program, observations);
        length.labels(program);
        length.count(program.layers().size());
        program.layers().forEach(length::layer);
        length.weights(program.unembedding().bias());
        length.count(program.unembedding().votes().size());
        program.unembedding().votes().values().forEach(votes -> {
            length.nats += length.label;
            length.weights(votes);
        });
        return length.nats;
    }

    private void labels(Program program) {
        count(program.declared().size());
        program.declared().names().forEach(name -> labelSet(program.declared().parents(name)));
        program.tokenLabels().forEach(this::labelSet);
    }

    private void layer(Layer layer) {
        count(layer.heads().size());
        layer.heads().forEach(this::head);
        count(layer.units().size());
        layer.units().forEach(this::unit);
    }

    private void head(Head head) {
        nats += UniversalCode.natural(head.k()) + UniversalCode.integer(head.threshold());
        count(head.queries().size());
        for (Query query : head.queries()) {
            atoms(query.when());
            threshold(query.when());
            atoms(query.seek());
        }
        count(head.offsets().size());
        for (OffsetAtom atom : head.offsets()) {
            nats += UniversalCode.count(atom.offset()) + signedSize(atom.weight());
        }
        labelSet(head.values());
    }

    private void unit(Unit unit) {
        atoms(unit.when());
        threshold(unit.when());
        labelSet(unit.add());
        labelSet(unit.delete());
    }

    private void atoms(List<Atom> atoms) {
        count(atoms.size());
        for (Atom atom : atoms) {
            nats += label + signedSize(atom.weight());
        }
    }

    private static double signedSize(int weight) {
        return StrictMath.log(2) + UniversalCode.natural(Math.abs((long) weight));
    }

    private void threshold(List<Atom> atoms) {
        long sizes =
                atoms.stream().mapToLong(atom -> Math.abs((long) atom.weight())).sum();
        nats += StrictMath.log(Math.max(1, sizes));
    }

    private void labelSet(Collection<String> labels) {
        count(labels.size());
        nats += labels.size() * label;
    }

    private void weights(Map<Integer, Double> weights) {
        nats += tokenChoice(weights.size(), vocabulary) + weights.size() * weight;
    }

    /** Nats for saying which {@code chosen} of the {@code vocabulary} tokens have a weight. */
    public static double tokenChoice(int chosen, int vocabulary) {
        double nats = StrictMath.log(vocabulary + 1);
        for (int i = 1; i <= chosen; i++) {
            nats += StrictMath.log((double) (vocabulary - chosen + i) / i);
        }
        return nats;
    }

    private void count(int count) {
        nats += UniversalCode.count(count);
    }
}
