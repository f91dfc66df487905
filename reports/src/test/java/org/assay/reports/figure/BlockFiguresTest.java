package org.assay.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.reports.figure.BlockTreeFigure.Node;
import org.assay.reports.figure.CircuitFigure.Block;
import org.assay.reports.figure.CircuitFigure.Edge;
import org.junit.jupiter.api.Test;

/** The figures about partitions and the circuits between their blocks. */
public class BlockFiguresTest {
    private static final List<String> FACTORS = List.of("current token", "position", "bracket stack");

    /** One of each kind. */
    public static List<Figure> all() {
        return List.of(
                BlockMatrixFigure.capture("capture", "capture", List.of(capture("neighbours"), capture("random"))),
                BlockMatrixFigure.interchange("interchange", List.of(interchange())),
                BlockMatrixFigure.stability("stability", "adjusted V-measure", List.of(stability())),
                circuit(true),
                BlockTreeFigure.of("tree", "z", tree()));
    }

    @Test
    void the_caption_of_capture_says_where_each_factor_is_and_which_is_nowhere() {
        Figure figure = BlockMatrixFigure.capture("capture", "capture", List.of(capture("neighbours")));
        assertThat(figure.caption())
                .contains("current token most in block 0 (0.91, by chance 0.25)")
                .contains("position most in block 1 (0.8, by chance 0.25)")
                .contains("No block holds bracket stack better than chance");
        assertThat(figure.table().rows()).hasSize(6);
        assertThat(figure.views()).hasSize(1);
    }

    @Test
    void a_value_that_is_no_number_is_a_gap() {
        Map<?, ?> option = BlockMatrixFigure.interchange("interchange", List.of(interchange()))
                .views()
                .get(0)
                .option();
        Map<?, ?> series = (Map<?, ?>) ((List<?>) option.get("series")).get(0);
        assertThat((List<?>) series.get("data")).hasSize(5);
    }

    @Test
    void the_colours_of_values_below_zero_are_signed() {
        assertThat(scale(BlockMatrixFigure.interchange("i", List.of(interchange()))))
                .isEqualTo("@diverging");
        assertThat(scale(BlockMatrixFigure.capture("c", "capture", List.of(capture("a")))))
                .isEqualTo("@sequential");
    }

    @Test
    void the_caption_of_stability_is_the_mean_over_pairs() {
        assertThat(BlockMatrixFigure.stability("s", "adjusted V-measure", List.of(stability()))
                        .caption())
                .contains("neighbours 0.6 (least 0.4)");
    }

    @Test
    void a_known_circuit_is_counted_against_the_truth_and_an_unknown_one_is_not() {
        assertThat(circuit(true).caption())
                .startsWith("2 of 4 cells")
                .contains("1 of the 2 edges that are there")
                .contains("1 that are not");
        assertThat(circuit(true).views()).hasSize(5);
        assertThat(circuit(false).views()).hasSize(2);
        assertThat(circuit(false).caption()).contains("the strongest beside the stream itself is OV 0, lift 9.5");
        assertThat(circuit(false).table().rows().get(0)).startsWith("OV 0", "token", "previous", "9.5");
    }

    @Test
    void the_found_view_draws_what_was_found() {
        Map<?, ?> series =
                (Map<?, ?>) ((List<?>) circuit(true).views().get(0).option().get("series")).get(0);
        assertThat((List<?>) series.get("links")).hasSize(2);
        // Three blocks, and the token of the key.
        assertThat((List<?>) series.get("data")).hasSize(4);
        assertThat(series.get("data").toString())
                .contains(
                        "blocks.0.hook_resid_pre, token, 6 directions: OV 0 from token to previous, lift 9.5, z 40, true");
    }

    @Test
    void the_tree_counts_blocks_and_names_the_least_certain_cut() {
        Figure figure = BlockTreeFigure.of("tree", "z", tree());
        assertThat(figure.caption())
                .isEqualTo("16 directions in 3 blocks after at most 2 cuts; the least certain cut has z 4.2.");
        assertThat(figure.table().rows()).hasSize(5);
        assertThat(BlockTreeFigure.of("tree", "z", new Node("all", 4, Double.NaN, List.of()))
                        .caption())
                .startsWith("Nothing was cut");
    }

    @Test
    void nothing_and_what_does_not_fit_are_refused() {
        assertThatThrownBy(() -> new BlockTable("x", List.of(), List.of(), List.of(), List.of()))
                .hasMessageContaining("nothing to draw");
        assertThatThrownBy(() -> new BlockTable("x", List.of("a"), List.of("b"), List.of(List.of(1.0, 2.0)), List.of()))
                .hasMessageContaining("1 rows of 1");
        assertThatThrownBy(() -> CircuitFigure.of("c", List.of(), List.of(), List.of()))
                .hasMessageContaining("no block");
        Edge astray = new Edge("a", "b", "OV 0", 1, 0, true, Optional.empty());
        assertThatThrownBy(() ->
                        CircuitFigure.of("c", List.of("s"), List.of(new Block("a", "s", "a", 1)), List.of(astray)))
                .hasMessageContaining("not both blocks");
    }

    private static Object scale(Figure figure) {
        Map<?, ?> map = (Map<?, ?>) figure.views().get(0).option().get("visualMap");
        return ((Map<?, ?>) map.get("inRange")).get("color");
    }

    private static BlockTable capture(String name) {
        return new BlockTable(
                name,
                List.of("block 0", "block 1"),
                FACTORS,
                List.of(List.of(0.91, 0.1, 0.2), List.of(0.05, 0.8, 0.25)),
                List.of(List.of(0.25, 0.25, 0.25), List.of(0.25, 0.25, 0.25)));
    }

    private static BlockTable interchange() {
        return new BlockTable(
                "neighbours",
                List.of("block 0", "block 1"),
                FACTORS,
                List.of(List.of(0.9, -0.1, 0.2), List.of(0.0, 0.7, Double.NaN)),
                List.of());
    }

    private static BlockTable stability() {
        List<String> runs = List.of("seed 0", "seed 1", "seed 2");
        return new BlockTable(
                "neighbours",
                runs,
                runs,
                List.of(List.of(1.0, 0.8, 0.6), List.of(0.8, 1.0, 0.4), List.of(0.6, 0.4, 1.0)),
                List.of());
    }

    private static Figure circuit(boolean known) {
        List<String> sites = List.of("blocks.0.hook_resid_pre", "blocks.0.hook_resid_post");
        List<Block> blocks = List.of(
                new Block("0/token", sites.get(0), "token", 6),
                new Block("1/token", sites.get(1), "token", 6),
                new Block("1/previous", sites.get(1), "previous", 6));
        return CircuitFigure.of(
                "circuit",
                sites,
                blocks,
                List.of(
                        edge("0/token", "1/token", "SKIP 0", 4, false, known, true),
                        edge("0/token", "1/previous", "OV 0", 9.5, true, known, true),
                        edge("0/token", "0/token", "QK 0", 3, true, known, false),
                        edge("0/token", "1/token", "OV 0", 0.1, false, known, false)));
    }

    private static Edge edge(
            String from, String to, String part, double lift, boolean kept, boolean known, boolean there) {
        return new Edge(from, to, part, lift, 40, kept, known ? Optional.of(there) : Optional.empty());
    }

    private static Node tree() {
        Node first = new Node("0", 6, Double.NaN, List.of());
        Node second = new Node(
                "1",
                10,
                4.2,
                List.of(new Node("1.0", 5, Double.NaN, List.of()), new Node("1.1", 5, Double.NaN, List.of())));
        return new Node("all", 16, 30, List.of(first, second));
    }
}
