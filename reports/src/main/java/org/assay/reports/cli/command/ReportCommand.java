package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.assay.analysis.experiment.RunResult;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code report}: the page and the score files of a run, written again from its result. */
@Command(name = "report", description = "Write report.html, scores.csv and scores.json of a finished run again.")
public final class ReportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder that ./assay run printed.")
    private Path folder;

    public ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        FinishedRun run = FinishedRun.of(folder);
        RunResult result = run.result();
        run.write(result);
        console.result(folder.resolve(FinishedRun.PAGE) + "\n");
        return checked(result, console);
    }

    /** The exit code that the checks of a run ask for; says which failed. */
    static int checked(RunResult result, Console console) {
        boolean allPassed = true;
        for (RunResult.Check check : result.checks()) {
            if (!check.passed()) {
                console.note("assay: check failed: " + check.name() + ": " + check.detail());
                allPassed = false;
            }
        }
        return (allPassed ? ExitCode.OK : ExitCode.CHECK_FAILED).code();
    }
}
