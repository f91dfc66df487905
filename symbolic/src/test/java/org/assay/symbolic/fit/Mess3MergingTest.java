package org.assay.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.Processes;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

/** Merging all contexts of seven tokens by their exact laws, against reference values for contexts of nine tokens. */
class Mess3MergingTest {
    private static final int LENGTH = 7;
    private static final int[] CLASSES = {2, 3, 4, 6, 8, 16, 32};

    private record Found(double[] recovered, double[] explained) {}

    private static Found merge(double x, double alpha) {
        GeneratingProcess process = Processes.mess3(x, alpha);
        List<int[]> words = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        extend(process.observer(), new int[0], 1, words, weights);
        ContextSet contexts = ContextSet.lastPosition(words);
        double[][] laws = rows(process.next(contexts).probabilities());
        double[][] beliefs = rows(process.record(contexts, new Site("belief")).values());
        Items items = new Items(weights.stream().mapToDouble(w -> w).toArray(), laws, beliefs);
        Dendrogram dendrogram = Merging.of(items, 0);
        double[] recovered = new double[CLASSES.length];
        double[] explained = new double[CLASSES.length];
        for (int i = 0; i < CLASSES.length; i++) {
            recovered[i] = 100 * (1 - dendrogram.loss(CLASSES[i]) / dendrogram.loss(1));
            explained[i] = explained(items, dendrogram.cut(CLASSES[i]), CLASSES[i]);
        }
        return new Found(recovered, explained);
    }

    private static void extend(Observer observer, int[] word, double p, List<int[]> words, List<Double> weights) {
        if (word.length == LENGTH) {
            words.add(word);
            weights.add(p);
            return;
        }
        double[] law = new double[3];
        observer.next(law);
        for (int token = 0; token < 3; token++) {
            int[] longer = Arrays.copyOf(word, word.length + 1);
            longer[word.length] = token;
            Observer next = observer.copy();
            next.read(token);
            extend(next, longer, p * law[token], words, weights);
        }
    }

    private static double[][] rows(Matrix matrix) {
        double[][] rows = new double[matrix.rows()][];
        Arrays.setAll(rows, matrix::row);
        return rows;
    }

    /** Share of the variance of the belief that the class explains. */
    private static double explained(Items items, int[] cluster, int clusters) {
        Items classes = items.grouped(cluster, clusters);
        Items all = items.grouped(new int[items.size()], 1);
        double within = 0;
        double total = 0;
        for (int i = 0; i < items.size(); i++) {
            for (int d = 0; d < 3; d++) {
                double belief = items.points()[i][d];
                within += items.weights()[i] * Math.pow(belief - classes.points()[cluster[i]][d], 2);
                total += items.weights()[i] * Math.pow(belief - all.points()[0][d], 2);
            }
        }
        return 1 - within / total;
    }

    @Test
    void classes_of_mess3_recover_what_the_reference_table_says() {
        Found found = merge(0.05, 0.85);
        double[] recovered = {43.5, 78.0, 92.2, 97.7, 98.6, 99.60, 99.87};
        double[] explained = {0.42, 0.79, 0.93, 0.98, 0.987, 0.997, 0.999};
        for (int i = 0; i < CLASSES.length; i++) {
            assertThat(found.recovered()[i]).as("classes %d", CLASSES[i]).isCloseTo(recovered[i], within(0.1));
            assertThat(found.explained()[i]).as("classes %d", CLASSES[i]).isCloseTo(explained[i], within(0.006));
        }
    }
}
