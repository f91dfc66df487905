package org.assay.symbolic.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.label.CycleException;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.InvalidItemException;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unit;
import org.assay.symbolic.program.Unit.Activation;
import org.assay.symbolic.text.Words.Unreadable;
import org.assay.symbolic.text.Words.Word;

/** Reads program text, see the package for the grammar. All mistakes are reported at once, one for each line that has one. */
public final class ProgramParser {
    private static final String ITEMS = "vocab, label, counter, token, head, unit, output, bias, predict or expert";
    private static final List<String> KEYWORDS =
            List.of("vocab", "label", "counter", "token", "head", "unit", "output", "bias", "predict", "expert");
    private static final int MOST_LAYERS = 1000;
    private static final int MOST_CHARACTERS = 1 << 24;
    private static final int MOST_TOKENS = 100_000;
    private static final int MOST_PROBLEMS = 100;

    private final String where;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Reference> declaredReferences = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<Reference> copied = new ArrayList<>();
    private final Set<String> items = new HashSet<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private Vocabulary vocabulary;
    private final SortedMap<String, List<String>> parents = new TreeMap<>();
    private final Set<String> counters = new HashSet<>();
    private final SortedMap<Integer, List<String>> tokenLabels = new TreeMap<>();
    private final SortedMap<Integer, List<Head>> heads = new TreeMap<>();
    private final SortedMap<Integer, List<Unit>> units = new TreeMap<>();
    private final UnembeddingReader unembedding = new UnembeddingReader();

    /** A label that is named at a place; known only once all lines are read. */
    private record Reference(int line, Word word) {}

    private ProgramParser(String where) {
        this.where = where;
    }

    /**
     * @param where name of the file, for messages
     * @throws ConfigException with line, column and what was expected, for every line that is wrong
     */
    public static Program parse(String text, String where) {
        return read(text, where).program();
    }

    /** The same, with the lines of the items. */
    public static ProgramSource read(String text, String where) {
        ProgramParser parser = new ProgramParser(where);
        if (text.length() > MOST_CHARACTERS) {
            parser.problem(0, 0, "a program has at most " + MOST_CHARACTERS + " characters, got " + text.length());
            parser.failIfWrong();
        }
        List<String> lines = text.lines().toList();
        parser.readVocabulary(lines);
        for (int n = 0; n < lines.size() && parser.problems.size() <= MOST_PROBLEMS; n++) {
            parser.readLine(lines.get(n), n + 1);
        }
        return new ProgramSource(parser.assemble(), parser.lines);
    }

    /** Tokens are named all over, so the vocabulary is read before anything else. */
    private void readVocabulary(List<String> lines) {
        for (int n = 0; n < lines.size(); n++) {
            try {
                LineReader reader = new LineReader(lines.get(n));
                if (reader.at("vocab")) {
                    reader.expect("vocab");
                    List<String> tokens = texts(reader.namesToEnd("a token"));
                    if (tokens.size() > MOST_TOKENS) {
                        throw new IllegalArgumentException(
                                "a program has at most " + MOST_TOKENS + " tokens, got " + tokens.size());
                    }
                    vocabulary = new Vocabulary(tokens);
                    return;
                }
            } catch (Unreadable | IllegalArgumentException e) {
                problem(n + 1, e instanceof Unreadable unreadable ? unreadable.column() : 1, e.getMessage());
                throw new ConfigException(problems);
            }
        }
        problem(0, 0, "expected a line 'vocab TOKEN ...'");
        throw new ConfigException(problems);
    }

    private void readLine(String line, int number) {
        try {
            LineReader reader = new LineReader(line);
            if (!reader.atEnd()) {
                lines.putIfAbsent(reader.item(), number);
                readItem(reader, number);
            }
        } catch (Unreadable e) {
            problems.add(new Problem(where, number, e.column(), e.getMessage(), e.fix()));
        } catch (IllegalArgumentException e) {
            problem(number, 1, e.getMessage());
        }
    }

