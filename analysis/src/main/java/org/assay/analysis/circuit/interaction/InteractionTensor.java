package org.assay.analysis.circuit.interaction;

import java.util.List;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.circuit.block.LinearPart;
import org.assay.analysis.tensor.ThirdOrderTensor;
import org.assay.datasets.matrix.Matrix;

/**
 * A part of a network in which two directions meet, as a tensor {@code T[a,b,c] = sum_r A[a,r] B[b,r] C[c,r]}: what a head compares
 * (query x key x distance), what the heads of a layer move (read x written x head), and what an MLP makes of two directions of its input
 * (read x read x written).
 *
 * @param kind      which part of a transformer it is
 * @param layer     that it belongs to
 * @param name      which of its kind in the layer
 * @param axes      the site of each axis, or what it counts: {@code distance}, {@code head}
 * @param factors   A, B and C, extent x components
 * @param symmetric whether the first two axes may be exchanged
 */
public record InteractionTensor(
        Kind kind, int layer, String name, List<String> axes, List<Matrix> factors, boolean symmetric) {
    /** The axis that counts the distances of a head with rotary positions; one entry where there are none. */
    public static final String DISTANCE = "distance";

    /** The axis that counts the heads of a layer. */
    public static final String HEAD = "head";

    public InteractionTensor {
        axes = List.copyOf(axes);
        factors = List.copyOf(factors);
        if (axes.size() != 3 || factors.size() != 3) {
            throw new IllegalArgumentException(
                    "an interaction has three axes, got " + axes + " and " + factors.size() + " factors");
        }
    }

    /** A family of maps or forms; the third axis counts its members. */
    public static InteractionTensor of(LinearPart family, String members) {
        Matrix which = Matrix.zeros(family.members(), family.left().columns());
        for (int c = 0; c < which.columns(); c++) {
            which.set(c / family.rank(), c, 1);
        }
        return new InteractionTensor(
                family.kind(),
                family.layer(),
                family.name(),
                List.of(family.reads(), family.writes(), members),
                List.of(family.left(), family.right(), which),
                false);
    }

    /** All entries. */
    public ThirdOrderTensor tensor() {
        return ThirdOrderTensor.ofComponents(factors.get(0), factors.get(1), factors.get(2));
    }

    /** Whether one partition cuts the first two axes. */
    boolean within() {
        return axes.get(0).equals(axes.get(1));
    }

    /** Whether an axis is a site, which can be cut. */
    boolean isSite(int axis) {
        return axes.get(axis).contains("hook_");
    }
}
