package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assay.datasets.language.LanguageDefinition.Induction.Which;
import org.assay.datasets.process.Factor;

/**
 * The named ground-truth variables of a rule language, each a function of the observer:
 *
 * <ul>
 *   <li>{@code current-token}, {@code category}, {@code previous-token}: of the tokens read;
 *   <li>{@code bracket-kind}, {@code bracket-contents}: the innermost open bracket and how many tokens have come in it;
 *   <li>{@code bracket-remaining}: how many tokens are left in it, a belief, the one hidden variable;
 *   <li>{@code bracket-stack}, where brackets nest: those that are open, the innermost last;
 *   <li>{@code follower}, {@code latest-follower}, {@code majority-follower}: what followed the eligible occurrences of the
 *       current token, one for each variant of induction in the language;
 *   <li>{@code armed-anchor}: the skip-trigram whose anchor stands nearest before the current token within its window: the
 *       rule that would fire if the current token were its trigger;
 *   <li>{@code agreement.GROUP}: the row that the nearest controlling token calls for;
 *   <li>{@code odd.RULE}: whether exactly one anchor of an xor rule is there;
 *   <li>{@code marked.RULE}: the token behind the nearest marker;
 *   <li>{@code active.SUPPRESSION}: whether its token stands near;
 *   <li>{@code position}: how many tokens have been read, in octaves.
 * </ul>
 */
final class LanguageFactors {
    private static final String NONE = "none";
    private static final String OUTSIDE = "outside";
    static final String BRACKET_KIND = "bracket-kind";
    static final String BRACKET_REMAINING = "bracket-remaining";
    static final String BRACKET_STACK = "bracket-stack";
    static final String ARMED_ANCHOR = "armed-anchor";
    private static final int OCTAVES = 8;
    static final int NOT_ARMED = -1;
    private static final int MOST_STACKS = 64;

    private final Grammar grammar;
    private final List<Factor> factors = new ArrayList<>();
    private final List<Writer> writers = new ArrayList<>();

    /** Writes the value or belief of one factor into zeroed {@code values}. */
    private interface Writer {
        void write(LanguageObserver observer, double[] values);
    }

    LanguageFactors(Grammar grammar) {
        this.grammar = grammar;
        addTokens();
        if (!grammar.spans().isEmpty()) {
            addBrackets();
        }
        for (Which which : Which.values()) {
            addFollower(which);
        }
        addArmedAnchor();
        addReaching();
        List<String> octaves = new ArrayList<>(List.of("0", "1"));
        for (int octave = 2; octave < OCTAVES; octave++) {
            octaves.add((1 << octave - 1) + "-" + ((1 << octave) - 1));
        }
        octaves.add((1 << OCTAVES - 1) + "-");
        add("position", octaves, false, (observer, into) -> into[octave(observer.tokensRead())] = 1);
    }

    /** The name of the factor that holds what a variant of induction copies. */
    static String follower(Which which) {
        return which == Which.FIRST ? "follower" : which.name().toLowerCase(Locale.ROOT) + "-follower";
    }

    List<Factor> factors() {
        return factors;
    }

    void write(int factor, LanguageObserver observer, double[] values) {
        writers.get(factor).write(observer, values);
    }

    private void add(String name, List<String> values, boolean graded, Writer writer) {
        factors.add(new Factor(name, values, graded));
        writers.add(writer);
    }

    private void addTokens() {
        List<String> tokens = append(grammar.vocabulary().tokens(), NONE);
        add("current-token", tokens, false, (observer, into) -> into[tokenBack(observer, 0)] = 1);
        Stream<String> categories = grammar.definition().categories().stream().map(LanguageDefinition.Category::name);
        List<String> names =
                Stream.concat(categories, Stream.of("bracket", NONE)).toList();
        add("category", names, false, (observer, into) -> {
            int token = observer.history().back(0);
            into[token == History.NONE ? names.size() - 1 : grammar.category(token)] = 1;
        });
        add("previous-token", tokens, false, (observer, into) -> into[tokenBack(observer, 1)] = 1);
    }

    /** Index of the token at {@code distance} among all tokens and none. */
    private int tokenBack(LanguageObserver observer, int distance) {
        int token = observer.history().back(distance);
        return token == History.NONE ? grammar.vocabulary().size() : token;
    }

    private void addBrackets() {
        List<Span> spans = grammar.spans();
        List<String> kinds = append(spans.stream().map(Span::name).toList(), OUTSIDE);
        add(BRACKET_KIND, kinds, false, (observer, into) -> {
            into[observer.open().depth() == 0 ? spans.size() : observer.open().innermost()] = 1;
        });
        int longest = spans.stream().mapToInt(Span::longest).max().orElseThrow();
        List<String> counts = append(
                IntStream.rangeClosed(0, longest).mapToObj(Integer::toString).toList(), OUTSIDE);
        add("bracket-contents", counts, false, (observer, into) -> {
            into[observer.open().depth() == 0 ? longest + 1 : observer.open().contents()] = 1;
        });
        add(BRACKET_REMAINING, counts, true, (observer, into) -> {
            if (observer.open().depth() == 0) {
                into[longest + 1] = 1;
                return;
            }
            Span span = spans.get(observer.open().innermost());
            for (int left = 0; left <= longest; left++) {
                into[left] = span.remaining(observer.open(), left);
            }
        });
        if (grammar.definition().nesting() > 1) {
            addStack();
        }
    }

