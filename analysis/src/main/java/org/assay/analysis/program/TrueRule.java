package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.datasets.language.RuleLanguage;
import org.assay.datasets.process.RuleDescription;

/**
 * A rule of a language as one that can be found: every row of every group by itself, and one rule for all that happens inside
 * brackets, content and closing of all spans together, since where a span ends and what it holds are one grammar. Toy-english
 * has 27 that way: 8 noun bigrams, 4 place bigrams, 8 token trigrams, 1 category trigram, 4 skip-trigrams, induction, brackets.
 *
 * <p>Not asked for are the fallback, boosts, what follows a bracket, openings and noise, which say what happens where no rule
 * applies or take a share everywhere, and suppressions, which emit nothing; who finds one of them, all of a kind as one,
 * or all as one is right all the same.
 *
 * @param members its indices among the rules of the process
 * @param asked   whether an explanation ought to find it
 */
public record TrueRule(String name, String kind, List<Integer> members, boolean asked) {
    /** The name of the rule that all brackets make together, and its kind. */
    public static final String BRACKETS = "brackets";

    /** The name of all that is not asked for as one rule, and its kind. */
    public static final String NOT_ASKED_FOR = "not-asked-for";

    private static final Set<String> INSIDE_BRACKETS = Set.of("bracket-content", "bracket-close");
    private static final Set<String> NOT_ASKED =
            Set.of("category-bigram", "boost", "post-bracket", "bracket-open", "noise", "suppression");

    public TrueRule {
        members = List.copyOf(members);
    }

    /** All of them, those asked for in the order of the language, the brackets last among these; then what is not asked for. */
    public static List<TrueRule> of(RuleLanguage language) {
        List<RuleDescription> rules = language.ruleDescriptions();
        List<TrueRule> asked = new ArrayList<>();
        List<TrueRule> others = new ArrayList<>();
        List<Integer> inside = IntStream.range(0, rules.size())
                .filter(index -> INSIDE_BRACKETS.contains(rules.get(index).kind()))
                .boxed()
                .toList();
        for (int index = 0; index < rules.size(); index++) {
            RuleDescription rule = rules.get(index);
            if (NOT_ASKED.contains(rule.kind())) {
                others.add(new TrueRule(rule.name(), rule.kind(), List.of(index), false));
            } else if (!inside.contains(index)) {
                asked.add(new TrueRule(rule.name(), rule.kind(), List.of(index), true));
            }
        }
        if (!inside.isEmpty()) {
            asked.add(new TrueRule(BRACKETS, BRACKETS, inside, true));
        }
        asked.addAll(others);
        others.stream().map(TrueRule::kind).distinct().forEach(kind -> {
            List<TrueRule> alike =
                    others.stream().filter(rule -> rule.kind().equals(kind)).toList();
            if (alike.size() > 1) {
                asked.add(together(kind, alike));
            }
        });
        asked.add(together(NOT_ASKED_FOR, others));
        return List.copyOf(asked);
    }

    private static TrueRule together(String name, List<TrueRule> rules) {
        List<Integer> members =
                rules.stream().flatMap(rule -> rule.members().stream()).toList();
        return new TrueRule(name, name, members, false);
    }

    /** For each rule of the process the indices of those of {@code rules} that it belongs to. */
    static int[][] groupsOf(List<TrueRule> rules, int members) {
        return IntStream.range(0, members)
                .mapToObj(member -> IntStream.range(0, rules.size())
                        .filter(rule -> rules.get(rule).members().contains(member))
                        .toArray())
                .toArray(int[][]::new);
    }
}
