package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assay.analysis.circuit.CircuitFile;
import org.assay.analysis.circuit.EdgeGraph;
import org.assay.datasets.file.Json;
import org.assay.neural.weights.foreign.OpenedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCompileCommandTest {
    @TempDir
    private Path folder;

    @Test
    void a_program_becomes_a_network_whose_circuit_is_found_with_the_true_partition() throws IOException {
        CommandLineCall call = compile("induction", "--rotate", "3", "--length", "4", "--json");
        assertThat(call.code()).as(call.err()).isZero();
        JsonNode answer = Json.parse(call.out(), JsonNode.class);
        assertThat(answer.path("exact").asBoolean()).isTrue();
        assertThat(answer.path("everyContext").asBoolean()).isTrue();
        assertThat(answer.path("worstKl").asDouble()).isLessThan(1e-6);
        EdgeGraph graph = EdgeGraph.of(OpenedModel.of(model()).weights().config());
        assertThat(CircuitFile.read(model().resolve("truth/components.json"), graph)
                        .members())
                .contains("input->a0.h0<v>", "a0.h0->a1.h0<k>", "a1.h0->logits")
                .doesNotContain("a0.h0->a1.h0<q>", "a0.h0->logits");
        CommandLineCall circuit = circuit(
                "--truth",
                truth().toString(),
                "--interactions",
                "--json",
                "--out",
                folder.resolve("out").toString());
        assertThat(circuit.code()).as(circuit.err()).isZero();
        JsonNode truth = Json.parse(circuit.out(), JsonNode.class).path("truth");
        assertThat(truth.path("area").asDouble()).isEqualTo(1);
        assertThat(truth.path("precision").asDouble()).isEqualTo(1);
        assertThat(truth.path("wrong").asInt()).isZero();
        assertThat(truth.path("unmatched").asInt()).isZero();
        assertThat(truth.path("found").asInt())
                .isGreaterThanOrEqualTo(truth.path("edges").asInt() - 2);
        assertThat(Files.readString(folder.resolve("out/circuit.html"))).contains("edges that are there", "--good");
        assertThat(circuit("--truth", truth().toString()).out())
                .contains("against the truth", "what a head takes from an earlier one");
    }

    @Test
    void spare_directions_and_noise_are_in_the_network_and_said() throws IOException {
        CommandLineCall call = compile("bigram", "--target", "bilinear", "--width", "9", "--noise", "0.05", "--json");
        assertThat(call.code()).as(call.err()).isZero();
        assertThat(OpenedModel.of(model()).weights().config().dModel()).isEqualTo(9);
        assertThat(Json.parse(call.out(), JsonNode.class).path("exact").asBoolean())
                .isFalse();
        CommandLineCall few = compile("bigram", "--length", "6", "--contexts", "12");
        assertThat(few.out()).contains("agree: 12 contexts");
    }

    @Test
    void what_cannot_be_compiled_and_what_makes_no_sense_is_refused() throws IOException {
        CommandLineCall counts = compile("most-frequent");
        assertThat(counts.code()).isEqualTo(3);
        assertThat(counts.err()).contains("counter", "docs/compiling.md");
        assertThat(compile("bigram", "--target", "linear").code()).isEqualTo(2);
        assertThat(compile("bigram", "--width", "1").code()).isEqualTo(2);
        assertThat(compile("bigram", "--noise", "-1").code()).isEqualTo(2);
        assertThat(compile("nothing").code()).isEqualTo(2);
    }

    @Test
    void a_truth_that_is_missing_damaged_or_of_another_network_is_refused() throws IOException {
        assertThat(compile("bigram").code()).isZero();
        assertThat(circuit("--truth", folder.resolve("none").toString()).code()).isEqualTo(2);
        String own = Files.readString(truth());
        Path other = folder.resolve("other.json");
        String network = Json.parse(own, JsonNode.class).path("network").asText();
        Files.writeString(other, own.replace(network, "0".repeat(64)));
        assertThat(circuit("--truth", other.toString()).code()).isEqualTo(3);
        for (String damage : List.of(
                "{}",
                own.substring(0, own.length() / 2),
                own.replace("\"kind\" : \"embedding\"", "\"kind\" : \"telepathy\""),
                own.replace("\"rows\"", "\"lines\""),
                own.replaceFirst("\\[ \\[ [-0-9.E]+", "[ [ 7"))) {
            Files.writeString(other, damage);
            CommandLineCall call = circuit("--truth", other.toString());
            assertThat(call.code())
                    .as(damage.substring(0, Math.min(40, damage.length())) + call.err())
                    .isEqualTo(4);
        }
    }

    private Path model() {
        return folder.resolve("model");
    }

    private Path truth() {
        return model().resolve("truth/circuit.json");
    }

    private CommandLineCall compile(String program, String... more) {
        List<String> arguments = new ArrayList<>(List.of("program", "compile", program, "--out", model().toString()));
        arguments.addAll(List.of(more));
        return CommandLineCall.of(arguments.toArray(String[]::new));
    }

    private CommandLineCall circuit(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("circuit", "--model", model().toString()));
        try (Stream<Path> sites = Files.list(model().resolve("partitions"))) {
            sites.sorted().map(Path::toString).forEach(arguments::add);
        }
        arguments.addAll(List.of(more));
        return CommandLineCall.of(arguments.toArray(String[]::new));
    }
}
