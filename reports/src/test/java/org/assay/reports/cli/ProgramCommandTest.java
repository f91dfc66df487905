package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assay.datasets.file.Json;
import org.assay.symbolic.program.Unembedding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCommandTest {
    private static final String CANONICAL = """
            vocab a b
            label A
            label B
            token a -> A
            token b -> B
            head previous layer 1 k=1 theta=1 offset {+1} value {A B}
            unit both layer 2 when {+A +previous:B} >= 2 add {B} del {A}
            bias a=0.25
            predict A -> b=1.5
            """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write_a_program() throws IOException {
        file = folder.resolve("small.program");
        Files.writeString(file, "# untidy\n\n" + CANONICAL.replace("bias a=0.25\n", "bias   a=+0.250\n"));
    }

    @Test
    void print_gives_the_canonical_text_and_again_the_same() throws IOException {
        CommandLineCall call = CommandLineCall.of("program", "print", file.toString());
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(call.out()).isEqualTo(CANONICAL);
        Files.writeString(file, call.out());
        assertThat(CommandLineCall.of("program", "print", file.toString())).isEqualTo(call);
    }

    @Test
    void check_says_how_large_a_program_is() {
        CommandLineCall call = CommandLineCall.of("program", "check", file.toString());
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(call.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("tokens 2", "layers 2", "heads 1", "units 1", "weights 2");
    }

    @Test
    void check_warns_of_what_has_no_effect() throws IOException {
        Files.writeString(file, "vocab a\nlabel A\nlabel B\ntoken a -> A\nunit u layer 1 when {+A} >= 1 del {B}\n");
        CommandLineCall call = CommandLineCall.of("program", "check", file.toString());
        assertThat(call.code()).isZero();
        assertThat(call.err()).contains("small.program:5: warning: unit u deletes 'B'");
        assertThat(call.err()).contains("small.program:3: warning: label B is never active");
    }

    @Test
    void programs_that_come_along_go_by_their_names() throws IOException {
        CommandLineCall call = CommandLineCall.of("program", "run", "induction", "--context", "ash bay ash");
        assertThat(call.code()).isZero();
        assertThat(call.out()).contains("bay");
        assertThat(CommandLineCall.of("program", "check", "toy-english").err()).doesNotContain("warning");
        CommandLineCall sets = CommandLineCall.of("program", "run", "bracket-matching", "--context", "( [", "--json");
        assertThat(sets.code()).as(sets.toString()).isZero();
        assertThat(Json.parse(sets.out(), JsonNode.class).get("mayFollow").toString())
                .isEqualTo("[\"(\",\"[\",\"]\"]");
        assertThat(CommandLineCall.of("program", "run", "bracket-matching", "--context", "( [")
                        .out())
                .containsPattern("] .*may follow");
        CommandLineCall unknown = CommandLineCall.of("program", "print", "trigram");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("induction");
    }

    @Test
    void check_tells_every_mistake_with_its_place() throws IOException {
        Files.writeString(file, "vocab a\nlabel A : C\ntoken b -> A\npredict X -> a=one\n");
        CommandLineCall call = CommandLineCall.of("program", "check", file.toString());
        assertThat(call.code()).isEqualTo(3);
        assertThat(call.err()).contains("small.program:2:11", "small.program:3:7", "small.program:4:");
    }

    @Test
    void run_gives_the_law_and_what_happened() throws IOException {
        CommandLineCall call = CommandLineCall.of("program", "run", file.toString(), "--context", "b a", "--json");
        assertThat(call.code()).as(call.toString()).isZero();
        JsonNode answer = Json.parse(call.out(), JsonNode.class);
        double votes = Math.exp(0.25) / (Math.exp(0.25) + 1);
        double a = (1 - Unembedding.UNIFORM_SHARE) * votes + Unembedding.UNIFORM_SHARE / 2;
        assertThat(answer.get("next").get("a").asDouble()).isCloseTo(a, within(1e-12));
        assertThat(answer.get("trace"))
                .anySatisfy(step -> assertThat(
                                step.get("fired").path(0).path("unit").asText())
                        .isEqualTo("both"));
        CommandLineCall text = CommandLineCall.of("program", "run", file.toString(), "--context", "b a");
        assertThat(text.out()).contains("previous looks at 0", "both fires, 2 >= 2");
    }

    @Test
    void run_refuses_unknown_tokens_and_an_empty_context() {
        assertThat(CommandLineCall.of("program", "run", file.toString(), "--context", "a c")
                        .code())
                .isEqualTo(3);
        assertThat(CommandLineCall.of("program", "run", file.toString(), "--context", "")
                        .code())
                .isEqualTo(3);
    }

    @Test
    void a_trace_says_why_in_words_and_as_a_page_that_loads_nothing() throws IOException {
        Path page = folder.resolve("trace.html");
        CommandLineCall call = CommandLineCall.of(
                "program", "run", file.toString(), "--context", "b a", "--trace", "--html", page.toString());
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(call.out())
                .contains("head previous, keeps 0 b (1 >= 1: +offset.1) -> previous:B")
                .contains("unit both fires (2 >= 2: +A +previous:B) -> +B -A");
        assertThat(Files.readString(page)).contains("previous:B").doesNotContain("://");
        assertThat(call.err()).contains("trace.html");
    }
}
