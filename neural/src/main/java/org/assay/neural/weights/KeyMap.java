package org.assay.neural.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.assay.datasets.file.DamagedFileException;

/**
 * How another layout of keys spells the tensors of {@link org.assay.neural.transformer.ParameterLayout}: which of its tensors holds
 * which of ours, and where each entry lies in it. One table serves both directions.
 */
public final class KeyMap {
    private static final int MOST_NAMED = 20;

    private final List<Line> lines = new ArrayList<>();

    /**
     * One of our tensors inside one of theirs, row-major both.
     *
     * @param own          such as {@code blocks.0.attn.W_Q}
     * @param ownShape     its shape
     * @param foreign      such as {@code layers.0.attn.q.weight}
     * @param foreignShape its shape; it may hold several of ours
     * @param place        from the index of an entry of ours to that of the same entry of theirs
     */
    public record Line(
            String own, List<Long> ownShape, String foreign, List<Long> foreignShape, IntUnaryOperator place) {}

    /** Adds a line. */
    public KeyMap put(Line line) {
        lines.add(line);
        return this;
    }

    /** Adds a tensor that has the same shape in both. */
    public KeyMap same(String own, String foreign, long... shape) {
        return put(new Line(own, list(shape), foreign, list(shape), index -> index));
    }

    /** Adds a matrix, rows x columns here, that is transposed there. */
    public KeyMap transposed(String own, String foreign, long rows, long columns) {
        IntUnaryOperator place = index -> (int) (index % columns * rows + index / columns);
        return put(new Line(own, list(rows, columns), foreign, list(columns, rows), place));
    }

    /** Our tensors in their layout. */
    public Map<String, Tensor> toForeign(Map<String, Tensor> own) {
        Map<String, float[]> values = new LinkedHashMap<>();
        Map<String, Tensor> foreign = new TreeMap<>();
        for (Line line : lines) {
            float[] from = own.get(line.own).floats();
            float[] to =
                    values.computeIfAbsent(line.foreign, name -> new float[Math.toIntExact(count(line.foreignShape))]);
            for (int i = 0; i < from.length; i++) {
                to[line.place.applyAsInt(i)] = from[i];
            }
        }
        for (Line line : lines) {
            foreign.put(line.foreign, Tensor.ofFloats(line.foreignShape, values.get(line.foreign)));
        }
        return foreign;
    }

    /**
     * Their tensors in our layout, bit by bit and still of their element type.
     *
     * @param ignored names that may be there and say nothing
     * @param file    for messages
     * @throws DamagedFileException naming all tensors that are missing, of another shape, or too many
     */
    public Map<String, Tensor> toOwn(Map<String, Tensor> foreign, Predicate<String> ignored, Path file)
            throws DamagedFileException {
        List<String> problems = new ArrayList<>();
        TreeSet<String> unused = new TreeSet<>(foreign.keySet());
        Map<String, Tensor> own = new TreeMap<>();
        for (Line line : lines) {
            Tensor tensor = foreign.get(line.foreign);
            boolean first = unused.remove(line.foreign);
            if (tensor != null && tensor.shape().equals(line.foreignShape)) {
                own.put(line.own, picked(tensor, line));
            } else if (tensor == null || first) {
                problems.add((tensor == null ? "lacks " + line.foreign : line.foreign + " is " + tensor) + ", wanted "
                        + line.foreignShape);
            }
        }
        unused.removeIf(ignored);
        unused.forEach(name -> problems.add("holds " + name + " " + foreign.get(name) + ", which is not known here"));
        if (!problems.isEmpty()) {
            List<String> named = problems.stream().distinct().limit(MOST_NAMED).toList();
            throw new DamagedFileException(
                    file,
                    String.join("; ", named) + (problems.size() > MOST_NAMED ? "; and more" : ""),
                    "config.json must describe the tensors that are there, and a part that is not known here cannot be"
                            + " left out without changing what the network computes");
        }
        return own;
    }

    private static Tensor picked(Tensor foreign, Line line) {
        int width = foreign.dtype().bits() / Byte.SIZE;
        int count = Math.toIntExact(count(line.ownShape));
        ByteBuffer from = ByteBuffer.wrap(foreign.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        byte[] to = new byte[count * width];
        for (int i = 0; i < count; i++) {
            from.get(line.place.applyAsInt(i) * width, to, i * width, width);
        }
        return new Tensor(foreign.dtype(), line.ownShape, to);
    }

    static List<Long> list(long... shape) {
        List<Long> list = new ArrayList<>();
        for (long extent : shape) {
            list.add(extent);
        }
        return List.copyOf(list);
    }

    private static long count(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
