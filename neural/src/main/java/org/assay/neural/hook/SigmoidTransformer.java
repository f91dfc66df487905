package org.assay.neural.hook;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.MembershipTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.SetModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;

/**
 * A network that was trained with binary cross-entropy: each logit is that of its own token, and their softmax means nothing. It
 * can be looked into like any network, but has no next-token law.
 */
public final class SigmoidTransformer implements SetModel, AutoCloseable {
    private final HookedTransformer network;

    private SigmoidTransformer(HookedTransformer network) {
        this.network = network;
    }

    /** Loads {@code weights} into the engine. */
    public static SigmoidTransformer of(String name, Vocabulary vocabulary, TransformerWeights weights) {
        return new SigmoidTransformer(HookedTransformer.of(name, vocabulary, weights));
    }

    @Override
    public String name() {
        return network.name();
    }

    @Override
    public Vocabulary vocabulary() {
        return network.vocabulary();
    }

    public TransformerConfig config() {
        return network.config();
    }

    /** {@code 1 / (1 + exp(-logit))} of every token, in double precision. */
    @Override
    public MembershipTable mayFollow(ContextSet contexts) {
        Matrix logits = network.logits(contexts).values();
        Matrix probabilities = Matrix.zeros(logits.rows(), logits.columns());
        for (int i = 0; i < logits.values().length; i++) {
            probabilities.values()[i] = 1 / (1 + StrictMath.exp(-logits.values()[i]));
        }
        return new MembershipTable(contexts.id(), probabilities);
    }

    /** Where it can be looked into, from input to output. */
    public List<Site> sites() {
        return network.sites();
    }

    /** What the network holds at {@code site}: one row per row of {@code contexts}. */
    public Representation record(ContextSet contexts, Site site) {
        return network.record(contexts, site);
    }

    /** Frees the network's memory in the engine. */
    @Override
    public void close() {
        network.close();
    }
}
