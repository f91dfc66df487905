package org.assay.analysis.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ProgramParser;
import org.assay.symbolic.text.ProgramPrinter;
import org.junit.jupiter.api.Test;

class ProgramPlacementTest {
    private static final Program PROGRAM = SmallProgram.program();
    private static final ContextSet ROWS = rows();

    /** Holds nothing but the token at either site. */
    private static final Interpreter TOKENS = Interpreter.of(
            ProgramParser.parse(
                    "vocab a b c d\nlabel A\nlabel B\nlabel C\nlabel D\ntoken a -> A\ntoken b -> B\ntoken c -> C\ntoken d -> D",
                    "tokens"),
            "tokens");

    @Test
    void labels_are_read_where_they_come_to_be() {
        ProgramPlacement placement = of(new LinearTwin(Interpreter.of(PROGRAM, "small")), Optional.empty());
        assertThat(placement.labels()).extracting(LabelReading::variable).containsExactly("rule", "back");
        for (LabelReading reading : placement.labels()) {
            LabelReading.Place first = reading.earliest().orElseThrow();
            assertThat(first.site()).as("the embedding holds the token alone").isEqualTo(LinearTwin.LAST);
            assertThat(first.accuracy()).isCloseTo(1, within(1e-9));
            LabelReading.Place before = reading.places().get(0);
            assertThat(before.accuracy()).isCloseTo(before.shuffled(), within(.1));
        }
    }

    @Test
    void in_a_network_that_holds_the_token_alone_they_are_nowhere() {
        ProgramPlacement placement = of(new LinearTwin(TOKENS), Optional.empty());
        assertThat(placement.labels()).allMatch(reading -> reading.earliest().isEmpty());
    }

    /** What an untrained network holds as well says nothing of this one. */
    @Test
    void beside_an_untrained_network_that_holds_as_much_they_are_nowhere() {
        LinearTwin twin = new LinearTwin(Interpreter.of(PROGRAM, "small"));
        ProgramPlacement placement = of(twin, Optional.of(twin));
        assertThat(placement.labels()).allMatch(reading -> reading.earliest().isEmpty());
    }

    @Test
    void the_text_with_places_is_the_same_program() {
        LabelReading.Place read =
                new LabelReading.Place(new Site("blocks.0.hook_resid_post"), .97, .5, .01, OptionalDouble.of(.6));
        HeadPlace back = new HeadPlace(
                "back",
                1,
                20,
                true,
                List.of(new HeadPlace.Candidate(new Site("blocks.0.attn.hook_pattern"), 2, .75)),
                .01,
                .2,
                OptionalDouble.of(.3),
                true);
        LabelReading found = new LabelReading("back", "head", 1, false, 100, List.of(read), Optional.of(read));
        LabelReading rule = new LabelReading("rule", "family", 3, false, 100, List.of(read), Optional.of(read));
        String text = new ProgramPlacement(List.of(back), List.of(found, rule)).annotated(PROGRAM);
        assertThat(text)
                .contains("value {A B C D} # blocks.0.attn.hook_pattern head 2 looks there: 0.75, at random 0.20;"
                        + " readable at blocks.0.hook_resid_post: 0.97, shuffled 0.50")
                .contains("label rule # readable at blocks.0.hook_resid_post");
        assertThat(ProgramParser.parse(text, "placed")).isEqualTo(PROGRAM);
        assertThat(new ProgramPlacement(List.of(), List.of()).annotated(PROGRAM))
                .isEqualTo(ProgramPrinter.print(PROGRAM));
    }

    private static ProgramPlacement of(LinearTwin network, Optional<LinearTwin> untrained) {
        return ProgramPlacement.of(PROGRAM, network, untrained, ROWS, Seed.of(2), Progress.SILENT);
    }

    private static ContextSet rows() {
        Draws draws = Seed.of(9).draws();
        int[][] sequences = new int[400][8];
        for (int[] sequence : sequences) {
            Arrays.setAll(sequence, i -> draws.nextInt(4));
        }
        return ContextSet.everyPosition(sequences, 1);
    }
}