    /** All stacks are values while they are few; else only how deep they are. */
    private void addStack() {
        int nesting = grammar.definition().nesting();
        List<int[]> stacks = BracketStack.all(grammar.spans(), nesting, MOST_STACKS);
        if (stacks.isEmpty()) {
            List<String> depths = IntStream.rangeClosed(0, nesting)
                    .mapToObj(Integer::toString)
                    .toList();
            add(
                    "bracket-depth",
                    depths,
                    false,
                    (observer, into) -> into[observer.open().depth()] = 1);
            return;
        }
        List<String> names = stacks.stream()
                .map(stack -> stack.length == 0
                        ? OUTSIDE
                        : Arrays.stream(stack)
                                .mapToObj(span -> grammar.spans().get(span).name())
                                .collect(Collectors.joining(" ")))
                .toList();
        add(BRACKET_STACK, names, false, (observer, into) -> {
            int index = 0;
            while (!observer.open().holds(stacks.get(index))) {
                index++;
            }
            into[index] = 1;
        });
    }

    private void addFollower(Which which) {
        boolean used = grammar.ordinary().stream()
                .anyMatch(rule -> rule instanceof Rule.Induction induction && induction.which() == which);
        if (used) {
            List<String> values = append(grammar.vocabulary().tokens(), NONE);
            add(follower(which), values, false, (observer, into) -> {
                int token = observer.history().back(0);
                int follower = token == History.NONE
                        ? History.NONE
                        : observer.history().follower(which, token);
                into[follower == History.NONE ? grammar.vocabulary().size() : follower] = 1;
            });
        }
    }

    private void addReaching() {
        List<String> tokens = append(grammar.vocabulary().tokens(), NONE);
        int firstOfGroup = 0;
        for (int r = 0; r < grammar.ordinary().size() - 1; r++) {
            Rule rule = grammar.ordinary().get(r);
            if (r > 0 && grammar.groupOf(r) != grammar.groupOf(r - 1)) {
                firstOfGroup = r;
            }
            if (rule instanceof ReachingRule.Agreement && firstOfGroup == r) {
                addAgreement(grammar.groupOf(r));
            } else if (rule instanceof ReachingRule.Xor xor) {
                add(
                        "odd." + xor.name(),
                        List.of("no", "yes"),
                        false,
                        (observer, into) -> into[xor.isOdd(observer.history()) ? 1 : 0] = 1);
            } else if (rule instanceof ReachingRule.MarkedCopy copy) {
                add("marked." + copy.name(), tokens, false, (observer, into) -> {
                    int token = copy.marked(observer.history());
                    into[token == History.NONE ? grammar.vocabulary().size() : token] = 1;
                });
            }
        }
        for (Grammar.Suppression suppression : grammar.suppressions()) {
            String name = grammar.rules().get(suppression.rule()).name();
            add(
                    "active." + name,
                    List.of("no", "yes"),
                    false,
                    (observer, into) -> into[suppression.matches(observer.history()) ? 1 : 0] = 1);
        }
    }

    private void addAgreement(int group) {
        List<ReachingRule.Agreement> rows = grammar.ordinary().stream()
                .filter(rule -> rule instanceof ReachingRule.Agreement)
                .map(rule -> (ReachingRule.Agreement) rule)
                .filter(rule -> grammar.groupOf(grammar.ordinary().indexOf(rule)) == group)
                .toList();
        List<String> names =
                append(rows.stream().map(ReachingRule.Agreement::name).toList(), NONE);
        add("agreement." + grammar.group(group).name(), names, false, (observer, into) -> {
            int row = 0;
            while (row < rows.size() && !rows.get(row).holds(observer.history())) {
                row++;
            }
            into[row] = 1;
        });
    }

    private void addArmedAnchor() {
        List<Rule.SkipTrigram> skips = grammar.skips();
        if (skips.isEmpty()) {
            return;
        }
        List<String> names = append(skips.stream().map(Rule.SkipTrigram::name).toList(), NONE);
        add(ARMED_ANCHOR, names, false, (observer, into) -> {
            int armed = armed(skips, observer.history());
            into[armed == NOT_ARMED ? skips.size() : armed] = 1;
        });
    }

    /** Index of the rule whose anchor stands nearest within its window, the first of equally near ones. */
    static int armed(List<Rule.SkipTrigram> skips, History history) {
        int armed = NOT_ARMED;
        int nearest = Integer.MAX_VALUE;
        for (int s = 0; s < skips.size(); s++) {
            int distance = skips.get(s).distance(history);
            if (distance <= skips.get(s).window() && distance < nearest) {
                nearest = distance;
                armed = s;
            }
        }
        return armed;
    }

    /** 0, 1, 2-3, 4-7, ...; the last has no end. */
    private static int octave(int tokensRead) {
        return Math.min(Integer.SIZE - Integer.numberOfLeadingZeros(tokensRead), OCTAVES);
    }

    private static List<String> append(List<String> values, String last) {
        return Stream.concat(values.stream(), Stream.of(last)).toList();
    }
}
