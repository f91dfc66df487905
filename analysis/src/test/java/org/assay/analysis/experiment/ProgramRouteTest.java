package org.assay.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.assay.datasets.language.Languages;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.Test;

class ProgramRouteTest {
    /** A program of {@code labels} + 3 lines. */
    private static ProgramRoute route(String name, int labels, double loss, double nats) {
        StringBuilder text = new StringBuilder("vocab a b\n");
        for (int i = 0; i < labels; i++) {
            text.append("label L").append(i).append('\n');
        }
        Program program =
                ProgramParser.parse(text.append("label A\ntoken a -> A\n").toString(), name);
        return new ProgramRoute(name, 1000, Optional.of(program), loss, nats, "");
    }

    @Test
    void the_shortest_description_is_taken_and_nothing_where_all_gave_up() {
        ProgramRoute small = route("small", 1, 0.5, 10);
        ProgramRoute exact = route("exact", 9, 0, 300);
        ProgramRoute closed = ProgramRoute.closed("closed", 1000, "a stage: a reason");
        assertThat(small.description()).isEqualTo(510);
        assertThat(ProgramRoute.shortest(List.of(closed, small, exact))).contains(exact);
        assertThat(ProgramRoute.shortest(List.of(closed))).isEmpty();
        assertThat(closed.description()).isNaN();
        assertThat(closed.lines()).isZero();
    }

    @Test
    void the_front_holds_what_nothing_beats_in_both_lines_and_loss() {
        ProgramRoute small = route("small", 1, 0.5, 10);
        ProgramRoute middle = route("middle", 5, 0.1, 100);
        ProgramRoute worse = route("worse", 7, 0.2, 50);
        ProgramRoute exact = route("exact", 9, 0, 300);
        ProgramRoute closed = ProgramRoute.closed("closed", 1000, "a stage: a reason");
        assertThat(ProgramRoute.front(List.of(exact, worse, closed, small, middle)))
                .containsExactly(small, middle, exact);
        assertThat(ProgramRoute.front(List.of(small, small))).containsExactly(small);
        assertThat(ProgramRoute.front(List.of())).isEmpty();
    }

    @Test
    void a_machine_that_is_measured_on_its_own_process_loses_nothing_and_one_without_contexts_says_why() {
        GeneratingProcess process = Languages.open("golden-mean");
        ContextSet contexts = ProgramRoutes.listed(process, 10).orElseThrow();
        assertThat(contexts.longest()).isEqualTo(8);
        ProgramRoutes routes = ProgramRoutes.measuredOn(process, contexts, process.next(contexts));
        ProgramRoute machine = routes.machine(Optional.of(contexts), 10, List.of(1e5), Progress.SILENT)
                .get(0);
        assertThat(machine.loss()).isLessThan(1e-5);
        assertThat(machine.lines()).isLessThan(20);
        ProgramRoute closed = routes.machine(Optional.empty(), 10, List.of(1e5), Progress.SILENT)
                .get(0);
        assertThat(closed.program()).isEmpty();
        assertThat(closed.gaveUp()).contains("listing contexts");
        assertThat(ProgramRoutes.listed(Languages.open("toy-english"), 64)).isEmpty();
    }
}
