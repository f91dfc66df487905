package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import org.assay.datasets.file.AtomicFile;
import org.assay.reports.cli.answer.ProgramAnswer;
import org.assay.reports.figure.Figure;
import org.assay.reports.figure.TraceFigure;
import org.assay.reports.page.TracePage;
import org.assay.symbolic.program.Program;

/** Writes what a program did on one sequence as a page with a picture. */
final class TracePictures {
    private TracePictures() {}

    static void write(Path file, Program program, ProgramAnswer answer) throws IOException {
        Figure figure = TraceFigure.of(
                "trace", answer.program(), answer.context(), answer.labelTrace(), program.labels());
        AtomicFile.write(file, TracePage.render(answer.program(), answer.context(), figure));
    }
}
