package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.assay.analysis.experiment.ModelSpec;
import org.assay.analysis.experiment.ReferenceTraining;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.neural.train.TrainedNetwork;
import org.assay.neural.train.Trainer;
import org.assay.neural.train.TrainingJob;
import org.assay.neural.weights.ModelFolder;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.Interruption;
import org.assay.reports.cli.terminal.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code train}: a reference network on a language. */
@Command(
        name = "train",
        description = {
            "Train a reference network on a language, on the CPU. The same command goes on where it was interrupted, and ends with the same"
                    + " bytes.",
            "Writes DIR/training (checkpoints, metrics) and DIR/model; the last line printed is DIR/model."
        })
public final class TrainCommand implements Callable<Integer> {
    private final Console console;
    private final Interruption interruption;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Parameters(index = "0", paramLabel = "LANGUAGE", description = "A built-in name or a YAML file.")
    private String language;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "SPEC",
            description = "Network and training: tiny, softmax, bilinear, or a YAML file with the same fields.")
    private String model;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "A whole number; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write to; made when missing.")
    private Path out;

    public TrainCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws IOException {
        GeneratingProcess process = Languages.open(language);
        if (!ModelSpec.exists(model)) {
            throw new UsageException(
                    "there is no model '" + model + "', nor a file of that name",
                    Spelling.hint(model, ModelSpec.names()));
        }
        TrainingJob job = ReferenceTraining.job(process.name(), process, ModelSpec.open(model), Seed.of(seed));
        TrainedNetwork trained;
        try (ConsoleProgress progress = quietness.progress(console)) {
            trained = Trainer.train(job, out.resolve("training"), progress, interruption.arm());
        }
        Path folder = out.resolve("model");
        new ModelFolder(trained.weights(), process.vocabulary()).write(folder);
        console.result(summary(trained) + folder + "\n");
        return ExitCode.OK.code();
    }

    private static String summary(TrainedNetwork trained) {
        double loss = trained.curve().finalLoss();
        return String.format(
                Locale.ROOT,
                "%s, %d parameters\nheld-out loss %.4f nats/token, floor %.4f, excess %.4f\n\n",
                trained.weights().config().shape(),
                trained.weights().values().length,
                loss,
                trained.floor(),
                loss - trained.floor());
    }
}