    private void readItem(LineReader reader, int line) throws Unreadable {
        if (!reader.peek().name()) {
            throw reader.expected(ITEMS);
        }
        switch (reader.peek().text()) {
            case "vocab" -> {
                reader.name("vocab");
                once("vocab", "", reader);
                reader.namesToEnd("a token");
            }
            case "label", "counter" -> readLabel(reader, line);
            case "token" -> readToken(reader, line);
            case "head" -> readHead(reader, line);
            case "unit" -> readUnit(reader, line);
            case "output" -> {
                reader.name("output");
                once("output", "", reader);
                unembedding.output(reader);
            }
            case "bias" -> {
                reader.name("bias");
                once("bias", "", reader);
                unembedding.bias(reader, vocabulary);
            }
            case "predict" -> {
                reader.name("predict");
                refer(references, unembedding.votes(reader, vocabulary), line);
            }
            case "expert" -> {
                reader.name("expert");
                refer(references, unembedding.expert(reader, vocabulary), line);
            }
            default -> throw reader.expected(ITEMS, KEYWORDS);
        }
    }

    private void readLabel(LineReader reader, int line) throws Unreadable {
        boolean counter = reader.at("counter");
        reader.expect(counter ? "counter" : "label");
        once("label", reader.peek().text(), reader);
        String label = reader.name("a label").text();
        List<Word> its = new ArrayList<>();
        if (reader.at(":")) {
            reader.expect(":");
            its = reader.namesToEnd("a label");
        }
        reader.end("':'");
        refer(declaredReferences, its, line);
        parents.put(label, texts(its));
        if (counter) {
            counters.add(label);
        }
    }

    private void readToken(LineReader reader, int line) throws Unreadable {
        reader.expect("token");
        once("token", reader.peek().text(), reader);
        Word token = reader.name("a token");
        if (!vocabulary.contains(token.text())) {
            throw LineReader.unknownToken(token, vocabulary);
        }
        reader.expect("->");
        List<Word> labels = reader.namesToEnd("a label");
        refer(declaredReferences, labels, line);
        tokenLabels.put(vocabulary.id(token.text()), texts(labels));
    }

    private void readHead(LineReader reader, int line) throws Unreadable {
        reader.expect("head");
        String name = partName(reader, "head");
        int layer = layer(reader);
        HeadReader head = new HeadReader(reader);
        heads.computeIfAbsent(layer, l -> new ArrayList<>()).add(head.read(name));
        refer(references, head.labels(), line);
        refer(copied, head.copied(), line);
    }

    private void readUnit(LineReader reader, int line) throws Unreadable {
        reader.expect("unit");
        String name = partName(reader, "unit");
        int layer = layer(reader);
        List<Word> labels = new ArrayList<>();
        reader.expect("when");
        List<Atom> when = reader.atoms(labels);
        reader.expect(">=");
        int threshold = reader.integer("a threshold");
        Activation activation = Activation.STEP;
        if (reader.at("count")) {
            reader.expect("count");
            activation = Activation.COUNT;
        } else if (reader.at("step")) {
            reader.expect("step");
        }
        List<Word> add = optionalSet(reader, "add");
        List<Word> delete = optionalSet(reader, "del");
        reader.end("'add {...}', 'del {...}'");
        refer(references, labels, line);
        refer(declaredReferences, add, line);
        refer(references, delete, line);
        units.computeIfAbsent(layer, l -> new ArrayList<>())
                .add(new Unit(name, when, threshold, activation, texts(add), texts(delete)));
    }

    private static List<Word> optionalSet(LineReader reader, String keyword) throws Unreadable {
        if (!reader.at(keyword)) {
            return List.of();
        }
        reader.expect(keyword);
        return reader.nameSet("a label");
    }

    private static int layer(LineReader reader) throws Unreadable {
        reader.expect("layer");
        Word at = reader.peek();
        int layer = reader.integer("a layer");
        if (layer < 1 || layer > MOST_LAYERS) {
            throw new Unreadable(at.column(), "expected a layer from 1 to " + MOST_LAYERS + ", found " + layer);
        }
        return layer;
    }

