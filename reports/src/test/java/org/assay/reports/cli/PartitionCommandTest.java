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

class PartitionCommandTest {
    private static final String SITE = "blocks.0.hook_resid_post";

    @TempDir
    private Path folder;

    private static String network(String name) {
        return Path.of(System.getProperty("assay.root"), "neural", "reference", name)
                .toString();
    }

    private CommandLineCall fit(String method, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "partition", "fit", method, "--model", network("mess3-1"), "--language", "mess3", "--site", SITE));
        all.addAll(List.of("--sequences", "30", "--out", out().toString()));
        all.addAll(List.of(more));
        return CommandLineCall.of(all.toArray(String[]::new));
    }

    private Path out() {
        return folder.resolve("partition");
    }

    private CommandLineCall score(String... more) {
        List<String> all = new ArrayList<>(List.of("partition", "score", out().toString(), "--quiet"));
        all.addAll(List.of("--sequences", "20", "--pairs", "5", "--draws", "5"));
        all.addAll(List.of(more));
        return CommandLineCall.of(all.toArray(String[]::new));
    }

    @Test
    void a_site_is_cut_scored_and_browsed() throws IOException {
        CommandLineCall fitted = fit("pca", "--sizes", "2,14,16");
        assertThat(fitted.code()).as(fitted.toString()).isZero();
        assertThat(fitted.out()).contains("blocks of [2, 14, 16]");

        CommandLineCall scored =
                score("--json", "--ceiling", "--out", folder.resolve("scores").toString());
        assertThat(scored.code()).as(scored.toString()).isZero();
        JsonNode answer = Json.parse(scored.out(), JsonNode.class);
        assertThat(answer.get("sizes")).hasSize(3);
        assertThat(answer.get("factors").toString()).contains("belief");
        assertThat(answer.get("verdicts")).isNotEmpty();
        assertThat(answer.get("exchange").get("belief").has("cause")).isTrue();
        assertThat(answer.get("numbers").has("one-to-one")).isTrue();
        assertThat(answer.get("recovery").get("true-partition").get("oneToOne").asDouble())
                .isGreaterThan(answer.get("recovery").get("").get("oneToOne").asDouble());
        JsonNode same = answer.get("ceilings").get(0);
        JsonNode any = answer.get("ceilings").get(1);
        assertThat(same.get("sizes").toString()).isEqualTo("[2,14,16]");
        assertThat(same.get("sameSizes").asBoolean()).isTrue();
        assertThat(same.get("ofCeiling").asDouble())
                .isEqualTo(answer.get("numbers")
                        .get("one-to-one-of.true-partition")
                        .asDouble());
        assertThat(any.get("ceiling").asText()).isEqualTo("true-partition-any-sizes");
        assertThat(any.get("sizes")).hasSameSizeAs(answer.get("factors"));
        assertThat(folder.resolve("scores/partition-score.json")).hasContent(scored.out());
        assertThat(Files.readAllLines(folder.resolve("scores/scores.csv"))).hasSizeGreaterThan(20);

        CommandLineCall people = score("--factors", "belief,current-token");
        assertThat(people.out()).contains("where the factors are", "capture", "random, mean of 5");

        CommandLineCall told = score("--factors", "belief,current-token", "--ceiling");
        assertThat(told.out()).contains("true-partition, told the factors, matches", "with blocks of these sizes");

        CommandLineCall browsed = CommandLineCall.of(
                "partition", "preimage", out().toString(), "--block", "0", "--context", "0 1 1", "--json");
        assertThat(browsed.code()).as(browsed.toString()).isZero();
        JsonNode preimage = Json.parse(browsed.out(), JsonNode.class);
        assertThat(preimage.get("near").asInt()).isPositive();
        assertThat(preimage.get("contexts").get(0).get("cosine").asDouble()).isGreaterThan(.85);
        assertThat(preimage.get("shared").get(0).get("lift").asDouble()).isGreaterThan(1);
    }

    @Test
    void the_same_command_writes_the_same_bytes() throws IOException {
        fit("random", "--blocks", "4");
        byte[] once = Files.readAllBytes(out().resolve("partition.safetensors"));
        byte[] card = Files.readAllBytes(out().resolve("partition.json"));
        fit("random", "--blocks", "4");
        assertThat(Files.readAllBytes(out().resolve("partition.safetensors"))).isEqualTo(once);
        assertThat(Files.readAllBytes(out().resolve("partition.json"))).isEqualTo(card);
    }

    @Test
    void what_does_not_fit_is_refused_with_what_to_do() {
        assertThat(fit("magic").code()).isEqualTo(2);
        assertThat(fit("magic").err()).contains("there is no method 'magic'", "pca");
        assertThat(fit("pca", "--blocks", "65").code()).isEqualTo(2);
        assertThat(fit("pca", "--sizes", "60,60").code()).isEqualTo(2);
        assertThat(fit("pca", "--sizes", "6", "--blocks", "2").code()).isEqualTo(2);
        CommandLineCall site = CommandLineCall.of(
                "partition",
                "fit",
                "pca",
                "--model",
                network("mess3-1"),
                "--language",
                "mess3",
                "--site",
                "blocks.9.hook_resid_post",
                "--out",
                out().toString());
        assertThat(site.code()).isEqualTo(2);
        assertThat(site.err()).contains("blocks.9.hook_resid_post", "hook_resid_post");
        CommandLineCall tokens = CommandLineCall.of(
                "partition",
                "fit",
                "pca",
                "--model",
                network("mess3-1"),
                "--language",
                "even",
                "--site",
                SITE,
                "--out",
                out().toString());
        assertThat(tokens.code()).isEqualTo(3);
        assertThat(tokens.err()).contains("3 tokens are not the 2 of even");
    }

    @Test
    void a_folder_of_another_network_a_damaged_one_and_none_are_refused() throws IOException {
        assertThat(score().code()).isEqualTo(2);
        assertThat(fit("pca").code()).isZero();
        CommandLineCall other = score("--model", network("mess3-2"));
        assertThat(other.code()).isEqualTo(3);
        assertThat(other.err()).contains("another network");
        CommandLineCall language = score("--language", "even");
        assertThat(language.code()).isEqualTo(3);
        assertThat(language.err()).contains("was cut on mess3");
        CommandLineCall factor = score("--factors", "colour");
        assertThat(factor.code()).isEqualTo(3);
        assertThat(factor.err()).contains("no factor 'colour'");
        assertThat(CommandLineCall.of("partition", "preimage", out().toString(), "--block", "99", "--context", "0")
                        .code())
                .isEqualTo(2);
        assertThat(CommandLineCall.of("partition", "preimage", out().toString(), "--block", "0", "--context", "")
                        .code())
                .isEqualTo(3);
        Files.write(out().resolve("partition.safetensors"), new byte[] {1, 2, 3});
        assertThat(score().code()).isEqualTo(4);
        Files.writeString(out().resolve("partition.json"), "{");
        assertThat(score().code()).isEqualTo(4);
    }

    @Test
    void the_methods_are_listed_with_what_they_do() {
        CommandLineCall call = CommandLineCall.of("partition", "methods");
        assertThat(call.code()).isZero();
        assertThat(call.out()).contains("pca: ", "random: ", "ica: ");
    }
}
