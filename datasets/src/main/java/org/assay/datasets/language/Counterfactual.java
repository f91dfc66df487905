package org.assay.datasets.language;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.language.LanguageDefinition.Induction.Which;
import org.assay.datasets.process.Factor;

/**
 * The law of the next token after one factor alone is changed, all else being as the tokens left it: exact, and the same as the
 * ordinary law when the factor is given the value that it has.
 *
 * <ul>
 *   <li>followers: the memory of the current token holds the value;
 *   <li>{@code armed-anchor}: the rule of the nearest anchor is disarmed and that of the value armed, as if the other anchor
 *       stood in that place;
 *   <li>{@code bracket-remaining}: the innermost bracket closes when nothing is left in it;
 *   <li>{@code bracket-kind}, {@code bracket-stack}: other brackets are open, when the last token could stand in them;
 *   <li>{@code agreement.GROUP}, {@code odd.RULE}, {@code marked.RULE}, {@code active.SUPPRESSION}: that rule or group alone goes by
 *       the value.
 * </ul>
 *
 * Tokens, their category, their number and the contents of a bracket cannot be changed alone: several rules and memories go by
 * them.
 */
final class Counterfactual {
    private final int index;
    private final Factor factor;
    private final Edit edit;

    /** Makes an observer hold {@code value}, an index into the values of the factor, for true. */
    private interface Edit {
        void apply(LanguageObserver observer, int value);
    }

    private Counterfactual(int index, Factor factor, Edit edit) {
        this.index = index;
        this.factor = factor;
        this.edit = edit;
    }

    /** Changes of factor {@code index}; throws IllegalArgumentException, with the reason, when it cannot be changed alone. */
    static Counterfactual of(Grammar grammar, LanguageFactors factors, int index) {
        Factor factor = factors.factors().get(index);
        return new Counterfactual(index, factor, editOf(grammar, factor.name()));
    }

    /**
     * Writes the law of the next token to {@code law} when the factor has the values by {@code values}, which sum to 1.
     *
     * @throws IllegalArgumentException when one of them means nothing here
     */
    void write(LanguageObserver observer, double[] values, double[] law) {
        if (factor.name().equals(LanguageFactors.BRACKET_REMAINING)) {
            writeRemaining(observer, values, law);
            return;
        }
        double[] actual = new double[values.length];
        observer.factor(index, actual);
        double[] part = new double[law.length];
        Arrays.fill(law, 0);
        for (int value = 0; value < values.length; value++) {
            if (values[value] > 0) {
                LanguageObserver edited = observer.copy();
                if (actual[value] == 0) {
                    edit.apply(edited, value);
                }
                edited.next(part);
                for (int token = 0; token < law.length; token++) {
                    law[token] += values[value] * part[token];
                }
            }
        }
    }

    /** A belief over what is left is one probability of closing: nothing else of it bears on the next token. */
    private void writeRemaining(LanguageObserver observer, double[] values, double[] law) {
        int outside = values.length - 1;
        boolean isInside = observer.open().depth() > 0;
        if (values[outside] != (isInside ? 0 : 1)) {
            throw refused(isInside ? "a bracket is open, so it cannot be outside" : "no bracket is open");
        }
        LanguageObserver edited = observer.copy();
        if (isInside) {
            edited.tellToClose(values[0]);
        }
        edited.next(law);
    }

