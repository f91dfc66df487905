package org.assay.analysis.subspace.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredPartitionTest {
    @TempDir
    private Path folder;

    private static StoredPartition stored() {
        Matrix basis = RandomSubspace.of(new double[5], 5, Seed.of(1)).basis();
        FittedPartition fitted = new FittedPartition(
                new Partition(new double[] {1, 2, 3, 4, 5}, basis, List.of(2, 2)), Map.of("starts", "3"));
        return new StoredPartition(
                StoredPartition.Card.of("pca", "site", "abc", "toy", "def", 10, 20, 7, fitted),
                new StoredPartition.Origin("folder", "toy", 1.5, "0"),
                fitted);
    }

    @Test
    void what_is_written_is_read_back_bit_by_bit() throws IOException {
        stored().write(folder);
        StoredPartition read = StoredPartition.read(folder);
        assertThat(read.card()).isEqualTo(stored().card());
        assertThat(read.origin()).isEqualTo(stored().origin());
        assertThat(read.fitted().remarks()).containsEntry("starts", "3");
        assertThat(read.fitted().partition().basis())
                .isEqualTo(stored().fitted().partition().basis());
        assertThat(read.fitted().partition().mean()).containsExactly(1, 2, 3, 4, 5);
        byte[] once = Files.readAllBytes(folder.resolve("partition.safetensors"));
        stored().write(folder);
        assertThat(Files.readAllBytes(folder.resolve("partition.safetensors"))).isEqualTo(once);
    }

    @Test
    void a_folder_that_was_changed_cut_short_or_never_finished_is_refused() throws IOException {
        stored().write(folder);
        Path tensors = folder.resolve("partition.safetensors");
        byte[] bytes = Files.readAllBytes(tensors);
        bytes[bytes.length - 1] ^= 1;
        Files.write(tensors, bytes);
        assertThatThrownBy(() -> StoredPartition.read(folder)).isInstanceOf(DamagedFileException.class);
        Files.write(tensors, new byte[] {1, 2});
        assertThatThrownBy(() -> StoredPartition.read(folder)).isInstanceOf(DamagedFileException.class);
        stored().write(folder);
        Files.delete(folder.resolve("manifest.json"));
        assertThatThrownBy(() -> StoredPartition.read(folder)).isInstanceOf(DamagedFileException.class);
        assertThatThrownBy(() -> StoredPartition.read(folder.resolve("nowhere")))
                .isInstanceOf(DamagedFileException.class);
    }
}
