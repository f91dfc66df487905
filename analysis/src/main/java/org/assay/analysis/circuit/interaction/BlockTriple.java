package org.assay.analysis.circuit.interaction;

import java.util.List;
import org.assay.analysis.circuit.block.BlockEdge.Kind;

/**
 * How much of an interaction takes place between two blocks and a third, and in how many directions.
 *
 * @param kind       of the part
 * @param layer      that it belongs to
 * @param part       which of its kind in the layer
 * @param blocks     one for each axis; what is not cut goes by the name of its axis
 * @param mass       sum of squares of the tensor between them
 * @param lift       mass over its mean under random partitions of the same sizes
 * @param z          (lift - 1) over the standard deviation of the lift under random partitions
 * @param spectra    for each axis the singular values of the tensor unfolded along it, falling: how strongly each of its directions takes
 *     part
 * @param directions for each axis how many of them stand out: the leading ones that are above the 99th of a hundred of those of their
 *     rank between random blocks of the same sizes
 */
public record BlockTriple(
        Kind kind,
        int layer,
        String part,
        List<String> blocks,
        double mass,
        double lift,
        double z,
        List<List<Double>> spectra,
        List<Integer> directions) {
    public BlockTriple {
        blocks = List.copyOf(blocks);
        spectra = spectra.stream().map(List::copyOf).toList();
        directions = List.copyOf(directions);
    }

    /** {@code (sum s^2)^2 / sum s^4}: how many directions of an axis there would be if all took part alike; 0 where none does. */
    public double effectiveDirections(int axis) {
        double squares = 0;
        double fourths = 0;
        for (double value : spectra.get(axis)) {
            squares += value * value;
            fourths += value * value * value * value;
        }
        return fourths == 0 ? 0 : squares * squares / fourths;
    }
}
