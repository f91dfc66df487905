package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Selection;
import org.assay.symbolic.program.Selection.Ties;
import org.assay.symbolic.program.Values;

/** Programs whose circuits can be checked by hand: what two-layer transformers are trained to do when circuits are looked for. */
public final class HandMadePrograms {
    private static final String ATTRIBUTE = "letter";

    private HandMadePrograms() {}

    /**
     * Induction, which copies a word of different tokens that is repeated once: what followed the present token before comes again. The first layer
     * copies the previous token, the second looks for the nearest position whose previous token is the present one.
     *
     * @param tokens V
     * @param vote   log-odds of the copied token against any other, above 0
     */
    public static Program copy(int tokens, double vote) {
        ProgramSketch sketch = sketch(tokens);
        sketch.head(1, Head.at("previous", 1, List.of(ATTRIBUTE)));
        List<Match> same = List.of(new Match(ATTRIBUTE, "", "previous", 1));
        sketch.head(2, copying(new Selection(1, 1, Ties.NEAREST, List.of(), same, List.of())));
        sketch.copyVote("again", vote);
        return sketch.program();
    }

    /**
     * Copies a word in which every pair of neighbours is different: the present token and the one before it say where it was
     * before. The first layer copies the previous token and the one before that, the second looks for the nearest position at which
     * both fit.
     */
    public static Program bigramCopy(int tokens, double vote) {
        ProgramSketch sketch = sketch(tokens);
        sketch.head(1, Head.at("previous", 1, List.of(ATTRIBUTE)));
        sketch.head(1, Head.at("second", 2, List.of(ATTRIBUTE)));
        List<Match> both =
                List.of(new Match(ATTRIBUTE, "", "previous", 1), new Match(ATTRIBUTE, "previous", "second", 1));
        sketch.head(2, copying(new Selection(1, 2, Ties.NEAREST, List.of(), both, List.of())));
        sketch.copyVote("again", vote);
        return sketch.program();
    }

    private static Head copying(Selection selection) {
        return new Head("again", selection, Values.of(List.of(ATTRIBUTE)));
    }

    private static ProgramSketch sketch(int tokens) {
        List<String> names = new ArrayList<>();
        for (int token = 0; token < tokens; token++) {
            names.add("t" + token);
        }
        return new ProgramSketch(new Vocabulary(names), ATTRIBUTE);
    }
}
