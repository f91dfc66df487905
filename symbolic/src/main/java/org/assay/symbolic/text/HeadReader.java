package org.assay.symbolic.text;

import java.util.ArrayList;
import java.util.List;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.Position;
import org.assay.symbolic.program.PositionAtom;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Selection;
import org.assay.symbolic.program.Selection.Ties;
import org.assay.symbolic.program.Values;
import org.assay.symbolic.text.Words.Unreadable;
import org.assay.symbolic.text.Words.Word;

/** Reads what stands behind the layer of a head. */
final class HeadReader {
    private final LineReader reader;
    private final List<Word> labels = new ArrayList<>();
    private List<Word> copied = List.of();

    HeadReader(LineReader reader) {
        this.reader = reader;
    }

    /** The words of the labels that it copies. */
    List<Word> copied() {
        return copied;
    }

    /** The words of the other labels that the head names. */
    List<Word> labels() {
        return labels;
    }

    Head read(String name) throws Unreadable {
        Selection selection = selection();
        Values values = values();
        reader.end("nothing more");
        return new Head(name, selection, values);
    }

    private Selection selection() throws Unreadable {
        reader.expect("k");
        reader.expect("=");
        int k = keys();
        reader.expect("theta");
        reader.expect("=");
        int threshold = reader.integer("a threshold");
        Ties ties = ties();
        List<Query> queries = new ArrayList<>();
        while (reader.at("query")) {
            queries.add(query());
        }
        List<Match> matches = List.of();
        if (reader.at("match")) {
            reader.expect("match");
            matches = reader.matches(labels);
        }
        List<PositionAtom> positions = List.of();
        if (reader.at("offset")) {
            reader.expect("offset");
            positions = reader.positionAtoms();
        }
        return new Selection(k, threshold, ties, queries, matches, positions);
    }

    private int keys() throws Unreadable {
        if (reader.at("all")) {
            reader.expect("all");
            return Selection.ALL;
        }
        return reader.integer("how many keys");
    }

    private Ties ties() throws Unreadable {
        if (!reader.at("ties")) {
            return Ties.NEAREST;
        }
        reader.expect("ties");
        if (reader.at("nearest")) {
            reader.expect("nearest");
            return Ties.NEAREST;
        }
        reader.expect("farthest");
        return Ties.FARTHEST;
    }

    private Query query() throws Unreadable {
        reader.expect("query");
        reader.expect("when");
        var when = reader.atoms(labels);
        reader.expect(">=");
        int threshold = reader.integer("a threshold");
        reader.expect("seek");
        return new Query(when, threshold, reader.atoms(labels));
    }

    private Values values() throws Unreadable {
        boolean counted = reader.at("counted");
        if (counted || reader.at("value")) {
            reader.expect(counted ? "counted" : "value");
            copied = reader.nameSet("a label");
        }
        List<Position> where = List.of();
        if (reader.at("where")) {
            reader.expect("where");
            where = reader.positions();
        }
        int widest = 0;
        if (reader.at("count")) {
            reader.expect("count");
            reader.expect("=");
            widest = reader.integer("the last bucket, a power of 2");
        }
        if (copied.isEmpty() && where.isEmpty() && widest == 0) {
            throw reader.expected(
                    "'value {LABEL ...}', 'counted {LABEL ...}', 'where {POSITION ...}' or 'count=BUCKET'");
        }
        return new Values(copied.stream().map(Word::text).toList(), where, counted, widest);
    }
}
