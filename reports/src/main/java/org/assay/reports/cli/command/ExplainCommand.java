package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.assay.analysis.metric.Score;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Spelling;
import org.assay.reports.cli.answer.ScoreText;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain}: where a score comes from. */
@Command(name = "explain", description = "Value, formula in words, inputs and seeds of a score, beside its controls.")
public final class ExplainCommand implements Callable<Integer> {
    private static final Path RUNS = Path.of("runs");
    private static final int DEPTH = 3;

    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Parameters(index = "0", paramLabel = "SCORE_ID", description = "The id of a score, as in scores.csv.")
    private String id;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "The folder of the run; without it, the only run below ./runs that has the score.")
    private Path folder;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    public ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<Score> scores =
                FinishedRun.of(folder == null ? onlyRunWithScore() : folder).scores();
        Score score = find(scores)
                .orElseThrow(() -> new UsageException(
                        "there is no score '" + id + "' in " + folder,
                        Spelling.nearest(id, scores.stream().map(Score::id).toList())
                                .map(near -> "did you mean '" + near + "'?")
                                .orElse("the first column of scores.csv lists them")));
        console.result(json ? Json.pretty(score) : ScoreText.of(score, scores));
        return ExitCode.OK.code();
    }

    private Optional<Score> find(List<Score> scores) {
        return scores.stream().filter(score -> score.id().equals(id)).findFirst();
    }

    private Path onlyRunWithScore() throws IOException {
        List<Path> candidates = new ArrayList<>();
        for (Path candidate : runs()) {
            if (find(FinishedRun.of(candidate).scores()).isPresent()) {
                candidates.add(candidate);
            }
        }
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        throw new UsageException(
                candidates.isEmpty()
                        ? "no run below ./" + RUNS + " has a score '" + id + "'"
                        : candidates.size() + " runs have a score '" + id + "': " + candidates,
                "name the folder of the run with --run");
    }

    private static List<Path> runs() throws IOException {
        if (!Files.isDirectory(RUNS)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(RUNS, DEPTH)) {
            return files.filter(file -> file.endsWith(FinishedRun.SCORES))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }
}
