package org.assay.analysis.experiment;

import java.util.List;
import java.util.Map;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.hook.SigmoidTransformer;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;
import org.assay.neural.weights.foreign.OpenedModel;
import org.assay.neural.weights.foreign.OpenedModel.Outputs;
import org.assay.symbolic.fit.discrete.Answers;
import org.assay.symbolic.fit.discrete.AskedWords;
import org.assay.symbolic.fit.discrete.DiscreteFit;
import org.assay.symbolic.fit.discrete.DiscreteFitter;
import org.assay.symbolic.fit.discrete.SpecialTokens;

/**
 * A network in the engine that answers nearly without doubt, and programs for it. Nothing is known of what it was trained on: it is
 * asked words that it continues itself ({@link AskedWords}).
 */
public final class AlgorithmFit implements AutoCloseable {
    /** Words of each make, and the longest, where the network has room for it twice. */
    private static final int WORDS = 300;

    private static final int LONGEST = 50;
    private static final int SPECIAL = 4;

    private final OpenedModel model;
    private final HookedTransformer laws;
    private final SigmoidTransformer sets;

    private AlgorithmFit(OpenedModel model, HookedTransformer laws, SigmoidTransformer sets) {
        this.model = model;
        this.laws = laws;
        this.sets = sets;
    }

    /** Loads {@code model} into the engine. */
    public static AlgorithmFit of(OpenedModel model) {
        return model.outputs() == Outputs.SOFTMAX
                ? new AlgorithmFit(model, HookedTransformer.of("network", model.vocabulary(), model.weights()), null)
                : new AlgorithmFit(model, null, SigmoidTransformer.of("network", model.vocabulary(), model.weights()));
    }

    /**
     * A program for the network, from words drawn by {@code seed}.
     *
     * @throws IllegalArgumentException when the network cannot be asked, or is in doubt about all words
     */
    public DiscreteFit fit(Seed seed, Progress progress) {
        int longest = Math.min(LONGEST, (model.weights().config().nCtx() - SPECIAL) / 2);
        return fit(AskedWords.drawn(SpecialTokens.of(model.vocabulary()), WORDS, longest, seed), progress);
    }

    /** The same from these words, without what frames them. */
    public DiscreteFit fit(List<int[]> words, Progress progress) {
        return fit(AskedWords.given(SpecialTokens.of(model.vocabulary()), words), progress);
    }

    private DiscreteFit fit(AskedWords words, Progress progress) {
        Answers asked = sets == null ? words.of(laws, progress) : words.of(sets, progress);
        return DiscreteFitter.fit(
                asked, Map.of("an untrained network", untrained(asked.contexts())), model.vocabulary(), progress);
    }

    /** The control: what a network of the same shape says that has learned nothing. */
    private Answers untrained(ContextSet contexts) {
        TransformerConfig config = model.weights().config();
        TransformerWeights weights = TransformerWeights.initial(
                config.with(config.initialisation().withoutZeros()), Seed.of(0).child("untrained"));
        if (sets == null) {
            try (HookedTransformer other = HookedTransformer.of("untrained", model.vocabulary(), weights)) {
                return Answers.of(contexts, other.next(contexts));
            }
        }
        try (SigmoidTransformer other = SigmoidTransformer.of("untrained", model.vocabulary(), weights)) {
            return Answers.of(contexts, other.mayFollow(contexts));
        }
    }

    /** What the network says at every row. */
    public Answers answers(ContextSet contexts) {
        return sets == null
                ? Answers.of(contexts, laws.next(contexts))
                : Answers.of(contexts, sets.mayFollow(contexts));
    }

    @Override
    public void close() {
        if (sets == null) {
            laws.close();
        } else {
            sets.close();
        }
    }
}
