package org.assay.symbolic.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class LabelGraphTest {
    private static final LabelGraph ANIMALS = LabelGraph.of(Map.of(
            "dog", List.of("pet", "mammal"), "pet", List.of("thing"), "mammal", List.of("thing"), "thing", List.of()));

    @Test
    void a_label_with_two_parents_has_the_ancestors_of_both() {
        assertThat(ANIMALS.namesOf(ANIMALS.closure(ANIMALS.index("dog"))))
                .containsExactly("dog", "mammal", "pet", "thing");
        assertThat(ANIMALS.isA("dog", "thing")).isTrue();
        assertThat(ANIMALS.isA("thing", "dog")).isFalse();
    }

    @Test
    void a_closed_set_is_recovered_from_its_minimal_members() {
        Draws draws = Seed.of(1).draws();
        for (int i = 0; i < 100; i++) {
            Map<String, List<String>> parents = new HashMap<>();
            List<String> names = new ArrayList<>();
            for (int l = 0; l < 100; l++) {
                List<String> its = new ArrayList<>();
                for (int p = draws.nextInt(3); p > 0 && l > 0; p--) {
                    its.add(names.get(draws.nextInt(l)));
                }
                parents.put("l" + l, its);
                names.add("l" + l);
            }
            LabelGraph graph = LabelGraph.of(parents);
            long[] set = new long[LabelBits.words(graph.size())];
            for (int k = 0; k < 5; k++) {
                LabelBits.add(set, draws.nextInt(100));
            }
            long[] closed = graph.closureOf(set);
            assertThat(graph.namesOf(closed)).isEqualTo(new ArrayList<>(slowClosure(graph, graph.namesOf(set))));
            assertThat(graph.closureOf(closed)).isEqualTo(closed);
            assertThat(graph.closureOf(graph.minimal(closed))).isEqualTo(closed);
            graph.namesOf(graph.minimal(closed))
                    .forEach(a -> graph.namesOf(graph.minimal(closed)).stream()
                            .filter(b -> !a.equals(b))
                            .forEach(b -> assertThat(graph.isA(a, b)).isFalse()));
        }
    }

    private static Set<String> slowClosure(LabelGraph graph, List<String> members) {
        Set<String> closure = new TreeSet<>(members);
        for (int rounds = graph.size(); rounds > 0; rounds--) {
            for (String label : List.copyOf(closure)) {
                closure.addAll(graph.parents(label));
            }
        }
        return closure;
    }

    @Test
    void a_cycle_is_refused_and_printed() {
        assertThatThrownBy(() -> LabelGraph.of(
                        Map.of("a", List.of("b"), "b", List.of("c"), "c", List.of("b"), "d", List.<String>of())))
                .hasMessage("labels form a cycle: b : c : b");
        assertThatThrownBy(() -> LabelGraph.of(Map.of("a", List.of("a")))).hasMessage("labels form a cycle: a : a");
    }

    @Test
    void an_unknown_parent_and_a_name_with_a_space_are_refused() {
        assertThatThrownBy(() -> LabelGraph.of(Map.of("a", List.of("b")))).hasMessageContaining("unknown parent 'b'");
        assertThatThrownBy(() -> LabelGraph.of(Map.of("a b", List.of()))).hasMessageContaining("'a b'");
        assertThatThrownBy(() -> ANIMALS.index("cat")).hasMessageContaining("'cat'");
    }
}
