package org.assay.symbolic.edit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One step of a session and what came of it: a line of its history.
 *
 * @param number     from 1
 * @param act        what was asked for
 * @param acceptance when an edit was to be kept; {@code always} for the other acts
 * @param changes    of an edit; empty for the other acts
 * @param outcome    what became of it
 * @param problems   why an edit was refused, else empty
 * @param before     the program as it was
 * @param after      the program that the act gives, kept or not; empty for a refused edit
 * @param difference from before to after
 * @param program    id of the program that the session holds from here on
 */
public record EditRecord(
        int number,
        Act act,
        Acceptance acceptance,
        List<Change> changes,
        Outcome outcome,
        List<EditProblem> problems,
        Evaluation before,
        Optional<Evaluation> after,
        Optional<Difference> difference,
        String program) {
    public EditRecord {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    /** What moves a session. */
    public enum Act {
        EDIT,
        UNDO,
        REDO;

        /** As it is written. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of it. */
    public enum Outcome {
        /** The session holds the new program. */
        KEPT,
        /** The new program was evaluated, as asked, and given up. */
        TRIED,
        /** The new program was evaluated and given up because it did not pay for itself. */
        ROLLED_BACK,
        /** There is no new program: the edit could not be read. */
        REFUSED;

        /** As it is written. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
