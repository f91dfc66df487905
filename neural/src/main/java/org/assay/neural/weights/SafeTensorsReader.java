package org.assay.neural.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.assay.datasets.file.DamagedFileException;
import org.assay.neural.weights.SafeTensorsHeader.Entry;

/**
 * Reads safetensors and trusts nothing: {@link SafeTensorsHeader} is checked against the size of the file first, so no length
 * that the file claims is allocated before it is known to lie inside the file, and all tensors together take what the file takes.
 */
final class SafeTensorsReader {
    private static final int LARGEST_TENSOR = Integer.MAX_VALUE - 8;

    private SafeTensorsReader() {}

    static SafeTensors read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new DamagedFileException(file, "is missing, or not a file");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            SafeTensorsHeader header = SafeTensorsHeader.read(file, channel);
            Map<String, Tensor> tensors = new TreeMap<>();
            for (Entry entry : header.entries()) {
                if (entry.size() > LARGEST_TENSOR) {
                    throw new IOException(file + ": tensor '" + entry.name() + "' has " + entry.size()
                            + " bytes, more than the 2 GiB that one tensor may have here");
                }
                byte[] data = data(file, channel, header.dataStart() + entry.begin(), (int) entry.size());
                tensors.put(entry.name(), new Tensor(entry.dtype(), entry.shape(), data));
            }
            return SafeTensors.of(tensors, header.metadata());
        }
    }

    private static byte[] data(Path file, FileChannel channel, long at, int size) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(size);
        while (data.hasRemaining()) {
            if (channel.read(data, at + data.position()) < 0) {
                throw new DamagedFileException(file, "was shortened while it was read");
            }
        }
        return data.array();
    }
}
