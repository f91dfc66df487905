package org.assay.neural.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.file.Npy;
import org.assay.datasets.model.Positions;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.transformer.Architectures;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationFolderTest {
    private static final TransformerConfig CONFIG = TransformerConfig.standard(1, 16, 2, 6, 5, ActFn.GELU);
    private static final HookedTransformer NETWORK =
            HookedTransformer.of("n", Vocabulary.of("a", "b", "c", "d", "e"), Architectures.random(CONFIG, 3));
    private static final NameFilter NAMES = NameFilter.glob("blocks.0.attn.*", "hook_tokens", "*.hook_mlp_in");

    /** Enough for several batches. */
    private static final int[][] SEQUENCES = new int[3000][6];

    static {
        Draws draws = Seed.of(2).draws();
        for (int[] sequence : SEQUENCES) {
            Arrays.setAll(sequence, i -> draws.nextInt(5));
        }
    }

    @AfterAll
    static void close() {
        NETWORK.close();
    }

    @Test
    void what_is_read_back_is_what_the_memory_held(@TempDir Path folder) throws IOException {
        ActivationFolder.write(folder, NETWORK, SEQUENCES, NAMES, Positions.at(0, 5), Progress.SILENT);
        ActivationCache cache = NETWORK.runWithCache(SEQUENCES, NAMES, Positions.at(0, 5));
        ActivationFolder read = ActivationFolder.open(folder);
        assertThat(read.names()).containsExactlyInAnyOrderElementsOf(cache.names());
        assertThat(read.weights()).isEqualTo(NETWORK.weights().id().toString());
        for (String name : cache.names()) {
            assertThat(read.get(name)).as(name).isEqualTo(cache.get(name));
        }
        Npy pattern = Npy.read(folder.resolve("blocks.0.attn.hook_pattern.npy"));
        assertThat(pattern.shape()).containsExactly(3000, 2, 2, 6);
        assertThat(pattern.type()).isEqualTo(Npy.Type.F4);
        assertThat(Npy.read(folder.resolve("tokens.npy")).shape()).containsExactly(3000, 6);
    }

    @Test
    void double_precision_is_kept(@TempDir Path folder) throws IOException {
        int[][] few = Arrays.copyOf(SEQUENCES, 2);
        try (HookedTransformer precise = NETWORK.inDoublePrecision()) {
            ActivationFolder written =
                    ActivationFolder.write(folder, precise, few, NAMES, Positions.ALL, Progress.SILENT);
            String name = "blocks.0.attn.hook_z";
            assertThat(written.get(name))
                    .isEqualTo(precise.runWithCache(few, NAMES).get(name));
            assertThat(written.get(name))
                    .isNotEqualTo(NETWORK.runWithCache(few, NAMES).get(name));
        }
    }

    @Test
    void the_same_run_writes_the_same_bytes(@TempDir Path folder) throws IOException {
        ActivationFolder.write(folder.resolve("a"), NETWORK, SEQUENCES, NAMES, Positions.ALL, Progress.SILENT);
        ActivationFolder.write(folder.resolve("b"), NETWORK, SEQUENCES, NAMES, Positions.ALL, Progress.SILENT);
        assertThat(Manifest.verify(folder.resolve("a"))).isEqualTo(Manifest.verify(folder.resolve("b")));
    }

    @Test
    void what_is_unfinished_damaged_or_absent_is_refused(@TempDir Path folder) throws IOException {
        int[][] few = Arrays.copyOf(SEQUENCES, 2);
        ActivationFolder written = ActivationFolder.write(folder, NETWORK, few, NAMES, Positions.ALL, Progress.SILENT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> written.get("blocks.0.attn.hook_zz"))
                .withMessageContaining("did you mean 'blocks.0.attn.hook_z'");
        Path file = folder.resolve("blocks.0.attn.hook_z.npy");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertThatExceptionOfType(DamagedFileException.class).isThrownBy(() -> ActivationFolder.open(folder));
        Files.delete(folder.resolve(Manifest.NAME));
        assertThatExceptionOfType(DamagedFileException.class)
                .isThrownBy(() -> ActivationFolder.open(folder))
                .withMessageContaining("never finished");
    }
}
