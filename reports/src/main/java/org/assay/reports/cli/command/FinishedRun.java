package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assay.analysis.experiment.RunFolder;
import org.assay.analysis.experiment.RunResult;
import org.assay.analysis.metric.Score;
import org.assay.datasets.file.DamagedFileException;
import org.assay.reports.cli.terminal.UsageException;
import org.assay.reports.table.ScoreTable;

/** The folder that a finished run left, read back. */
record FinishedRun(Path path) {
    static final String SCORES = "scores.json";

    FinishedRun {
        if (!Files.isDirectory(path)) {
            throw new UsageException("there is no folder " + path, "name the folder that ./assay run printed last");
        }
    }

    /** Everything the run found; throws {@link DamagedFileException} when it is not as written. */
    RunResult result() throws IOException {
        Path file = present(RunFolder.RESULT);
        RunResult result = RunFolder.read(path);
        if (result == null) {
            throw new DamagedFileException(file, "expected a result, found null");
        }
        return result;
    }

    /** Its scores, sorted by id. */
    List<Score> scores() throws IOException {
        return ScoreTable.read(present(SCORES));
    }

    private Path present(String name) throws IOException {
        Path file = path.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new DamagedFileException(
                    file, "missing; either " + path + " is not the folder of a run, or the run did not finish");
        }
        return file;
    }
}
