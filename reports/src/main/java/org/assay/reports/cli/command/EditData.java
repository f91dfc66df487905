package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.file.Npy;
import org.assay.datasets.file.RecordedArrays;
import org.assay.datasets.language.Languages;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.weights.foreign.OpenedModel;
import org.assay.neural.weights.foreign.OpenedModel.Origin;
import org.assay.neural.weights.foreign.OpenedModel.Outputs;
import org.assay.reports.cli.terminal.UsageException;
import org.assay.symbolic.edit.HeldOut;
import org.assay.symbolic.edit.Listing;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import picocli.CommandLine.Option;

/** Options that say what a program under edit is held against. */
final class EditData {
    private static final int MOST_ROWS = 1 << 18;
    private static final int USUAL_SEQUENCES = 64;
    private static final int USUAL_LENGTH = 128;

    @Option(
            names = "--language",
            paramLabel = "LANGUAGE",
            description = "Hold it against sequences of this language, and against its exact laws.")
    private String language;

    @Option(
            names = "--corpus",
            paramLabel = "PATH",
            description = "Hold it against these sequences: a text file, one a line, or a folder of ./assay generate.")
    private Path corpus;

    @Option(
            names = "--sequences",
            paramLabel = "N",
            description = "How many sequences; " + USUAL_SEQUENCES + " when left out.")
    private Integer sequences;

    @Option(
            names = "--length",
            paramLabel = "N",
            description = "How many tokens are predicted in each, at most; " + USUAL_LENGTH + " when left out.")
    private Integer length;

    @Option(names = "--seed", paramLabel = "S", description = "Of the sampled sequences; 0 when left out.")
    private Long seed;

