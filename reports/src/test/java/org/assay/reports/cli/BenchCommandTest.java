package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.assay.datasets.file.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
}
