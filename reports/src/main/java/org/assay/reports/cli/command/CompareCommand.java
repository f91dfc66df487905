package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assay.analysis.metric.Score;
import org.assay.datasets.file.Json;
import org.assay.reports.cli.answer.SideBySide;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.table.ComparisonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare}: the scores of a run beside their controls, and of several runs beside each other. */
@Command(
        name = "compare",
        description = "Print the comparison table of a run; of several runs, also which of their shared scores differ.")
public final class CompareCommand implements Callable<Integer> {
    private static final int WIDTH = 120;
    private static final int NARROWEST = 60;

    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders that ./assay run printed.")
    private List<Path> folders;

    @Option(names = "--json", description = "Answer in JSON: the scores by folder.")
    private boolean json;

    public CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Map<String, List<Score>> runs = new LinkedHashMap<>();
        for (Path folder : folders) {
            runs.put(folder.toString(), FinishedRun.of(folder).scores());
        }
        console.result(json ? Json.pretty(runs) : tables(runs));
        return ExitCode.OK.code();
    }

    private String tables(Map<String, List<Score>> runs) {
        int width = Math.max(NARROWEST, console.columns().orElse(WIDTH));
        List<String> parts = new ArrayList<>();
        runs.forEach((name, scores) ->
                parts.add((runs.size() > 1 ? "== " + name + "\n\n" : "") + ComparisonText.of(scores, width)));
        if (runs.size() > 1) {
            parts.add("== shared scores\n\n" + SideBySide.text(runs));
        }
        return String.join("\n", parts);
    }
}