    @Option(names = "--model", paramLabel = "FOLDER", description = "A network: KL(network || program) is told too.")
    private Path model;

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description = "The laws of a network at these contexts, as npy: float64, contexts x tokens.")
    private Path table;

    /** Whether anything was said. */
    boolean given() {
        return !words().isEmpty();
    }

    /** What was said, so that it can be said again. */
    SortedMap<String, String> words() {
        SortedMap<String, String> words = new TreeMap<>();
        put(words, "language", language);
        put(words, "corpus", corpus);
        put(words, "sequences", sequences);
        put(words, "length", length);
        put(words, "seed", seed);
        put(words, "model", model);
        put(words, "table", table);
        return words;
    }

    private static void put(SortedMap<String, String> words, String name, Object value) {
        if (value != null) {
            words.put(name, value.toString());
        }
    }

    /** Takes over what {@link #words} said; throws NumberFormatException when a number is none. */
    void take(SortedMap<String, String> words) {
        language = words.get("language");
        corpus = words.containsKey("corpus") ? Path.of(words.get("corpus")) : null;
        sequences = words.containsKey("sequences") ? Integer.valueOf(words.get("sequences")) : null;
        length = words.containsKey("length") ? Integer.valueOf(words.get("length")) : null;
        seed = words.containsKey("seed") ? Long.valueOf(words.get("seed")) : null;
        model = words.containsKey("model") ? Path.of(words.get("model")) : null;
        table = words.containsKey("table") ? Path.of(words.get("table")) : null;
    }

    /** The contexts and all laws at them, over the vocabulary of the program. */
    HeldOut heldOut(Vocabulary vocabulary) throws IOException {
        if (language == null && corpus == null) {
            throw new UsageException(
                    "nothing to hold the program against",
                    "add --language NAME, or --corpus FILE with one sequence a line");
        }
        if (model != null && table != null) {
            throw new UsageException("both a network and a table were given", "leave --model or --table out");
        }
        int count = sequences == null ? USUAL_SEQUENCES : sequences;
        int longest = length == null ? USUAL_LENGTH : length;
        Limits.require("--sequences", count, 1, MOST_ROWS);
        Limits.require("--length", longest, 1, MOST_ROWS / count);
        Optional<GeneratingProcess> process = Optional.ofNullable(language).map(Languages::open);
        process.ifPresent(known -> requireSame("the language", known.vocabulary(), vocabulary));
        HeldOut bare = corpus == null
                ? sampled(process.get(), count, longest)
                : ofSequences(CorpusSequences.read(corpus, vocabulary, count, longest + 1));
        return new HeldOut(
                bare.contexts(),
                bare.nextToken(),
                network(bare.contexts(), vocabulary),
                truth(process, bare.contexts()));
    }

    private HeldOut sampled(GeneratingProcess process, int count, int longest) {
        Seed drawn = Seed.of(seed == null ? 0 : seed).child("held out for editing");
        SampledContexts sample = SampledContexts.of(process, drawn, count, longest, 0);
        return new HeldOut(sample.contexts(), sample.nextToken(), Optional.empty(), Optional.empty());
    }

    /** Every position but the last of each sequence, with the token after it. */
    private static HeldOut ofSequences(int[][] all) {
        int[][] seen = Arrays.stream(all)
                .map(tokens -> Arrays.copyOf(tokens, tokens.length - 1))
                .toArray(int[][]::new);
        int[] next = Arrays.stream(all)
                .flatMapToInt(tokens -> Arrays.stream(tokens, 1, tokens.length))
                .toArray();
        return new HeldOut(ContextSet.everyPosition(seen, 0), next, Optional.empty(), Optional.empty());
    }

    private Optional<NextTokenTable> truth(Optional<GeneratingProcess> process, ContextSet contexts) {
        try {
            return process.map(known -> known.next(contexts));
        } catch (IllegalArgumentException impossible) {
            throw new ConfigException(List.of(new Problem(
                    String.valueOf(corpus),
                    0,
                    0,
                    "holds a sequence that cannot come in " + language + ": " + impossible.getMessage(),
                    "leave --language out, or give sequences of that language")));
        }
    }

    private Optional<NextTokenTable> network(ContextSet contexts, Vocabulary vocabulary) throws IOException {
        if (table != null) {
            return Optional.of(read(table, contexts, vocabulary));
        }
        return model == null ? Optional.empty() : Optional.of(ask(model, contexts, vocabulary));
    }

    private static NextTokenTable ask(Path folder, ContextSet contexts, Vocabulary vocabulary) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UsageException("there is no folder " + folder, "name a folder that holds config.json");
        }
        OpenedModel opened = OpenedModel.of(folder);
        if (opened.outputs() == Outputs.SIGMOID) {
            throw bad("--model", folder + " has no law over the next token", "give a network with softmax outputs");
        }
        if (opened.origin() == Origin.ASSAY) {
            requireSame("the network", opened.vocabulary(), vocabulary);
        } else if (opened.vocabulary().size() != vocabulary.size()) {
            throw bad(
                    "--model",
                    folder + " has " + opened.vocabulary().size() + " tokens, the program has " + vocabulary.size(),
                    "the vocabulary of the program names the ids of the network in order");
        }
        int positions = opened.weights().config().nCtx();
        if (contexts.longest() > positions) {
            throw new UsageException(
                    folder + " reads " + positions + " tokens, the contexts have up to " + contexts.longest(),
                    "add --length " + positions);
        }
        try (HookedTransformer network = HookedTransformer.of("network", vocabulary, opened.weights())) {
            return network.next(contexts);
        }
    }

    private static NextTokenTable read(Path file, ContextSet contexts, Vocabulary vocabulary) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("there is no file " + file, "name an npy file");
        }
        Npy array = Npy.read(file);
        int[] wanted = {contexts.rows(), vocabulary.size()};
        if (array.type() != Npy.Type.F8 || !Arrays.equals(array.shape(), wanted)) {
            throw bad(
                    "--table",
                    file + " holds " + array.type() + " of shape " + Arrays.toString(array.shape())
                            + ", wanted F8 of shape " + Arrays.toString(wanted),
                    "--contexts FILE writes the contexts");
        }
        try {
            return new NextTokenTable(contexts.id(), Matrix.wrap(contexts.rows(), vocabulary.size(), array.doubles()));
        } catch (ArithmeticException noLaw) {
            throw bad("--table", file + ": " + noLaw.getMessage(), "each row must be a law over the next token");
        }
    }

    /** Writes the contexts as arrays, for whoever makes a table of them. */
    static void write(ContextSet contexts, Path file) throws IOException {
        RecordedArrays.of(contexts, List.of()).write(file);
    }

    private static void requireSame(String whose, Vocabulary theirs, Vocabulary vocabulary) {
        if (!theirs.equals(vocabulary)) {
            throw bad(
                    "vocab",
                    "the program has other tokens than " + whose + ", or in another order",
                    "write: " + empty(theirs).text().strip());
        }
    }

    /** The program that says nothing: the uniform law over the tokens of {@code language}. */
    static Listing empty(String language) {
        return empty(Languages.open(language).vocabulary());
    }

    private static Listing empty(Vocabulary vocabulary) {
        return Listing.of(Program.of(
                vocabulary,
                Map.of(),
                Collections.nCopies(vocabulary.size(), List.of()),
                List.of(),
                Unembedding.uniform()));
    }

    private static ConfigException bad(String where, String what, String fix) {
        return new ConfigException(List.of(new Problem(where, 0, 0, what, fix)));
    }
}
