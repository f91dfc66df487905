package org.assay.symbolic.edit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.assay.datasets.progress.Progress;
import org.assay.symbolic.edit.EditRecord.Act;

/**
 * A history carried out again from its beginning, every program parsed and evaluated anew.
 *
 * @param steps   as recorded
 * @param differs numbers of the steps that did not come out the same in every field, to the last bit of every number
 * @param program what the session holds at the end
 * @param last    its evaluation
 */
public record Replay(int steps, List<Integer> differs, Listing program, Evaluation last) {
    private static final String TASK = "replaying edits";

    /**
     * @param start the program that the history begins with
     * @param again told of every step as it came out this time
     */
    public static Replay of(
            Listing start, List<EditRecord> recorded, Evaluator evaluator, Journal again, Progress progress)
            throws IOException {
        List<Integer> differs = new ArrayList<>();
        EditSession session = EditSession.begin(start, evaluator, again);
        for (EditRecord step : recorded) {
            progress.at(TASK, step.number() - 1L, recorded.size(), "");
            if (!step.equals(repeat(session, step))) {
                differs.add(step.number());
            }
        }
        progress.at(TASK, recorded.size(), recorded.size(), "");
        return new Replay(
                recorded.size(),
                List.copyOf(differs),
                session.current(),
                session.assessed().evaluation());
    }

    private static EditRecord repeat(EditSession session, EditRecord step) throws IOException {
        try {
            return step.act() == Act.EDIT
                    ? session.edit(step.changes(), step.acceptance())
                    : step.act() == Act.UNDO ? session.undo() : session.redo();
        } catch (NoSuchElementException nothingToMove) {
            return null;
        }
    }

    /** Whether everything came out the same. */
    public boolean same() {
        return differs.isEmpty();
    }
}
