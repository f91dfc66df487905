package org.assay.analysis.subspace.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.Partition;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.matrix.Matrix;
import org.assay.neural.weights.DType;
import org.assay.neural.weights.SafeTensors;
import org.assay.neural.weights.Tensor;

/**
 * A partition as a folder that opens in other tools: {@code partition.safetensors} (basis D x D and mean D in float64, rows of the
 * basis in the order of the blocks; sizes), {@code partition.json} with what it is of and how it was made, {@code provenance.json} with
 * where things lay and how long it took, and {@code manifest.json} with the SHA-256 of the first two. In Python: {@code
 * safetensors.numpy.load_file("partition.safetensors")["basis"]}. The same partition gives the same bytes, but for the provenance.
 *
 * @param card   what it is of
 * @param origin where things lay
 * @param fitted the partition with what its method says
 */
public record StoredPartition(Card card, Origin origin, FittedPartition fitted) {
    private static final String TENSORS = "partition.safetensors";
    private static final String CARD = "partition.json";
    private static final String ORIGIN = "provenance.json";
    private static final List<String> NEEDED = List.of(TENSORS, CARD);

    /** The only format there is. */
    private static final int FORMAT = 1;

    /**
     * @param format     of the folder
     * @param method     that cut
     * @param site       where
     * @param network    hash of the network's parameters
     * @param language   name of what made the contexts
     * @param languageId hash of its definition
     * @param sequences  drawn to cut on
     * @param length     tokens in each
     * @param seed       of these contexts and of the method
     * @param sizes      directions of each block
     * @param remarks    what the method says
     */
    public record Card(
            int format,
            String method,
            String site,
            String network,
            String language,
            String languageId,
            int sequences,
            int length,
            long seed,
            List<Integer> sizes,
            Map<String, String> remarks) {
        public Card {
            sizes = List.copyOf(sizes);
        }

        /** A card in the format of today. */
        public static Card of(
                String method,
                String site,
                String network,
                String language,
                String languageId,
                int sequences,
                int length,
                long seed,
                FittedPartition fitted) {
            return new Card(
                    FORMAT,
                    method,
                    site,
                    network,
                    language,
                    languageId,
                    sequences,
                    length,
                    seed,
                    fitted.partition().sizes(),
                    fitted.remarks());
        }
    }

    /**
     * @param model    folder of the network, as it was given
     * @param language as it was given: a name or a file
     * @param seconds  that the method took
     * @param code     version of the code
     */
    public record Origin(String model, String language, double seconds, String code) {}

    /** Writes all files, the manifest last; makes the folder when missing. */
    public void write(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(Manifest.NAME));
        Partition partition = fitted.partition();
        long d = partition.directions();
        long[] sizes = partition.sizes().stream().mapToLong(Integer::longValue).toArray();
        SafeTensors.of(
                        Map.of(
                                "basis",
                                        doubles(List.of(d, d), partition.basis().values()),
                                "mean", doubles(List.of(d), partition.mean()),
                                "sizes", longs(sizes)),
                        Map.of("method", card.method(), "site", card.site()))
                .write(folder.resolve(TENSORS));
        AtomicFile.write(folder.resolve(CARD), Json.pretty(card));
        AtomicFile.write(folder.resolve(ORIGIN), Json.pretty(origin));
        Manifest.write(folder, NEEDED::contains);
    }

    /**
     * Reads a folder back.
     *
     * @throws DamagedFileException when something is missing, changed since it was written, or no partition
     */
    public static StoredPartition read(Path folder) throws IOException {
        Manifest.verify(folder, NEEDED);
        Card card = Json.read(folder.resolve(CARD), Card.class);
        if (card.format() != FORMAT) {
            throw new DamagedFileException(
                    folder.resolve(CARD), "has format " + card.format() + ", known is " + FORMAT);
        }
        Origin origin = Json.read(folder.resolve(ORIGIN), Origin.class);
        Path file = folder.resolve(TENSORS);
        SafeTensors tensors = SafeTensors.read(file);
        try {
            double[] mean = tensors.tensor("mean").doubles();
            Matrix basis = Matrix.wrap(
                    mean.length, mean.length, tensors.tensor("basis").doubles());
            List<Integer> sizes = Arrays.stream(tensors.tensor("sizes").longs())
                    .mapToObj(Math::toIntExact)
                    .toList();
            if (!sizes.equals(card.sizes())) {
                throw new DamagedFileException(file, "has blocks of " + sizes + ", " + CARD + " says " + card.sizes());
            }
            return new StoredPartition(
                    card, origin, new FittedPartition(new Partition(mean, basis, sizes), card.remarks()));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new DamagedFileException(file, e.getMessage());
        }
    }

    private static Tensor doubles(List<Long> shape, double[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asDoubleBuffer().put(values);
        return new Tensor(DType.F64, shape, buffer.array());
    }

    private static Tensor longs(long[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(values);
        return new Tensor(DType.I64, List.of((long) values.length), buffer.array());
    }
}
