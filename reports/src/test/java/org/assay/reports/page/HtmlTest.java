package org.assay.reports.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.assay.datasets.file.Json;
import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void text_and_attributes_are_escaped() {
        String page = new Html()
                .element("p", "a < b & c > \"d\" </script><b>", "title", "\"><script>'")
                .finish();
        assertThat(page)
                .contains("a &lt; b &amp; c &gt; \"d\" &lt;/script&gt;&lt;b&gt;")
                .contains("title=\"&quot;&gt;&lt;script&gt;'\"");
    }

    @Test
    void text_that_looks_like_a_link_is_shown_but_is_none() {
        String page = new Html()
                .element(
                        "p",
                        "http://x https://y HTTP://z src=a SRC =b url(c) @import d href=e",
                        "title",
                        "ftp://x src=1")
                .finish();
        assertThat(page).doesNotContain("://").doesNotContainPattern("(?i)src\\s*=|url\\(|@import|href=");
        assertThat(Markup.unescaped(page)).contains("http://x https://y HTTP://z src=a SRC =b url(c) @import d href=e");
    }

    @Test
    void hidden_characters_are_shown_as_escapes() {
        assertThat(new Html().element("p", "a\u202Eb\u0000", "title", "\u2067").finish())
                .contains("a\\u202eb\\u0000")
                .contains("title=\"\\u2067\"");
    }

    @Test
    void attributes_that_run_or_load_something_are_refused() {
        for (String attribute :
                List.of("onclick", "onerror", "style", "src", "srcdoc", "formaction", "Class", "x y", "x=")) {
            assertThatThrownBy(() -> new Html().open("p", attribute, "v"))
                    .as(attribute)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Html().open("p onclick")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void links_lead_only_into_the_page() {
        assertThat(new Html().element("a", "x", "href", "#there").finish()).contains("href=\"#there\"");
        for (String target : List.of("javascript:alert(1)", "x.html", "data:,x", "#a b", "//x")) {
            assertThatThrownBy(() -> new Html().open("a", "href", target))
                    .as(target)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void elements_close_in_their_turn() {
        assertThatThrownBy(() -> new Html().open("p").finish())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'p' is still open");
        assertThatThrownBy(() -> new Html().leaf("div")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void data_cannot_end_its_element_and_reads_back_unchanged() throws Exception {
        Map<String, String> data = Map.of("t", "</script><!-- & \u2028\u2029 http://x src=y (z) @");
        String island = Verbatim.ofData(data).text();
        assertThat(island).doesNotContain("<", ">", "&", "\u2028", "\u2029", "://", "src=", "@");
        assertThat(Json.parse(island, JsonNode.class).get("t").textValue()).isEqualTo(data.get("t"));
    }

    @Test
    void programs_that_could_end_their_element_are_refused() {
        assertThatThrownBy(() -> Verbatim.ofProgram("x</SCRIPT>")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Verbatim.ofProgram("<!-- x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void policy_hash_is_the_published_one_of_a_known_text() {
        // SHA-256 of the empty text, in base 64.
        assertThat(Verbatim.ofProgram("").policyHash())
                .isEqualTo("'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
    }
}
