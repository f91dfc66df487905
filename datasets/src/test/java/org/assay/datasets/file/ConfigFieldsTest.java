package org.assay.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class ConfigFieldsTest {
    private final ConfigProblems problems = new ConfigProblems("some.yaml");

    @Test
    void scalars_are_text_until_somebody_asks_for_a_number() {
        ConfigFields fields = fields("a: on\nb: 007\nc: \"0.5\"\nd: .5\ne: 1e-3\nf: -2\n");
        assertThat(fields.text("a")).isEqualTo("on");
        assertThat(fields.text("b")).isEqualTo("007");
        assertThat(fields.number("c", 0, 1)).isEqualTo(.5);
        assertThat(fields.number("d", 0, 1)).isEqualTo(.5);
        assertThat(fields.number("e", 0, 1)).isEqualTo(.001);
        assertThat(fields.integer("f", -2, 2)).isEqualTo(-2);
        problems.throwIfAny();
    }

    @Test
    void what_is_not_a_plain_decimal_is_no_number() {
        ConfigFields fields = fields("a: 0x10\nb: 1_000\nc: NaN\nd: .inf\ne:\nf: 1d\n");
        for (String key : new String[] {"a", "b", "c", "d", "e", "f"}) {
            assertThat(fields.number(key, 0, 1e9)).as(key).isNaN();
        }
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(problems::throwIfAny)
                .satisfies(e -> assertThat(e.problems()).hasSize(6));
    }

    @Test
    void bounds_belong_to_the_range_and_are_named_when_crossed() {
        ConfigFields fields = fields("a: 0\nb: 1\nc: 1.5\n");
        assertThat(fields.number("a", 0, 1)).isZero();
        assertThat(fields.number("b", 0, 1)).isEqualTo(1);
        fields.number("c", 0, 1);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(problems::throwIfAny)
                .withMessage(
                        "some.yaml:3:4: 'c' must be a number from 0 to 1, got '1.5' - write a number in that range");
    }

    @Test
    void asking_twice_for_what_is_missing_is_one_problem() {
        ConfigFields fields = fields("a: 0\n");
        fields.text("b");
        fields.text("b");
        assertThat(fields.text("c", "otherwise")).isEqualTo("otherwise");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(problems::throwIfAny)
                .withMessage("some.yaml:1:1: a thing lacks the field 'b' - add b: ...");
    }

    /** What is missing and what was written in its place are one mistake; what looks like nothing known is a second. */
    @Test
    void a_misspelt_field_is_one_problem_and_a_missing_one_another() {
        ConfigNode node = ConfigNode.parse("some.yaml", "windw: 4\nqqqqqqqq: 1\n");
        ConfigFields fields = ConfigFields.of(node, problems, "a thing", "window", "token");
        fields.text("window");
        fields.text("token");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(problems::throwIfAny)
                .satisfies(e -> assertThat(e.problems())
                        .extracting(ConfigException.Problem::what)
                        .containsExactlyInAnyOrder(
                                "a thing has no field 'windw'",
                                "a thing has no field 'qqqqqqqq'",
                                "a thing lacks the field 'token'"));
    }

    @Test
    void numbers_in_messages_are_short_and_never_rounded_to_what_they_are_not() {
        assertThat(ConfigFields.decimal(2.0 / 3)).isEqualTo("0.6666667");
        assertThat(ConfigFields.decimal(0.1 + 0.2)).isEqualTo("0.3");
        assertThat(ConfigFields.decimal(5.85e-4)).isEqualTo("0.000585");
        assertThat(ConfigFields.decimal(1 + 1.1e-6)).isNotEqualTo("1");
        assertThat(ConfigFields.decimal(1 - 1.1e-6)).isNotEqualTo("1");
        assertThat(ConfigFields.decimal(0)).isEqualTo("0");
    }

    @Test
    void problems_come_in_the_order_of_the_file() {
        ConfigFields fields = fields("z: 0\na: x\n");
        fields.number("a", 0, 1);
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(problems::throwIfAny)
                .satisfies(e -> assertThat(e.problems())
                        .extracting(ConfigException.Problem::line)
                        .containsExactly(1, 2));
    }

    private ConfigFields fields(String text) {
        return ConfigFields.of(ConfigNode.parse("some.yaml", text), problems, "a thing", "a", "b", "c", "d", "e", "f");
    }
}
