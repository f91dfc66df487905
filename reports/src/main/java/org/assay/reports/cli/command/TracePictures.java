package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.file.AtomicFile;
import org.assay.reports.figure.Figure;
import org.assay.reports.figure.TraceFigure;
import org.assay.reports.page.TracePage;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.LabelTrace;

/** Writes what a program did on one sequence as a page with a picture. */
final class TracePictures {
    private TracePictures() {}

    static void write(Path file, String name, Program program, int[] tokens, LabelTrace trace) throws IOException {
        List<String> names =
                Arrays.stream(tokens).mapToObj(program.vocabulary()::token).toList();
        Figure figure = TraceFigure.of("trace", name, names, trace, program.labels());
        AtomicFile.write(file, TracePage.render(name, names, figure));
    }
}
