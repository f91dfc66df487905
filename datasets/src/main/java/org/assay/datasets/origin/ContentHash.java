package org.assay.datasets.origin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of what something is, never of where or when: the id of context sets, weights, programs and stages.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ContentHash(String hex) {
    public ContentHash {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a content hash has 64 hexadecimal digits, got '" + hex + "'");
        }
    }

    public static ContentHash of(byte[] bytes) {
        return new Builder().add(bytes).build();
    }

    public static ContentHash of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first 12 digits, for names of folders and for people. */
    public String brief() {
        return hex.substring(0, 12);
    }

    @Override
    public String toString() {
        return hex;
    }

    /** Hashes a sequence of parts, each preceded by its length so that parts cannot run together. */
    public static final class Builder {
        private final MessageDigest digest;

        public Builder() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        public Builder add(byte[] part) {
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(part.length).array());
            digest.update(part);
            return this;
        }

        public Builder add(String part) {
            return add(part.getBytes(StandardCharsets.UTF_8));
        }

        public Builder add(int[] part) {
            ByteBuffer buffer = ByteBuffer.allocate(part.length * Integer.BYTES);
            buffer.asIntBuffer().put(part);
            return add(buffer.array());
        }

        public Builder add(double[] part) {
            ByteBuffer buffer = ByteBuffer.allocate(part.length * Double.BYTES);
            buffer.asDoubleBuffer().put(part);
            return add(buffer.array());
        }

        public ContentHash build() {
            return new ContentHash(HexFormat.of().formatHex(digest.digest()));
        }
    }
}
