package org.assay.analysis.compile;

/** Small programs, one for each thing that can be compiled, over four tokens. */
final class ProgramTexts {
    private static final String TOKENS = """
            vocab a b c d
            label letter
            label vowel
            label a : letter vowel
            label b : letter
            label c : letter
            label d : letter
            token a -> a
            token b -> b
            token c -> c
            token d -> d
            """;

    static final String BIGRAM = TOKENS + """
            bias a=0.5
            predict a -> b=2 c=-1
            predict vowel -> d=1
            predict d -> a=3
            """;

    static final String OFFSETS = TOKENS + """
            head prev layer 1 k=1 theta=1 offset {+1*1} value {letter}
            head two layer 1 k=1 theta=1 offset {+1*2} value {vowel}
            predict prev:a -> b=2
            predict prev:vowel -> c=1
            predict two:a -> d=2
            predict * -> itself=-1
            """;

    static final String NOTHING_SELECTED = TOKENS + """
            head prev layer 1 k=1 theta=1 offset {+1*2} value {a}
            predict prev:none -> b=2
            predict prev:a -> c=1.5
            """;

    static final String GATED_OFFSET = TOKENS + """
            head prev layer 1 k=1 theta=2 query when {+b} >= 1 seek {+vowel} offset {+1*1} value {a}
            predict prev:a -> c=3
            predict prev:none -> d=0.5
            """;

    static final String MATCHED_OFFSET = TOKENS + """
            head same layer 1 k=1 theta=2 match {+letter} offset {+1*2} value {letter}
            predict same:* -> itself=3
            predict same:none -> a=1
            """;

    static final String AND_OF_TWO = TOKENS + """
            head prev layer 1 k=1 theta=1 offset {+1*1} value {letter}
            label both
            label neither
            unit and layer 2 when {+a +prev:b} >= 2 add {both}
            unit nor layer 2 when {-a -prev:b} >= 0 add {neither}
            predict both -> c=4
            predict neither -> d=1
            """;

    static final String EXCLUSIVE_OR = TOKENS + """
            head prev layer 1 k=1 theta=1 offset {+1*1} value {letter}
            label odd
            unit one layer 2 when {+a -prev:vowel} >= 1 add {odd}
            unit other layer 2 when {-a +prev:vowel} >= 1 add {odd}
            predict odd -> c=3
            """;

    static final String TWO_LAYERS = TOKENS + """
            head prev layer 1 k=1 theta=1 offset {+1*1} value {letter}
            label bigram
            unit ab layer 2 when {+b +prev:a} >= 2 add {bigram}
            head back layer 3 k=1 theta=1 offset {+1*1} value {bigram}
            predict back:bigram -> d=3
            predict back:none -> a=1
            """;

    static final String SKIP_TRIGRAM = TOKENS + """
            head anchor layer 1 k=1 theta=1 query when {+b} >= 1 seek {+2*a +c} offset {-3*first} value {letter}
            predict anchor:a -> d=3
            predict anchor:c -> a=3
            predict anchor:none -> b=1
            """;

    static final String FARTHEST = TOKENS + """
            head far layer 1 k=1 theta=1 ties farthest query when {} >= 0 seek {+b +c} value {letter}
            predict far:b -> d=2
            predict far:c -> a=2
            """;

    static final String INDUCTION = TOKENS + """
            head prev layer 1 k=1 theta=1 offset {+1*1} value {letter}
            head again layer 2 k=1 theta=1 match {+letter key prev} value {letter}
            predict again:* -> itself=4
            """;

    static final String K_OF_N = TOKENS + """
            head prev layer 1 k=1 theta=1 offset {+1*1} value {letter}
            head two layer 1 k=1 theta=1 offset {+1*2} value {letter}
            label many
            unit many layer 2 when {+prev:a +two:a +vowel} >= 2 add {many}
            predict many -> d=3
            """;

    static final String COPY_OF_COPY = TOKENS + """
            head prev layer 1 k=1 theta=1 offset {+1*1} value {letter}
            head far layer 2 k=1 theta=1 query when {+a} >= 1 seek {+b} value {prev:letter letter prev:none}
            predict far:prev:a -> d=2
            predict far:prev:none -> c=2
            predict far:b -> a=1
            predict far:none -> b=1
            """;

    static final String EXPERTS = TOKENS + """
            head prev layer 1 k=1 theta=1 offset {+1*1} value {letter}
            bias a=1
            expert prev:a weight=2 -> b=0.5 c=0.25 d=0.25
            expert prev:vowel weight=1 -> a=1
            expert prev:b weight=1 -> a=0.5 d=0.5
            """;

    static final String ABSENCE = TOKENS + """
            label other
            unit absent layer 1 when {-a} >= 0 add {other}
            head far layer 2 k=1 theta=1 query when {+b} >= 1 seek {+other +a} offset {-1*last} value {other}
            predict far:other -> d=2
            predict far:none -> c=2
            predict other -> a=1
            """;

    private ProgramTexts() {}
}
