package org.assay.neural.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor as a safetensors file holds it: little-endian, row-major, without strides.
 *
 * @param dtype element type
 * @param shape not negative; empty = scalar; a dimension of 0 stores nothing
 * @param bytes exactly product(shape) * bits / 8 bytes; not copied
 */
public record Tensor(DType dtype, List<Long> shape, byte[] bytes) {
    public Tensor {
        shape = List.copyOf(shape);
        long bits = dtype.bits();
        for (long dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException("shape " + shape + " has a negative dimension");
            }
            bits = Math.multiplyExact(bits, dimension);
        }
        if (bits != 8L * bytes.length) {
            throw new IllegalArgumentException(
                    "shape " + shape + " of " + dtype + " needs " + bits + " bits, got " + bytes.length + " bytes");
        }
    }

    public static Tensor ofFloats(List<Long> shape, float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return new Tensor(DType.F32, shape, buffer.array());
    }

    /** The entries of an F32, F16 or BF16 tensor, exactly; other types are refused. */
    public float[] floats() {
        ByteBuffer buffer = buffer();
        float[] values = new float[bytes.length * 8 / dtype.bits()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (dtype) {
                case F32 -> buffer.getFloat();
                case BF16 -> Float.intBitsToFloat(buffer.getShort() << 16);
                case F16 -> halfToFloat(buffer.getShort());
                default -> throw undecodable("floats");
            };
        }
        return values;
    }

    /** The entries of an F64, F32, F16 or BF16 tensor, exactly; other types are refused. */
    public double[] doubles() {
        if (dtype == DType.F64) {
            double[] values = new double[bytes.length / Double.BYTES];
            buffer().asDoubleBuffer().get(values);
            return values;
        }
        float[] floats = floats();
        double[] values = new double[floats.length];
        Arrays.setAll(values, i -> floats[i]);
        return values;
    }

    /** The entries of an I64, I32, U8 or BOOL tensor; other types are refused. */
    public long[] longs() {
        ByteBuffer buffer = buffer();
        long[] values = new long[bytes.length * 8 / dtype.bits()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (dtype) {
                case I64 -> buffer.getLong();
                case I32 -> buffer.getInt();
                case U8, BOOL -> buffer.get() & 0xFF;
                default -> throw undecodable("whole numbers");
            };
        }
        return values;
    }

    private ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private IllegalArgumentException undecodable(String as) {
        return new IllegalArgumentException("a tensor of " + dtype + " cannot be read as " + as);
    }

    /** IEEE 754 binary16: sign, 5 bits of exponent (bias 15), 10 bits of fraction. */
    private static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >> 10 & 0x1F;
        int fraction = half & 0x3FF;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == 0x1F ? 0xFF : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor tensor
                && dtype == tensor.dtype
                && shape.equals(tensor.shape)
                && Arrays.equals(bytes, tensor.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * dtype.hashCode() + shape.hashCode()) + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return dtype + shape.toString();
    }
}
