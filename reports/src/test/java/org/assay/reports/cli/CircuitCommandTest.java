package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.analysis.circuit.CircuitFile;
import org.assay.analysis.circuit.EdgeGraph;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.folder.StoredPartition;
import org.assay.datasets.file.Json;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Provenance;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerWeights;
import org.assay.neural.weights.ModelFolder;
import org.assay.neural.weights.foreign.OpenedModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CircuitCommandTest {
    private static final int D = 8;
    private static final List<String> SITES = List.of(
            "blocks.0.hook_resid_pre",
            "blocks.0.hook_resid_mid",
            "blocks.0.hook_resid_post",
            "blocks.1.hook_resid_mid",
            "blocks.1.hook_resid_post");

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void write() throws IOException {
        TransformerConfig config = TransformerConfig.standard(2, D, 2, 6, 5, ActFn.RELU);
        model = folder.resolve("model");
        new ModelFolder(TransformerWeights.initial(config, Seed.of(1)), Vocabulary.of("a", "b", "c", "d", "e"))
                .write(model);
        TransformerWeights weights = OpenedModel.of(model).weights();
        for (String site : SITES) {
            store(site, weights.id().hex());
        }
    }

    @Test
    void every_part_has_cells_and_the_files_can_be_read_back() throws IOException {
        CommandLineCall call =
                circuit(SITES, "--json", "--out", folder.resolve("out").toString());
        assertThat(call.code()).as(call.err()).isZero();
        JsonNode answer = Json.parse(call.out(), JsonNode.class);
        assertThat(answer.path("skipped")).isEmpty();
        List<String> kinds = new ArrayList<>();
        answer.path("cells").forEach(cell -> kinds.add(cell.path("kind").asText()));
        assertThat(kinds).contains("embedding", "position", "skip", "ov", "qk", "mlp", "unembedding");
        EdgeGraph graph = EdgeGraph.of(OpenedModel.of(model).weights().config());
        assertThat(CircuitFile.read(folder.resolve("out/components.json"), graph)
                        .scores())
                .hasSize(graph.edges().size());
        assertThat(Json.read(folder.resolve("out/blocks.json")).path("edges").size())
                .isEqualTo(kinds.size());
        assertThat(Files.readString(folder.resolve("out/circuit.html"))).contains("The circuit between blocks");
    }

    @Test
    void sites_without_a_partition_are_named() {
        CommandLineCall call = circuit(SITES.subList(0, 1));
        assertThat(call.code()).as(call.err()).isZero();
        assertThat(call.out()).contains("stand out from chance", "for want of a partition", "OV 0 head 0");
    }

    @Test
    void partitions_of_another_network_two_of_one_site_and_damaged_ones_are_refused() throws IOException {
        store("other", "blocks.0.hook_resid_pre", "0".repeat(64));
        CommandLineCall other = circuit(List.of("other"));
        assertThat(other.code()).isEqualTo(3);
        assertThat(other.err()).contains("of this network");
        CommandLineCall twice = circuit(List.of(SITES.get(0), SITES.get(0)));
        assertThat(twice.code()).isEqualTo(2);
        assertThat(twice.err()).contains("two partitions");
        Files.writeString(folder.resolve(SITES.get(1)).resolve("partition.json"), "{}");
        assertThat(circuit(List.of(SITES.get(1))).code()).isEqualTo(4);
        assertThat(circuit(SITES, "--draws", "10").code()).isEqualTo(2);
        assertThat(circuit(SITES, "--false-positives", "0.001").code()).isEqualTo(2);
        CommandLineCall nothing = circuit(List.of());
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("--language");
    }

    @Test
    void sequences_bring_shares_of_variance_levels_of_mlps_and_what_heads_do() throws IOException {
        Path corpus = folder.resolve("corpus.txt");
        Files.writeString(corpus, "a b c d e a\nb b a c d d\ne a b a c c\nd e a a b c\nc a d e b b\na c e b d a\n");
        CommandLineCall without = circuit(SITES);
        assertThat(without.out()).contains("not defined: MLP 0, slope and interaction");
        String[] with = {"--corpus", corpus.toString(), "--sequences", "6", "--interactions", "--json"};
        CommandLineCall call = circuit(SITES, with);
        assertThat(call.code()).as(call.err()).isZero();
        JsonNode answer = Json.parse(call.out(), JsonNode.class);
        assertThat(answer.path("undefined")).isEmpty();
        List<String> parts = new ArrayList<>();
        double shares = 0;
        for (JsonNode cell : answer.path("cells")) {
            parts.add(cell.path("part").asText());
            if (cell.path("kind").asText().equals("ov")
                    && cell.path("part").asText().equals("head 0")) {
                shares += cell.path("share").asDouble();
            }
        }
        assertThat(parts).contains("incidence", "incidence by slope", "mean slope");
        assertThat(shares).isGreaterThan(0);
        assertThat(answer.path("heads").path("heads")).hasSize(4);
        assertThat(answer.path("hops").path("sources").size()).isPositive();
        List<String> kinds = new ArrayList<>();
        answer.path("interactions")
                .path("triples")
                .forEach(triple -> kinds.add(triple.path("kind").asText()));
        assertThat(kinds).contains("qk", "ov", "mlp");
        CommandLineCall heads = circuit(List.of(), "--corpus", corpus.toString(), "--sequences", "6");
        assertThat(heads.code()).as(heads.err()).isZero();
        assertThat(heads.out()).contains("heads on 36 contexts", "1 head 1").doesNotContain("share of variance");
    }

    private CommandLineCall circuit(List<String> partitions, String... more) {
        List<String> arguments = new ArrayList<>(List.of("circuit", "--model", model.toString()));
        partitions.forEach(name -> arguments.add(folder.resolve(name).toString()));
        arguments.addAll(List.of(more));
        return CommandLineCall.of(arguments.toArray(String[]::new));
    }

    private void store(String site, String network) throws IOException {
        store(site, site, network);
    }

    private void store(String name, String site, String network) throws IOException {
        FittedPartition fitted =
                new FittedPartition(new Partition(new double[D], Matrix.identity(D), List.of(4, 4)), Map.of());
        new StoredPartition(
                        StoredPartition.Card.of("halves", site, network, "toy", "0", 1, 1, 0, fitted),
                        new StoredPartition.Origin("model", "toy", 0, Provenance.CODE_VERSION),
                        fitted)
                .write(folder.resolve(name));
    }
}
