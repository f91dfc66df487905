package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.assay.datasets.file.Json;
import org.assay.neural.weights.foreign.OpenedModel;
import org.assay.reports.cli.answer.ModelAnswer;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model}: networks as folders. */
@Command(name = "model", description = "Networks as folders, ours and those of others.")
public final class ModelCommand {
    @Mixin
    private GlobalOptions global;

    private ModelCommand() {}

    /** The command itself. */
    public static ModelCommand create() {
        return new ModelCommand();
    }

    /** {@code model check}. */
    @Command(
            name = "check",
            description = {
                "Say whether a network can be read, what it is, and what is unusual about it.",
                "Reads folders of Assay, of TransformerLens in either layout of keys, and GPT-2 folders of Hugging Face"
                        + " (config.json with safetensors; never pickles)."
            })
    public static final class Check implements Callable<Integer> {
        private final Console console;

        @Mixin
        private GlobalOptions global;

        @Parameters(index = "0", paramLabel = "FOLDER", description = "Where config.json and the weights are.")
        private Path folder;

        @Option(names = "--json", description = "Answer in JSON.")
        private boolean json;

        public Check(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            if (!Files.isDirectory(folder)) {
                throw new UsageException("there is no folder " + folder, "name a folder that holds config.json");
            }
            ModelAnswer answer = ModelAnswer.of(OpenedModel.of(folder));
            console.result(json ? Json.pretty(answer) : answer.text());
            return ExitCode.OK.code();
        }
    }
}
