package org.assay.reports.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.reports.figure.Figure;
import org.assay.reports.figure.TraceFigure;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding.Output;
import org.assay.symbolic.run.Interpreter;

/** What a program does on a sequence that it continues itself: the same one each time for the same program. */
final class SampleTrace {
    private static final String NAME = "the program";
    private static final int TOKENS = 8;

    private SampleTrace() {}

    /** The picture, if the program has a law to draw tokens from. */
    static void write(Html page, String id, Program program) {
        if (program.unembedding().output() != Output.LAW) {
            return;
        }
        Interpreter interpreter = Interpreter.of(program, NAME);
        int[] tokens = drawn(interpreter, program.vocabulary().size());
        List<String> names =
                Arrays.stream(tokens).mapToObj(program.vocabulary()::token).toList();
        Figure figure = TraceFigure.of(id + "-trace", NAME, names, interpreter.trace(tokens), program.labels());
        FigureBlock.write(page, figure);
    }

    private static int[] drawn(Interpreter interpreter, int vocabulary) {
        Draws draws = Seed.of(1).child("trace").draws();
        List<Integer> tokens = new ArrayList<>(List.of(draws.nextInt(vocabulary)));
        while (tokens.size() < TOKENS) {
            int[] context = tokens.stream().mapToInt(token -> token).toArray();
            NextTokenTable table = interpreter.next(ContextSet.lastPosition(List.of(context)));
            double rest = draws.nextDouble();
            int token = 0;
            while (token < vocabulary - 1 && rest >= table.get(0, token)) {
                rest -= table.get(0, token);
                token++;
            }
            tokens.add(token);
        }
        return tokens.stream().mapToInt(token -> token).toArray();
    }
}
