package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.assay.datasets.file.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@Tag("slow")
class BenchCommandTest {
    @Test
    void every_path_has_a_ratio_below_its_ceiling() throws JsonProcessingException {
        CommandLineCall call = CommandLineCall.of(
                "bench",
                "--json",
                "--only",
                "training-tiny-bilinear",
                "--only",
                "sampling-mess3",
                "--only",
                "interpreter-toy-english");
        assertThat(call.code()).as(call.toString()).isZero();
        JsonNode paths = Json.parse(call.out(), JsonNode.class);
        assertThat(paths)
                .extracting(path -> path.get("name").asText())
                .containsExactly("training-tiny-bilinear", "sampling-mess3", "interpreter-toy-english");
        assertThat(paths).allSatisfy(path -> {
            assertThat(path.get("unit").asText()).isEqualTo("tokens/s");
            assertThat(path.get("value").asDouble()).isPositive();
            assertThat(path.get("ratio").asDouble())
                    .isCloseTo(
                            path.get("value").asDouble() / path.get("ceiling").asDouble(), within(1e-12))
                    .isBetween(0.0, 1.0);
        });
    }

    @Test
    void a_python_that_is_not_there_is_named() {
        CommandLineCall call =
                CommandLineCall.of("bench", "--only", "training-micro-softmax", "--python", "/no/python");
        assertThat(call.code()).as(call.toString()).isEqualTo(2);
        assertThat(call.err()).contains("/no/python").contains("--python");
    }

    @Test
    @Tag("optional")
    @EnabledIfSystemProperty(
            named = "assay.optional",
            matches = "true",
            disabledReason = "needs python3 with torch on the path")
    void eager_python_does_the_same_work() throws JsonProcessingException {
        CommandLineCall call = CommandLineCall.of(
                "bench",
                "--json",
                "--only",
                "training-micro-softmax",
                "--only",
                "training-micro-bilinear",
                "--only",
                "partition-step",
                "regression-1536",
                "--python",
                "python3");
        assumeThat(call.err()).as("python3 on the path has no torch").doesNotContain("No module named");
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(Json.parse(call.out(), JsonNode.class)).allSatisfy(path -> {
            assertThat(path.get("rounds").asInt()).isGreaterThanOrEqualTo(8);
            assertThat(path.get("timesPython").asDouble())
                    .isCloseTo(path.get("value").asDouble() / path.get("python").asDouble(), within(1e-12));
        });
    }
}
