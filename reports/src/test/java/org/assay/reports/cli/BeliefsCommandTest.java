package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.file.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeliefsCommandTest {
    private static final String POST = "blocks.1.hook_resid_post";

    @TempDir
    private Path folder;

    private static String network(String name) {
        return Path.of(System.getProperty("assay.root"), "neural", "reference", name)
                .toString();
    }

    private static CommandLineCall beliefs(String models, String language, String... more) {
        List<String> all = new ArrayList<>(List.of("beliefs", models, language, "--quiet", "--pairs", "100"));
        all.addAll(List.of(more));
        return CommandLineCall.of(all.toArray(String[]::new));
    }

    @Test
    void networks_are_read_beside_controls() throws IOException {
        CommandLineCall call = beliefs(
                network("mess3-1") + "," + network("mess3-2"),
                "mess3",
                "--length",
                "6",
                "--depth",
                "3",
                "--sites",
                "blocks.0.hook_resid_pre," + POST + "," + POST + "+ln_final.hook_normalized",
                "--targets",
                "belief,window-2",
                "--out",
                folder.toString(),
                "--json");
        assertThat(call.code()).as(call.toString()).isZero();
        JsonNode answer = Json.parse(call.out(), JsonNode.class);
        assertThat(answer.get("networks")).hasSize(2);
        JsonNode features = answer.get("networks").get(0).get("features");
        assertThat(features.get(1).get("scores").get("belief").get("r2").asDouble())
                .isGreaterThan(.98);
        assertThat(features.get(2).get("verdict").asText()).isIn("fair", "too-few-prefixes");
        assertThat(answer.get("diagnosticity").get("grade").asText()).isEqualTo("hardly-diagnostic");
        assertThat(Files.readString(folder.resolve("beliefs.csv"))).startsWith("network,features,control,target,");
        assertThat(Files.exists(folder.resolve("beliefs.json"))).isTrue();
    }

    @Test
    void the_published_protocol_is_marked() {
        CommandLineCall call = beliefs(
                network("rrxor-1"),
                "rrxor",
                "--published",
                "--length",
                "8",
                "--sites",
                "blocks.0.hook_resid_post+blocks.1.hook_resid_post+blocks.2.hook_resid_post",
                "--targets",
                "belief");
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(call.out()).contains("over-fitted", "untrained", "scored on the rows fitted on");
    }

    @Test
    void what_is_not_there_is_said() {
        assertThat(beliefs(network("mess3-1"), "rrxor").code()).isEqualTo(3);
        CommandLineCall target = beliefs(network("mess3-1"), "mess3", "--length", "5", "--targets", "beleif");
        assertThat(target.code()).isEqualTo(2);
        assertThat(target.err()).contains("there is no target 'beleif'");
        CommandLineCall split = beliefs(network("mess3-1"), "mess3", "--length", "5", "--split", "half");
        assertThat(split.code()).isEqualTo(2);
        assertThat(split.err()).contains("subtree, unseen, prefix, in-sample");
        assertThat(beliefs("nowhere", "mess3").code()).isEqualTo(2);
        assertThat(beliefs(network("mess3-1"), "mess3", "--sites", "blocks.9.hook_resid_post")
                        .code())
                .isEqualTo(2);
    }
}
