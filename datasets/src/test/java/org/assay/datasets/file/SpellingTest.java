package org.assay.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
    private static final List<String> KNOWN = List.of("mess3", "toy-english", "window");

    @Test
    void a_slip_of_the_pen_finds_its_word() {
        assertThat(Spelling.nearest("toy-engilsh", KNOWN)).contains("toy-english");
        assertThat(Spelling.nearest("Widnow", KNOWN)).contains("window");
        assertThat(Spelling.nearest("mes3", KNOWN)).contains("mess3");
    }

    @Test
    void the_nearest_of_several_is_found() {
        assertThat(Spelling.nearest("parks", List.of("marks", "park", "parka"))).contains("marks");
        assertThat(Spelling.nearest("window", List.of("widow", "window"))).contains("window");
    }

    @Test
    void another_word_finds_none() {
        assertThat(Spelling.nearest("cat", KNOWN)).isEmpty();
        assertThat(Spelling.nearest("", KNOWN)).isEmpty();
        assertThat(Spelling.nearest("c", List.of("a", "b"))).isEmpty();
        assertThat(Spelling.nearest("s", List.of("a", "S"))).contains("S");
        assertThat(Spelling.nearest("cat", List.of())).isEmpty();
    }
}
