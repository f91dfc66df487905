package org.assay.analysis.subspace.neighbour;

import java.util.stream.IntStream;
import java.util.*;
import org.assay.analysis.subspace.*;
import org.assay.analysis.subspace.code.*;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class ScratchTest {
    static double recovery(KnownCode code, PreparedRows p, double[][] r, Blocks b) {
        return code.recovery(partition(p, r, b));
    }
    static Partition partition(PreparedRows p, double[][] r, Blocks b) {
        Matrix basis = Matrix.ofRows(Rotation.transpose(r)).times(p.kept());
        List<Matrix> blocks = new ArrayList<>();
        int D = p.mean().length;
        for (int s = 0; s < b.count(); s++) {
            Matrix m = Matrix.zeros(b.size(s), D);
            System.arraycopy(basis.values(), b.from(s) * D, m.values(), 0, m.values().length);
            blocks.add(m);
        }
        return Partition.of(p.mean(), blocks);
    }
    @Test
    void table() {
        for (int K : new int[] {8, 26}) for (double rho : new double[] {0, 0.5}) {
            for (int n : new int[] {16, 64, 256}) {
                StringBuilder out = new StringBuilder("K " + K + " rho " + rho + " N " + n + ": ");
                for (int seed = 0; seed < 3; seed++) {
                    KnownCode code = ProductCode.pair(K, rho).draw(4000, Seed.of(seed));
                    PreparedRows p = PreparedRows.of(code.activations(), code.weights());
                    int total = p.rows().length;
                    int[] all = IntStream.range(0, total).toArray();
                    for (int start = 0; start < 3; start++) {
                        Seed s = Seed.of(seed).child("s").child(start);
                        double[][] r = Rotation.rowsOf(RandomSubspace.of(new double[p.directions()], p.directions(), s).basis());
                        NeighbourTraining t = new NeighbourTraining(p.rows(), new RowDraws(all, total, s.draws()), 128, n, 1e-3);
                        Blocks b = Blocks.ofUnits(p.directions(), 6);
                        t.run(r, b, Integer.getInteger("steps", 4000));
                        double[] d = new NeighbourLoss(p.rows()).distances(all, all, r, b);
                        out.append(String.format("%.2f(%.4f) ", recovery(code, p, r, b), (d[0] + d[1]) / 2));
                    }
                    out.append("| ");
                }
                System.out.println(out);
            }
        }
    }
}
