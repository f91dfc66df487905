package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageLearnCommandTest {
    private static final String THREE_LINES =
            "the cat sat on the mat .\nnull true \"no\" - 1 : #\nthe dog sat on the log .\n";

    @TempDir
    private Path folder;

    private CommandLineCall learn(byte[] text, String... more) throws IOException {
        Path file = folder.resolve("A text.txt");
        Files.write(file, text);
        String[] arguments = new String[more.length + 2];
        arguments[0] = "language-learn";
        arguments[1] = file.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return CommandLineCall.of(arguments);
    }

    private void refused(int code, String says, byte[] text, String... more) throws IOException {
        CommandLineCall call = learn(text, more);
        assertThat(call.code()).as(call.toString()).isEqualTo(code);
        assertThat(call.err()).contains(says);
        assertThat(call.out()).isEmpty();
    }

    @Test
    void three_lines_give_a_language_that_other_commands_read() throws IOException {
        Path out = folder.resolve("learned.yaml");
        CommandLineCall call = learn(THREE_LINES.getBytes(StandardCharsets.UTF_8), "--out", out.toString());
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(call.out())
                .contains("a-text:", "nothing held out", "rules kept: none")
                .endsWith(out + "\n");
        assertThat(CommandLineCall.of("posterior", out.toString(), "--context", "the cat")
                        .code())
                .isZero();
        assertThat(CommandLineCall.of("languages", out.toString()).out()).contains("a-text");
    }

    @Test
    void without_a_file_the_language_itself_is_the_result() throws IOException {
        CommandLineCall call = learn("a b\na b\nb a\n".getBytes(StandardCharsets.UTF_8), "--name", "ab");
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(call.out()).startsWith("name: ab\n").contains("vocabulary:");
    }

    @Test
    void a_text_that_is_none_is_bad_input() throws IOException {
        refused(3, "holds no token", new byte[0]);
        refused(3, "no sequence of two tokens", "a\nb\nc\n".getBytes(StandardCharsets.UTF_8));
        refused(3, "not UTF-8", new byte[] {'a', (byte) 0xFF, (byte) 0xFE, 'b'});
        refused(3, "control character", new byte[] {'a', 0, 'b', '\n'});
    }

    @Test
    void more_tokens_than_a_language_may_have_need_a_limit() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 60; line++) {
            for (int word = 0; word < 20; word++) {
                text.append("w").append(20 * line + word).append(' ').append("the ");
            }
            text.append('\n');
        }
        refused(3, "--top 999", text.toString().getBytes(StandardCharsets.UTF_8));
        CommandLineCall call = learn(text.toString().getBytes(StandardCharsets.UTF_8), "--top", "5");
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(call.out()).contains("<rest>");
    }

    @Test
    void options_that_cannot_be_meant_are_usage_errors() throws IOException {
        byte[] text = "a b\n".getBytes(StandardCharsets.UTF_8);
        refused(2, "--out", text, "--json");
        refused(2, "paragraph", text, "--sequences", "chapter");
        refused(2, "0 .. 0.5", text, "--held-out", "0.9");
        refused(2, "--window", text, "--window", "1");
        refused(2, "--name", text, "--name", "My Language");
        assertThat(CommandLineCall.of("language-learn", folder.resolve("none").toString())
                        .code())
                .isEqualTo(2);
    }
}
