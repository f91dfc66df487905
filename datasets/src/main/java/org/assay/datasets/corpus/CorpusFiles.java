package org.assay.datasets.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Npy;
import org.assay.datasets.process.GeneratingProcess;

/** The files that hold the data of a corpus, written row by row and given their names all at the end. */
final class CorpusFiles implements AutoCloseable {
    static final String LINES = "sequences.jsonl";
    static final String TOKENS = "tokens.npy";
    static final String RULES = "rules.npy";
    static final String STATES = "states.npy";
    static final String PROBABILITY = "probability.npy";
    static final String ENTROPY = "entropy.npy";
    static final String SCORED = "scored.npy";
    static final String STARTS = "starts.npy";

    /** Whatever may hold data, in any corpus. */
    private static final List<String> ALL = List.of(LINES, TOKENS, RULES, STATES, PROBABILITY, ENTROPY, SCORED, STARTS);

    private final GeneratingProcess process;
    private final Map<String, AtomicFile.Pending> pending = new TreeMap<>();

    /** Begins the files in {@code folder}. */
    static CorpusFiles open(Path folder, GeneratingProcess process, CorpusLayout layout, CorpusFormat format)
            throws IOException {
        CorpusFiles files = new CorpusFiles(process);
        try {
            if (format.hasLines()) {
                files.begin(folder, LINES);
            }
            if (format.hasArrays()) {
                files.arrays(folder, layout);
            }
            return files;
        } catch (IOException e) {
            files.close();
            throw e;
        }
    }

    private CorpusFiles(GeneratingProcess process) {
        this.process = process;
    }

    private void arrays(Path folder, CorpusLayout layout) throws IOException {
        array(folder, TOKENS, Npy.Type.I4, layout);
        array(folder, SCORED, Npy.Type.B1, layout);
        array(folder, STARTS, Npy.Type.B1, layout);
        array(folder, PROBABILITY, Npy.Type.F8, layout);
        array(folder, ENTROPY, Npy.Type.F8, layout);
        if (!process.rules().isEmpty()) {
            array(folder, RULES, Npy.Type.I4, layout);
        }
        if (!process.hiddenStates().isEmpty()) {
            array(folder, STATES, Npy.Type.I4, layout);
        }
    }

    private AtomicFile.Pending begin(Path folder, String name) throws IOException {
        AtomicFile.Pending file = AtomicFile.open(folder.resolve(name));
        pending.put(name, file);
        return file;
    }

    private void array(Path folder, String name, Npy.Type type, CorpusLayout layout) throws IOException {
        begin(folder, name).stream().write(Npy.header(type, layout.rows(), layout.length()));
    }

    /** Appends a row to every file. */
    void add(TruthStream.Row row) throws IOException {
        for (Map.Entry<String, AtomicFile.Pending> file : pending.entrySet()) {
            var stream = file.getValue().stream();
            switch (file.getKey()) {
                case TOKENS -> Npy.append(stream, row.tokens());
                case RULES -> Npy.append(stream, row.rules());
                case STATES -> Npy.append(stream, row.states());
                case PROBABILITY -> Npy.append(stream, row.probability());
                case ENTROPY -> Npy.append(stream, row.entropy());
                case SCORED -> Npy.append(stream, row.scored());
                case STARTS -> Npy.append(stream, row.starts());
                default -> stream.write((Json.line(line(row)) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private CorpusCard.Line line(TruthStream.Row row) {
        return new CorpusCard.Line(
                process.vocabulary().decode(row.tokens()),
                row.tokens(),
                names(process.rules(), row.rules()),
                names(process.hiddenStates(), row.states()),
                row.probability(),
                row.entropy(),
                row.scored(),
                row.starts());
    }

    /** Null where there is nothing to name. */
    private static List<String> names(List<String> names, int... indices) {
        return names.isEmpty()
                ? null
                : Arrays.stream(indices).mapToObj(names::get).toList();
    }

    /** Names of the files that are being written, sorted. */
    List<String> names() {
        return List.copyOf(pending.keySet());
    }

    /** Gives every file its name, and takes away what an earlier corpus in another format left in {@code folder}. */
    void commit(Path folder) throws IOException {
        for (AtomicFile.Pending file : pending.values()) {
            file.commit();
        }
        for (String name : ALL) {
            if (!pending.containsKey(name)) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (AtomicFile.Pending file : pending.values()) {
            file.close();
        }
    }
}
