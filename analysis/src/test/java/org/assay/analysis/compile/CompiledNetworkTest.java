package org.assay.analysis.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SortedSet;
import org.assay.analysis.circuit.block.BlockEdge;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.circuit.block.NamedBlock;
import org.assay.analysis.compile.CompileOptions.Code;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.Partition;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.transformer.ReferenceTransformer;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompiledNetworkTest {
    private static CompiledNetwork compiled(String text, Target target, Code code) {
        return ProgramCompiler.compile(
                ProgramParser.parse(text, "test"),
                CompileOptions.of(target, 4, Seed.of(5)).with(code));
    }

    /** What the network holds in its double-precision form, rows of program contexts. */
    private static Matrix held(CompiledNetwork network, ContextSet contexts, String site) {
        ContextSet read = network.contexts(contexts);
        Matrix rows = Matrix.zeros(read.rows(), network.config().dModel());
        for (int row = 0; row < read.rows(); row++) {
            Matrix all = ReferenceTransformer.of(network.weights())
                    .run(read.context(row))
                    .hooks()
                    .get(site);
            double[] last = all.row(read.rowPosition(row));
            System.arraycopy(last, 0, rows.values(), row * last.length, last.length);
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void a_block_holds_one_point_for_every_value_of_its_variable_and_nothing_lies_outside(Target target) {
        CompiledNetwork network = compiled(ProgramTexts.TWO_LAYERS, target, Code.ONE_HOT);
        ContextSet contexts = EveryContext.upTo(4, 4);
        for (String site : network.circuit().blocks().keySet()) {
            Matrix held = held(network, contexts, site);
            List<KnownFactor> factors = network.factors(contexts, new Site(site));
            double[] squares = new double[contexts.rows()];
            for (int f = 0; f < factors.size(); f++) {
                KnownFactor factor = factors.get(f);
                NamedBlock block = network.circuit().at(new Site(site)).get(f);
                assertThat(block.variable()).isEqualTo(factor.name());
                Matrix points = block.subspace().coordinates(held);
                for (int row = 0; row < points.rows(); row++) {
                    int value = factor.values().orElseThrow()[row];
                    for (int c = 0; c < points.columns(); c++) {
                        assertThat(points.get(row, c)).isCloseTo(c == value ? 1 : 0, within(1e-9));
                        squares[row] += points.get(row, c) * points.get(row, c);
                    }
                }
            }
            for (int row = 0; row < squares.length; row++) {
                double norm = 0;
                for (double entry : held.row(row)) {
                    norm += entry * entry;
                }
                assertThat(norm).isCloseTo(squares[row], within(1e-9));
            }
        }
    }

    @Test
    void blocks_of_a_site_make_a_partition_and_no_direction_is_an_axis() {
        CompiledNetwork network = compiled(ProgramTexts.INDUCTION, Target.SOFTMAX, Code.ONE_HOT);
        network.circuit().blocks().forEach((site, blocks) -> {
            List<Matrix> rows = blocks.stream().map(b -> b.subspace().basis()).toList();
            Partition partition = Partition.of(new double[network.config().dModel()], rows);
            assertThat(partition.sizes()).hasSize(blocks.size());
            for (double entry : partition.basis().values()) {
                assertThat(Math.abs(entry)).isLessThan(0.9);
            }
        });
    }

    @Test
    void induction_has_the_edges_of_a_previous_token_head_and_of_a_head_that_matches_it() {
        SortedSet<BlockEdge> edges = compiled(ProgramTexts.INDUCTION, Target.SOFTMAX, Code.ONE_HOT)
                .circuit()
                .edges();
        assertThat(edges)
                .containsExactlyInAnyOrder(
                        new BlockEdge(Kind.EMBEDDING, 0, "token", "token"),
                        new BlockEdge(Kind.POSITION, 0, "position", "position"),
                        new BlockEdge(Kind.SKIP, 0, "token", "token"),
                        new BlockEdge(Kind.SKIP, 0, "position", "position"),
                        new BlockEdge(Kind.OV, 0, "token", "prev"),
                        new BlockEdge(Kind.QK, 0, "position", "position"),
                        new BlockEdge(Kind.QK, 0, "bias", "token"),
                        new BlockEdge(Kind.SKIP, 1, "token", "token"),
                        new BlockEdge(Kind.SKIP, 1, "position", "position"),
                        new BlockEdge(Kind.SKIP, 1, "prev", "prev"),
                        new BlockEdge(Kind.OV, 1, "token", "again"),
                        new BlockEdge(Kind.QK, 1, "token", "prev"),
                        new BlockEdge(Kind.QK, 1, "bias", "token"),
                        new BlockEdge(Kind.QK, 1, "bias", "position"),
                        new BlockEdge(Kind.UNEMBEDDING, 2, "again", "logits"));
    }

    @Test
    void bilinear_network_reads_the_tokens_of_the_program_and_nothing_else() {
        CompiledNetwork network = compiled(ProgramTexts.MATCHED_OFFSET, Target.BILINEAR, Code.ONE_HOT);
        assertThat(network.vocabulary()).isEqualTo(network.program().vocabulary());
        assertThat(compiled(ProgramTexts.MATCHED_OFFSET, Target.SOFTMAX, Code.ONE_HOT)
                        .vocabulary()
                        .tokens())
                .containsExactly("a", "b", "c", "d", "<bos>");
    }

    @Test
    void simplex_codes_take_a_direction_less_for_every_variable() {
        CompiledNetwork oneHot = compiled(ProgramTexts.OFFSETS, Target.SOFTMAX, Code.ONE_HOT);
        CompiledNetwork simplex = compiled(ProgramTexts.OFFSETS, Target.SOFTMAX, Code.SIMPLEX);
        assertThat(simplex.config().dModel()).isEqualTo(oneHot.config().dModel() - 4);
    }

    @Test
    void what_a_value_means_can_be_asked() {
        CompiledNetwork network = compiled(ProgramTexts.OFFSETS, Target.SOFTMAX, Code.ONE_HOT);
        assertThat(network.labels("prev", 0)).containsExactly("prev:none");
        assertThat(network.labels("prev", 1)).containsExactly("prev:a");
        assertThat(network.values("prev")).isEqualTo(5);
        assertThatThrownBy(() -> network.values("next"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no variable 'next'");
    }
}
