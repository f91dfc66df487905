package org.assay.reports.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.reports.cli.terminal.UsageException;

/** Sequences out of a text file, one a line with spaces between tokens, or out of a corpus folder that {@code generate} wrote. */
final class CorpusSequences {
    private static final String LINES = "sequences.jsonl";
    private static final int MOST_PROBLEMS = 10;

    private final Path file;
    private final Vocabulary vocabulary;
    private final List<Problem> problems = new ArrayList<>();

    private CorpusSequences(Path file, Vocabulary vocabulary) {
        this.file = file;
        this.vocabulary = vocabulary;
    }

    /**
     * The first sequences of at least two tokens.
     *
     * @param most    how many at most
     * @param longest tokens that are kept of each
     */
    static int[][] read(Path path, Vocabulary vocabulary, int most, int longest) throws IOException {
        Path file = Files.isDirectory(path) ? path.resolve(LINES) : path;
        if (!Files.isRegularFile(file)) {
            throw new UsageException(
                    "there is no file " + file, "name a text file, or a folder that ./assay generate wrote with lines");
        }
        return new CorpusSequences(file, vocabulary).read(most, longest);
    }

    private int[][] read(int most, int longest) throws IOException {
        List<int[]> sequences = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
            int number = 0;
            for (String line = lines.readLine(); line != null && sequences.size() < most; line = lines.readLine()) {
                number++;
                int[] tokens = tokens(text(line, number), number);
                if (tokens.length > 1) {
                    sequences.add(Arrays.copyOf(tokens, Math.min(tokens.length, longest)));
                }
            }
        } catch (CharacterCodingException e) {
            throw new DamagedFileException(file, "not UTF-8 text");
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        if (sequences.isEmpty()) {
            throw new ConfigException(List.of(new Problem(
                    file.toString(), 0, 0, "holds no sequence of two tokens", "write one sequence a line")));
        }
        return sequences.toArray(int[][]::new);
    }

    private String text(String line, int number) throws DamagedFileException {
        if (!file.toString().endsWith(".jsonl")) {
            return line;
        }
        try {
            JsonNode text = Json.parse(line, JsonNode.class).path("text");
            if (text.isTextual()) {
                return text.textValue();
            }
        } catch (JsonProcessingException e) {
            throw new DamagedFileException(file, "line " + number + " is not JSON: " + e.getOriginalMessage());
        }
        throw new DamagedFileException(file, "line " + number + " has no field 'text'");
    }

    private int[] tokens(String line, int number) {
        List<String> words = line.isBlank() ? List.of() : List.of(line.strip().split("\\s+"));
        for (String word : words) {
            if (!vocabulary.contains(word) && problems.size() < MOST_PROBLEMS) {
                problems.add(new Problem(
                        file.toString(),
                        number,
                        1,
                        "'" + word + "' is not in the vocabulary of the program",
                        Spelling.hint(word, vocabulary.tokens())));
            }
        }
        return problems.isEmpty() ? words.stream().mapToInt(vocabulary::id).toArray() : new int[0];
    }
}
