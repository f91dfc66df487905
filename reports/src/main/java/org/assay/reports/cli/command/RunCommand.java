package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.assay.analysis.experiment.Experiment;
import org.assay.analysis.experiment.ExperimentSpec;
import org.assay.analysis.experiment.Experiments;
import org.assay.analysis.experiment.ProcessResult;
import org.assay.analysis.experiment.RunFolder;
import org.assay.analysis.experiment.RunResult;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.origin.Provenance;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.Interruption;
import org.assay.reports.cli.terminal.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run}: an experiment, the whole way to its report. */
@Command(
        name = "run",
        description = {
            "The whole way: generate, train, fit, compare, report. What is finished is not done again: a run that was"
                    + " interrupted goes on, and one that is complete is read back.",
            "Prints the findings; the last line is the folder of the run."
        })
public final class RunCommand implements Callable<Integer> {
    private final Console console;
    private final Interruption interruption;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Parameters(
            index = "0",
            paramLabel = "EXPERIMENT",
            description = "A built-in name, such as quickstart, or a YAML file.")
    private String experiment;

    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "Override a field, such as languages.mess3.training.steps=500; may be given several times.")
    private List<String> overrides = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Folder for this and other runs; default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Stages that run beside each other; default: one for each processor. No result depends on it.")
    private int workers = Runtime.getRuntime().availableProcessors();

    public RunCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws IOException {
        Limits.require("--workers", workers, 1, 1024);
        if (!Experiments.exists(experiment)) {
            throw new UsageException(
                    "there is no experiment '" + experiment + "', nor a file of that name",
                    Spelling.hint(experiment, Experiments.names()));
        }
        ExperimentSpec spec = Experiments.open(experiment, overrides);
        FinishedRun run = new FinishedRun(RunFolder.of(out, spec));
        boolean complete = Files.exists(run.path().resolve(Manifest.NAME));
        Optional<String> damage = complete ? run.damage() : Optional.empty();
        Experiment.Finished finished;
        try (ConsoleProgress progress = quietness.progress(console)) {
            finished = Experiment.run(spec, out, workers, progress, interruption.arm());
        }
        if (!complete) {
            writeVolatile(finished);
        }
        run.write(finished.result());
        if (complete) {
            console.note("assay: "
                    + damage.map(what -> what + "; it was made again")
                            .orElse("this run was complete, nothing was left to do"));
        }
        console.result(findings(finished.result()) + finished.folder() + "\n");
        return ReportCommand.checked(finished.result(), console);
    }

    /** What tells of when and where the work was done, and so is no part of the manifest. */
    private static void writeVolatile(Experiment.Finished finished) throws IOException {
        Path folder = finished.folder();
        AtomicFile.write(folder.resolve(FinishedRun.PROVENANCE), Json.pretty(Provenance.now()));
        StringBuilder timing = new StringBuilder("stage,seconds\n");
        for (Experiment.StageTime time : finished.times()) {
            timing.append(String.format(Locale.ROOT, "%s,%.3f\n", time.stage(), time.seconds()));
        }
        AtomicFile.write(folder.resolve(FinishedRun.TIMING), timing.toString());
    }

    private static String findings(RunResult result) {
        StringBuilder text = new StringBuilder();
        for (ProcessResult process : result.processes()) {
            text.append(process.language().name()).append('\n');
            process.findings()
                    .forEach(finding -> text.append("  ").append(finding).append('\n'));
            process.partitions()
                    .ifPresent(blocks -> blocks.findings()
                            .forEach(
                                    finding -> text.append("  ").append(finding).append('\n')));
        }
        for (RunResult.Check check : result.checks()) {
            text.append(check.passed() ? "passed: " : "FAILED: ")
                    .append(check.name())
                    .append('\n');
        }
        return text.append('\n').toString();
    }
}
