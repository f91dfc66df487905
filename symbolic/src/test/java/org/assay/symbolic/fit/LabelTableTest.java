package org.assay.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assay.datasets.language.Languages;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Processes;
import org.junit.jupiter.api.Test;

class LabelTableTest {
    record Row(double recovered, double explained) {}

    static void table(GeneratingProcess process, int length, int steps, int... ks) {
        ProcessContexts known = ProcessContexts.of(process, length);
        double[][] futures = Futures.of(process, known.contexts(), steps);
        double[] w = known.contexts().weights();
        for (long seed = 1; seed <= 3; seed++) {
            long t0 = System.nanoTime();
            int[] item = HellingerMeans.of(w, futures, 400, Seed.of(seed));
            long t1 = System.nanoTime();
            int n = Arrays.stream(item).max().orElse(0) + 1;
            double[][] beliefs = new double[w.length][];
            var b = process.record(known.contexts(), new Site("belief")).values();
            Arrays.setAll(beliefs, b::row);
            Items items = new Items(w, futures, beliefs).grouped(item, n);
            Dendrogram d = Merging.of(items, 0);
            long t2 = System.nanoTime();
            StringBuilder out = new StringBuilder(process.name() + " m" + steps + " seed " + seed + " items " + n + " t " + (t1 - t0) / 1000000 + " " + (t2 - t1) / 1000000 + ":");
            for (int k : ks) {
                if (k > n) { continue; }
                int[] cut = Reassignment.of(items, d.cut(k), k, 0);
                int[] cls = new int[w.length];
                Arrays.setAll(cls, i -> cut[item[i]]);
                double[][] next = new double[w.length][];
                Arrays.setAll(next, known::law);
                Items rows = new Items(w, next, beliefs);
                Items classes = rows.grouped(cls, k);
                double excess = 0, in = 0, tot = 0;
                double[] mean = rows.grouped(new int[w.length], 1).points()[0];
                for (int i = 0; i < w.length; i++) {
                    excess += w[i] * (Information.crossEntropy(next[i], classes.laws()[cls[i]]) - Information.entropy(next[i]));
                    for (int j = 0; j < mean.length; j++) {
                        in += w[i] * Math.pow(beliefs[i][j] - classes.points()[cls[i]][j], 2);
                        tot += w[i] * Math.pow(beliefs[i][j] - mean[j], 2);
                    }
                }
                out.append(String.format(" %d: %.2f/%.4f", k, 100 * (1 - excess / (known.unigram() - known.floor())), 1 - in / tot));
            }
            System.out.println(out);
        }
    }

    @Test
    void tables() {
        table(Processes.mess3(0.15, 0.6), 9, 1, 2, 3, 4, 6, 8, 16, 32, 64);
        table(Processes.mess3(0.05, 0.85), 9, 1, 2, 3, 4, 6, 8, 16, 32, 64);
        table(Languages.open("rrxor"), 14, 1, 2, 3, 4, 5, 6, 8, 12, 16);
        table(Languages.open("rrxor"), 14, 2, 4, 5, 6, 8, 12, 16);
        table(Languages.open("rrxor"), 14, 3, 4, 5, 6, 8, 12, 16);
        table(Languages.open("even"), 14, 1, 2, 3);
        table(Languages.open("z1r"), 14, 1, 2, 3);
    }
}
