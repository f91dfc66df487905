package org.assay.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
    @TempDir
    Path folder;

    /** The bytes that {@code numpy.save} writes for {@code array([[1, 2, 3]], int32)}, from the format's specification. */
    @Test
    void the_bytes_are_those_of_the_format() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.of(new int[] {1, 3}, 1, 2, 3).write(file);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(128 + 12).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
        String header = new String(bytes, 10, 118, StandardCharsets.US_ASCII);
        assertThat(header)
                .startsWith("{'descr': '<i4', 'fortran_order': False, 'shape': (1, 3), }  ")
                .endsWith(" \n");
        assertThat(Arrays.copyOfRange(bytes, 128, 140)).containsExactly(1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0);
    }

    @Test
    void every_type_is_read_back_as_it_was_written() throws IOException {
        double[] doubles = {Double.MIN_VALUE, -0.0, Double.NaN};
        assertThat(back(Npy.of(new int[] {3}, doubles)).doubles()).containsExactly(doubles);
        assertThat(back(Npy.of(new int[] {1, 2}, 1.5f, -2f)).floats()).containsExactly(1.5f, -2f);
        assertThat(back(Npy.of(new int[] {2}, Long.MIN_VALUE, 7L)).longs()).containsExactly(Long.MIN_VALUE, 7);
        assertThat(back(Npy.of(new int[] {3}, true, false, true)).booleans()).containsExactly(true, false, true);
        assertThat(back(Npy.of(new int[] {2}, (byte) -1, (byte) 7)).bytes()).containsExactly(-1, 7);
        assertThat(back(Npy.of(new int[] {0, 4}, new int[0])).shape()).containsExactly(0, 4);
        assertThat(back(Npy.of(new int[0], 5)).ints()).containsExactly(5);
        Matrix matrix = Matrix.ofRows(new double[] {1, 2}, new double[] {3, 4});
        assertThat(back(Npy.of(matrix)).matrix()).isEqualTo(matrix);
    }

    @Test
    void rows_may_be_appended_as_they_are_made() throws IOException {
        Path file = folder.resolve("a.npy");
        try (AtomicFile.Pending pending = AtomicFile.open(file)) {
            pending.stream().write(Npy.header(Npy.Type.I4, 2, 2));
            Npy.append(pending.stream(), 1, 2);
            Npy.append(pending.stream(), 3, 4);
            pending.commit();
        }
        assertThat(Npy.read(file).ints()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void later_versions_of_the_header_are_read_too() throws IOException {
        String dictionary = with("'<i4'", "(3,)");
        for (int version = 2; version <= 3; version++) {
            byte[] prefix = {
                (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0, (byte) dictionary.length(), 0, 0, 0
            };
            byte[] whole = Arrays.copyOf(prefix, prefix.length + dictionary.length() + 12);
            System.arraycopy(dictionary.getBytes(StandardCharsets.UTF_8), 0, whole, prefix.length, dictionary.length());
            Path file = Files.write(folder.resolve("later.npy"), whole);
            assertThat(Npy.read(file).ints()).containsExactly(0, 0, 0);
            whole[11] = 1; // a header of 16 MiB
            Files.write(file, whole);
            assertThatExceptionOfType(DamagedFileException.class)
                    .isThrownBy(() -> Npy.read(file))
                    .withMessageContaining("header of 16777");
        }
    }

    @Test
    void pickled_objects_are_never_read() throws IOException {
        assertDamaged(with("'|O'", "(1, 3)"), "pickled objects");
    }

    @Test
    void other_types_orders_and_headers_are_refused() throws IOException {
        assertDamaged(with("'>i4'", "(1, 3)"), "'>i4'");
        assertDamaged(with("[('a', '<i4')]", "(1, 3)"), "plain array");
        assertDamaged(with("'<i4'", "(1, 3)").replace("False", "True "), "plain array");
        assertDamaged(with("'<i4'", "(1, 3)").replace("False", "True"), "column-major");
    }

    @Test
    void extents_that_the_file_does_not_hold_are_refused_before_anything_is_allocated() throws IOException {
        assertDamaged(with("'<i4'", "(2, 3)"), "12 bytes follow");
        assertDamaged(with("'<i4'", "(2000000000, 2000000000)"), "can follow");
        assertDamaged(with("'<i4'", "(9999999999,)"), "extent 9999999999");
    }

    @Test
    void a_file_cut_anywhere_is_refused() throws IOException {
        byte[] whole = bytes(with("'<i4'", "(1, 3)"));
        for (int length = 0; length < whole.length; length++) {
            Path file = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, length));
            assertThatExceptionOfType(DamagedFileException.class).isThrownBy(() -> Npy.read(file));
        }
        assertThat(Npy.read(Files.write(folder.resolve("cut.npy"), whole)).ints())
                .hasSize(3);
    }

    @Test
    void asking_for_another_type_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.of(new int[] {1}, 1).doubles())
                .withMessageContaining("I4")
                .withMessageContaining("F8");
        assertThatIllegalArgumentException().isThrownBy(() -> Npy.of(new int[] {2}, 1));
    }

    private Npy back(Npy array) throws IOException {
        Path file = folder.resolve("array.npy");
        array.write(file);
        return Npy.read(file);
    }

    private static String with(String descriptor, String shape) {
        return "{'descr': " + descriptor + ", 'fortran_order': False, 'shape': " + shape + ", }\n";
    }

    /** A file of that header and twelve bytes. */
    private static byte[] bytes(String header) {
        byte[] prefix = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0};
        byte[] bytes = Arrays.copyOf(prefix, prefix.length + header.length() + 12);
        System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, bytes, prefix.length, header.length());
        return bytes;
    }

    private void assertDamaged(String header, String part) throws IOException {
        Path file = Files.write(folder.resolve("bad.npy"), bytes(header));
        assertThatExceptionOfType(DamagedFileException.class)
                .isThrownBy(() -> Npy.read(file))
                .withMessageContaining("bad.npy")
                .withMessageContaining(part);
    }
}
