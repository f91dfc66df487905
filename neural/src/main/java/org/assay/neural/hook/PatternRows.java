package org.assay.neural.hook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.matrix.NamedArray;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.transformer.HookPoint;

/** What each row gives to each key, head by head, in columns that all rows share. */
final class PatternRows {
    private PatternRows() {}

    /** Columns {@code head.key} for the keys of the longest context; 0 for keys that a row does not see. */
    static Representation of(HookedTransformer network, ContextSet contexts, HookPoint point) {
        int keys = contexts.longest();
        Matrix values = Matrix.zeros(contexts.rows(), point.heads() * keys);
        for (RowBatches.Batch batch : RowBatches.sequences(contexts)) {
            int length = batch.tokens()[0].length;
            NamedArray array =
                    network.held(batch.tokens(), Set.of(point.name())).get(point.name());
            for (int i = 0; i < batch.rows().length; i++) {
                int sequence = batch.places()[i] / length;
                int query = batch.places()[i] % length;
                for (int head = 0; head < point.heads(); head++) {
                    for (int key = 0; key <= query; key++) {
                        values.set(batch.rows()[i], head * keys + key, array.at(sequence, head, query, key));
                    }
                }
            }
        }
        List<String> directions = new ArrayList<>();
        for (int i = 0; i < point.heads() * keys; i++) {
            directions.add(i / keys + "." + i % keys);
        }
        return new Representation(contexts.id(), new Site(point.name()), directions, values);
    }
}
