package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.assay.datasets.sequence.Vocabulary;

/** A fitted rule in words. */
final class Sentence {
    private static final int SHOWN = 4;

    private Sentence() {}

    static String of(Expert expert, Vocabulary vocabulary) {
        List<String> laws = new ArrayList<>();
        for (double[] law : expert.laws) {
            laws.add(law(law, vocabulary));
        }
        return condition(expert.match, vocabulary) + " -> "
                + (expert.match.copies() ? "a copy" : String.join(" else ", laws));
    }

    private static String condition(Match match, Vocabulary vocabulary) {
        String now = set(match.now(), vocabulary);
        if (match instanceof Match.Within within) {
            return set(within.anchors(), vocabulary) + " " + within.from() + " to " + within.to() + " before " + now;
        }
        if (match instanceof Match.Nearest nearest) {
            return "nearest of " + set(nearest.over(), vocabulary) + " in " + set(nearest.when(), vocabulary)
                    + " up to " + nearest.to() + " before " + now;
        }
        if (match instanceof Match.Odd odd) {
            return "not exactly one of " + set(odd.first(), vocabulary) + " and " + set(odd.second(), vocabulary)
                    + " up to " + odd.to() + " before " + now;
        }
        if (match instanceof Match.Copy copy) {
            return "after " + now + " the token " + copy.back() + " before";
        }
        if (match instanceof Match.Follow follow) {
            return "after " + now + " what followed it "
                    + List.of("first", "last", "most").get(follow.which());
        }
        if (match instanceof Match.Marked marked) {
            return "after " + now + " what followed " + set(marked.markers(), vocabulary) + " up to " + marked.to()
                    + " before";
        }
        return "after " + now;
    }

    private static String set(boolean[] set, Vocabulary vocabulary) {
        if (set == null) {
            return "any token";
        }
        List<String> tokens = IntStream.range(0, set.length)
                .filter(v -> set[v])
                .mapToObj(vocabulary::token)
                .toList();
        return tokens.size() == 1 ? tokens.get(0) : "{" + String.join(" ", tokens) + "}";
    }

    private static String law(double[] law, Vocabulary vocabulary) {
        List<String> tokens = IntStream.range(0, law.length)
                .boxed()
                .sorted((a, b) -> Double.compare(law[b], law[a]))
                .limit(SHOWN)
                .filter(v -> law[v] > 0.005)
                .map(v -> String.format(Locale.ROOT, "%s %.2f", vocabulary.token(v), law[v]))
                .toList();
        return String.join(", ", tokens);
    }
}
