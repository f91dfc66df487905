package org.assay.symbolic.cost;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Expert;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.Position;
import org.assay.symbolic.program.PositionAtom;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Selection;
import org.assay.symbolic.program.Selection.Ties;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unembedding.Output;
import org.assay.symbolic.program.Unit;
import org.assay.symbolic.program.Unit.Activation;
import org.assay.symbolic.program.Values;

/**
 * The length of a program in nats: over all items, ln(number of choices) at each slot. The vocabulary is given and costs nothing;
 * names cost nothing, since any would do.
 *
 * <pre>
 * a label where one is named                  ln(labels), copies counted
 * how many labels, atoms, heads ... follow    ln*(count + 1)
 * an atom                                     ln(labels), sign ln 2, size ln*(size)
 * a position                                  kind ln 6, its offset, level or modulus m ln*(m + 1), a residue ln m
 * a position atom                             its position, sign ln 2, size ln*(size)
 * a prefix                                    ln(heads + 1) for each of its heads and for its end
 * a match atom                                ln(labels), the prefixes of query and key, sign ln 2, size ln*(size)
 * the threshold of a unit or query            ln(sum of the sizes of its weights), the number of thresholds that differ in effect
 * k of a head; its threshold                  ln*(k), nothing for all; ln* of 0, 1, -1, 2, ...
 * which parts of n are of a rarer sort        ln(n + 1) + ln(n choose those): labels that are counters, units that count, heads
 *                                             with k=all, ties farthest, matches, where, counted, count
 * the last bucket of a count                  ln*(buckets)
 * law or sets                                 ln 2
 * which tokens a label votes for              ln(vocabulary + 1) + ln(vocabulary choose votes)
 * a real weight                               1/2 ln N; an expert has as many as tokens: its weight and all probabilities but one
 * a copy vote or copy expert                  its prefix and one weight
 * </pre>
 *
 * <p>1/2 ln N for a weight is the asymptotic price at N observations (Rissanen 1983; Schwarz 1978), ln* the universal code for
 * whole numbers. Depends on nothing but the program and N.
 */
public final class DescriptionLength {
    private final double label;
    private final double weight;
    private final int vocabulary;
    private final int heads;
    private double nats;

    private DescriptionLength(Program program, double observations) {
        this.label = StrictMath.log(Math.max(1, program.labels().size()));
        this.weight = StrictMath.log(observations) / 2;
        this.vocabulary = program.vocabulary().size();
        this.heads = program.layers().stream()
                .mapToInt(layer -> layer.heads().size())
                .sum();
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
        length.options(program);
        length.unembedding(program.unembedding());
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
        Selection selection = head.selection();
        if (selection.k() != Selection.ALL) {
            nats += UniversalCode.natural(selection.k());
        }
        nats += UniversalCode.integer(selection.threshold());
        count(selection.queries().size());
        for (Query query : selection.queries()) {
            atoms(query.when());
            threshold(query.when());
            atoms(query.seek());
        }
        if (!selection.matches().isEmpty()) {
            nats += UniversalCode.natural(selection.matches().size());
            selection.matches().forEach(this::match);
        }
        count(selection.positions().size());
        for (PositionAtom atom : selection.positions()) {
            nats += position(atom.position()) + signedSize(atom.weight());
        }
        values(head.values());
    }

    private void match(Match match) {
        nats += label + prefix(match.query()) + prefix(match.key()) + signedSize(match.weight());
    }

    /** Head by head, then the end. */
    private double prefix(String prefix) {
        long links = prefix.isEmpty() ? 0 : prefix.chars().filter(c -> c == ':').count() + 1;
        return (links + 1) * StrictMath.log(heads + 1);
    }

    private void values(Values values) {
        labelSet(values.labels());
        if (!values.where().isEmpty()) {
            nats += UniversalCode.natural(values.where().size());
            values.where().forEach(position -> nats += position(position));
        }
        if (values.widest() > 0) {
            nats += UniversalCode.natural(values.buckets().size());
        }
    }

    private static double position(Position position) {
        double number = UniversalCode.count(position.number());
        double detail = position instanceof Position.Residue residue ? StrictMath.log(residue.modulus()) : 0;
        boolean bare = position instanceof Position.First || position instanceof Position.Last;
        return StrictMath.log(Position.KINDS) + (bare ? 0 : number + detail);
    }

    private void unit(Unit unit) {
        atoms(unit.when());
        threshold(unit.when());
        labelSet(unit.add());
        labelSet(unit.delete());
    }

    /** Which of the parts are of the rarer sort, one question for all parts of a kind. */
    private void options(Program program) {
        List<String> declared = program.declared().names();
        which(declared, program.counters()::contains);
        List<Unit> units = program.layers().stream()
                .flatMap(layer -> layer.units().stream())
                .toList();
        which(units, unit -> unit.activation() == Activation.COUNT);
        List<Head> all = program.layers().stream()
                .flatMap(layer -> layer.heads().stream())
                .toList();
        which(all, head -> head.selection().k() == Selection.ALL);
        which(all, head -> head.selection().ties() == Ties.FARTHEST);
        which(all, head -> !head.selection().matches().isEmpty());
        which(all, head -> !head.values().where().isEmpty());
        which(all, head -> head.values().counted());
        which(all, head -> head.values().widest() > 0);
    }

    private <T> void which(List<T> parts, Predicate<T> rare) {
        nats += tokenChoice((int) parts.stream().filter(rare).count(), parts.size());
    }

    private void unembedding(Unembedding unembedding) {
        nats += StrictMath.log(Output.values().length);
        weights(unembedding.bias());
        count(unembedding.votes().size());
        unembedding.votes().values().forEach(votes -> {
            nats += label;
            weights(votes);
        });
        count(unembedding.experts().size());
        for (Expert expert : unembedding.experts().values()) {
            // Its weight stands in for the last probability, which follows from the others.
            nats += label;
            weights(expert.law());
        }
        copies(unembedding.copyVotes().keySet());
        copies(unembedding.copyExperts().keySet());
    }

    private void copies(Collection<String> prefixes) {
        count(prefixes.size());
        prefixes.forEach(prefix -> nats += prefix(prefix) + weight);
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

    /** Nats for saying how many and which {@code chosen} of {@code all} tokens have a weight, or parts an option. */
    public static double tokenChoice(int chosen, int all) {
        double nats = StrictMath.log(all + 1);
        for (int i = 1; i <= chosen; i++) {
            nats += StrictMath.log((double) (all - chosen + i) / i);
        }
        return nats;
    }

    private void count(int count) {
        nats += UniversalCode.count(count);
    }
}
