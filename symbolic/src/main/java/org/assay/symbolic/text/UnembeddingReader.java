package org.assay.symbolic.text;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Expert;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unembedding.Output;
import org.assay.symbolic.text.Words.Unreadable;
import org.assay.symbolic.text.Words.Word;

/** Reads the items that say what may come next: output, bias, predict and expert. */
final class UnembeddingReader {
    private Output output = Output.LAW;
    private SortedMap<Integer, Double> bias = new TreeMap<>();
    private final SortedMap<String, SortedMap<Integer, Double>> votes = new TreeMap<>();
    private final SortedMap<String, Double> copyVotes = new TreeMap<>();
    private final SortedMap<String, Expert> experts = new TreeMap<>();
    private final SortedMap<String, Double> copyExperts = new TreeMap<>();

    Unembedding unembedding() {
        return new Unembedding(output, bias, votes, copyVotes, experts, copyExperts);
    }

    /** {@code output law} or {@code output sets}. */
    void output(LineReader reader) throws Unreadable {
        if (reader.at("law")) {
            reader.expect("law");
        } else if (reader.at("sets")) {
            reader.expect("sets");
            output = Output.SETS;
        } else {
            throw reader.expected("'law' or 'sets'");
        }
        reader.end("nothing more");
    }

    void bias(LineReader reader, Vocabulary vocabulary) throws Unreadable {
        bias = reader.weightsToEnd(vocabulary);
    }

    /** {@code LABEL -> TOKEN=WEIGHT ...} or {@code PREFIX:* -> itself=WEIGHT}; returns the word of the label, if it is one. */
    List<Word> votes(LineReader reader, Vocabulary vocabulary) throws Unreadable {
        Source source = source(reader);
        reader.expect("->");
        if (!source.copies()) {
            requireNew(votes.put(source.word().text(), reader.weightsToEnd(vocabulary)), source, "predict");
            return List.of(source.word());
        }
        reader.expect("itself");
        reader.expect("=");
        requireNew(copyVotes.put(source.prefix(), reader.real()), source, "predict");
        reader.end("nothing more");
        return List.of();
    }

    /** {@code LABEL weight=W -> TOKEN=P ...} or {@code PREFIX:* weight=W -> itself}; returns the word of the label, if it is one. */
    List<Word> expert(LineReader reader, Vocabulary vocabulary) throws Unreadable {
        Source source = source(reader);
        reader.expect("weight");
        reader.expect("=");
        double weight = reader.real();
        reader.expect("->");
        if (!source.copies()) {
            Expert expert = new Expert(weight, reader.weightsToEnd(vocabulary));
            requireNew(experts.put(source.word().text(), expert), source, "expert");
            return List.of(source.word());
        }
        reader.expect("itself");
        requireNew(copyExperts.put(source.prefix(), weight), source, "expert");
        reader.end("nothing more");
        return List.of();
    }

    /** A label, or the own labels of all tokens under a prefix. */
    private record Source(Word word, boolean copies) {
        String prefix() {
            return word.name() ? word.text() : "";
        }
    }

    private static Source source(LineReader reader) throws Unreadable {
        Word first = reader.peek();
        if (reader.at("*")) {
            reader.expect("*");
            return new Source(first, true);
        }
        reader.name("a label, PREFIX:* or *");
        if (!reader.at(":")) {
            return new Source(first, false);
        }
        reader.expect(":");
        reader.expect("*");
        return new Source(first, true);
    }

    private static void requireNew(Object former, Source source, String kind) throws Unreadable {
        if (former != null) {
            String name =
                    source.copies() ? source.prefix() + ":*" : source.word().text();
            throw new Unreadable(source.word().column(), "a second '" + kind + " " + name + "'");
        }
    }
}
