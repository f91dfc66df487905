package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assay.datasets.process.Factor;

/**
 * The named ground-truth variables of a rule language, each a function of the observer:
 *
 * <ul>
 *   <li>{@code current-token}, {@code category}, {@code previous-token}: of the tokens read;
 *   <li>{@code bracket-kind}, {@code bracket-contents}: which bracket is open and how many tokens have come in it;
 *   <li>{@code bracket-remaining}: how many tokens are left in it, a belief, the one hidden variable;
 *   <li>{@code follower}: what followed the first eligible occurrence of the current token;
 *   <li>{@code armed-anchor}: the skip-trigram whose anchor stands nearest before the current token within its window: the
 *       rule that would fire if the current token were its trigger;
 *   <li>{@code position}: how many tokens have been read, in octaves.
 * </ul>
 */
final class LanguageFactors {
    private static final String NONE = "none";
    private static final String OUTSIDE = "outside";
    private static final int OCTAVES = 8;

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
        if (grammar.ordinary().stream().anyMatch(rule -> rule instanceof Rule.Induction)) {
            List<String> values = append(grammar.vocabulary().tokens(), NONE);
            add("follower", values, false, (observer, into) -> into[follower(observer)] = 1);
        }
        addArmedAnchor();
        List<String> octaves = new ArrayList<>(List.of("0", "1"));
        for (int octave = 2; octave < OCTAVES; octave++) {
            octaves.add((1 << octave - 1) + "-" + ((1 << octave) - 1));
        }
        octaves.add((1 << OCTAVES - 1) + "-");
        add("position", octaves, false, (observer, into) -> into[octave(observer.tokensRead())] = 1);
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
        add("bracket-kind", kinds, false, (observer, into) -> {
            into[observer.inside() < 0 ? spans.size() : observer.inside()] = 1;
        });
        int longest = spans.stream().mapToInt(Span::longest).max().orElseThrow();
        List<String> counts = append(
                IntStream.rangeClosed(0, longest).mapToObj(Integer::toString).toList(), OUTSIDE);
        add("bracket-contents", counts, false, (observer, into) -> {
            into[observer.inside() < 0 ? longest + 1 : observer.contents()] = 1;
        });
        add("bracket-remaining", counts, true, (observer, into) -> {
            if (observer.inside() < 0) {
                into[longest + 1] = 1;
                return;
            }
            Span span = spans.get(observer.inside());
            for (int left = 0; left <= longest; left++) {
                into[left] = span.remaining(observer.contents(), left);
            }
        });
    }

    private int follower(LanguageObserver observer) {
        int token = observer.history().back(0);
        int follower = token == History.NONE ? History.NONE : observer.history().follower(token);
        return follower == History.NONE ? grammar.vocabulary().size() : follower;
    }

    private void addArmedAnchor() {
        List<Rule.SkipTrigram> skips = grammar.ordinary().stream()
                .filter(rule -> rule instanceof Rule.SkipTrigram)
                .map(rule -> (Rule.SkipTrigram) rule)
                .toList();
        if (skips.isEmpty()) {
            return;
        }
        List<String> names = append(skips.stream().map(Rule.SkipTrigram::name).toList(), NONE);
        add("armed-anchor", names, false, (observer, into) -> {
            int armed = skips.size();
            int nearest = Integer.MAX_VALUE;
            for (int s = 0; s < skips.size(); s++) {
                int distance = skips.get(s).distance(observer.history());
                if (distance <= skips.get(s).window() && distance < nearest) {
                    nearest = distance;
                    armed = s;
                }
            }
            into[armed] = 1;
        });
    }

    /** 0, 1, 2-3, 4-7, ...; the last has no end. */
    private static int octave(int tokensRead) {
        return Math.min(Integer.SIZE - Integer.numberOfLeadingZeros(tokensRead), OCTAVES);
    }

    private static List<String> append(List<String> values, String last) {
        return Stream.concat(values.stream(), Stream.of(last)).toList();
    }
}