    private static Edit editOf(Grammar grammar, String name) {
        for (Which which : Which.values()) {
            if (name.equals(LanguageFactors.follower(which))) {
                int none = grammar.vocabulary().size();
                return (observer, value) -> tellFollower(observer, which, value == none ? History.NONE : value);
            }
        }
        switch (name) {
            case LanguageFactors.ARMED_ANCHOR:
                return (observer, value) -> rearm(grammar, observer, value);
            case LanguageFactors.BRACKET_REMAINING:
                return (observer, value) -> {};
            case LanguageFactors.BRACKET_KIND:
                return (observer, value) -> {
                    requireInside(observer, name, value < grammar.spans().size());
                    int[] stack = stackOf(observer.open());
                    stack[stack.length - 1] = value;
                    replace(grammar, observer, name, stack);
                };
            case LanguageFactors.BRACKET_STACK:
                List<int[]> stacks =
                        BracketStack.all(grammar.spans(), grammar.definition().nesting(), Integer.MAX_VALUE);
                return (observer, value) -> {
                    requireInside(observer, name, value > 0);
                    replace(grammar, observer, name, stacks.get(value));
                };
            default:
                return editOfRule(grammar, name);
        }
    }

    private static Edit editOfRule(Grammar grammar, String name) {
        for (int r = 0; r < grammar.ordinary().size() - 1; r++) {
            Rule rule = grammar.ordinary().get(r);
            String group = grammar.group(grammar.groupOf(r)).name();
            if (rule instanceof ReachingRule.Xor xor && name.equals("odd." + xor.name())) {
                return (observer, value) -> observer.history().tell(xor.slot(), value);
            }
            if (rule instanceof ReachingRule.MarkedCopy copy && name.equals("marked." + copy.name())) {
                int none = grammar.vocabulary().size();
                return (observer, value) -> {
                    if (value != none && grammar.isBracket(value)) {
                        throw refused(name, "a bracket is never copied");
                    }
                    observer.history().tell(copy.slot(), value == none ? History.NONE : value);
                };
            }
            if (rule instanceof ReachingRule.Agreement agreement && name.equals("agreement." + group)) {
                return (observer, value) -> observer.history().tell(agreement.slot(), value);
            }
        }
        for (Grammar.Suppression suppression : grammar.suppressions()) {
            if (name.equals("active." + grammar.rules().get(suppression.rule()).name())) {
                return (observer, value) -> observer.history().tell(suppression.slot(), value);
            }
        }
        throw refused(
                name, "it is a function of the tokens that several rules and memories go by, edit the tokens instead");
    }

    private static void tellFollower(LanguageObserver observer, Which which, int follower) {
        int token = observer.history().back(0);
        if (token == History.NONE) {
            throw refused(LanguageFactors.follower(which), "there is no current token");
        }
        observer.history().tellFollower(which, token, follower);
    }

    private static void rearm(Grammar grammar, LanguageObserver observer, int value) {
        List<Rule.SkipTrigram> skips = grammar.skips();
        int armed = LanguageFactors.armed(skips, observer.history());
        if (armed != LanguageFactors.NOT_ARMED) {
            observer.history().tell(skips.get(armed).slot(), 0);
        }
        if (value < skips.size()) {
            observer.history().tell(skips.get(value).slot(), 1);
        }
    }

    private static void requireInside(LanguageObserver observer, String name, boolean wantsInside) {
        if (!(observer.open().depth() > 0 && wantsInside)) {
            throw refused(name, "a bracket cannot be opened or closed without its tokens");
        }
    }

    private static int[] stackOf(BracketStack open) {
        return IntStream.range(0, open.depth()).map(open::at).toArray();
    }

    private static void replace(Grammar grammar, LanguageObserver observer, String name, int[] stack) {
        Span inner = grammar.spans().get(stack[stack.length - 1]);
        Span before = grammar.spans().get(observer.open().innermost());
        int last = observer.open().last() == before.open()
                ? inner.open()
                : observer.open().last();
        if (inner.content()[last] == null || observer.open().least() > inner.longest()) {
            throw refused(
                    name,
                    "what stands in " + before.name() + " cannot stand in " + inner.name() + ", so no law follows it");
        }
        observer.open().replace(stack, last);
    }

    private IllegalArgumentException refused(String why) {
        return refused(factor.name(), why);
    }

    private static IllegalArgumentException refused(String factor, String why) {
        return new IllegalArgumentException("factor " + factor + " cannot be changed alone here: " + why);
    }
}
