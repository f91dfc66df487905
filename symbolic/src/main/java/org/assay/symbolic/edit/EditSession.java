package org.assay.symbolic.edit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.assay.symbolic.edit.EditRecord.Act;
import org.assay.symbolic.edit.EditRecord.Outcome;
import org.assay.symbolic.edit.Evaluator.Assessed;
import org.assay.symbolic.program.Unembedding.Output;

/**
 * A program under edit. Every step is a transaction: it is carried out on a copy, evaluated, written to the journal, and only
 * then takes the place of what was there. For one thread.
 */
public final class EditSession {
    private final Evaluator evaluator;
    private final Journal journal;
    private final Deque<Listing> undone = new ArrayDeque<>();
    private final Deque<Listing> done = new ArrayDeque<>();
    private Listing current;
    private Assessed assessed;
    private int steps;
    private List<Change> givenUp = List.of();

    private EditSession(Listing start, Evaluator evaluator, Journal journal) {
        if (start.program().unembedding().output() != Output.LAW) {
            throw new IllegalArgumentException(Edit.NO_LAW);
        }
        this.current = start;
        this.evaluator = evaluator;
        this.journal = journal;
    }

    /** A session that begins; throws IllegalArgumentException when the program gives no law. */
    public static EditSession begin(Listing start, Evaluator evaluator, Journal journal) {
        return resume(start, List.of(), evaluator, journal);
    }

    /**
     * A session that goes on where the steps of an earlier one led; nothing is evaluated again but the last program.
     *
     * @throws IllegalArgumentException with the number of the first step that does not lead where it says
     */
    public static EditSession resume(Listing start, List<EditRecord> earlier, Evaluator evaluator, Journal journal) {
        EditSession session = new EditSession(start, evaluator, journal);
        for (EditRecord step : earlier) {
            session.again(step);
        }
        session.assessed = evaluator.assess(session.current.program());
        return session;
    }

    private void again(EditRecord step) {
        steps++;
        boolean possible = step.number() == steps;
        try {
            if (step.act() == Act.EDIT) {
                if (step.outcome() == Outcome.KEPT) {
                    advance(Edit.apply(current, step.changes()));
                } else if (step.outcome() != Outcome.REFUSED) {
                    givenUp = step.changes();
                }
            } else if (step.act() == Act.UNDO ? canUndo() : canRedo()) {
                move(step.act());
            } else {
                possible = false;
            }
        } catch (RefusedEditException e) {
            possible = false;
        }
        if (!possible || !current.id().hex().equals(step.program())) {
            throw new IllegalArgumentException("step " + steps + " does not lead to the program that it names");
        }
    }

    /** Makes {@code changes} together, evaluates what they give, and keeps it or not. */
    public EditRecord edit(List<Change> changes, Acceptance acceptance) throws IOException {
        Listing next;
        try {
            next = Edit.apply(current, changes);
        } catch (RefusedEditException e) {
            return write(Act.EDIT, acceptance, changes, Outcome.REFUSED, e.problems(), Optional.empty(), current);
        }
        Assessed after = evaluator.assess(next.program());
        boolean keep = acceptance.keeps(after.since(assessed));
        Outcome outcome = keep ? Outcome.KEPT : acceptance == Acceptance.NEVER ? Outcome.TRIED : Outcome.ROLLED_BACK;
        EditRecord step =
                write(Act.EDIT, acceptance, changes, outcome, List.of(), Optional.of(after), keep ? next : current);
        if (keep) {
            advance(next);
            assessed = after;
        } else {
            givenUp = List.copyOf(changes);
        }
        return step;
    }

    /** The changes that were evaluated last and given up, unless the program has changed since; else empty. */
    public List<Change> givenUp() {
        return givenUp;
    }

    public boolean canUndo() {
        return !done.isEmpty();
    }

    public boolean canRedo() {
        return !undone.isEmpty();
    }

    /** Back to the program before the last kept edit; throws NoSuchElementException when there is none. */
    public EditRecord undo() throws IOException {
        return step(Act.UNDO, done.getFirst());
    }

    /** Forward again; throws NoSuchElementException when nothing was undone since the last kept edit. */
    public EditRecord redo() throws IOException {
        return step(Act.REDO, undone.getFirst());
    }

    private EditRecord step(Act act, Listing to) throws IOException {
        Assessed after = evaluator.assess(to.program());
        EditRecord step = write(act, Acceptance.ALWAYS, List.of(), Outcome.KEPT, List.of(), Optional.of(after), to);
        move(act);
        assessed = after;
        return step;
    }

    private void advance(Listing next) {
        done.push(current);
        undone.clear();
        current = next;
        givenUp = List.of();
    }

    private void move(Act act) {
        (act == Act.UNDO ? undone : done).push(current);
        current = (act == Act.UNDO ? done : undone).pop();
        givenUp = List.of();
    }

    private EditRecord write(
            Act act,
            Acceptance acceptance,
            List<Change> changes,
            Outcome outcome,
            List<EditProblem> problems,
            Optional<Assessed> after,
            Listing holds)
            throws IOException {
        EditRecord step = new EditRecord(
                steps + 1,
                act,
                acceptance,
                changes,
                outcome,
                problems,
                assessed.evaluation(),
                after.map(Assessed::evaluation),
                after.map(next -> next.since(assessed)),
                holds.id().hex());
        journal.append(step);
        steps++;
        return step;
    }

    /** The program as it is. */
    public Listing current() {
        return current;
    }

    /** The program as it is, on the held-out contexts. */
    public Assessed assessed() {
        return assessed;
    }

    public Evaluator evaluator() {
        return evaluator;
    }

    /** How many steps were written down, those of earlier sessions among them. */
    public int steps() {
        return steps;
    }
}
