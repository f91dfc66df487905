package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assay.datasets.language.LanguageDefinition.Group;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;

/** Turns the rules of a language, in their order, into rules over ids; what a counterfactual can change gets a slot. */
final class RuleCompiler {
    private final Lexicon lexicon;
    private final Law[] certain;
    private final Law[] copied;
    private int slots;

    RuleCompiler(Lexicon lexicon) {
        this.lexicon = lexicon;
        int tokens = lexicon.vocabulary().size();
        this.certain = IntStream.range(0, tokens).mapToObj(Law::certain).toArray(Law[]::new);
        this.copied = IntStream.range(0, tokens)
                .mapToObj(token -> lexicon.isBracket(token) ? null : certain[token])
                .toArray(Law[]::new);
    }

    /** The rules of {@code group}, in order. */
    List<Rule> compile(Group group) {
        List<Rule> rules = new ArrayList<>();
        int sharedSlot = slots;
        for (int row = 0; row < group.rules().size(); row++) {
            RuleDefinition rule = group.rules().get(row);
            if (rule instanceof LanguageDefinition.Agreement agreement) {
                slots = sharedSlot + 1;
                rules.add(agreement(agreement, sharedSlot, row));
            } else {
                rules.add(compile(rule));
            }
        }
        return rules;
    }

    /** A new slot. */
    int slot() {
        return slots++;
    }

    int slots() {
        return slots;
    }

    private Rule compile(RuleDefinition rule) {
        if (rule instanceof LanguageDefinition.TokenBigram bigram) {
            return new Rule.TokenBigram(bigram.name(), lexicon.id(bigram.after()), lexicon.overTokens(bigram.emit()));
        }
        if (rule instanceof LanguageDefinition.TokenTrigram trigram) {
            int first = lexicon.id(trigram.first());
            int second = lexicon.id(trigram.second());
            return new Rule.TokenTrigram(trigram.name(), first, second, lexicon.overTokens(trigram.emit()));
        }
        if (rule instanceof LanguageDefinition.CategoryTrigram trigram) {
            int first = lexicon.category(trigram.first());
            int second = lexicon.category(trigram.second());
            Law law = lexicon.overCategories(Map.of(trigram.emit(), 1.0));
            return new Rule.CategoryTrigram(trigram.name(), first, second, lexicon.categoryOf(), law);
        }
        if (rule instanceof LanguageDefinition.SkipTrigram skip) {
            int anchor = lexicon.id(skip.anchor());
            int trigger = lexicon.id(skip.trigger());
            Law law = lexicon.overTokens(skip.emit());
            return new Rule.SkipTrigram(skip.name(), slot(), anchor, trigger, skip.window(), law);
        }
        if (rule instanceof LanguageDefinition.Induction induction) {
            int over = lexicon.category(induction.over());
            return new Rule.Induction(induction.name(), over, induction.which(), lexicon.categoryOf(), certain);
        }
        return reaching(rule);
    }

    private Rule reaching(RuleDefinition rule) {
        if (rule instanceof LanguageDefinition.Copy copy) {
            int over = lexicon.category(copy.over());
            return new ReachingRule.Copy(copy.name(), over, copy.back(), lexicon.categoryOf(), copied);
        }
        if (rule instanceof LanguageDefinition.MarkedCopy copy) {
            int marker = lexicon.id(copy.marker());
            int trigger = lexicon.id(copy.trigger());
            return new ReachingRule.MarkedCopy(copy.name(), slot(), marker, trigger, copy.window(), copied);
        }
        LanguageDefinition.Xor xor = (LanguageDefinition.Xor) rule;
        return new ReachingRule.Xor(
                xor.name(),
                slot(),
                lexicon.id(xor.first()),
                lexicon.id(xor.second()),
                lexicon.id(xor.trigger()),
                xor.window(),
                lexicon.overNames(xor.emit()),
                xor.otherwise().isEmpty() ? null : lexicon.overNames(xor.otherwise()));
    }

    private Rule agreement(LanguageDefinition.Agreement agreement, int slot, int row) {
        return new ReachingRule.Agreement(
                agreement.name(),
                slot,
                row,
                lexicon.category(agreement.after()),
                lexicon.category(agreement.over()),
                agreement.window(),
                lexicon.among(agreement.when()),
                lexicon.categoryOf(),
                lexicon.overNames(agreement.emit()));
    }
}
