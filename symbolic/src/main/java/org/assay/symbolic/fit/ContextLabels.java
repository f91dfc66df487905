package org.assay.symbolic.fit;

import java.util.List;
import java.util.Optional;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.sequence.ContextSet;

/**
 * Labels of contexts, found bottom-up: contexts after which a model says nearly the same of the next m tokens are put together
 * (causal states, as far as N observations could tell them apart; Shalizi and Crutchfield 2001), behaviour pooled with
 * activations. m is raised from 1 while that still changes the labels.
 *
 * @param steps      m
 * @param share      weight of activations against behaviour, found by trying
 * @param labelOfRow for each context its label, from 0
 * @param laws       labels x V^m, the mean laws of the next m tokens
 * @param futures    contexts x V^m
 * @param hierarchy  the labels merged down to one: labels of labels
 * @param tried      what was tried on the way, in words
 */
public record ContextLabels(
        int steps,
        double share,
        int[] labelOfRow,
        double[][] laws,
        double[][] futures,
        Dendrogram hierarchy,
        List<String> tried) {
    /**
     * @param model       is asked what comes after the contexts, and after these with up to m - 1 tokens more
     * @param activations of the same contexts, if they are to be pooled
     */
    public static ContextLabels of(
            SequenceModel model, ContextSet contexts, Optional<Representation> activations, MachineOptions options) {
        return LabelSearch.of(model, contexts, activations, options).labels();
    }

    /** How many labels there are. */
    public int count() {
        return laws.length;
    }
}
