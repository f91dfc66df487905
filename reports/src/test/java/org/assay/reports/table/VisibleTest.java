package org.assay.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {
    @Test
    void what_cannot_be_seen_becomes_an_escape() {
        assertThat(Visible.of("a\u202Eb")).isEqualTo("a\\u202eb");
        assertThat(Visible.of("\u0000\u001B[31m\u0085")).isEqualTo("\\u0000\\u001b[31m\\u0085");
        assertThat(Visible.of("\u2066x\u2069\u200B\uFEFF\u2028")).isEqualTo("\\u2066x\\u2069\\u200b\\ufeff\\u2028");
        assertThat(Visible.of("\uD800")).isEqualTo("\\ud800");
        assertThat(Visible.of("\uDB40\uDC41")).isEqualTo("\\u{e0041}");
    }

    @Test
    void ordinary_text_of_any_script_stays() {
        String text = "eve \u00e9 \u03b1 \u0634\u200c\u0645 \u65e5\u672c \uD83D\uDE00 {x} \\ \n";
        assertThat(Visible.of(text)).isEqualTo(text);
        assertThat(Visible.line("a\nb")).isEqualTo("a\\nb");
    }
}
