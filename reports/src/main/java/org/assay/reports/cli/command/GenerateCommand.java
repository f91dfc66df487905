package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.assay.datasets.corpus.CorpusWriter;
import org.assay.datasets.corpus.Sampler;
import org.assay.datasets.file.Json;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code generate}: a corpus with the truth beside every token. */
@Command(
        name = "generate",
        description = "Write a corpus with per-token truth: sequences.jsonl, tokens.npy, corpus.json and a manifest.")
public final class GenerateCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Parameters(index = "0", paramLabel = "LANGUAGE", description = "A built-in name or a YAML file.")
    private String language;

    @Option(names = "--sequences", required = true, paramLabel = "N", description = "How many sequences, at least 1.")
    private int sequences;

    @Option(names = "--length", required = true, paramLabel = "L", description = "Tokens in each, at least 1.")
    private int length;

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
        Limits.require("--sequences", sequences, 1, Integer.MAX_VALUE);
        Limits.require("--length", length, 1, 1 << 20);
        GeneratingProcess process = Languages.open(language);
        Sampler sampler = new Sampler(process, Seed.of(seed), length);
        CorpusWriter.Card card;
        try (ConsoleProgress progress = quietness.progress(console)) {
            card = CorpusWriter.write(sampler, sequences, out, progress);
        }
        console.result(json ? Json.pretty(card) : out + "\n");
        return ExitCode.OK.code();
    }
}
