package org.assay.analysis.compile;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.hook.Softmax;
import org.assay.neural.transformer.ReferenceTransformer;

/** A compiled network as the plain forward pass answers contexts of its program. */
record ReferenceAnswers(String name, CompiledNetwork compiled) implements SequenceModel {
    @Override
    public Vocabulary vocabulary() {
        return compiled.program().vocabulary();
    }

    @Override
    public NextTokenTable next(ContextSet contexts) {
        ReferenceTransformer network = ReferenceTransformer.of(compiled.weights());
        ContextSet read = compiled.contexts(contexts);
        Matrix logits = Matrix.zeros(read.rows(), compiled.config().dVocab());
        int row = 0;
        while (row < read.rows()) {
            int sequence = read.rowSequence(row);
            Matrix all = network.run(read.sequence(sequence)).logits(); // P V
            for (; row < read.rows() && read.rowSequence(row) == sequence; row++) {
                int from = read.rowPosition(row) * all.columns();
                System.arraycopy(all.values(), from, logits.values(), row * all.columns(), all.columns());
            }
        }
        return OverProgramContexts.ofProgram(contexts, Softmax.rows(logits), vocabulary());
    }
}
