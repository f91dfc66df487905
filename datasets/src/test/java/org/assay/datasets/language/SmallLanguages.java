package org.assay.datasets.language;

import java.util.List;

/** Languages small enough to be enumerated and worked out by hand. */
final class SmallLanguages {
    private SmallLanguages() {}

    private static final String HEAD = """
            vocabulary:
              X: [a, b]
              Y: [c, d]
            start: X
            transitions:
              X: {X: 0.5, Y: 0.5}
              Y: {X: 1}
            """;

    static RuleLanguage of(String name, String rest) {
        return RuleLanguage.of(LanguageReader.read(name + ".yaml", "name: " + name + "\n" + HEAD + rest));
    }

    static RuleLanguage mixture() {
        return of("mixture", """
                dispatch: mixture
                fallback-weight: 1
                noise: 0.1
                rules:
                  - kind: token-bigram
                    weight: 3
                    rows:
                      - {after: a, emit: c}
                      - {after: c, emit: a}
                  - kind: skip-trigram
                    weight: 4
                    window: 3
                    rows:
                      - {anchor: b, trigger: a, emit: {c: 0.5, d: 0.5}}
                """);
    }

    static RuleLanguage strengths() {
        return of("strengths", """
                rules:
                  - {kind: induction, which: latest, over: X, strength: 0.5}
                  - kind: token-bigram
                    strength: 0.8
                    rows:
                      - {after: a, emit: c}
                """);
    }

    static RuleLanguage suppressed() {
        return of("suppressed", """
                suppressions:
                  - {token: a, near: c, window: 2, factor: 0}
                  - {token: Y, near: b, window: 1, factor: 0.5}
                rules:
                  - kind: token-bigram
                    rows:
                      - {after: d, emit: a}
                """);
    }

    static RuleLanguage copies() {
        return of("copies", """
                rules:
                  - kind: marked-copy
                    window: 4
                    rows:
                      - {marker: c, trigger: d}
                  - {kind: induction, which: majority, over: X, strength: 0.5}
                  - {kind: copy, over: Y, back: 2, strength: 0.9}
                relabel: 5
                """);
    }

    static RuleLanguage conjunctions() {
        return of("conjunctions", """
                rules:
                  - kind: xor
                    window: 3
                    rows:
                      - {anchors: [c, d], trigger: a, emit: b, otherwise: Y}
                  - kind: agreement
                    after: Y
                    over: X
                    window: 3
                    rows:
                      - {when: [a], emit: {a: 0.9, Y: 0.1}}
                """);
    }

    static RuleLanguage nested() {
        return of("nested-small", """
                nesting: 2
                brackets:
                  - {name: round, open: "(", close: ")", probability: 0.2, lengths: [1, 2], first: X, rows: {X: {X: 1}}, redraws: 1, then: Y}
                  - {name: quote, open: "'", close: "'", probability: 0.1, lengths: [1], first: Y, rows: {Y: {Y: 1}}, redraws: 0, then: X}
                """);
    }

    static RuleLanguage trigrams() {
        return of("trigrams", """
                noise: 0.2
                rules:
                  - kind: token-trigram
                    rows:
                      - {after: [a, b], emit: {c: 0.25, d: 0.75}}
                  - kind: category-trigram
                    strength: 0.7
                    rows:
                      - {after: [Y, X], emit: X}
                  - {kind: induction, over: Y}
                """);
    }

    static RuleLanguage boosted() {
        return of("boosted", """
                dispatch: mixture
                fallback-weight: 2
                rules:
                  - {kind: induction, which: latest, over: Y}
                boosts:
                  - {after: a, emit: d, steps: 3, probability: 0.5}
                  - {after: a, emit: c, steps: 2, probability: 0.25}
                  - {after: b, emit: b, steps: 1, probability: 0.1}
                brackets:
                  - {name: p, open: "(", close: ")", probability: 0.1, lengths: [1, 3], first: X, rows: {X: {Y: 1}, Y: {X: 1}}, then: Y}
                """);
    }

    static List<RuleLanguage> all() {
        return List.of(mixture(), strengths(), suppressed(), copies(), conjunctions(), nested(), trigrams(), boosted());
    }
}
