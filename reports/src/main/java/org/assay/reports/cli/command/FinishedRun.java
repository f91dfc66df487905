package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.assay.analysis.experiment.RunFolder;
import org.assay.analysis.experiment.RunResult;
import org.assay.analysis.metric.Score;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Manifest;
import org.assay.reports.cli.terminal.UsageException;
import org.assay.reports.page.ReportPage;
import org.assay.reports.table.ScoreTable;

/** The folder that a finished run left, read back. */
record FinishedRun(Path path) {
    static final String SCORES = "scores.json";
    static final String PAGE = "report.html";
    static final String PROVENANCE = "provenance.json";
    static final String TIMING = "timing.csv";

    private static final String TABLE = "scores.csv";
    private static final Set<String> REPORT = Set.of(PAGE, SCORES, TABLE);
    private static final Set<String> VOLATILE = Set.of(PROVENANCE, TIMING);

    /** The run in a folder that a user named. */
    static FinishedRun of(Path path) {
        if (!Files.isDirectory(path)) {
            throw new UsageException("there is no folder " + path, "name the folder that ./assay run printed last");
        }
        return new FinishedRun(path);
    }

    /** Everything the run found; throws {@link DamagedFileException} when anything but its report is not as written. */
    RunResult result() throws IOException {
        verify(name -> !REPORT.contains(name), RunFolder.RESULT);
        return RunFolder.read(path);
    }

    /** Its scores, sorted by id. */
    List<Score> scores() throws IOException {
        verify(SCORES::equals, SCORES);
        return ScoreTable.read(path.resolve(SCORES));
    }

    /** What is not as the run left it; empty when all is. */
    Optional<String> damage() throws IOException {
        try {
            Manifest.verify(path);
            return Optional.empty();
        } catch (DamagedFileException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Writes page and scores, and then the manifest: a run that has one is finished. */
    void write(RunResult result) throws IOException {
        AtomicFile.write(path.resolve(TABLE), ScoreTable.csv(result.scores()));
        AtomicFile.write(path.resolve(SCORES), ScoreTable.json(result.scores()));
        AtomicFile.write(path.resolve(PAGE), ReportPage.render(result));
        Manifest.write(path, name -> !VOLATILE.contains(name));
    }

    private void verify(Predicate<String> which, String required) throws IOException {
        if (!Files.isRegularFile(path.resolve(Manifest.NAME))) {
            throw new DamagedFileException(
                    path,
                    "holds no finished run",
                    "name the folder that ./assay run printed last; a run that was interrupted goes on when started again");
        }
        try {
            if (Manifest.verify(path, which).files().stream()
                    .noneMatch(entry -> entry.name().equals(required))) {
                throw new DamagedFileException(path.resolve(Manifest.NAME), "does not name " + required);
            }
        } catch (DamagedFileException e) {
            throw e.withFix("the same ./assay run makes it again from its stages, in seconds");
        }
    }
}
