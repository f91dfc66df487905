package org.assay.reports.cli.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.assay.datasets.file.Json;
import org.assay.datasets.language.Languages;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.reports.cli.answer.PosteriorAnswer;
import org.assay.reports.cli.answer.PosteriorText;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code posterior}: what is true after a context. */
@Command(
        name = "posterior",
        description =
                "The exact law of the next token after a context, the rules that match and win, beliefs, factors.")
public final class PosteriorCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Parameters(index = "0", paramLabel = "LANGUAGE", description = "A built-in name or a YAML file.")
    private String language;

    @Option(
            names = "--context",
            required = true,
            paramLabel = "TOKENS",
            description = "Tokens separated by spaces, oldest first; \"\" is the beginning.")
    private String context;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    public PosteriorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        GeneratingProcess process = Languages.open(language);
        PosteriorAnswer answer =
                PosteriorAnswer.of(process, ContextTokens.read("--context", context, process, language));
        console.result(json ? Json.pretty(answer) : PosteriorText.of(answer, process.factors()));
        return ExitCode.OK.code();
    }
}