    /** Heads and units share their names. */
    private String partName(LineReader reader, String kind) throws Unreadable {
        Word name = reader.name("the name of a " + kind);
        if (!items.add("part " + name.text())) {
            throw new Unreadable(name.column(), "two heads or units are called '" + name.text() + "'");
        }
        return name.text();
    }

    /** Refuses the same item twice. */
    private void once(String kind, String name, LineReader reader) throws Unreadable {
        if (!items.add(kind + " " + name)) {
            throw new Unreadable(reader.peek().column(), "a second '" + (kind + " " + name).strip() + "'");
        }
    }

    private static void refer(List<Reference> to, List<Word> words, int line) {
        words.forEach(word -> to.add(new Reference(line, word)));
    }

    private Program assemble() {
        check(declaredReferences, parents.keySet());
        check(copied.stream().filter(this::isNoCopy).toList(), parents.keySet());
        failIfWrong();
        LabelGraph labels = build(layers(false), Unembedding.uniform()).labels();
        check(references, new HashSet<>(labels.names()));
        failIfWrong();
        return build(layers(true), weights());
    }

    /** Whether the label cannot be what a head inserts; what heads insert is known only once all of them are. */
    private boolean isNoCopy(Reference reference) {
        String label = reference.word().text();
        for (int colon = label.indexOf(':'); colon >= 0; colon = label.indexOf(':', colon + 1)) {
            if (items.contains("part " + label.substring(0, colon))) {
                return false;
            }
        }
        return true;
    }

    private Unembedding weights() {
        try {
            return unembedding.unembedding();
        } catch (IllegalArgumentException e) {
            problem(lines.getOrDefault("output sets", 0), 1, e.getMessage());
            throw new ConfigException(problems);
        }
    }

    private void check(List<Reference> named, Collection<String> known) {
        for (Reference reference : named) {
            Word word = reference.word();
            if (!known.contains(word.text()) && problems.size() <= MOST_PROBLEMS) {
                String what = "unknown label '" + word.text() + "'";
                problems.add(
                        new Problem(where, reference.line(), word.column(), what, Suggestion.of(word.text(), known)));
            }
        }
    }

    private List<Layer> layers(boolean withUnits) {
        int depth = heads.isEmpty() ? 0 : heads.lastKey();
        if (withUnits && !units.isEmpty()) {
            depth = Math.max(depth, units.lastKey());
        }
        List<Layer> layers = new ArrayList<>();
        for (int n = 1; n <= depth; n++) {
            layers.add(new Layer(
                    heads.getOrDefault(n, List.of()), withUnits ? units.getOrDefault(n, List.of()) : List.of()));
        }
        return layers;
    }

    private Program build(List<Layer> layers, Unembedding weights) {
        List<List<String>> labels = new ArrayList<>();
        for (int token = 0; token < vocabulary.size(); token++) {
            labels.add(tokenLabels.getOrDefault(token, List.of()));
        }
        try {
            return Program.of(vocabulary, parents, counters, labels, layers, weights);
        } catch (InvalidItemException e) {
            problem(lines.getOrDefault(e.item(), 0), 1, e.getMessage());
        } catch (CycleException e) {
            problem(lines.getOrDefault("label " + e.first(), 0), 1, e.getMessage());
        } catch (IllegalArgumentException e) {
            problem(0, 0, e.getMessage());
        }
        throw new ConfigException(problems);
    }

    private void failIfWrong() {
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt(Problem::line));
            if (problems.size() > MOST_PROBLEMS) {
                problem(0, 0, "there are more than " + MOST_PROBLEMS + " mistakes; what follows was not looked at");
            }
            throw new ConfigException(problems);
        }
    }

    private void problem(int line, int column, String what) {
        problems.add(new Problem(where, line, column, what, ""));
    }

    private static List<String> texts(List<Word> words) {
        return words.stream().map(Word::text).toList();
    }
}
