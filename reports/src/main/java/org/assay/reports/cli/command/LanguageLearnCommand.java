package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.Json;
import org.assay.datasets.language.LanguageWriter;
import org.assay.datasets.learn.LanguageLearner;
import org.assay.datasets.learn.LearnedLanguage;
import org.assay.datasets.learn.TextReader;
import org.assay.datasets.origin.Seed;
import org.assay.reports.cli.answer.LearnedAnswer;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code language-learn}: a rule language estimated from a text, as YAML, and why each rule is in it. */
@Command(
        name = "language-learn",
        description =
                "Estimate a rule language from a text: categories, n-grams, skip-trigrams, induction, boosts, brackets."
                        + " Says what each rule gains, and the held-out loss beside n-grams.")
public final class LanguageLearnCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Parameters(index = "0", paramLabel = "FILE", description = "A text, UTF-8.")
    private Path file;

    @Option(
            names = "--out",
            paramLabel = "YAML",
            description =
                    "File to write the language to; without it the YAML goes to standard output and nothing else.")
    private Path out;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the language; made from FILE when not given.")
    private String name;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "A whole number from 0 that says which sequences are held out (default 1).")
    private long seed;

    @Option(
            names = "--sequences",
            defaultValue = "line",
            paramLabel = "WHAT",
            description = "What a sequence is: line (default), paragraph or file. Rules do not reach beyond it.")
    private String sequences;

    @Option(names = "--words", description = "Take punctuation off words; else tokens are what white space divides.")
    private boolean words;

    @Option(names = "--lowercase", description = "Make capital letters small.")
    private boolean lowercase;

    @Option(
            names = "--top",
            defaultValue = "0",
            paramLabel = "N",
            description = "Keep the N most frequent tokens, 1 to 999, and call the others " + TextReader.REST + ".")
    private int top;

    @Option(
            names = "--categories",
            defaultValue = "0",
            paramLabel = "K",
            description = "How many categories; by description length when not given.")
    private int categories;

    @Option(
            names = "--window",
            defaultValue = "12",
            paramLabel = "W",
            description = "How far back skip-trigrams and boosts may reach, 2 to 64 (default 12).")
    private int window;

    @Option(
            names = "--held-out",
            defaultValue = "0.1",
            paramLabel = "SHARE",
            description = "Share of the sequences that the language is judged on, 0 to 0.5 (default 0.1).")
    private double heldOut;

    @Option(
            names = "--json",
            description = "Answer in JSON; with --out only, as standard output is the YAML without it.")
    private boolean json;

    public LanguageLearnCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Limits.require("--seed", seed, 0, Long.MAX_VALUE);
        Limits.require("--top", top, 0, TextReader.MOST_TOKENS - 1);
        Limits.require("--categories", categories, 0, TextReader.MOST_TOKENS);
        Limits.require("--window", window, 2, 64);
        if (!(heldOut >= 0 && heldOut <= 0.5)) {
            throw new UsageException("--held-out must lie in 0 .. 0.5, got " + heldOut, "give a number in that range");
        }
        if (json && out == null) {
            throw new UsageException("--json needs --out, the file for the language", "add --out FILE.yaml");
        }
        if (!Files.isRegularFile(file)) {
            throw new UsageException("there is no file " + file, "give the path of a text file");
        }
        TextReader.Options reading = new TextReader.Options(sequences(), words, lowercase, top);
        LanguageLearner.Options options = new LanguageLearner.Options(
                categories == 0 ? OptionalInt.empty() : OptionalInt.of(categories), window, heldOut, Seed.of(seed));
        LearnedLanguage learned;
        try (ConsoleProgress progress = quietness.progress(console)) {
            learned = LanguageLearner.learn(TextReader.read(file, languageName(), reading), options, progress);
        }
        answer(learned);
        return ExitCode.OK.code();
    }

    private void answer(LearnedLanguage learned) throws IOException {
        String yaml = LanguageWriter.write(learned.definition());
        if (out == null) {
            console.result(yaml);
            return;
        }
        AtomicFile.write(out, yaml);
        LearnedAnswer answer = LearnedAnswer.of(learned, out.toString());
        console.result(json ? Json.pretty(answer) : answer.text() + "\n" + out + "\n");
    }

    private TextReader.Sequences sequences() {
        for (TextReader.Sequences each : TextReader.Sequences.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(sequences)) {
                return each;
            }
        }
        throw new UsageException(
                "--sequences must be line, paragraph or file, got '" + sequences + "'", "choose one of the three");
    }

    private String languageName() {
        if (name != null) {
            if (!name.matches("[a-z0-9][a-z0-9-]*")) {
                throw new UsageException(
                        "--name must be small letters, digits and '-', got '" + name + "'", "such as my-language");
            }
            return name;
        }
        String stem = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        String plain =
                stem.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return plain.isEmpty() ? "learned" : plain;
    }
}
