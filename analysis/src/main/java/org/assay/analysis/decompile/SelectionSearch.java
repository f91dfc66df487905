package org.assay.analysis.decompile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Position;
import org.assay.symbolic.program.PositionAtom;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Selection;
import org.assay.symbolic.program.Selection.Ties;

/**
 * In words, which key a head keeps: the one at a distance, the first token, or the nearest or farthest of those that fit, where what
 * fits is a relation between one state at the query and one at the key, or two of them together. The simplest that is right in every row: fewer states first,
 * then positions in this order. A relation is taken from the pairs of values that occur at kept keys.
 */
final class SelectionSearch {
    private static final int NOTHING = -1;

    private final RecordedNetwork network;
    private final int[] kept;
    private final List<State> states;
    private final State everything;

    private SelectionSearch(RecordedNetwork network, int[] kept, List<State> states) {
        this.network = network;
        this.kept = kept;
        this.states = states;
        this.everything = new State("", new int[kept.length], Arrays.asList((String) null), null);
    }

    /**
     * @param any a label that every token has
     * @return the selection; empty when no key is ever kept
     */
    static Optional<Selection> of(String part, RecordedNetwork network, int[] kept, List<State> states, String any) {
        if (Arrays.stream(kept).allMatch(key -> key == NOTHING)) {
            return Optional.empty();
        }
        SelectionSearch search = new SelectionSearch(network, kept, states);
        for (List<Relation> relations : search.candidates()) {
            for (Where where : search.places()) {
                if (search.isRight(relations, where)) {
                    return Optional.of(search.inWords(relations, where, any));
                }
            }
        }
        throw new NotDiscreteException(
                part, "keeps keys that no two relations between a state at the query and one at the key explain");
    }

    /** Where a key may stand, and which of several is kept. */
    private record Where(int distance, boolean first, boolean self, Ties ties) {
        boolean holds(int t, int s) {
            return distance >= 0 ? t - s == distance : (!first || s == 0) && (self || s != t);
        }
    }

    private List<Where> places() {
        List<Where> places = new ArrayList<>();
        for (int distance = 0; distance < network.length(); distance++) {
            places.add(new Where(distance, false, true, Ties.NEAREST));
        }
        places.add(new Where(NOTHING, true, true, Ties.NEAREST));
        for (Ties ties : Ties.values()) {
            places.add(new Where(NOTHING, false, true, ties));
            places.add(new Where(NOTHING, false, false, ties));
        }
        return places;
    }

    /** For every value at the query the values that fit at the key. */
    private record Relation(State query, State key, BitSet[] fits) {}

    /** Single relations, those of fewer states first, then every two that each name a state at both ends. */
    private List<List<Relation>> candidates() {
        List<Relation> relations = new ArrayList<>();
        for (int named = 0; named <= 2; named++) {
            for (State query : withEverything()) {
                for (State key : withEverything()) {
                    Relation relation = relation(query, key);
                    if (named(relation) == named && canSeek(relation)) {
                        relations.add(relation);
                    }
                }
            }
        }
        List<List<Relation>> candidates = new ArrayList<>();
        relations.forEach(relation -> candidates.add(List.of(relation)));
        List<Relation> both = relations.stream().filter(r -> named(r) == 2).toList();
        for (int i = 0; i < both.size(); i++) {
            for (int j = i + 1; j < both.size(); j++) {
                candidates.add(List.of(both.get(i), both.get(j)));
            }
        }
        return candidates;
    }

    private List<State> withEverything() {
        List<State> all = new ArrayList<>(List.of(everything));
        all.addAll(states);
        return all;
    }

    private int named(Relation relation) {
        return (relation.query() == everything ? 0 : 1) + (relation.key() == everything ? 0 : 1);
    }

    private Relation relation(State query, State key) {
        BitSet[] fits = new BitSet[query.values()];
        Arrays.setAll(fits, value -> new BitSet());
        for (int row = 0; row < kept.length; row++) {
            if (kept[row] != NOTHING) {
                fits[query.at()[row]].set(key.at()[keyRow(row, kept[row])]);
            }
        }
        return new Relation(query, key, fits);
    }

    /** A key without any of the labels cannot be sought beside keys that have one. */
    private boolean canSeek(Relation relation) {
        int bare = relation.key().labels().indexOf(null);
        return relation.key() == everything
                || bare < 0
                || Arrays.stream(relation.fits()).noneMatch(values -> values.get(bare));
    }

    private int keyRow(int row, int position) {
        return row - row % network.length() + position;
    }

    private boolean isRight(List<Relation> relations, Where where) {
        for (int row = 0; row < kept.length; row++) {
            if (predicted(relations, where, row) != kept[row]) {
                return false;
            }
        }
        return true;
    }

    private int predicted(List<Relation> relations, Where where, int row) {
        int t = row % network.length();
        int found = NOTHING;
        for (int s = 0; s <= t; s++) {
            if (where.holds(t, s) && fits(relations, row, keyRow(row, s))) {
                if (where.ties() == Ties.FARTHEST) {
                    return s;
                }
                found = s;
            }
        }
        return found;
    }

    private static boolean fits(List<Relation> relations, int row, int key) {
        for (Relation relation : relations) {
            if (!relation.fits()[relation.query().at()[row]].get(relation.key().at()[key])) {
                return false;
            }
        }
        return true;
    }

    private Selection inWords(List<Relation> relations, Where where, String any) {
        List<PositionAtom> positions = new ArrayList<>();
        if (where.distance() >= 0) {
            positions.add(PositionAtom.at(where.distance()));
        } else if (where.first()) {
            positions.add(new PositionAtom(new Position.First(), 1));
        } else if (!where.self()) {
            positions.add(new PositionAtom(new Position.Last(), -1));
        }
        boolean places = where.distance() >= 0 || where.first();
        if (places && named(relations.get(0)) == 0) {
            return new Selection(1, 1, where.ties(), List.of(), List.of(), positions);
        }
        List<Query> queries = new ArrayList<>();
        relations.forEach(relation -> queries.addAll(queries(relation, any)));
        int threshold = relations.size() + (places ? 1 : 0);
        return new Selection(1, threshold, where.ties(), queries, List.of(), positions);
    }

    /** One clause for all values at the query that fit the same values at the key. */
    private List<Query> queries(Relation relation, String any) {
        Map<BitSet, BitSet> groups = new LinkedHashMap<>();
        for (int value = 0; value < relation.fits().length; value++) {
            if (!relation.fits()[value].isEmpty()) {
                groups.computeIfAbsent(relation.fits()[value], f -> new BitSet())
                        .set(value);
            }
        }
        List<Query> queries = new ArrayList<>();
        groups.forEach((fits, values) -> {
            List<Atom> seek = relation.key() == everything
                    ? List.of(Atom.has(any))
                    : Literal.of(relation.key(), fits).atoms();
            if (relation.query() == everything) {
                queries.add(Query.always(seek));
            } else {
                Literal when = Literal.of(relation.query(), values);
                queries.add(new Query(when.atoms(), when.score(), seek));
            }
        });
        return queries;
    }
}
