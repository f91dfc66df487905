package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
}
