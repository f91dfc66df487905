package org.assay.reports.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Spelling;
import org.assay.reports.cli.answer.BenchText;
import org.assay.reports.cli.bench.Benchmarks;
import org.assay.reports.cli.bench.Measurement;
import org.assay.reports.cli.bench.PythonUnavailableException;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}: throughput of the hot paths beside this machine's own ceilings. */
@Command(
        name = "bench",
        description =
                "Throughput of training, sampling, posterior and interpreter, as a ratio to what this machine can do at best.")
public final class BenchCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Option(names = "--only", paramLabel = "NAME", description = "Measure this path alone; may be given several times.")
    private List<String> only = List.of();

    @Option(
            names = "--python",
            paramLabel = "PATH",
            description =
                    "A Python with torch: trainings and partition-step are measured turn about with the same work there, eagerly,"
                            + " one thread each.")
    private Path python;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    public BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        for (String name : only) {
            if (!Benchmarks.names().contains(name)) {
                throw new UsageException(
                        "there is no hot path '" + name + "'", Spelling.hint(name, Benchmarks.names()));
            }
        }
        List<Measurement> measurements = new ArrayList<>();
        try (ConsoleProgress progress = quietness.progress(console)) {
            for (String name : only.isEmpty() ? Benchmarks.names() : only) {
                measurements.add(
                        python != null && Benchmarks.hasPython(name)
                                ? Benchmarks.besidePython(name, python, progress)
                                : Benchmarks.measure(name, progress));
            }
        } catch (PythonUnavailableException e) {
            throw new UsageException(e.getMessage(), "give --python a Python that can import torch, or leave it out");
        }
        console.result(json ? Json.pretty(measurements) : BenchText.of(measurements));
        return ExitCode.OK.code();
    }
}
