package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.assay.datasets.corpus.CorpusCard;
import org.assay.datasets.corpus.CorpusFormat;
import org.assay.datasets.corpus.CorpusLayout;
import org.assay.datasets.corpus.CorpusWriter;
import org.assay.datasets.file.Json;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.origin.Stopwatch;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code generate}: a corpus with the truth beside every token. */
@Command(
        name = "generate",
        description = "Write a corpus with per-token truth: lines of JSON, arrays, a dataset card and a manifest.")
public final class GenerateCommand implements Callable<Integer> {
    private static final double WARM_UP_SECONDS = 5;

    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Parameters(index = "0", paramLabel = "LANGUAGE", description = "A built-in name or a YAML file.")
    private String language;

    @Option(
            names = {"--sequences", "--rows"},
            required = true,
            paramLabel = "N",
            description = "How many rows, at least 1; each is a sequence unless they are packed.")
    private int rows;

    @Option(names = "--length", required = true, paramLabel = "L", description = "Tokens in each, at least 1.")
    private int length;

    @Option(
            names = "--packed",
            description = "Cut the rows from one sequence that goes on through them all, its truth too.")
    private boolean packed;

    @Option(
            names = "--sequence-length",
            paramLabel = "D",
            description = "With --packed: cut them from sequences of D tokens that follow each other.")
    private Long sequenceLength;

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = "both",
            description = "jsonl (a line for each row), npy (an array for each column) or ${DEFAULT-VALUE}.")
    private String format;

    @Option(
            names = "--seed",
            required = true,
            paramLabel = "S",
            description = "A whole number; the same gives the same bytes.")
    private long seed;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write to; made when missing.")
    private Path out;

    @Option(names = "--json", description = "Print what corpus.json says instead of the folder.")
    private boolean json;

    public GenerateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Limits.require("--sequences", rows, 1, Integer.MAX_VALUE);
        Limits.require("--length", length, 1, 1 << 20);
        GeneratingProcess process = Languages.open(language);
        CorpusLayout layout = layout();
        CorpusFormat files = format();
        CorpusCard card;
        Stopwatch watch = Stopwatch.start();
        try (ConsoleProgress progress = quietness.progress(console)) {
            card = CorpusWriter.write(process, Seed.of(seed), layout, files, out, progress);
        }
        console.note("assay: " + wrote(layout.tokens(), watch.seconds()));
        console.result(json ? Json.pretty(card) : out + "\n");
        return ExitCode.OK.code();
    }

    /** A rate only of what took long enough: before, it would be that of a virtual machine that warms up. */
    static String wrote(long tokens, double seconds) {
        String wrote = "wrote " + tokens + " tokens with their truth";
        return seconds < WARM_UP_SECONDS
                ? wrote
                : String.format(Locale.ROOT, "%s, %.0f a second", wrote, tokens / seconds);
    }

    private CorpusLayout layout() {
        if (sequenceLength == null) {
            return packed ? CorpusLayout.continuing(rows, length) : CorpusLayout.oneSequencePerRow(rows, length);
        }
        if (!packed) {
            throw new UsageException(
                    "--sequence-length says what rows are cut from, so it needs --packed",
                    "add --packed, or leave it out: each row is then a sequence of --length tokens");
        }
        Limits.require("--sequence-length", sequenceLength, 1, Integer.MAX_VALUE);
        return new CorpusLayout(rows, length, sequenceLength);
    }

    private CorpusFormat format() {
        for (CorpusFormat known : CorpusFormat.values()) {
            if (known.name().equalsIgnoreCase(format)) {
                return known;
            }
        }
        throw new UsageException("there is no format '" + format + "'", "give jsonl, npy or both");
    }
}
