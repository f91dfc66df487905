package org.assay.symbolic.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.datasets.sequence.Vocabulary;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private static final Vocabulary VOCABULARY = Vocabulary.of("dog", "runs");
    private static final Map<String, List<String>> LABELS =
            Map.of("dog", List.of("noun"), "noun", List.of(), "runs", List.of());
    private static final List<List<String>> TOKENS = List.of(List.of("dog"), List.of("runs"));

    private static Program program(Layer... layers) {
        return Program.of(VOCABULARY, LABELS, TOKENS, List.of(layers), Unembedding.uniform());
    }

    private static Unit unit(String name, String atom, String add) {
        return new Unit(name, List.of(Atom.has(atom)), 1, List.of(add), List.of());
    }

    @Test
    void copies_carry_their_ancestors_under_the_prefix_of_the_head() {
        Program program = program(new Layer(List.of(Head.at("at1", 1, List.of("noun"))), List.of()));
        assertThat(program.labels().names()).containsExactly("at1:dog", "at1:none", "at1:noun", "dog", "noun", "runs");
        assertThat(program.labels().parents("at1:dog")).containsExactly("at1:noun");
        assertThat(program.declared().names()).containsExactly("dog", "noun", "runs");
    }

    @Test
    void a_head_of_a_later_layer_may_copy_copies() {
        Program program = program(
                new Layer(List.of(Head.at("near", 1, List.of("noun"))), List.of()),
                new Layer(List.of(Head.at("far", 2, List.of("near:noun"))), List.of()));
        assertThat(program.labels().parents("far:near:dog")).containsExactly("far:near:noun");
    }

    @Test
    void the_order_in_which_parts_are_given_does_not_matter() {
        Layer one = new Layer(List.of(), List.of(unit("a", "dog", "noun"), unit("b", "runs", "noun")));
        Layer other = new Layer(List.of(), List.of(unit("b", "runs", "noun"), unit("a", "dog", "noun")));
        assertThat(program(one)).isEqualTo(program(other)).hasSameHashCodeAs(program(other));
        assertThat(program(one)).isNotEqualTo(program());
    }

    @Test
    void weights_of_zero_are_no_weights() {
        TreeMap<Integer, Double> bias = new TreeMap<>(Map.of(0, 0.0, 1, -0.0));
        assertThat(new Unembedding(bias, new TreeMap<>())).isEqualTo(Unembedding.uniform());
    }

    @Test
    void what_cannot_run_cannot_be_made() {
        assertThatThrownBy(() -> program(new Layer(List.of(), List.of(unit("u", "cat", "noun")))))
                .hasMessageContaining("unit 'u' names the unknown label 'cat'");
        assertThatThrownBy(() -> program(new Layer(List.of(), List.of(unit("u", "dog", "at1:dog")))))
                .hasMessageContaining("at1:dog");
        assertThatThrownBy(() ->
                        program(new Layer(List.of(), List.of(unit("u", "dog", "noun"), unit("u", "runs", "noun")))))
                .hasMessageContaining("two heads or units are called 'u'");
        assertThatThrownBy(() -> program(new Layer(List.of(), List.of()))).hasMessageContaining("empty");
        assertThatThrownBy(() -> program(new Layer(List.of(Head.at("h", 1, List.of("cat"))), List.of())))
                .hasMessageContaining("copies 'cat'");
        assertThatThrownBy(() -> Head.at("h", -1, List.of("dog"))).hasMessageContaining("negative");
        assertThatThrownBy(() -> Head.at("h", 1, List.of())).hasMessageContaining("copies nothing");
        assertThatThrownBy(() -> new Atom("dog", 0)).hasMessageContaining("must not be 0");
        assertThatThrownBy(() -> new Unit("u", List.of(Atom.has("a"), Atom.not("a")), 1, List.of("b"), List.of()))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> new Unit("u", List.of(), 0, List.of(), List.of()))
                .hasMessageContaining("neither");
        assertThatThrownBy(() -> Program.of(VOCABULARY, LABELS, List.of(), List.of(), Unembedding.uniform()))
                .hasMessageContaining("0 tokens have labels");
    }
}
