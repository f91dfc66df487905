package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.assay.datasets.file.Json;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    @Test
    void doctor_looks_at_everything_and_says_what_to_do_where_something_is_wrong() throws JsonProcessingException {
        CommandLineCall call = CommandLineCall.of("doctor", "--json");
        JsonNode checks = Json.parse(call.out(), JsonNode.class);
        assertThat(checks)
                .extracting(check -> check.get("what").asText())
                .contains("Java", "memory", "native engine", "disk", "this folder", "home folder");
        assertThat(checks)
                .filteredOn(check -> !check.get("state").asText().equals("OK"))
                .allSatisfy(check -> assertThat(check.get("fix").asText()).isNotEmpty());
        boolean broken = false;
        for (JsonNode check : checks) {
            broken |= check.get("state").asText().equals("BROKEN");
        }
        assertThat(call.code()).isEqualTo(broken ? 5 : 0);
    }

    @Test
    void the_engine_that_the_tests_of_networks_use_is_found() {
        assertThat(CommandLineCall.of("doctor").out()).contains("PyTorch 2.");
    }
}
