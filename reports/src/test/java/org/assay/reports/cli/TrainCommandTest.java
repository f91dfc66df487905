package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assay.datasets.file.Manifest;
import org.assay.neural.djl.ComputeDevice;
import org.assay.neural.weights.ModelFolder;
import org.assay.reports.cli.terminal.Interruption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    private static final String SPEC = """
            network:
              n_layers: 1
              d_model: 8
              n_heads: 2
              n_ctx: 4
              act_fn: none
              normalization_type: none
              positional_embedding_type: standard
              attention: softmax
            training:
              steps: 600
              batch: 4
              learning_rate: 0.01
              warmup: 5
              weight_decay: 0.0
              clip: 1.0
              evaluations: 4
            """;

    @TempDir
    private Path folder;

    private Path spec;

    @BeforeEach
    void write_a_specification() throws IOException {
        spec = folder.resolve("spec.yaml");
        Files.writeString(spec, SPEC);
    }

    private CommandLineCall train(Interruption interruption, Path out) {
        return CommandLineCall.of(interruption, "train", "mess3", "--model", spec.toString(), "--out", out.toString());
    }

    private static byte[] weights(Path out) throws IOException {
        return Files.readAllBytes(out.resolve("model/model.safetensors"));
    }

    @Test
    void a_network_is_trained_and_its_folder_printed_last() throws IOException {
        CommandLineCall call = train(new Interruption(), folder.resolve("out"));
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(call.out()).contains("1 layer, 2 heads, width 8").contains("floor 0.8");
        assertThat(call.lastLine()).isEqualTo(folder.resolve("out/model").toString());
        assertThat(ModelFolder.read(folder.resolve("out/model")).vocabulary().tokens())
                .isEqualTo(List.of("0", "1", "2"));
        assertThat(call.err()).contains("train mess3: done");
    }

    @Test
    void what_is_kept_is_the_network_with_its_recipe_and_its_scores() throws IOException {
        Path out = folder.resolve("out");
        Path keep = folder.resolve("keep");
        CommandLineCall call = CommandLineCall.of(
                "train",
                "mess3",
                "--model",
                spec.toString(),
                "--seed",
                "3",
                "--out",
                out.toString(),
                "--keep",
                keep.toString());
        assertThat(call.code()).as(call.toString()).isZero();
        String name = spec.getFileName().toString().replace(".yaml", "") + "-3";
        Path kept = keep.resolve(name);
        Manifest.verify(kept, List.of("config.json", "model.safetensors", "training.json", "scores.json"));
        assertThat(kept.resolve("model.safetensors")).hasSameBinaryContentAs(out.resolve("model/model.safetensors"));
        assertThat(kept.resolve("provenance.json")).content().contains("processor");
    }

    @Test
    void a_training_that_was_interrupted_ends_with_the_bytes_of_an_undisturbed_one() throws IOException {
        assertThat(train(new Interruption(), folder.resolve("whole")).code()).isZero();
        Interruption asked = new Interruption();
        asked.ask();
        CommandLineCall stopped = train(asked, folder.resolve("stopped"));
        assertThat(stopped.code()).as(stopped.toString()).isEqualTo(75);
        assertThat(stopped.err()).contains("run again to go on");
        assertThat(stopped.out()).isEmpty();
        assertThat(train(new Interruption(), folder.resolve("stopped")).code()).isZero();
        assertThat(weights(folder.resolve("stopped"))).isEqualTo(weights(folder.resolve("whole")));
    }

    @Test
    void a_truncated_checkpoint_is_set_aside_and_nothing_is_lost() throws IOException {
        Path out = folder.resolve("out");
        assertThat(train(new Interruption(), out).code()).isZero();
        byte[] before = weights(out);
        Path newest;
        try (Stream<Path> files = Files.walk(out.resolve("training/checkpoints"))) {
            newest = files.filter(file -> file.endsWith("weights.safetensors"))
                    .sorted()
                    .reduce((a, b) -> b)
                    .orElseThrow();
        }
        byte[] whole = Files.readAllBytes(newest);
        Files.write(newest, java.util.Arrays.copyOf(whole, whole.length / 2));
        CommandLineCall again = train(new Interruption(), out);
        assertThat(again.code()).as(again.toString()).isZero();
        assertThat(weights(out)).isEqualTo(before);
    }

    @Test
    void a_folder_of_another_training_is_refused_with_what_differs() throws IOException {
        Path out = folder.resolve("out");
        assertThat(train(new Interruption(), out).code()).isZero();
        byte[] before = weights(out);
        Files.writeString(spec, SPEC.replace("learning_rate: 0.01", "learning_rate: 0.02"));
        CommandLineCall call = train(new Interruption(), out);
        assertThat(call.code()).as(call.toString()).isEqualTo(3);
        assertThat(call.err())
                .contains("another configuration")
                .contains("0.01")
                .contains("0.02");
        assertThat(weights(out)).isEqualTo(before);
    }

    @Test
    void a_training_that_diverges_ends_with_6_and_says_what_to_try() throws IOException {
        Files.writeString(
                spec,
                SPEC.replace("learning_rate: 0.01", "learning_rate: 9.9")
                        .replace("clip: 1.0", "clip: 1000000")
                        .replace("n_layers: 1", "n_layers: 3")
                        .replace("act_fn: none", "act_fn: bilinear")
                        .replace("attention: softmax", "attention: bilinear"));
        CommandLineCall call = train(new Interruption(), folder.resolve("out"));
        assertThat(call.code()).as(call.toString()).isEqualTo(6);
        assertThat(call.err()).contains("diverged at step").contains("learning rate");
        assertThat(folder.resolve("out/model")).doesNotExist();
    }

    private CommandLineCall train(Path out, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("train", "mess3", "--model", spec.toString(), "--out", out.toString(), "--steps", "60"));
        arguments.addAll(List.of(more));
        return CommandLineCall.of(new Interruption(), arguments.toArray(String[]::new));
    }

    @Test
    void several_seeds_give_the_bytes_that_each_gives_alone_whatever_the_number_of_workers() throws IOException {
        Path two = folder.resolve("two");
        Path one = folder.resolve("one");
        CommandLineCall call = train(two, "--seeds", "3..5", "--workers", "2");
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(call.out()).contains("seed 3: held-out loss").contains("seed 5: held-out loss");
        assertThat(call.lastLine()).isEqualTo(two.toString());
        assertThat(train(one, "--seeds", "5,3,4", "--workers", "1").code()).isZero();
        assertThat(train(folder.resolve("alone"), "--seed", "4").code()).isZero();
        for (int seed = 3; seed <= 5; seed++) {
            assertThat(weights(two.resolve("seed-" + seed))).isEqualTo(weights(one.resolve("seed-" + seed)));
        }
        assertThat(weights(two.resolve("seed-4"))).isEqualTo(weights(folder.resolve("alone")));
        assertThat(weights(two.resolve("seed-3"))).isNotEqualTo(weights(two.resolve("seed-4")));
        assertThat(two.resolve("seed-3/training/metrics.jsonl"))
                .hasSameBinaryContentAs(one.resolve("seed-3/training/metrics.jsonl"));
    }

    @Test
    void options_reach_the_training_and_wrong_ones_are_told_with_their_range() throws IOException {
        Path out = folder.resolve("out");
        CommandLineCall call = train(
                out,
                "--optimiser",
                "muon",
                "--schedule",
                "linear",
                "--keep-ratio",
                "2",
                "--set",
                "training.final_share=0.5",
                "--target-excess",
                "5");
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(call.out()).as("an excess of 5 nats is reached at once").contains("after 0 steps");
        String state = Files.readString(out.resolve("training/checkpoints/step-000000000000/state.json"));
        assertThat(state)
                .contains("\"options.optimiser\" : \"Muon\"")
                .contains("\"options.schedule.decay\" : \"LINEAR\"")
                .contains("\"options.schedule.finalShare\" : \"0.5\"");
        assertThat(out.resolve("training/kept/step-000000000000.safetensors")).exists();
        CommandLineCall wrong = train(folder.resolve("wrong"), "--optimiser", "lion", "--patience", "-1");
        assertThat(wrong.code()).as(wrong.toString()).isEqualTo(3);
        assertThat(wrong.err()).contains("patience");
        CommandLineCall lion = train(folder.resolve("wrong"), "--optimiser", "lion");
        assertThat(lion.code()).isEqualTo(3);
        assertThat(lion.err()).contains("optimiser must be one of adamw, adam, sgd, nesterov, muon, muon-per-head");
        assertThat(train(folder.resolve("wrong"), "--seeds", "4..1").code()).isEqualTo(2);
        assertThat(train(folder.resolve("wrong"), "--seeds", "1,2", "--seed", "3")
                        .code())
                .isEqualTo(2);
        assertThat(train(folder.resolve("wrong"), "--seeds", "many").err()).contains("0..4");
        assertThat(train(folder.resolve("wrong"), "--device", "tpu").code()).isEqualTo(2);
    }

    @Test
    void a_gpu_that_is_not_there_ends_with_7_and_auto_takes_the_processor() throws IOException {
        assumeThat(ComputeDevice.chosen("auto")).isEqualTo(ComputeDevice.CPU);
        CommandLineCall gpu = train(folder.resolve("gpu"), "--device", "gpu");
        assertThat(gpu.code()).as(gpu.toString()).isEqualTo(7);
        assertThat(gpu.err()).contains("a GPU was asked for").contains("docs/training.md");
        assertThat(folder.resolve("gpu")).doesNotExist();
        assertThat(train(folder.resolve("auto"), "--device", "auto").code()).isZero();
        assertThat(train(folder.resolve("cpu")).code()).isZero();
        assertThat(weights(folder.resolve("auto"))).isEqualTo(weights(folder.resolve("cpu")));
    }

    @Test
    void one_seed_that_diverges_does_not_take_the_others_with_it() throws IOException {
        Files.writeString(
                spec,
                SPEC.replace("learning_rate: 0.01", "learning_rate: 9.9")
                        .replace("clip: 1.0", "clip: 1000000")
                        .replace("n_layers: 1", "n_layers: 3")
                        .replace("act_fn: none", "act_fn: bilinear")
                        .replace("attention: softmax", "attention: bilinear"));
        CommandLineCall call = train(folder.resolve("out"), "--seeds", "1,2", "--workers", "1");
        assertThat(call.code()).as(call.toString()).isEqualTo(6);
        assertThat(call.err()).contains("mess3 seed 1 diverged at step").contains("not finite");
        assertThat(folder.resolve("out/seed-2/training/metrics.jsonl")).isNotEmptyFile();
    }
}
