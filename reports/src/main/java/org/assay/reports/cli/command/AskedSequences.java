package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.weights.foreign.OpenedModel;
import org.assay.reports.cli.terminal.UsageException;
import picocli.CommandLine.Option;

/** Options that say on which sequences a network is asked. */
final class AskedSequences {
    private static final int MOST_ROWS = 1 << 18;
    private static final int LONGEST = 64;

    @Option(
            names = "--language",
            paramLabel = "LANGUAGE",
            description = "Ask it on sequences drawn from this language.")
    private String language;

    @Option(
            names = "--corpus",
            paramLabel = "PATH",
            description = "Ask it on these sequences: a text file, one a line, or a folder of ./assay generate.")
    private Path corpus;

    @Option(
            names = "--sequences",
            defaultValue = "1000",
            paramLabel = "N",
            description = "How many sequences, from 5 (default 1000).")
    private int sequences;

    @Option(
            names = "--length",
            paramLabel = "N",
            description = "Tokens of each, at most what the network reads (default 64, or what it reads).")
    private Integer length;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "S", description = "Of drawn sequences (default 0).")
    private long seed;

    long seed() {
        return seed;
    }

    /** Whether sequences are named at all. */
    boolean areNamed() {
        return language != null || corpus != null;
    }

    /** Refuses numbers that make no sense, whatever the network. */
    void requireLegal() {
        Limits.require("--seed", seed, 0, Long.MAX_VALUE);
        Limits.require("--sequences", sequences, 5, MOST_ROWS);
        if (length != null) {
            Limits.require("--length", length, 1, MOST_ROWS / sequences);
        }
        if (language != null && corpus != null) {
            requireNamedOnce();
        }
    }

    void requireNamedOnce() {
        if ((language == null) == (corpus == null)) {
            throw new UsageException(
                    "the sequences to ask the network on must be named once", "add --language NAME or --corpus PATH");
        }
    }

    /** Every position of the sequences. */
    ContextSet contexts(Path folder, OpenedModel model) throws IOException {
        int positions = model.weights().config().nCtx();
        int tokens = length == null ? Math.min(positions, Math.min(LONGEST, MOST_ROWS / sequences)) : length;
        if (tokens > positions) {
            throw new UsageException(
                    folder + " reads " + positions + " tokens, asked for " + tokens, "add --length " + positions);
        }
        if (corpus != null) {
            return ContextSet.everyPosition(CorpusSequences.read(corpus, model.vocabulary(), sequences, tokens), 0);
        }
        return SampledContexts.of(
                        process(folder, model).orElseThrow(), Seed.of(seed).child("rules"), sequences, tokens, 0)
                .contexts();
    }

    /** The language, where one is named. */
    Optional<GeneratingProcess> process(Path folder, OpenedModel model) {
        if (language == null) {
            return Optional.empty();
        }
        GeneratingProcess process = Languages.open(language);
        Vocabulary its = process.vocabulary();
        if (!its.equals(model.vocabulary())) {
            throw new ConfigException(List.of(new Problem(
                    "--model",
                    0,
                    0,
                    folder + " has other tokens than " + language,
                    "name the language that it was trained on, see its training.json")));
        }
        return Optional.of(process);
    }
}
