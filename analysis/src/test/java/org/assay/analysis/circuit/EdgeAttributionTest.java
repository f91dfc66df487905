package org.assay.analysis.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.assay.analysis.circuit.EdgeGraph.Edge;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.progress.Progress;
import org.assay.neural.hook.HookedTransformer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeAttributionTest {
    private static final HookedTransformer POLYNOMIAL = CircuitNetworks.polynomial();
    private static final HookedTransformer USUAL = CircuitNetworks.usual();
    private static final ContextPairs PAIRS = CircuitNetworks.pairs();
    private static final EdgeAttribution EDGES = EdgeAttribution.of(POLYNOMIAL, PAIRS, CircuitNetworks.metric());
    private static final EdgeScores INTEGRAL = EDGES.pathIntegral(Progress.SILENT);

    @AfterAll
    static void close() {
        POLYNOMIAL.close();
        USUAL.close();
    }

    private static double sum(EdgeAttribution edges, EdgeScores scores, Predicate<Edge> which) {
        return edges.graph().edges().stream()
                .filter(which)
                .mapToDouble(edge -> scores.of(edge.name()))
                .sum();
    }

    /** Edges from the first {@code write} writes to what comes behind them. */
    private static double cut(EdgeAttribution edges, EdgeScores scores, int write) {
        return sum(
                edges, scores, edge -> edge.from().write() <= write && edge.to().read() >= write);
    }

    @Test
    void quadrature_is_exact_up_to_its_degree_and_not_beyond() {
        for (int n : new int[] {1, 2, 5, 13, 40}) {
            GaussLegendre quadrature = GaussLegendre.of(n);
            for (int degree = 0; degree <= 2 * n; degree++) {
                double integral = 0;
                for (int i = 0; i < n; i++) {
                    integral +=
                            quadrature.weights()[i] * Math.pow(2 * quadrature.nodes()[i] - 1, degree);
                }
                double exact = degree % 2 == 1 ? 0 : 1.0 / (degree + 1);
                if (degree < 2 * n) {
                    assertThat(integral).as("%d nodes, degree %d", n, degree).isCloseTo(exact, within(1e-14));
                } else if (n <= 5) {
                    assertThat(Math.abs(integral - exact)).isGreaterThan(1e-4);
                }
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> GaussLegendre.of(0));
    }

    @Test
    void every_cut_through_the_network_carries_the_whole_change_and_nodes_keep_nothing() {
        assertThat(EDGES.exactOrder().getAsInt()).isEqualTo(13);
        double change = INTEGRAL.source() - INTEGRAL.base();
        for (int write = 0; write <= 2; write++) {
            assertThat(cut(EDGES, INTEGRAL, write))
                    .as("cut %d", write)
                    .isCloseTo(change, within(1e-10 * Math.abs(change)));
        }
        for (String node : List.of("a0.h0", "a0.h1", "a1.h0", "a1.h1")) {
            double in = sum(EDGES, INTEGRAL, edge -> edge.to().node().equals(node));
            double out = sum(EDGES, INTEGRAL, edge -> edge.from().node().equals(node));
            assertThat(in).as(node).isCloseTo(out, within(1e-10 * Math.abs(change)));
        }
    }

    @Test
    void fewer_nodes_than_the_degree_needs_are_not_complete_and_more_change_nothing() {
        double change = INTEGRAL.source() - INTEGRAL.base();
        EdgeScores few = EDGES.pathIntegral(3, Progress.SILENT);
        assertThat(Math.abs(cut(EDGES, few, 0) - change)).isGreaterThan(1e-6 * Math.abs(change));
        EdgeScores more = EDGES.pathIntegral(17, Progress.SILENT);
        assertThat(more.method()).contains("exact");
        assertThat(few.method()).doesNotContain("exact");
        INTEGRAL.scores()
                .forEach((edge, score) ->
                        assertThat(more.of(edge)).as(edge).isCloseTo(score, within(1e-10 * Math.abs(change))));
        EdgeScores gradients = EDGES.patching();
        assertThat(Math.abs(cut(EDGES, gradients, 1) - change)).isGreaterThan(1e-3 * Math.abs(change));
    }

    /** No quadrature rule, no forward-mode derivative: differences of what is sent, over many small steps, extrapolated. */
    @Test
    void brute_force_integration_agrees() {
        Map<String, Double> coarse = steps(60);
        Map<String, Double> fine = steps(120);
        double change = Math.abs(INTEGRAL.source() - INTEGRAL.base());
        INTEGRAL.scores().forEach((edge, score) -> {
            double limit = (4 * fine.get(edge) - coarse.get(edge)) / 3;
            double error = Math.abs(fine.get(edge) - coarse.get(edge));
            assertThat(score).as(edge).isCloseTo(limit, within(1e-9 * change + 0.1 * error));
        });
    }

    private static Map<String, Double> steps(int count) {
        return BruteForce.integral(POLYNOMIAL, PAIRS, CircuitNetworks.metric(), EDGES.graph(), count);
    }

    @Test
    void with_many_steps_integrated_gradients_out_of_the_input_are_the_path_integral() {
        double change = Math.abs(INTEGRAL.source() - INTEGRAL.base());
        EdgeScores coarse = EDGES.integratedGradients(30);
        EdgeScores fine = EDGES.integratedGradients(60);
        for (Edge edge : EDGES.graph().edges()) {
            if (edge.from().node().equals("input")) {
                double limit = (4 * fine.of(edge.name()) - coarse.of(edge.name())) / 3;
                double error = Math.abs(fine.of(edge.name()) - coarse.of(edge.name()));
                assertThat(INTEGRAL.of(edge.name()))
                        .as(edge.name())
                        .isCloseTo(limit, within(1e-9 * change + 0.1 * error));
            }
        }
    }

    @Test
    void small_moves_make_all_methods_one() {
        ContextPairs one = new ContextPairs(PAIRS.base(), PAIRS.base());
        EdgeScores none =
                EdgeAttribution.of(POLYNOMIAL, one, CircuitNetworks.metric()).pathIntegral(Progress.SILENT);
        assertThat(none.scores().values()).containsOnly(0.0);
        EdgeScores exact = EDGES.exactPatching(Progress.SILENT);
        for (Edge edge : EDGES.graph().edges()) { // edges into the logits are linear: every method is exact there
            if (edge.to().node().equals("logits")) {
                assertThat(EDGES.patching().of(edge.name()))
                        .as(edge.name())
                        .isCloseTo(exact.of(edge.name()), within(1e-10));
            }
        }
        assertThat(exact.correlation(exact)).isCloseTo(1, within(1e-12));
        assertThat(exact.correlation(EDGES.patching())).isBetween(-1.0, 1 - 1e-6);
    }

    @Test
    void all_edges_patched_at_once_are_the_source() {
        List<String> all = EDGES.graph().edges().stream().map(Edge::name).toList();
        // every reader gets what every writer would have sent, on top of what the writers already changed: only edges
        // out of
        // the input, patched alone, make the network the source
        List<String> input =
                all.stream().filter(name -> name.startsWith("input->")).toList();
        assertThat(EDGES.withEdges(input)).isCloseTo(INTEGRAL.source(), within(1e-10));
        assertThat(EDGES.withEdges(List.of())).isCloseTo(INTEGRAL.base(), within(1e-12));
        List<String> fewer = input.subList(0, input.size() - 1);
        assertThat(Math.abs(EDGES.withEdges(fewer) - INTEGRAL.source())).isGreaterThan(1e-3);
        assertThatIllegalArgumentException().isThrownBy(() -> EDGES.withEdges(List.of("m0->logits")));
    }

    @Test
    void softmax_and_logarithms_have_no_exact_order_but_converge() {
        LogitMetric metric = LogitMetric.divergenceFrom(laws());
        assertThat(EdgeAttribution.of(POLYNOMIAL, PAIRS, metric).exactOrder()).isEmpty();
        EdgeAttribution edges = EdgeAttribution.of(USUAL, PAIRS, metric);
        assertThat(edges.exactOrder()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> edges.pathIntegral(Progress.SILENT));
        EdgeScores scores = edges.pathIntegral(40, Progress.SILENT);
        double change = scores.source() - scores.base();
        for (int write = 0; write <= 4; write++) {
            assertThat(cut(edges, scores, write)).isCloseTo(change, within(1e-4 * Math.abs(change)));
        }
        assertThat(scores.method()).doesNotContain("exact");
    }

    private static Matrix laws() {
        Matrix laws = Matrix.zeros(5, 6);
        Arrays.fill(laws.values(), 1.0 / 6);
        return laws;
    }

    @Test
    void a_circuit_is_written_in_the_form_of_the_benchmark_and_read_back(@TempDir Path folder) throws IOException {
        EdgeGraph graph = EdgeGraph.of(USUAL.config());
        Map<String, Double> numbers = new LinkedHashMap<>();
        graph.edges().forEach(edge -> numbers.put(edge.name(), numbers.size() * 0.5 - 3));
        EdgeScores scores = new EdgeScores("made up", numbers, 0, 1);
        Path file = folder.resolve("circuit.json");
        CircuitFile.write(file, graph, scores, scores.strongest(3));
        CircuitFile read = CircuitFile.read(file, graph);
        assertThat(read.scores()).isEqualTo(numbers);
        assertThat(read.members()).isEqualTo(Set.copyOf(scores.strongest(3)));
        assertThat(graph.nodes()).containsExactly("input", "a0.h0", "a0.h1", "m0", "a1.h0", "a1.h1", "m1", "logits");
        assertThat(numbers).containsKeys("input->a0.h0<q>", "a0.h1->m0", "m0->a1.h1<v>", "m1->logits");
        assertThat(numbers).doesNotContainKeys("m0->a0.h0<q>", "a0.h0->a0.h1<q>", "logits->m1");
        assertThat(Files.readString(file)).contains("\"parallel_attn_mlp\" : false");
        assertThatExceptionOfType(DamagedFileException.class)
                .isThrownBy(() -> CircuitFile.read(file, EDGES.graph()))
                .withMessageContaining("<q1>");
    }
}
