package org.assay.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
    private static final int[] TWO_BY_THREE = {2, 3};

    @TempDir
    Path folder;

    private static Npz sample() {
        Map<String, Npy> arrays = new LinkedHashMap<>();
        arrays.put("tokens", Npy.of(TWO_BY_THREE, 0, 1, 2, 3, 4, 5));
        arrays.put("blocks.0.hook_resid_post", Npy.of(TWO_BY_THREE, 0f, 1f, 2f, 3f, 4f, Float.NaN));
        return Npz.of(arrays);
    }

    private static byte[] npy(Npy array) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        array.write(bytes);
        return bytes.toByteArray();
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        Path file = folder.resolve("bad.npz");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    private static void assertDamaged(Path file, Npz.Limits limits, String part) {
        assertThatExceptionOfType(DamagedFileException.class)
                .isThrownBy(() -> Npz.read(file, limits))
                .withMessageContaining("bad.npz")
                .withMessageContaining(part);
    }

    @Test
    void arrays_come_back_as_they_were() throws IOException {
        Path file = folder.resolve("a.npz");
        sample().write(file);
        Npz back = Npz.read(file);
        assertThat(back.arrays().keySet()).containsExactly("blocks.0.hook_resid_post", "tokens");
        assertThat(back.array("tokens").ints()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(back.array("tokens").shape()).isEqualTo(TWO_BY_THREE);
        assertThat(back.array("blocks.0.hook_resid_post").floats()).containsExactly(0, 1, 2, 3, 4, Float.NaN);
        byte[] bytes = Files.readAllBytes(file);
        back.write(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void compressed_arrays_are_read() throws IOException {
        Path file = zip(Map.of("a.npy", npy(Npy.of(new int[] {1000}, new double[1000]))));
        assertThat(Files.size(file)).isLessThan(1000);
        assertThat(Npz.read(file).array("a").doubles()).hasSize(1000).containsOnly(0);
    }

    @Test
    void a_small_file_that_unpacks_to_more_than_the_limit_is_refused() throws IOException {
        Path file = zip(Map.of("a.npy", npy(Npy.of(new int[] {1000}, new double[1000]))));
        assertDamaged(file, new Npz.Limits(1, 7999), "at most 7999 can follow");
        byte[] lying = npy(Npy.of(new int[] {1000}, new double[1000]));
        assertDamaged(
                zip(Map.of("a.npy", Arrays.copyOf(lying, lying.length - 1))), Npz.Limits.USUAL, "7999 bytes follow");
        assertDamaged(
                zip(Map.of("a.npy", Arrays.copyOf(lying, lying.length + 1))), Npz.Limits.USUAL, "more than 8000 bytes");
    }

    @Test
    void limits_are_over_all_arrays_together() throws IOException {
        byte[] array = npy(Npy.of(new int[] {10}, new double[10]));
        Path file = zip(Map.of("a.npy", array, "b.npy", array));
        assertThat(Npz.read(file, new Npz.Limits(2, 160)).arrays()).hasSize(2);
        assertDamaged(file, new Npz.Limits(2, 159), "can follow");
        assertDamaged(file, new Npz.Limits(1, 160), "holds 2 arrays");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../a.npy", "/a.npy", "b/a.npy", "a.txt", ".npy", "a\\b.npy", "a b.npy", "\u00e9.npy", "a.npy/"})
    void names_that_are_not_plain_are_refused(String name) throws IOException {
        assertDamaged(zip(Map.of(name, npy(Npy.of(new int[] {1}, 1)))), Npz.Limits.USUAL, "wanted NAME.npy");
    }

    @Test
    void a_name_that_comes_twice_is_refused() throws IOException {
        byte[] array = npy(Npy.of(new int[] {1}, 1));
        Path file = zip(Map.of("aa.npy", array, "ab.npy", array));
        byte[] bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                .replace("ab.npy", "aa.npy")
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, bytes);
        assertDamaged(file, Npz.Limits.USUAL, "two arrays called aa");
    }

    @Test
    void pickled_objects_are_never_read() throws IOException {
        String header =
                new String(npy(Npy.of(new int[] {1}, 1)), StandardCharsets.ISO_8859_1).replace("'<i4'", "'|O' ");
        assertDamaged(
                zip(Map.of("a.npy", header.getBytes(StandardCharsets.ISO_8859_1))), Npz.Limits.USUAL, "plain array");
        header = header.replace("'|O' ", "'|OO'");
        assertDamaged(
                zip(Map.of("a.npy", header.getBytes(StandardCharsets.ISO_8859_1))), Npz.Limits.USUAL, "never read");
    }

    @Test
    void whatever_happens_to_the_bytes_the_file_is_read_or_refused() throws IOException {
        Path file = folder.resolve("bad.npz");
        sample().write(file);
        byte[] whole = Files.readAllBytes(file);
        Draws draws = Seed.of(4).draws();
        int refused = 0;
        for (int round = 0; round < 1000; round++) {
            byte[] mutated = draws.nextInt(4) == 0 ? Arrays.copyOf(whole, draws.nextInt(whole.length)) : whole.clone();
            for (int i = draws.nextInt(4); i >= 0 && mutated.length > 0; i--) {
                mutated[draws.nextInt(mutated.length)] = (byte) draws.nextInt(256);
            }
            Files.write(file, mutated);
            try {
                Npz.read(file);
            } catch (IOException e) {
                assertThat(e).isInstanceOf(DamagedFileException.class);
                refused++;
            }
        }
        assertThat(refused).isBetween(300, 999);
    }

    @Test
    void a_name_that_no_reader_takes_is_not_written() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npz.of(Map.of("../a", Npy.of(new int[] {1}, 1))))
                .withMessageContaining("'../a'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sample().array("x"))
                .withMessageContaining("tokens");
    }
}
