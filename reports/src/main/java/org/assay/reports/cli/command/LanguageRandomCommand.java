package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.language.LanguageWriter;
import org.assay.datasets.language.RandomLanguage;
import org.assay.datasets.language.RandomLanguage.Range;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code language-random}: a language that nobody chose, as YAML. */
@Command(
        name = "language-random",
        description = "Draw a language at random and write its YAML: even seeds with priorities, odd seeds a mixture.")
public final class LanguageRandomCommand implements Callable<Integer> {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,4})(?:\\.\\.([0-9]{1,4}))?");

    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Option(
            names = "--seed",
            required = true,
            paramLabel = "S",
            description = "A whole number from 0; the same gives the same language.")
    private long seed;

    @Option(names = "--tokens", defaultValue = "20..80", paramLabel = "A..B", description = "Size of the vocabulary.")
    private String tokens;

    @Option(names = "--categories", defaultValue = "4..8", paramLabel = "A..B", description = "How many categories.")
    private String categories;

    @Option(names = "--rules", defaultValue = "12..40", paramLabel = "A..B", description = "How many rules.")
    private String rules;

    @Option(names = "--window", defaultValue = "4..12", paramLabel = "A..B", description = "How far rules look back.")
    private String window;

    @Option(names = "--per-kind", paramLabel = "A..B", description = "How many skip-trigrams and how many trigrams.")
    private String perKind;

    @Option(
            names = "--strength",
            defaultValue = "0.7",
            paramLabel = "P",
            description = "Least strength of a rule with priorities, 0.01 to 1.")
    private double strength;

    @Option(
            names = "--gain",
            defaultValue = "0.5",
            paramLabel = "NATS",
            description = "Least unigram loss above the floor.")
    private double gain;

    @Option(
            names = "--beyond-trigram",
            defaultValue = "0.1",
            paramLabel = "NATS",
            description = "Least trigram loss above the floor.")
    private double beyondTrigram;

    @Option(names = "--out", paramLabel = "FILE", description = "File to write to; standard output when not given.")
    private Path out;

    public LanguageRandomCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Limits.require("--seed", seed, 0, Long.MAX_VALUE);
        String yaml = yaml();
        if (out == null) {
            console.result(yaml);
        } else {
            AtomicFile.write(out, yaml);
            console.result(out + "\n");
        }
        return ExitCode.OK.code();
    }

    /** What the options refuse is a slip of whoever typed them. */
    private String yaml() {
        try {
            RandomLanguage.Options options = new RandomLanguage.Options(
                    range("--tokens", tokens),
                    range("--categories", categories),
                    range("--rules", rules),
                    range("--window", window),
                    Optional.ofNullable(perKind).map(text -> range("--per-kind", text)),
                    strength,
                    gain,
                    beyondTrigram);
            return LanguageWriter.write(RandomLanguage.of(seed, options));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), "see ./assay language-random --help");
        }
    }

    private static Range range(String option, String text) {
        Matcher parts = RANGE.matcher(text);
        if (!parts.matches()) {
            throw new UsageException(option + " must be a range such as 20..80, got '" + text + "'", "write A..B");
        }
        int least = Integer.parseInt(parts.group(1));
        return new Range(least, parts.group(2) == null ? least : Integer.parseInt(parts.group(2)));
    }
}
