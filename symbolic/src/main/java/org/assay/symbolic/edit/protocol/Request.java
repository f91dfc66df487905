package org.assay.symbolic.edit.protocol;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.symbolic.edit.Acceptance;
import org.assay.symbolic.edit.Change;
import org.assay.symbolic.edit.Yardstick;

/** What can be asked of an editing session, however it was typed. */
public sealed interface Request {
    /** Whether the session, its history or a file is other afterwards. */
    default boolean changes() {
        return false;
    }

    /** What requests there are. */
    record Help() implements Request {}

    /** The canonical text. */
    record Text() implements Request {}

    /** The items of a kind, or all. */
    record Items(Optional<String> kind) implements Request {}

    /** One item by its address. */
    record Item(String item) implements Request {}

    /** The items that name a label or a copy of it. */
    record Uses(String label) implements Request {}

    /** The items without which every law on the held-out contexts is the same. */
    record Unused() implements Request {}

    /** One sequence, layer by layer, and the law after it. */
    record Simulate(String context) implements Request {}

    /** How good the program is. */
    record Evaluate(boolean positions) implements Request {}

    /**
     * Where it loses most.
     *
     * @param by     which loss; the session's yardstick when empty
     * @param group  0 for single contexts, else the number of last tokens by which contexts are put together, to 16
     * @param alike  whether those are put together instead that the program cannot tell apart
     * @param count  how many, 1 to 1000
     * @param tokens how many tokens of each law, 1 to 1000
     */
    record Worst(Optional<Yardstick> by, int group, boolean alike, int count, int tokens) implements Request {}

    /** What each item is worth; all kinds that do something when {@code kinds} is empty. */
    record Ablate(Set<String> kinds) implements Request {}

    /** Changes made together; the session's rule when {@code accept} is empty. */
    record MakeEdit(List<Change> edits, Optional<Acceptance> accept) implements Request {
        @Override
        public boolean changes() {
            return true;
        }
    }

    /** The edit that was evaluated last and given up, this time for good. */
    record Keep() implements Request {
        @Override
        public boolean changes() {
            return true;
        }
    }

    /** Back before the last kept edit. */
    record Undo() implements Request {
        @Override
        public boolean changes() {
            return true;
        }
    }

    /** Forward again. */
    record Redo() implements Request {
        @Override
        public boolean changes() {
            return true;
        }
    }

    /** The last steps, 1 to 10000. */
    record History(int last) implements Request {}

    /** The program into the file that the session was given. */
    record Save() implements Request {
        @Override
        public boolean changes() {
            return true;
        }
    }
}
