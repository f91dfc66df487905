package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageRandomCommandTest {
    @Test
    void a_random_language_is_a_file_that_every_other_command_takes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("random.yaml");
        CommandLineCall written = CommandLineCall.of("language-random", "--seed", "3", "--out", file.toString());
        assertThat(written.code()).as(written.toString()).isZero();
        CommandLineCall printed = CommandLineCall.of("language-random", "--seed", "3");
        assertThat(printed.out()).isEqualTo(Files.readString(file)).contains("dispatch: mixture", "skip-trigram");
        CommandLineCall described = CommandLineCall.of("posterior", file.toString(), "--context", "", "--json");
        assertThat(described.code()).as(described.toString()).isZero();
        assertThat(described.out()).contains("\"process\" : \"random-3\"");
    }

    @Test
    void dials_make_it_smaller_or_larger() {
        CommandLineCall call =
                CommandLineCall.of("language-random", "--seed", "4", "--tokens", "36", "--rules", "30..30");
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(call.out()).contains("w33").doesNotContain("w36");
    }

    @Test
    void ranges_without_sense_and_gains_out_of_reach_are_misuse() {
        CommandLineCall words = CommandLineCall.of("language-random", "--seed", "1", "--tokens", "many");
        assertThat(words.code()).isEqualTo(2);
        assertThat(words.err()).contains("--tokens must be a range such as 20..80, got 'many'");
        CommandLineCall small = CommandLineCall.of("language-random", "--seed", "1", "--tokens", "5..80");
        assertThat(small.code()).isEqualTo(2);
        assertThat(small.err()).contains("20 to 1000 tokens");
    }
}
