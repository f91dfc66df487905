package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.file.AtomicFile;
import org.assay.reports.figure.Figure;
import org.assay.reports.figure.TraceFigure;
import org.assay.reports.page.TracePage;
import org.assay.symbolic.run.Interpreter;

/** Writes what a program did on one sequence as a page with a picture. */
final class TracePictures {
    private TracePictures() {}

    static void write(Path file, Interpreter interpreter, int[] tokens) throws IOException {
        List<String> names =
                Arrays.stream(tokens).mapToObj(interpreter.vocabulary()::token).toList();
        Figure figure = TraceFigure.of(
                "trace",
                interpreter.name(),
                names,
                interpreter.trace(tokens),
                interpreter.program().labels());
        AtomicFile.write(file, TracePage.render(interpreter.name(), names, figure));
    }
}
