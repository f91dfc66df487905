package org.assay.datasets.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private final Vocabulary vocabulary = Vocabulary.of("the", ".", "(");

    @Test
    void text_and_ids_are_two_ways_to_say_the_same() {
        int[] ids = vocabulary.encode("  the (\t. the ");
        assertThat(ids).containsExactly(0, 2, 1, 0);
        assertThat(vocabulary.decode(ids)).isEqualTo("the ( . the");
        assertThat(vocabulary.encode("")).isEmpty();
    }

    @Test
    void a_token_that_is_not_there_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vocabulary.encode("the cat"))
                .withMessageContaining("'cat'");
    }

    @Test
    void twins_blanks_and_white_space_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.of("a", "a"))
                .withMessageContaining("twice");
        assertThatIllegalArgumentException().isThrownBy(() -> Vocabulary.of(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> Vocabulary.of("a b"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Vocabulary(List.of()));
    }
}
