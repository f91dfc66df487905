package org.assay.datasets.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ContentHashTest {
    @Test
    void equal_content_has_equal_hashes() {
        assertThat(ContentHash.of("a")).isEqualTo(ContentHash.of("a")).isNotEqualTo(ContentHash.of("b"));
    }

    @Test
    void parts_cannot_run_together() {
        ContentHash split = new ContentHash.Builder().add("ab").add("c").build();
        ContentHash other = new ContentHash.Builder().add("a").add("bc").build();
        assertThat(split).isNotEqualTo(other);
    }

    @Test
    void what_is_no_hash_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContentHash("xyz"))
                .withMessageContaining("'xyz'");
    }
}
