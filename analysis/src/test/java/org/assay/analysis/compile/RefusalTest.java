package org.assay.analysis.compile;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assay.analysis.compile.CompileOptions.Code;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.datasets.origin.Seed;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
    private static final String HEADER = """
            vocab a b
            label x
            label y
            label l
            label m
            token a -> x l
            token b -> y
            """;

    private static void assertRefused(String items, CompileOptions options, String... parts) {
        String text = HEADER + items.replace("; ", "\n") + "\n";
        assertThatThrownBy(() -> ProgramCompiler.compile(ProgramParser.parse(text, "test"), options))
                .isInstanceOf(UncompilableProgramException.class)
                .hasMessageContainingAll(parts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "head h layer 1 k=2 theta=1 offset {+1*1} value {x} | head h keeps k=2 keys",
                "head h layer 1 k=all theta=1 offset {+1*1} value {x} | head h keeps k=all keys",
                "head h layer 1 k=1 theta=1 offset {+1*1} value {x} where {1} | head h inserts where its key stands",
                "head h layer 1 k=1 theta=1 offset {+1*1} counted {x} | counter h:",
                "counter n; unit u layer 1 when {+x} >= 1 count add {n} | counter n",
                "unit u layer 1 when {+x} >= 1 add {m} del {l} | unit u deletes [l]",
                "unit u layer 1 when {+x} >= 1 add {m}; unit v layer 2 when {+y} >= 1 add {m} | label m is inserted by units of two layers",
                "unit u layer 1 when {+y} >= 1 add {l}; predict l -> a=1 | predict l asks for label l",
                "output sets | output sets",
                "head h layer 1 k=1 theta=1 offset {+1*1} value {x}; unit u layer 1 when {+x} >= 1 add {l}; unit v layer 2 when {+l} >= 1 add {m} | unit v asks for label l",
                "head h layer 1 k=1 theta=1 offset {+1*1} value {x}; head g layer 2 k=1 theta=1 query when {+x +h:x} >= 2 seek {+y} value {y} | head g asks under a condition on several variables",
                "head h layer 1 k=1 theta=1 offset {+1*1} value {x}; expert h:x weight=1 -> a=1; expert x weight=1 -> b=1 | is mixed with experts of other variables"
            })
    void says_which_item_cannot_be_compiled(String items, String message) {
        assertRefused(items, CompileOptions.of(Target.SOFTMAX, 3, Seed.of(1)), message, ": ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "head h layer 1 k=1 theta=1 query when {} >= 0 seek {+x} value {x} | head h keeps the best of several keys",
                "head h layer 1 k=1 theta=1 offset {+1*1} value {x}; head g layer 1 k=1 theta=1 offset {+1*2} value {x}; unit u layer 2 when {+x +h:x +g:x} >= 2 add {m} | unit u depends on [g, h, token]",
                "head h layer 1 k=1 theta=3 query when {} >= 0 seek {+x} query when {+y} >= 1 seek {+x} offset {+1*1} value {x} | head h asks for more than one thing",
                "head h layer 1 k=1 theta=1 query when {+y} >= 1 seek {+x} offset {-1*last -1*2 +1*1} value {x} | head h asks for something at its key that the threshold does not need"
            })
    void bilinear_attention_refuses_what_it_cannot_hold_exactly(String items, String message) {
        assertRefused(items, CompileOptions.of(Target.BILINEAR, 3, Seed.of(1)), message, ": ");
    }

    @Test
    void bilinear_units_need_one_hot_codes() {
        assertRefused(
                "unit u layer 1 when {+x} >= 1 add {m}",
                CompileOptions.of(Target.BILINEAR, 3, Seed.of(1)).with(Code.SIMPLEX),
                "unit u needs constants",
                "one-hot");
    }

    @Test
    void too_wide_a_network_is_refused_with_what_takes_the_width() {
        assertRefused(
                "head h layer 1 k=1 theta=1 offset {+1*1} value {x}",
                CompileOptions.of(Target.SOFTMAX, 4000, Seed.of(1)),
                "directions",
                "position has 4001 values");
    }

    @Test
    void options_out_of_range_are_refused() {
        CompileOptions options = CompileOptions.of(Target.SOFTMAX, 3, Seed.of(1));
        assertThatThrownBy(() -> CompileOptions.of(Target.SOFTMAX, 0, Seed.of(1)))
                .hasMessageContaining("got 0");
        assertThatThrownBy(() -> options.compressedTo(0)).hasMessageContaining("compression");
        assertThatThrownBy(() -> options.withNoise(-1)).hasMessageContaining("noise");
        assertThatThrownBy(() -> options.withSpare(-1)).hasMessageContaining("spare");
        assertThatThrownBy(() -> options.withSharpness(Double.NaN)).hasMessageContaining("sharpness");
        assertThatThrownBy(() -> EveryContext.upTo(10, 9)).hasMessageContaining("2000000");
    }
}
