package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.file.Json;
import org.assay.datasets.language.Languages;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    /** Knows two bigrams of toy-english and nothing else. */
    private static final String RULES = """
            label park'
            label home'
            token park -> park'
            token home -> home'
            expert park' weight=1 -> the=1
            expert home' weight=1 -> a=1
            """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write_a_program() throws IOException {
        List<String> tokens = Languages.open("toy-english").vocabulary().tokens().stream()
                .map(token -> '"' + token + '"')
                .toList();
        file = folder.resolve("two.assay");
        Files.writeString(file, "vocab " + String.join(" ", tokens) + "\n" + RULES);
    }

    @Test
    void without_a_network_a_program_is_held_against_the_language() throws IOException {
        CommandLineCall call = verify("--json", "--out", folder.resolve("out").toString());
        assertThat(call.code()).as(call.toString()).isZero();
        JsonNode answer = Json.parse(call.out(), JsonNode.class);
        assertThat(answer.get("rows").asInt()).isEqualTo(60 * 32);
        assertThat(answer.get("printed").get("different").asInt()).isZero();
        assertThat(answer.get("disagreement").get("divergence").asDouble())
                .isCloseTo(answer.get("klFromTruth").asDouble(), within(1e-12));
        assertThat(answer.get("recovery").get("asked").asInt()).isEqualTo(27);
        assertThat(answer.get("recovery").get("matched").asInt()).isEqualTo(2);
        assertThat(answer.get("claims")).hasSize(2);
        assertThat(answer.get("networkExcess").isNull()).isTrue();
        assertThat(folder.resolve("out/verification.json")).hasContent(call.out());
        assertThat(Files.readAllLines(folder.resolve("out/rules.csv"))).hasSize(28);
    }

    /** To swap the token of a place in the program is to swap it in the embedding. */
    @Test
    void with_a_network_it_says_where_they_differ_and_swaps_labels() throws IOException {
        String text = Files.readString(file).replace("label park'", "label PLACE\nlabel park' : PLACE");
        Files.writeString(file, text.replace("label home'", "label home' : PLACE"));
        Path network = Path.of(System.getProperty("assay.root"), "neural", "reference", "toy-english-softmax-1");
        CommandLineCall call = verify(
                "--json",
                "--pairs",
                "20",
                "--model",
                network.toString(),
                "--out",
                folder.resolve("out").toString());
        assertThat(call.code()).as(call.toString()).isZero();
        JsonNode answer = Json.parse(call.out(), JsonNode.class);
        assertThat(answer.get("networkExcess").asDouble()).isBetween(0.0, .02);
        assertThat(answer.get("recovery").get("learned").asInt()).isGreaterThan(20);
        assertThat(answer.get("counterexamples")).isNotEmpty();
        assertThat(answer.get("counterexamples").get(0).get("kl").asDouble()).isGreaterThan(.5);
        JsonNode swapped = answer.get("interchange").get(0);
        assertThat(swapped.get("variable").asText()).isEqualTo("PLACE");
        JsonNode measured = swapped.get("measured");
        assertThat(measured.get("verdict").asText()).isEqualTo("CARRIED");
        JsonNode embedding = measured.get("sites").get(0);
        assertThat(embedding.get("site").get("name").asText()).isEqualTo("blocks.0.hook_resid_pre");
        assertThat(embedding.get("closed").asDouble()).isGreaterThan(.9);
        assertThat(embedding.get("subspace").get("divergence").asDouble())
                .isLessThan(embedding.get("random").get("divergence").asDouble());
        JsonNode read = answer.get("placement").get("labels").get(0);
        assertThat(read.get("variable").asText()).isEqualTo("PLACE");
        assertThat(read.get("earliest").get("site").get("name").asText()).isEqualTo("blocks.0.hook_resid_pre");
        String placed = Files.readString(folder.resolve("out/placed.assay"));
        assertThat(placed).contains("label PLACE # readable at blocks.0.hook_resid_pre");
        assertThat(ProgramParser.parse(placed, "placed")).isEqualTo(ProgramParser.parse(Files.readString(file), "it"));
    }

    /** Two labels for two states: after 1 comes 0, and then anything. */
    @Test
    void of_a_process_without_rules_labels_tell_the_belief() throws IOException {
        Path machine = folder.resolve("machine.assay");
        Files.writeString(machine, """
                vocab 0 1
                label zero
                label one
                token 0 -> zero
                token 1 -> one
                expert zero weight=1 -> 0=0.5 1=0.5
                expert one weight=1 -> 0=1
                """);
        CommandLineCall call = CommandLineCall.of(
                "program",
                "verify",
                machine.toString(),
                "--language",
                "golden-mean",
                "--sequences",
                "60",
                "--length",
                "12",
                "--json");
        assertThat(call.code()).as(call.toString()).isZero();
        JsonNode answer = Json.parse(call.out(), JsonNode.class);
        assertThat(answer.get("klFromTruth").asDouble()).isCloseTo(0, within(1e-5));
        assertThat(answer.get("recovery").isNull()).isTrue();
        JsonNode belief = answer.get("beliefs").get(0);
        assertThat(belief.get("target").asText()).isEqualTo("belief");
        assertThat(belief.get("labels").asInt()).isEqualTo(2);
        assertThat(belief.get("r2").asDouble()).isCloseTo(1, within(1e-9));
        assertThat(belief.get("lastToken").asDouble()).isCloseTo(1, within(1e-9));
        assertThat(belief.get("shuffled").asDouble()).isLessThan(.05);
    }

    @Test
    void for_people_it_is_a_table() {
        CommandLineCall call = verify();
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(call.out()).contains("place-bigram:park", "2 matched", "shuffled", "2 claims, 0 of them not true");
    }

    @Test
    void what_cannot_be_asked_is_said() {
        assertThat(CommandLineCall.of("program", "verify", file.toString()).code())
                .isEqualTo(2);
        CommandLineCall tokens =
                CommandLineCall.of("program", "verify", file.toString(), "--language", "skip-trigrams");
        assertThat(tokens.code()).isEqualTo(3);
        assertThat(tokens.err()).contains("54 tokens are not the");
        assertThat(verify("--bound", "0").code()).isEqualTo(2);
        assertThat(verify("--model", folder.resolve("nowhere").toString()).code())
                .isEqualTo(2);
    }

    private CommandLineCall verify(String... more) {
        String[] usual = {
            "program", "verify", file.toString(), "--language", "toy-english", "--sequences", "60", "--length", "32"
        };
        String[] all = Arrays.copyOf(usual, usual.length + more.length);
        System.arraycopy(more, 0, all, usual.length, more.length);
        return CommandLineCall.of(all);
    }
}
