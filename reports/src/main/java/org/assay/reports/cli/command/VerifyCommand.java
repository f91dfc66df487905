package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.assay.analysis.program.ProgramClaims;
import org.assay.analysis.program.ProgramVerification;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.file.Json;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.weights.foreign.OpenedModel;
import org.assay.reports.cli.answer.VerificationAnswer;
import org.assay.reports.cli.answer.VerificationText;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.UsageException;
import org.assay.reports.table.RecoveryTable;
import org.assay.symbolic.program.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code program verify}: whether a program is what its text says, what the network does, and what is so. */
@Command(
        name = "verify",
        description = {
            "Say whether a program is true, beside controls, on contexts drawn afresh.",
            "Its printed text against itself; where it differs from the network, the shortest contexts first; its rules against"
                    + " those of the language that the network has learned; what its labels tell of hidden states; where its heads"
                    + " and labels are in the network, and labels swapped in both."
        })
public final class VerifyCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Parameters(index = "0", paramLabel = "FILE", description = "A program as text.")
    private Path file;

    @Option(
            names = "--language",
            required = true,
            paramLabel = "LANGUAGE",
            description =
                    "What is true, and where contexts come from: a language or process by name or as a YAML file.")
    private String language;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "The network that the program explains; without one it is held against the language alone.")
    private Path model;

    @Option(
            names = "--sequences",
            paramLabel = "N",
            defaultValue = "1600",
            description = "How many are drawn; ${DEFAULT-VALUE} when not given.")
    private int sequences;

    @Option(
            names = "--length",
            paramLabel = "L",
            defaultValue = "64",
            description = "Tokens in each; ${DEFAULT-VALUE} when not given.")
    private int length;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "Of the contexts; ${DEFAULT-VALUE} when not given.")
    private long seed;

    @Option(
            names = "--bound",
            paramLabel = "NATS",
            defaultValue = "0.5",
            description = "A context is a counterexample where KL(network || program) is above it;"
                    + " ${DEFAULT-VALUE} when not given.")
    private double bound;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "200",
            description =
                    "Pairs of contexts for each variable that is swapped; 0 swaps and places nothing; ${DEFAULT-VALUE} when"
                            + " not given.")
    private int pairs;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {
                "Also write verification.json and rules.csv to this folder, made when missing; with a network placed.assay,",
                "the program with comments where its parts are in it."
            })
    private Path out;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    private static final int COUNTEREXAMPLES = 20;

    public VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Limits.require("--sequences", sequences, 2, 1 << 20);
        Limits.require("--length", length, 2, 1 << 16);
        Limits.require("--pairs", pairs, 0, 1 << 20);
        if (!(bound > 0 && bound < Double.POSITIVE_INFINITY)) {
            throw new UsageException("--bound must be positive and finite, got " + bound, "give nats, such as 0.5");
        }
        Program program = ProgramCommand.read(file);
        GeneratingProcess process = Languages.open(language);
        requireTokens(program.vocabulary(), process.vocabulary(), file.toString());
        ProgramVerification.Options options =
                new ProgramVerification.Options(sequences, length, seed, bound, COUNTEREXAMPLES, pairs);
        ProgramVerification verified;
        try (ConsoleProgress progress = quietness.progress(console)) {
            if (model == null) {
                verified = ProgramVerification.of(
                        program,
                        ProgramClaims.of(program),
                        Optional.empty(),
                        Optional.empty(),
                        process,
                        options,
                        progress);
            } else {
                try (HookedTransformer network = network(process);
                        HookedTransformer untrained =
                                network.untrainedTwin("untrained", Seed.of(seed).child("untrained"))) {
                    verified = ProgramVerification.of(
                            program,
                            ProgramClaims.of(program),
                            Optional.of(network),
                            Optional.of(untrained),
                            process,
                            options,
                            progress);
                }
            }
        }
        VerificationAnswer answer = VerificationAnswer.of(
                file.toString(), process.name(), model == null ? "" : model.toString(), verified, process.vocabulary());
        if (out != null) {
            Files.createDirectories(out);
            AtomicFile.write(out.resolve("verification.json"), Json.pretty(answer));
            if (verified.recovery().isPresent()) {
                AtomicFile.write(
                        out.resolve("rules.csv"),
                        RecoveryTable.csv(verified.recovery().get()));
            }
            if (verified.placement().isPresent()) {
                AtomicFile.write(
                        out.resolve("placed.assay"), verified.placement().get().annotated(program));
            }
        }
        console.result(json ? Json.pretty(answer) : VerificationText.of(answer));
        return verified.printed().same() ? ExitCode.OK.code() : ExitCode.CHECK_FAILED.code();
    }

    private HookedTransformer network(GeneratingProcess process) throws IOException {
        if (!Files.isDirectory(model)) {
            throw new UsageException("there is no folder " + model, "name a folder that holds config.json");
        }
        OpenedModel opened = OpenedModel.of(model);
        if (opened.outputs() != OpenedModel.Outputs.SOFTMAX) {
            throw new UsageException(
                    "the network in " + model + " answers with sets of tokens and has no law",
                    "name one that answers with a law");
        }
        requireTokens(opened.vocabulary(), process.vocabulary(), model.toString());
        int longest = opened.weights().config().nCtx();
        if (length > longest) {
            throw new UsageException(
                    "the network in " + model + " reads at most " + longest + " tokens, --length is " + length,
                    "give --length " + longest + " or less");
        }
        return HookedTransformer.of("network", opened.vocabulary(), opened.weights());
    }

    private void requireTokens(Vocabulary its, Vocabulary wanted, String where) {
        if (!its.equals(wanted)) {
            throw new ConfigException(List.of(new Problem(
                    where,
                    0,
                    0,
                    "its " + its.size() + " tokens are not the " + wanted.size() + " of " + language
                            + " in the order of their ids",
                    "take the language that it was made for")));
        }
    }
}
