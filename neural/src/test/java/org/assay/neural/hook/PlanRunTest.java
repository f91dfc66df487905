package org.assay.neural.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assay.datasets.file.InterventionFile;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Change;
import org.assay.datasets.model.Edit;
import org.assay.datasets.model.Edit.Receiver;
import org.assay.datasets.model.InterventionPlan;
import org.assay.datasets.model.Positions;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.ResidualSpec;
import org.assay.neural.transformer.ResidualSpec.Mix;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanRunTest {
    private static final Vocabulary VOCABULARY = Vocabulary.of("a", "b", "c", "d", "e");
    private static final TransformerConfig CONFIG = TransformerConfig.standard(2, 16, 2, 7, 5, ActFn.GELU)
            .with(new ResidualSpec(Mix.lerp(0.5), Mix.scaled(0.7)));
    private static final HookedTransformer NETWORK =
            HookedTransformer.of("n", VOCABULARY, Architectures.random(CONFIG, 6));
    private static final HookedTransformer PRECISE = NETWORK.inDoublePrecision();
    private static final ContextSet CONTEXTS = ContextSet.everyPosition(
            new int[][] {{0, 1, 2, 3, 4}, {4, 4, 0}, {2, 2, 2, 1, 0}, {3, 3, 1}, {1, 0, 1, 1, 2}}, 1);
    private static final Receiver[] EVERYBODY = Stream.of(
                    "blocks.1.hook_q_input",
                    "blocks.1.hook_k_input",
                    "blocks.1.hook_v_input",
                    "blocks.0.hook_mlp_in",
                    "blocks.1.hook_mlp_in",
                    "blocks.1.hook_resid_post")
            .map(site -> new Receiver(new Site(site), -1))
            .toArray(Receiver[]::new);

    @AfterAll
    static void close() {
        NETWORK.close();
        PRECISE.close();
    }

    private static Edit edit(String site, Change change) {
        return Edit.of(new Site(site), change);
    }

    private static Matrix run(HookedTransformer network, Edit... edits) {
        return network.logits(CONTEXTS, InterventionPlan.of(edits)).values();
    }

    private static double distance(Matrix a, Matrix b) {
        return IntStream.range(0, a.values().length)
                .mapToDouble(i -> Math.abs(a.values()[i] - b.values()[i]))
                .max()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "blocks.0.attn.hook_pattern",
                "blocks.1.attn.hook_pattern",
                "blocks.1.attn.hook_attn_scores",
                "blocks.0.attn.hook_z",
                "blocks.1.hook_mlp_out",
                "blocks.1.hook_k_input",
                "ln_final.hook_scale"
            })
    void freezing_to_what_is_there_changes_no_bit_and_freezing_to_another_row_does(String site) {
        for (Positions positions : List.of(Positions.OWN, Positions.ALL)) {
            String neutral = site.endsWith("_input") ? site : "hook_embed";
            int width = NETWORK.point(new Site(neutral)).width();
            Edit nothing =
                    edit(neutral, new Change.Add(Matrix.zeros(1, width), 1)).at(positions);
            Matrix plain = run(NETWORK, nothing);
            assertThat(run(NETWORK, edit(site, new Change.Freeze()).at(positions)))
                    .isEqualTo(plain);
            Edit other = edit(site, new Change.Resample(1)).at(positions);
            assertThat(distance(run(NETWORK, other), plain)).isGreaterThan(1e-4);
        }
    }

    @Test
    void a_frozen_pattern_stays_what_it_was_under_other_edits() {
        Edit wreck = edit("blocks.0.hook_resid_pre", new Change.Resample(3)).at(Positions.ALL);
        Edit freeze = edit("blocks.1.attn.hook_pattern", new Change.Freeze()).at(Positions.ALL);
        Edit queries = edit("blocks.1.attn.hook_q", new Change.Freeze()).at(Positions.ALL);
        Edit keys = edit("blocks.1.attn.hook_k", new Change.Freeze()).at(Positions.ALL);
        Matrix frozen = run(PRECISE, wreck, freeze);
        assertThat(distance(frozen, run(PRECISE, wreck, queries, keys))).isLessThan(1e-12);
        assertThat(distance(frozen, run(PRECISE, wreck))).isGreaterThan(1e-3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"blocks.0.attn.hook_z", "blocks.0.attn.hook_result", "blocks.0.hook_attn_out", "hook_embed"})
    void an_edit_that_every_reader_receives_is_the_edit_itself(String site) {
        for (Positions positions : List.of(Positions.OWN, Positions.ALL, Positions.at(0, 2))) {
            Edit whole = edit(site, new Change.Resample(5)).at(positions);
            Receiver[] readers = site.equals("hook_embed")
                    ? Stream.concat(
                                    Arrays.stream(EVERYBODY),
                                    Stream.of("blocks.0.hook_q_input", "blocks.0.hook_k_input", "blocks.0.hook_v_input")
                                            .map(input -> new Receiver(new Site(input), -1)))
                            .toArray(Receiver[]::new)
                    : EVERYBODY;
            Matrix edited = run(PRECISE, whole);
            assertThat(distance(run(PRECISE, whole.towards(readers)), edited)).isLessThan(1e-11);
            Receiver[] fewer = Arrays.copyOf(readers, readers.length - 1);
            assertThat(distance(run(PRECISE, whole.towards(fewer)), edited)).isGreaterThan(1e-3);
        }
    }

    @Test
    void what_one_head_receives_is_received_by_no_other() {
        Edit sent = edit("blocks.0.hook_mlp_out", new Change.Zero()).at(Positions.ALL);
        Matrix first = run(PRECISE, sent.towards(new Receiver(new Site("blocks.1.hook_v_input"), 0)));
        Edit otherHead = edit("blocks.1.attn.hook_z", new Change.Freeze()).at(Positions.ALL);
        Edit all = sent.towards(new Receiver(new Site("blocks.1.hook_v_input"), -1));
        assertThat(distance(run(PRECISE, all, otherHead.inHeads(1)), first)).isLessThan(1e-12);
        assertThat(distance(run(PRECISE, all), first)).isGreaterThan(1e-3);
    }

    @Test
    void heads_and_subspaces_are_parts_of_the_whole() {
        Edit zero = edit("blocks.0.attn.hook_z", new Change.Zero());
        Matrix second = Matrix.zeros(8, 16);
        for (int i = 0; i < 8; i++) {
            second.set(i, 8 + i, 1);
        }
        Matrix head = run(PRECISE, zero.inHeads(1));
        assertThat(distance(run(PRECISE, zero.within(second)), head)).isLessThan(1e-12);
        assertThat(distance(run(PRECISE, zero.inHeads(1).within(Matrix.identity(8))), head))
                .isLessThan(1e-12);
        assertThat(distance(run(PRECISE, zero.inHeads(0).within(Matrix.identity(8))), head))
                .isGreaterThan(1e-3);
        Matrix both = run(PRECISE, zero.inHeads(1), zero.inHeads(0));
        assertThat(distance(run(PRECISE, zero), both)).isLessThan(1e-12);
    }

    @Test
    void sequences_at_once_and_rows_one_by_one_are_the_same() {
        Matrix direction = Matrix.zeros(1, 16);
        Arrays.setAll(direction.values(), i -> 0.1 * i);
        Edit once =
                edit("blocks.0.hook_resid_post", new Change.Add(direction, -2)).at(Positions.at(1));
        Edit rowByRow = edit("blocks.0.hook_resid_post", new Change.Add(spread(direction), -2))
                .at(Positions.at(1));
        assertThat(distance(run(PRECISE, once), run(PRECISE, rowByRow))).isLessThan(1e-12);
        assertThat(distance(run(PRECISE, once), PRECISE.logits(CONTEXTS).values()))
                .isGreaterThan(1e-3);
    }

    private static Matrix spread(Matrix one) {
        return InterventionPlan.spread(one, CONTEXTS.rows(), new Site("any"));
    }

    @Test
    void a_plan_from_a_file_does_what_the_plan_did() {
        InterventionPlan plan = InterventionPlan.of(
                edit("blocks.0.attn.hook_z", new Change.Mean()).inHeads(1),
                edit("blocks.1.hook_mlp_out", new Change.Resample(9)).at(Positions.ALL));
        InterventionPlan read = InterventionFile.parse("plan", InterventionFile.text(plan));
        assertThat(NETWORK.run(CONTEXTS, read)).isEqualTo(NETWORK.run(CONTEXTS, plan));
    }

    static Stream<Edit> misfits() {
        Change zero = new Change.Zero();
        Receiver query = new Receiver(new Site("blocks.0.hook_q_input"), 0);
        Matrix three = Matrix.zeros(1, 3);
        return Stream.of(
                edit("blocks.0.attn.hook_zz", zero),
                edit(HookPoint.LOGITS, zero),
                edit("hook_tokens", zero),
                edit("blocks.0.hook_resid_pre", zero).inHeads(0),
                edit("blocks.0.attn.hook_z", zero).inHeads(2),
                edit("blocks.0.attn.hook_z", new Change.Replace(three)),
                edit("blocks.0.attn.hook_z", new Change.Add(three, 1)).inHeads(0),
                edit("blocks.0.attn.hook_z", zero).within(Matrix.identity(3)),
                edit("blocks.0.hook_resid_pre", zero).at(Positions.at(5)),
                edit("blocks.0.attn.hook_pattern", zero).within(Matrix.identity(10)),
                edit("blocks.0.attn.hook_pattern", new Change.Mean()).at(Positions.ALL),
                edit("blocks.0.attn.hook_attn_scores", zero).at(Positions.ALL),
                edit("blocks.0.hook_resid_pre", zero).towards(query),
                edit("blocks.0.hook_mlp_out", zero).towards(query),
                edit("hook_embed", zero).towards(new Receiver(new Site("blocks.0.hook_q_input"), 2)),
                edit("hook_embed", zero).towards(new Receiver(new Site("blocks.0.attn.hook_q"), 0)),
                edit("hook_embed", new Change.Interchange(rowsBackwards())).at(Positions.ALL));
    }

    private static List<Integer> rowsBackwards() {
        int rows = CONTEXTS.rows();
        return IntStream.range(0, rows).map(r -> rows - 1 - r).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void what_does_not_fit_is_refused_before_anything_runs_and_names_its_site(Edit edit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NETWORK.run(CONTEXTS, InterventionPlan.of(edit)))
                .withMessageContaining("site " + edit.site().name());
    }

    @Test
    void a_name_that_is_nearly_right_is_answered_with_the_right_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(NETWORK, edit("blocks.0.attn.hook_zz", new Change.Zero())))
                .withMessageContaining("did you mean 'blocks.0.attn.hook_z'");
        Edit norm = edit("blocks.1.ln1.hook_normalized", new Change.Zero());
        Edit input = edit("blocks.1.hook_q_input", new Change.Zero());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(NETWORK, norm, input))
                .withMessageContaining("blocks.1.ln1.hook_normalized");
    }
}
