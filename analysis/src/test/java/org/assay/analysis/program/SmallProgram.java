package org.assay.analysis.program;

import org.assay.symbolic.program.Program;
import org.assay.symbolic.text.ProgramParser;

/** A program over four tokens: after {@code a} comes {@code b}, after {@code c d} comes {@code a}, else anything. */
final class SmallProgram {
    static final String TEXT = """
            vocab a b c d
            label A
            label B
            label C
            label D
            label rule
            label bigram:a : rule
            label trigram:c:d : rule
            label else : rule
            token a -> A
            token b -> B
            token c -> C
            token d -> D
            head back layer 1 k=1 theta=1 offset {+1} value {A B C D}
            unit bigram layer 2 when {+A} >= 1 add {bigram:a}
            unit trigram layer 2 when {+D +back:C} >= 2 add {trigram:c:d}
            unit rest layer 3 when {-bigram:a -trigram:c:d} >= 0 add {else}
            expert bigram:a weight=1 -> b=0.9 a=0.1
            expert trigram:c:d weight=1 -> a=0.9 c=0.1
            expert else weight=1 -> a=0.25 b=0.25 c=0.3 d=0.2
            """;

    private SmallProgram() {}

    static Program program() {
        return ProgramParser.parse(TEXT, "small");
    }
}
