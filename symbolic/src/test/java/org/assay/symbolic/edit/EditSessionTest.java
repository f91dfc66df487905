package org.assay.symbolic.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.assay.datasets.progress.Progress;
import org.assay.symbolic.edit.EditRecord.Act;
import org.assay.symbolic.edit.EditRecord.Outcome;
import org.junit.jupiter.api.Test;

class EditSessionTest {
    /** After 1 comes 0: the one thing to know of the golden mean. */
    static final List<Change> KNOWLEDGE =
            List.of(Change.add("label one"), Change.add("token 1 -> one"), Change.add("predict one -> 0=40"));

    private static final List<Change> BALLAST = List.of(Change.add("label ballast"));
    private static final List<Change> NONSENSE = List.of(Change.add("predict nothing -> 0=1"));

    static final Listing START = EditData.program("vocab 0 1\n");
    static final HeldOut DATA = EditData.of("golden-mean", 20, 20);

    static Evaluator evaluator() {
        return new Evaluator(DATA, Yardstick.TRUTH, 1000);
    }

    private final List<EditRecord> written = new ArrayList<>();
    private final EditSession session = EditSession.begin(START, evaluator(), written::add);

    @Test
    void an_edit_that_pays_for_itself_is_kept_and_one_that_does_not_is_rolled_back() throws IOException {
        EditRecord paid = session.edit(KNOWLEDGE, Acceptance.IF_SHORTER);
        assertThat(paid.outcome()).isEqualTo(Outcome.KEPT);
        assertThat(paid.difference().orElseThrow().total()).isNegative();
        String after = session.current().text();
        assertThat(after).contains("predict one -> 0=40");
        EditRecord unpaid = session.edit(BALLAST, Acceptance.IF_SHORTER);
        assertThat(unpaid.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(unpaid.difference().orElseThrow().total()).isPositive();
        assertThat(unpaid.difference().orElseThrow().excess().getAsDouble()).isZero();
        assertThat(session.current().text()).isEqualTo(after);
        assertThat(session.edit(BALLAST, Acceptance.ALWAYS).outcome()).isEqualTo(Outcome.KEPT);
    }

    @Test
    void a_removal_that_only_saves_length_pays_for_itself() throws IOException {
        session.edit(BALLAST, Acceptance.ALWAYS);
        assertThat(session.edit(List.of(Change.remove("label ballast")), Acceptance.IF_SHORTER)
                        .outcome())
                .isEqualTo(Outcome.KEPT);
        assertThat(session.current()).isEqualTo(START);
    }

    @Test
    void whether_knowledge_pays_depends_on_how_often_it_is_used() throws IOException {
        EditSession seldom = EditSession.begin(START, new Evaluator(DATA, Yardstick.TRUTH, 10), Journal.NONE);
        assertThat(seldom.edit(KNOWLEDGE, Acceptance.IF_SHORTER).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(session.edit(KNOWLEDGE, Acceptance.IF_SHORTER).outcome()).isEqualTo(Outcome.KEPT);
    }

    @Test
    void a_trial_is_evaluated_and_leaves_every_byte_as_it_was() throws IOException {
        Evaluation before = session.assessed().evaluation();
        EditRecord trial = session.edit(KNOWLEDGE, Acceptance.NEVER);
        assertThat(trial.outcome()).isEqualTo(Outcome.TRIED);
        assertThat(trial.after().orElseThrow().total()).isLessThan(before.total());
        assertThat(session.current().text()).isEqualTo(START.text());
        assertThat(session.assessed().evaluation()).isEqualTo(before);
        assertThat(session.givenUp()).isEqualTo(KNOWLEDGE);
        assertThat(session.edit(session.givenUp(), Acceptance.ALWAYS).after()).isEqualTo(trial.after());
        assertThat(session.givenUp()).isEmpty();
    }

    @Test
    void a_refused_edit_is_written_down_and_leaves_every_byte_as_it_was() throws IOException {
        session.edit(KNOWLEDGE, Acceptance.NEVER);
        EditRecord refused = session.edit(NONSENSE, Acceptance.ALWAYS);
        assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refused.after()).isEmpty();
        assertThat(refused.problems()).hasSize(1);
        assertThat(session.current().text()).isEqualTo(START.text());
        assertThat(session.givenUp()).isEqualTo(KNOWLEDGE);
        assertThat(written).extracting(EditRecord::number).containsExactly(1, 2);
        assertThat(written)
                .extracting(EditRecord::program)
                .containsOnly(START.id().hex());
    }

    @Test
    void undo_and_redo_go_through_the_kept_programs_and_a_new_edit_cuts_the_way_forward() throws IOException {
        session.edit(KNOWLEDGE, Acceptance.ALWAYS);
        Listing second = session.current();
        Evaluation secondEvaluation = session.assessed().evaluation();
        session.edit(BALLAST, Acceptance.ALWAYS);
        session.undo();
        assertThat(session.current()).isEqualTo(second);
        assertThat(session.assessed().evaluation()).isEqualTo(secondEvaluation);
        session.undo();
        assertThat(session.current()).isEqualTo(START);
        assertThat(session.canUndo()).isFalse();
        assertThatThrownBy(session::undo).isInstanceOf(NoSuchElementException.class);
        session.redo();
        assertThat(session.current()).isEqualTo(second);
        session.edit(List.of(Change.add("label other")), Acceptance.ALWAYS);
        assertThat(session.canRedo()).isFalse();
        assertThatThrownBy(session::redo).isInstanceOf(NoSuchElementException.class);
        assertThat(written)
                .extracting(EditRecord::act)
                .containsExactly(Act.EDIT, Act.EDIT, Act.UNDO, Act.UNDO, Act.REDO, Act.EDIT);
    }

    @Test
    void a_step_that_cannot_be_written_down_does_not_take_place() throws IOException {
        List<EditRecord> kept = new ArrayList<>();
        Journal full = step -> {
            if (kept.size() == 1) {
                throw new IOException("No space left on device");
            }
            kept.add(step);
        };
        EditSession onFullDisk = EditSession.begin(START, evaluator(), full);
        onFullDisk.edit(KNOWLEDGE, Acceptance.ALWAYS);
        Listing before = onFullDisk.current();
        assertThatThrownBy(() -> onFullDisk.edit(BALLAST, Acceptance.ALWAYS)).hasMessageContaining("No space");
        assertThatThrownBy(onFullDisk::undo).hasMessageContaining("No space");
        assertThat(onFullDisk.current()).isEqualTo(before);
        assertThat(onFullDisk.steps()).isEqualTo(1);
        kept.clear();
        assertThat(onFullDisk.undo().number()).isEqualTo(2);
    }

    /** Some of everything. */
    static void wander(EditSession session) throws IOException {
        session.edit(BALLAST, Acceptance.ALWAYS);
        session.edit(NONSENSE, Acceptance.IF_SHORTER);
        session.edit(KNOWLEDGE, Acceptance.IF_SHORTER);
        session.undo();
        session.undo();
        session.redo();
        session.edit(List.of(Change.replace("label ballast", "label \"b\\\"allast\"")), Acceptance.IF_SHORTER);
        session.edit(List.of(Change.rewrite("vocab 0 1\nbias 0=0.1\n")), Acceptance.ALWAYS);
        session.edit(KNOWLEDGE, Acceptance.NEVER);
    }

    @Test
    void a_session_goes_on_where_an_earlier_one_ended() throws IOException {
        wander(session);
        List<EditRecord> more = new ArrayList<>();
        EditSession resumed = EditSession.resume(START, written, evaluator(), more::add);
        assertThat(resumed.current()).isEqualTo(session.current());
        assertThat(resumed.assessed().evaluation()).isEqualTo(session.assessed().evaluation());
        assertThat(resumed.givenUp()).isEqualTo(session.givenUp()).isEqualTo(KNOWLEDGE);
        assertThat(resumed.undo()).isEqualTo(session.undo());
        assertThat(more).hasSize(1);
    }

    @Test
    void steps_that_do_not_lead_where_they_say_are_found() throws IOException {
        wander(session);
        List<EditRecord> gap = new ArrayList<>(written);
        gap.remove(3);
        assertThatThrownBy(() -> EditSession.resume(START, gap, evaluator(), Journal.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("step 4");
        Listing other = EditData.program("vocab 0 1\nbias 1=2\n");
        assertThatThrownBy(() -> EditSession.resume(other, written, evaluator(), Journal.NONE))
                .hasMessageContaining("step 1");
    }

    @Test
    void a_replay_gives_the_same_steps_and_says_which_do_not() throws IOException {
        wander(session);
        List<EditRecord> again = new ArrayList<>();
        Replay replay = Replay.of(START, written, evaluator(), again::add, Progress.SILENT);
        assertThat(replay.same()).isTrue();
        assertThat(again).isEqualTo(written);
        assertThat(replay.program()).isEqualTo(session.current());
        Replay elsewhere =
                Replay.of(START, written, new Evaluator(DATA, Yardstick.TRUTH, 1001), Journal.NONE, Progress.SILENT);
        assertThat(elsewhere.differs()).hasSize(written.size());
    }
}
