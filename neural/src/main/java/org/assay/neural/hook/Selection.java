package org.assay.neural.hook;

import java.util.stream.IntStream;
import org.assay.datasets.matrix.NamedArray;
import org.assay.neural.djl.UnitEdit;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.HookPoint.Layout;

/**
 * A part of what a hook point holds in a batch: some sequences, some positions (queries, where it has keys), some heads. As
 * units of the engine a part is a list of rows, each a vector of the last axis.
 *
 * @param point     where
 * @param batch     B, sequences in the batch
 * @param length    P, tokens of each
 * @param sequences which of them
 * @param positions which positions or queries, the same in every sequence
 * @param heads     which heads; all of them, or {0} where there are none
 */
public record Selection(HookPoint point, int batch, int length, int[] sequences, int[] positions, int[] heads) {

    /** Everything that {@code point} holds. */
    public static Selection all(HookPoint point, int batch, int length) {
        return new Selection(point, batch, length, range(batch), range(length), range(point.heads()));
    }

    /** Of these positions only. */
    public Selection at(int... only) {
        return new Selection(point, batch, length, sequences, only, heads);
    }

    /** Of these heads only. */
    public Selection ofHeads(int... only) {
        return new Selection(point, batch, length, sequences, positions, only);
    }

    /** Of these sequences only. */
    public Selection ofSequences(int... only) {
        return new Selection(point, batch, length, only, positions, heads);
    }

    /** Entries of a unit: the extent of the last axis. */
    public int width() {
        return point.layout() == Layout.KEYS ? length : point.size();
    }

    /** Indices of the units, ordered by sequence, position, head. */
    public int[] units() {
        int[] units = new int[sequences.length * positions.length * heads.length];
        int at = 0;
        for (int sequence : sequences) {
            for (int position : positions) {
                for (int head : heads) {
                    units[at++] = unit(sequence, position, head);
                }
            }
        }
        return units;
    }

    private int unit(int sequence, int position, int head) {
        return point.layout() == Layout.KEYS
                ? (sequence * point.heads() + head) * length + position
                : (sequence * length + position) * point.heads() + head;
    }

    /** The part takes what it holds in {@code array}, an array of the whole hook point of as large a batch. */
    public UnitEdit setTo(NamedArray array) {
        return UnitEdit.set(point.name(), units(), width(), of(array));
    }

    /** These values, ordered as the units, are added to the part. */
    public UnitEdit add(double... values) {
        return UnitEdit.add(point.name(), units(), width(), values);
    }

    /** These values, ordered as the units, take the place of the part. */
    public UnitEdit set(double... values) {
        return UnitEdit.set(point.name(), units(), width(), values);
    }

    /** The values of the part in {@code array}, an array of the whole hook point, ordered as the units. */
    public double[] of(NamedArray array) {
        if (array.values().length != batch * length * point.heads() * width()) {
            throw new IllegalArgumentException(
                    array + " is not what " + point.name() + " holds for " + batch + " sequences of " + length);
        }
        int[] units = units();
        double[] values = new double[units.length * width()];
        for (int u = 0; u < units.length; u++) {
            System.arraycopy(array.values(), units[u] * width(), values, u * width(), width());
        }
        return values;
    }

    /** Extents of what a hook point holds when only some positions are kept. */
    static int[] shape(HookPoint point, int batch, int length, int kept) {
        int[] shape = point.shape(batch, length);
        shape[point.layout() == Layout.KEYS ? 2 : 1] = kept;
        return shape;
    }

    /** The array with the kept positions (or queries) only. */
    static NamedArray keep(HookPoint point, NamedArray array, int batch, int length, int[] kept) {
        if (kept.length == length) {
            return array;
        }
        int[] shape = shape(point, batch, length, kept.length);
        int outer = point.layout() == Layout.KEYS ? batch * point.heads() : batch;
        int inner = point.layout() == Layout.KEYS ? length : point.width();
        double[] values = new double[outer * kept.length * inner];
        for (int o = 0; o < outer; o++) {
            for (int k = 0; k < kept.length; k++) {
                System.arraycopy(
                        array.values(), (o * length + kept[k]) * inner, values, (o * kept.length + k) * inner, inner);
            }
        }
        return NamedArray.of(point.axes(), shape, values);
    }

    private static int[] range(int end) {
        return IntStream.range(0, end).toArray();
    }
}
