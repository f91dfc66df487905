package org.assay.analysis.subspace.score;

import org.assay.analysis.subspace.PrincipalAngles;
import org.assay.analysis.subspace.Subspace;

/**
 * How a block lies to the subspace of its factor.
 *
 * @param angles        principal angles, radians, rising
 * @param factorInBlock share of the factor's subspace that lies in the block
 * @param blockInFactor share of the block that lies in the factor's subspace
 * @param chordal       {@code sqrt(sum sin^2)} of the angles
 */
public record BlockGeometry(double[] angles, double factorInBlock, double blockInFactor, double chordal) {
    public static BlockGeometry of(Subspace block, Subspace factor) {
        double[] cosines = PrincipalAngles.between(block, factor).cosines();
        double[] angles = new double[cosines.length];
        double chordal = 0;
        for (int i = 0; i < cosines.length; i++) {
            angles[i] = StrictMath.acos(cosines[i]);
            chordal += 1 - cosines[i] * cosines[i];
        }
        return new BlockGeometry(
                angles, Containment.of(factor, block), Containment.of(block, factor), Math.sqrt(Math.max(0, chordal)));
    }
}
