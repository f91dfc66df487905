package org.assay.symbolic.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditTest {
    static final String TEXT = """
            vocab a b "."
            label A : letter
            label B : letter
            label dot
            label letter
            token a -> A
            token b -> B
            token "." -> dot
            head prev layer 1 k=1 theta=1 offset {+1} value {letter}
            unit both layer 2 when {+B +prev:A} >= 2 add {dot}
            bias a=0.25
            predict A -> b=1.5
            predict prev:B -> "."=1
            """;

    static Listing listing() {
        return Listing.of(ProgramParser.parse(TEXT, "test"));
    }

    private static List<EditProblem> refused(Change... changes) {
        Listing before = listing();
        RefusedEditException refused =
                catchThrowableOfType(RefusedEditException.class, () -> Edit.apply(before, List.of(changes)));
        assertThat(refused).isNotNull();
        assertThat(before.text()).isEqualTo(TEXT);
        return refused.problems();
    }

    @Test
    void every_line_of_a_program_is_an_item_with_an_address() {
        assertThat(listing().items().keySet())
                .containsExactly(
                        "vocab",
                        "label A",
                        "label B",
                        "label dot",
                        "label letter",
                        "token a",
                        "token b",
                        "token \".\"",
                        "head prev",
                        "unit both",
                        "bias",
                        "predict A",
                        "predict prev:B");
        assertThat(listing().item("token   \".\"").orElseThrow().text()).isEqualTo("token \".\" -> dot");
        assertThat(listing().item("\"unit\" both")).isPresent();
        assertThat(listing().item("unit neither")).isEmpty();
    }

    @Test
    void items_are_added_replaced_and_removed_together() throws Exception {
        Listing after = Edit.apply(
                listing(),
                List.of(
                        Change.remove("unit both"),
                        Change.add("unit   other layer 1 when {+A} >= 1 add {new}  # a remark"),
                        Change.add("label new : letter"),
                        Change.replace("bias b=-1"),
                        Change.replace("predict A", "predict new -> b=2")));
        assertThat(after.text())
                .contains("unit other layer 1 when {+A} >= 1 add {new}\n", "label new : letter\n", "bias b=-1\n")
                .contains("predict new -> b=2\n")
                .doesNotContain("unit both", "predict A", "remark");
        assertThat(ProgramParser.parse(after.text(), "again")).isEqualTo(after.program());
    }

    @Test
    void an_item_may_be_removed_and_added_again_in_one_edit() throws Exception {
        Listing after = Edit.apply(listing(), List.of(Change.remove("bias"), Change.add("bias a=0.25")));
        assertThat(after).isEqualTo(listing());
    }

    @Test
    void a_rewrite_gives_another_program_over_the_same_tokens() throws Exception {
        Listing after = Edit.apply(listing(), List.of(Change.rewrite("# short\nvocab a b \".\"\n\nbias b=1\n")));
        assertThat(after.text()).isEqualTo("vocab a b \".\"\nbias b=1\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unit u layer 1 when {+Z} >= 1 add {dot} | 23 | unknown label 'Z'",
                "unit u layer 1 when {+A >= 1 add {dot}  | 25 | expected",
                "unit u                                  | 7  | expected 'layer'",
                "predict B -> c=1                        | 14 | not a token",
                "label ~                                 | 7  | expected a word",
                "letter                                  | 1  | expected",
            })
    void what_cannot_be_read_is_told_with_its_column(String line, int column, String what) {
        List<EditProblem> problems = refused(Change.remove("bias"), Change.add(line));
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).change()).isEqualTo(2);
        assertThat(problems.get(0).line()).isEqualTo(1);
        assertThat(problems.get(0).column()).isEqualTo(column);
        assertThat(problems.get(0).what()).contains(what);
        assertThat(problems.get(0).text()).isEqualTo(line);
    }

    @Test
    void what_no_longer_fits_is_told_though_the_edit_left_it_alone() {
        List<EditProblem> problems = refused(Change.remove("head prev"));
        assertThat(problems).extracting(EditProblem::change).containsOnly(0);
        assertThat(problems).extracting(EditProblem::item).containsExactlyInAnyOrder("unit both", "predict prev:B");
        assertThat(problems)
                .allSatisfy(problem -> assertThat(problem.text().substring(problem.column() - 1))
                        .startsWith("prev:"));
    }

    @Test
    void a_rewrite_that_cannot_be_read_is_told_by_its_own_lines() {
        List<EditProblem> problems = refused(Change.rewrite("vocab a b \".\"\n\npredict Z -> a=1\nbias c=2\n"));
        assertThat(problems).extracting(EditProblem::line).contains(4);
    }

    @Test
    void what_is_not_there_cannot_be_replaced_and_what_is_there_cannot_be_added() {
        assertThat(refused(Change.remove("unit bth"), Change.replace("label new"), Change.add("label A")))
                .extracting(EditProblem::what)
                .containsExactlyInAnyOrder(
                        "there is no item 'unit bth'", "there is no item 'label new'", "there is a 'label A' already");
        assertThat(refused(Change.remove("unit bth")).get(0).fix()).contains("unit both");
        assertThat(refused(Change.replace("bias", "predict A -> b=1")).get(0).what())
                .contains("already");
    }

    @ParameterizedTest
    @CsvSource({"'label x\nlabel y', one line", "'', no item", "'  # only a remark', no item"})
    void a_change_is_one_item(String text, String what) {
        assertThat(refused(Change.add(text)).get(0).what()).contains(what);
    }

    @Test
    void the_vocabulary_stays() {
        assertThat(refused(Change.replace("vocab a b c \".\"")).get(0).what()).contains("vocabulary");
        assertThat(refused(Change.replace("vocab b a \".\"")).get(0).what()).contains("vocabulary");
        assertThat(refused(Change.remove("vocab")).get(0).what()).contains("vocab");
    }

    @Test
    void a_rewrite_stands_alone_and_cycles_are_refused() {
        assertThat(refused(Change.rewrite(TEXT), Change.remove("bias")).get(0).what())
                .contains("alone");
        assertThat(refused(Change.replace("label letter : A")).get(0).what()).contains("cycle");
    }

    @Test
    void uses_of_a_label_are_the_items_that_name_it_or_a_copy_of_it() {
        assertThat(listing().uses("A"))
                .extracting(item -> item.address())
                .containsExactly("label A", "token a", "unit both", "predict A");
        assertThat(listing().uses("B"))
                .extracting(item -> item.address())
                .containsExactly("label B", "token b", "unit both", "predict prev:B");
        assertThat(listing().uses("prev:A")).extracting(item -> item.address()).containsExactly("unit both");
    }

    @Test
    void every_construct_has_an_address_of_its_own() {
        Listing listing = EditData.program("""
                vocab a b
                label A
                label a
                counter C
                token a -> A a
                token b -> C
                head h layer 1 k=1 theta=1 offset {+1} value {A C a}
                predict A -> a=1
                predict h:A -> b=1
                predict h:* -> itself=1
                predict * -> itself=0.5
                expert A weight=2 -> a=0.5 b=0.5
                expert h:* weight=1 -> itself
                """);
        assertThat(listing.items().keySet())
                .contains(
                        "counter C", "predict A", "predict h:A", "predict h:*", "predict *", "expert A", "expert h:*");
        assertThat(listing.item("predict h:*").orElseThrow().text()).isEqualTo("predict h:* -> itself=1");
        assertThat(listing.uses("A"))
                .extracting(item -> item.address())
                .containsExactly("label A", "token a", "head h", "predict A", "predict h:A", "expert A");
    }

    @Test
    void a_program_without_a_law_cannot_be_edited_into_being() {
        assertThat(refused(Change.add("output sets")).get(0).what()).contains("no law");
    }
}
