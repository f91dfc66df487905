package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.file.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeliefsCausalCommandTest {
    private static final String MESS3 = "../neural/reference/mess3-1";

    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void a_trained_network_goes_by_two_dimensions_and_not_by_the_rest() throws IOException {
        String out = folder.resolve("out").toString();
        CommandLineCall call = ask(
                MESS3,
                "mess3",
                "--pairs",
                "200",
                "--sequences",
                "4000",
                "--draws",
                "2",
                "--steps",
                "0",
                "--position",
                "7",
                "--json",
                "--out",
                out);
        assertThat(call.code()).as(call.err()).isZero();
        JsonNode network =
                Json.parse(call.out(), JsonNode.class).path("networks").get(0);
        assertThat(network.path("excess").asDouble()).isLessThan(.002);
        for (JsonNode site : network.path("sites")) {
            if (site.path("site").asText().endsWith("hook_resid_post")) {
                JsonNode edits = site.path("edits");
                assertThat(site.path("dimensions").asInt()).isEqualTo(2);
                assertThat(success(edits, "encoder swap")).isGreaterThanOrEqualTo(.97);
                assertThat(success(edits, "complement swap")).isLessThanOrEqualTo(.03);
                assertThat(edits.path("encoder swap")
                                .path("aboveRandom")
                                .path("low")
                                .asDouble())
                        .isGreaterThanOrEqualTo(.65);
            }
        }
        String page = Files.readString(folder.resolve("out/causal-1.html"));
        assertThat(page).contains("True beliefs and those read out", "The belief from site to site", "data:image/png");
        assertThat(Json.read(folder.resolve("out/causal.json")).path("position").asInt())
                .isEqualTo(7);
    }

    @Test
    void tokens_of_another_process_are_bad_data() {
        CommandLineCall call = ask(MESS3, "rrxor");
        assertThat(call.code()).isEqualTo(3);
        assertThat(call.err()).contains("are not the 2 of rrxor");
    }

    @Test
    void a_position_past_the_context_is_misuse() {
        CommandLineCall call = ask(MESS3, "mess3", "--position", "9");
        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).contains("need 12 tokens").contains("--position");
    }

    @Test
    void a_process_without_hidden_states_has_no_belief() {
        CommandLineCall call = ask("../neural/reference/unique-copy-26-1", "unique-copy-26");
        assertThat(call.code()).isEqualTo(3);
        assertThat(call.err()).contains("has no belief");
    }

    private static double success(JsonNode edits, String edit) {
        return edits.path(edit).path("success").path("value").asDouble();
    }

    private static CommandLineCall ask(String... arguments) {
        List<String> all = new ArrayList<>(List.of("beliefs-causal"));
        all.addAll(List.of(arguments));
        return CommandLineCall.of(all.toArray(String[]::new));
    }
}
