package org.assay.neural.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.file.Npy;
import org.assay.datasets.file.Npz;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Model folders and activations opened by NumPy, with the script that stands in the folders. */
@Tag("optional")
@EnabledIfSystemProperty(
        named = "assay.optional",
        matches = "true",
        disabledReason = "needs python3 with numpy on the path")
class LoadInPythonTest {
    private static final Vocabulary VOCABULARY = Vocabulary.of("a", "b", "</script>", "d", "\u00e9");
    private static final TransformerConfig USUAL = Architectures.of(
            Attention.SOFTMAX, ActFn.GELU, false, NormalizationType.LN, PositionalEmbeddingType.ROTARY, true);

    /** Checks the folders that it is given with the script of the first. */
    private static final String CHECK_ALL = """
            import pathlib, sys
            sys.path.insert(0, sys.argv[1])
            import load_in_python
            bad = [folder for folder in sys.argv[1:] if not load_in_python.check(pathlib.Path(folder))]
            print("bad", bad)
            sys.exit(1 if bad else 0)
            """;

    @TempDir
    private Path folder;

    private Path output;

    @BeforeEach
    void require_numpy() throws IOException, InterruptedException {
        output = folder.resolve("output.txt");
        assumeThat(python("-c", "import numpy"))
                .as("python3 with numpy is not on the path")
                .isZero();
    }

    private int python(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3"));
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
        } catch (IOException absent) {
            Files.writeString(output, absent.getMessage());
            return -1;
        }
    }

    private Path written(String name, TransformerConfig config) throws IOException {
        Path to = folder.resolve(name);
        new ModelFolder(Architectures.random(config, 3), VOCABULARY).write(to);
        return to;
    }

    @Test
    void every_kind_of_architecture_gives_the_same_logits_in_numpy() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-c", CHECK_ALL));
        List<TransformerConfig> architectures = new ArrayList<>(Architectures.pairwise());
        for (NormalizationType norm : NormalizationType.values()) {
            for (PositionalEmbeddingType positions : PositionalEmbeddingType.values()) {
                architectures.add(Architectures.of(Attention.SOFTMAX, ActFn.GELU_NEW, false, norm, positions, true));
                architectures.add(Architectures.of(Attention.SOFTMAX, ActFn.RELU, true, norm, positions, false));
            }
        }
        int inBoth = 0;
        for (TransformerConfig config : architectures) {
            arguments.add(written(Integer.toString(arguments.size()), config).toString());
            inBoth += LensForms.nativeObstacle(config).isEmpty() ? 1 : 0;
        }
        int code = python(arguments.toArray(String[]::new));
        assertThat(code).as(Files.readString(output)).isZero();
        assertThat(Files.readAllLines(output))
                .filteredOn(line -> line.startsWith("so        logits of a NumPy"))
                .hasSize(architectures.size());
        assertThat(Files.readAllLines(output))
                .filteredOn(line -> line.startsWith("so        both key layouts"))
                .hasSize(inBoth)
                .hasSizeGreaterThan(15);
    }

    @Test
    void the_script_finds_a_changed_weight_in_either_layout() throws IOException, InterruptedException {
        for (String name : List.of("model.safetensors", "model-native.safetensors", "check.npz", "vocab.json")) {
            Path model = written(name, USUAL);
            byte[] bytes = Files.readAllBytes(model.resolve(name));
            bytes[bytes.length - (name.endsWith("npz") ? 400 : 6)] ^= 0x10;
            Files.write(model.resolve(name), bytes);
            assertThat(python(model.resolve("load_in_python.py").toString())).isEqualTo(1);
            assertThat(Files.readString(output)).contains("NOT SO    SHA-256 of " + name);
            Manifest.write(model, file -> !file.contains("__pycache__"));
            if (name.endsWith("safetensors")) {
                assertThat(python(model.resolve("load_in_python.py").toString()))
                        .isEqualTo(1);
                assertThat(Files.readString(output)).contains("NOT SO    both key layouts hold the same numbers");
            }
        }
    }

    @Test
    void the_script_says_what_it_could_not_check() throws IOException, InterruptedException {
        Path model = written(
                "bilinear",
                Architectures.of(
                        Attention.BILINEAR,
                        ActFn.RELU,
                        true,
                        NormalizationType.NULL,
                        PositionalEmbeddingType.ROTARY,
                        false));
        assertThat(python(model.resolve("load_in_python.py").toString()))
                .as(Files.readString(output))
                .isZero();
        assertThat(Files.readString(output))
                .contains("unchecked model-native.safetensors")
                .contains("unchecked a load into TransformerLens: it has no such attention");
    }

    @Test
    void activations_open_with_numpy_load() throws IOException, InterruptedException {
        Path file = folder.resolve("activations.npz");
        Npz.of(Map.of(
                        "tokens", Npy.of(new int[] {2, 2}, 0, 1, 2, 3),
                        "blocks.0.hook_resid_post", Npy.of(new int[] {2, 1, 2}, 1f, 2f, 3f, 4f),
                        "belief", Npy.of(new int[] {2}, 0.25, 0.75),
                        "mask", Npy.of(new int[] {2}, true, false)))
                .write(file);
        String read = """
                import numpy, sys
                a = numpy.load(sys.argv[1], allow_pickle=False)
                assert sorted(a) == ["belief", "blocks.0.hook_resid_post", "mask", "tokens"], sorted(a)
                assert a["tokens"].dtype == "int32" and a["tokens"].tolist() == [[0, 1], [2, 3]]
                assert a["blocks.0.hook_resid_post"].shape == (2, 1, 2) and a["blocks.0.hook_resid_post"][1, 0, 1] == 4
                assert a["belief"].tolist() == [0.25, 0.75] and a["mask"].tolist() == [True, False]
                numpy.savez_compressed(sys.argv[2], back=a["belief"], bytes=numpy.arange(3, dtype="uint8"))
                """;
        Path back = folder.resolve("back.npz");
        assertThat(python("-c", read, file.toString(), back.toString()))
                .as(Files.readString(output))
                .isZero();
        assertThat(Npz.read(back).array("back").doubles()).containsExactly(0.25, 0.75);
        assertThat(Npz.read(back).array("bytes").bytes()).containsExactly(0, 1, 2);
    }
}
