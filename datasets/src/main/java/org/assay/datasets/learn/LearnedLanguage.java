package org.assay.datasets.learn;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.language.LanguageDefinition;

/**
 * A language estimated from a text, and why each rule is in it.
 *
 * @param definition what was estimated
 * @param kept       rules that pay for themselves, the highest priority first; brackets before them
 * @param pruned     rules that gain something but less than they cost, the nearest to paying first; at most ten
 * @param refused    pairs of tokens that open and close, but hold or precede what a bracket of a language cannot say
 * @param heldOut    losses on sequences it was not estimated from
 */
public record LearnedLanguage(
        LanguageDefinition definition,
        List<Entry> kept,
        List<Entry> pruned,
        List<String> refused,
        HeldOutLosses heldOut) {
    public LearnedLanguage {
        kept = List.copyOf(kept);
        pruned = List.copyOf(pruned);
        refused = List.copyOf(refused);
    }

    /**
     * @param rule  kind and condition
     * @param gain  nats of the text that it saves with all other rules in place
     * @param price nats that it costs to write down
     */
    public record Entry(String rule, String kind, double gain, double price) {}

    static LearnedLanguage of(
            LanguageDefinition definition,
            Layout layout,
            DefinitionBuilder builder,
            Rulebook book,
            List<BracketPair> refused,
            HeldOutLosses heldOut) {
        List<Entry> kept = new ArrayList<>();
        for (BracketPair pair : layout.brackets()) {
            kept.add(new Entry(name(layout, pair), "bracket", pair.gain(), pair.price()));
        }
        book.all().forEach(rule -> kept.add(entry(builder, rule)));
        return new LearnedLanguage(
                definition,
                kept,
                book.refused().stream().map(rule -> entry(builder, rule)).toList(),
                refused.stream().map(pair -> name(layout, pair)).toList(),
                heldOut);
    }

    private static String name(Layout layout, BracketPair pair) {
        List<String> words = layout.text().words();
        return words.get(pair.open()) + " ... " + words.get(pair.close());
    }

    private static Entry entry(DefinitionBuilder builder, LearnedRule rule) {
        return new Entry(
                builder.says(rule),
                rule.kind().word(),
                rule.fit().gain(),
                rule.fit().price());
    }
}
