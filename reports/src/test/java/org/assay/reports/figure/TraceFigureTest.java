package org.assay.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assay.reports.page.TracePage;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.run.LabelTrace;
import org.assay.symbolic.text.BuiltInPrograms;
import org.junit.jupiter.api.Test;

class TraceFigureTest {
    private static final Interpreter TOY_ENGLISH = Interpreter.of(BuiltInPrograms.open("toy-english"), "toy-english");

    private static LabelTrace trace(String... tokens) {
        return TOY_ENGLISH.trace(
                Arrays.stream(tokens).mapToInt(TOY_ENGLISH.vocabulary()::id).toArray());
    }

    private static Figure figure(String... tokens) {
        return TraceFigure.of(
                "trace",
                "toy-english",
                List.of(tokens),
                trace(tokens),
                TOY_ENGLISH.program().labels());
    }

    @Test
    void the_caption_tells_how_the_answer_came_about_from_its_expert_back_to_the_key() {
        assertThat(figure("beach", "the", "alice", "runs", "alice", "sees", "big")
                        .caption())
                .contains("says \u201cat\u201d with 0.94", "expert of armed:skip:beach", "Head armed of layer 3")
                .endsWith(
                        "Head skip of layer 1 inserted skip:beach when it looked at \u201cbeach\u201d (0) for beach and"
                                + " dyadic.2.");
        assertThat(figure("the", "alice").caption())
                .contains("says \u201cruns\u201d", "Unit the.alice of layer 3 inserted say.runs where it found")
                .endsWith("Head prev of layer 1 inserted prev:the when it looked at \u201cthe\u201d (0) for offset.1.");
        assertThat(figure("alice", "runs", "alice").caption())
                .contains("Head induct of layer 4 inserted induct:runs when it looked at \u201cruns\u201d (1)");
    }

    @Test
    void every_kept_key_every_firing_and_every_answer_is_a_mark_and_a_row() {
        String[] tokens = {"beach", "the", "alice", "runs", "alice", "sees", "big"};
        LabelTrace trace = trace(tokens);
        long kept = trace.steps().stream()
                .flatMap(step -> step.attended().stream())
                .mapToLong(head -> head.keys().size())
                .sum();
        long fired =
                trace.steps().stream().mapToLong(step -> step.fired().size()).sum();
        Figure figure = figure(tokens);
        Map<String, Object> option = figure.views().get(0).option();
        assertThat((List<?>) option.get("series"))
                .extracting(series -> ((List<?>) ((Map<?, ?>) series).get("data")).size())
                .containsExactly((int) kept, (int) fired, tokens.length);
        assertThat(figure.table().rows()).hasSize((int) (kept + fired) + tokens.length);
    }

    @Test
    void the_page_holds_the_figure_and_is_the_same_every_time() {
        List<String> tokens = List.of("the", "alice");
        String page = TracePage.render("toy-english", tokens, figure("the", "alice"));
        assertThat(page)
                .contains("data-kind=\"trace\"", "Content-Security-Policy", "the.alice")
                .isEqualTo(TracePage.render("toy-english", tokens, figure("the", "alice")));
        assertThat(page).doesNotContain("://");
    }
}
