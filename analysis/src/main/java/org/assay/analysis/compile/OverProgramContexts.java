package org.assay.analysis.compile;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/** A compiled network that is asked about contexts of its program: the token that its sequences begin with is put there and left out. */
final class OverProgramContexts implements InstrumentedModel {
    private final CompiledNetwork compiled;
    private final InstrumentedModel network;

    OverProgramContexts(CompiledNetwork compiled, InstrumentedModel network) {
        if (!network.vocabulary().equals(compiled.vocabulary())) {
            throw new IllegalArgumentException("the network must read "
                    + compiled.vocabulary().size() + " tokens, those of the compiled network, got "
                    + network.vocabulary().size());
        }
        this.compiled = compiled;
        this.network = network;
    }

    @Override
    public String name() {
        return network.name();
    }

    @Override
    public Vocabulary vocabulary() {
        return compiled.program().vocabulary();
    }

    @Override
    public List<Site> sites() {
        return network.sites();
    }

    @Override
    public NextTokenTable next(ContextSet contexts) {
        return ofProgram(contexts, network.next(compiled.contexts(contexts)).probabilities(), vocabulary());
    }

    @Override
    public Representation record(ContextSet contexts, Site site) {
        Representation recorded = network.record(compiled.contexts(contexts), site);
        return new Representation(contexts.id(), site, recorded.directions(), recorded.values());
    }

    @Override
    public NextTokenTable run(ContextSet contexts, Intervention intervention) {
        Matrix laws = network.run(compiled.contexts(contexts), intervention).probabilities();
        return ofProgram(contexts, laws, vocabulary());
    }

    /** Laws without the columns that the program does not have, each divided by what is left. */
    static NextTokenTable ofProgram(ContextSet contexts, Matrix laws, Vocabulary vocabulary) {
        Matrix kept = laws.selectColumns(0, vocabulary.size());
        for (int row = 0; row < kept.rows(); row++) {
            double sum = 0;
            for (int token = 0; token < kept.columns(); token++) {
                sum += kept.get(row, token);
            }
            for (int token = 0; token < kept.columns(); token++) {
                kept.set(row, token, kept.get(row, token) / sum);
            }
        }
        return new NextTokenTable(contexts.id(), kept);
    }
}
