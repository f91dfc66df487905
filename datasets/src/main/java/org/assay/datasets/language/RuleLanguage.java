package org.assay.datasets.language;

import java.util.OptionalInt;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.process.Floors;
import org.assay.datasets.process.ObservedProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.SampledFloors;
import org.assay.datasets.sequence.ContextSet;

/**
 * A process made of rules with priorities, known exactly: the law of the next token, the rules that match and win, and the
 * share of each in every token. What a position is decides first (behind a bracket, inside one, elsewhere), then the first
 * rule that matches; opening brackets and boosts take their share of the probability but never win.
 */
public final class RuleLanguage extends ObservedProcess {
    private final Grammar grammar;
    private final LanguageFactors factors;

    private RuleLanguage(Grammar grammar, LanguageFactors factors) {
        super(
                grammar.definition().name(),
                "rule-language",
                grammar.definition().source(),
                grammar.vocabulary(),
                factors.factors(),
                OptionalInt.empty(),
                grammar.rules());
        this.grammar = grammar;
        this.factors = factors;
    }

    /** Compiles {@code definition}; throws IllegalArgumentException when a name in it means nothing. */
    public static RuleLanguage of(LanguageDefinition definition) {
        Grammar grammar = new Grammar(definition);
        return new RuleLanguage(grammar, new LanguageFactors(grammar));
    }

    /** What it was made of. */
    public LanguageDefinition definition() {
        return grammar.definition();
    }

    @Override
    public ContentHash id() {
        return ContentHash.of(grammar.definition().toString());
    }

    @Override
    public Observer observer() {
        return new LanguageObserver(grammar, factors);
    }

    @Override
    public NextTokenTable run(ContextSet contexts, Intervention intervention) {
        factorAt(intervention.site());
        throw new IllegalArgumentException("no factor of " + name()
                + " can be changed on its own: they are functions of" + " the tokens, edit those instead");
    }

    /** Enumerated for the first lengths, then sampled; a language that remembers has no rate that is known. */
    @Override
    public Floors floors(int longest) {
        return SampledFloors.of(this, longest);
    }
}
