package org.assay.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Change;
import org.assay.datasets.model.Edit;
import org.assay.datasets.model.Edit.Receiver;
import org.assay.datasets.model.InterventionPlan;
import org.assay.datasets.model.Positions;
import org.assay.datasets.model.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterventionFileTest {
    private static final Site SITE = new Site("blocks.0.attn.hook_z");

    /** Every kind of change, and every way of narrowing one. */
    private static final InterventionPlan PLAN = InterventionPlan.of(
            Edit.of(SITE, new Change.Zero()).inHeads(1, 0),
            Edit.of(SITE, new Change.Mean()).at(Positions.ALL),
            Edit.of(SITE, new Change.Resample(-7)).at(Positions.at(2, 0)),
            Edit.of(SITE, new Change.Interchange(List.of(2, 0, 1)))
                    .within(Matrix.ofRows(new double[] {0.6, 0.8}, new double[] {-0.8, 0.6})),
            Edit.of(SITE, new Change.Replace(Matrix.ofRows(new double[] {1e-300, Math.PI}))),
            Edit.of(SITE, new Change.Add(Matrix.ofRows(new double[] {1, 2}, new double[] {3, 4}), -0.1)),
            Edit.of(SITE, new Change.Freeze())
                    .towards(
                            new Receiver(new Site("blocks.1.hook_q_input"), 3),
                            new Receiver(new Site("blocks.1.hook_mlp_in"), -1)));

    @Test
    void a_plan_that_is_written_and_read_is_the_same_plan(@TempDir Path folder) throws IOException {
        InterventionFile.write(folder.resolve("plan.json"), PLAN);
        InterventionPlan read = InterventionFile.read(folder.resolve("plan.json"));
        assertThat(read).isEqualTo(PLAN);
        assertThat(InterventionFile.text(read)).isEqualTo(InterventionFile.text(PLAN));
    }

    @Test
    void plans_that_differ_in_a_number_are_different_texts() {
        InterventionPlan other = InterventionPlan.of(Edit.of(SITE, new Change.Resample(-8)));
        InterventionPlan first = InterventionPlan.of(Edit.of(SITE, new Change.Resample(-7)));
        assertThat(InterventionFile.text(first)).isNotEqualTo(InterventionFile.text(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'edits': []}                                             | 1:1  | no edits",
                "{'edit': []}                                              | 1:2  | no field 'edit'",
                "{'edits': [{'site': 'x', 'change': 'zeros'}]}             | 1:12 | did you mean 'zero'",
                "{'edits': [{'change': 'zero'}]}                           | 1:12 | lacks the field 'site'",
                "{'edits': [{'site': 'x', 'change': 'zero', 'seed': 1}]}   | 1:12 | says nothing at a change of kind",
                "{'edits': [{'site': 'x', 'change': 'resample', 'seed': a}]} | 1:56 | must be a whole number",
                "{'edits': [{'site': 'x', 'change': 'replace', 'values': [[1], [1, 2]]}]} | 1:57 | not equally long",
                "{'edits': [{'site': 'x', 'change': 'zero', 'basis': [[1, 1]]}]} | 1:12 | not orthonormal",
                "{'edits': [{'site': 'x', 'change': 'zero', 'positions': mine}]} | 1:57 | own, all or a list",
                "{'edits': [{'site': 'x', 'change': 'zero', 'heads': [0, 0]}]}   | 1:12 | must be different",
                "{'edits': [{'site': 'x', 'change': 'add', 'direction': [[1]]}]} | 1:12 | lacks the field 'scale'",
            })
    void a_mistake_is_named_with_its_place(String text, String place, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> InterventionFile.parse("plan.json", text.replace('\'', '"')))
                .withMessageContaining("plan.json:" + place)
                .withMessageContaining(message);
    }
}
