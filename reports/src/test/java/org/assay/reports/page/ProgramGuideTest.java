package org.assay.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgramGuideTest {
    private static final String TEXT = """
            vocab cat dog runs
            label animal : word
            label cat : animal
            label dog : animal
            label pair
            label runs : word
            label word
            token cat -> cat
            token dog -> dog
            token runs -> runs
            head back layer 1 k=1 theta=1 offset {+1} value {word}
            unit pair/1 layer 2 when {+animal +back:animal} >= 2 add {pair}
            bias cat=0.5
            predict animal -> runs=2.5
            predict pair -> cat=-3 runs=1
            """;

    @Test
    void the_guide_counts_what_the_program_holds() {
        String text = shown(TEXT);
        assertThat(text)
                .contains("6, of which 5 stand for tokens or groups of tokens")
                .contains("head back: looks 1 token back, copies labels under word")
                .contains("1 units that add 1 label")
                .contains("4 weights: 2 labels vote, 1 tokens have a bias");
    }

    @Test
    void superlabels_are_a_tree_with_their_tokens() {
        assertThat(shown(TEXT)).contains("word 3 tokens: runs", "animal 2 tokens: cat dog");
    }

    @Test
    void the_strongest_vote_comes_first_whatever_its_sign() {
        String text = shown(TEXT);
        assertThat(text).contains("The 3 strongest of 3 votes");
        assertThat(text.indexOf("-3")).isLessThan(text.indexOf("+2.5")).isPositive();
    }

    @Test
    void a_text_that_is_no_program_is_shown_without_a_guide() {
        assertThat(shown("program of another kind"))
                .contains("program of another kind")
                .doesNotContain("superlabel");
    }

    @Test
    void many_lines_of_one_kind_are_folded_and_all_are_there() {
        StringBuilder text = new StringBuilder("vocab a\n");
        for (int i = 0; i < 12; i++) {
            text.append("label x").append(i).append('\n');
        }
        Html page = new Html();
        page.open("div");
        ProgramBlock.write(page, "p1", text.toString());
        String html = page.close().finish();
        assertThat(html).contains("label ...", "12 lines", "<details class=\"block\">");
        text.toString().lines().forEach(line -> assertThat(html).contains(">" + line + "</code>"));
    }

    @Test
    void what_the_program_does_on_a_sequence_that_it_continues_itself_is_drawn() {
        String law = "vocab a b\nlabel A\ntoken a -> A\nhead prev layer 1 k=1 theta=1 offset {+1} value {A}\n"
                + "predict prev:A -> b=3\n";
        assertThat(shown(law)).contains("What the program did").isEqualTo(shown(law));
        assertThat(shown("program of another kind")).doesNotContain("What the program did");
    }

    private static String shown(String program) {
        Html page = new Html();
        page.open("div");
        ProgramBlock.write(page, "p1", program);
        return Markup.read(page.close().finish()).text.toString();
    }
}
