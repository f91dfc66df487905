package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Npy;
import org.assay.datasets.file.Npz;
import org.assay.symbolic.edit.protocol.RequestException;
import org.assay.symbolic.edit.protocol.RequestKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditCommandTest {
    private static final String PROGRAM = "vocab 0 1\nlabel one\ntoken 1 -> one\npredict one -> 0=2\n";
    private static final String[] GOLDEN_MEAN = {"--language", "golden-mean", "--sequences", "10", "--length", "20"};

    private static final Path EDITING = Path.of(System.getProperty("assay.root"), "docs", "editing.md");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write_a_program() throws IOException {
        file = folder.resolve("mine.assay");
        Files.writeString(file, "# of the golden mean\n" + PROGRAM);
    }

    private CommandLineCall edit(String typed, String... more) {
        List<String> arguments = new ArrayList<>(List.of("program", "edit", file.toString()));
        arguments.addAll(Arrays.asList(GOLDEN_MEAN));
        arguments.addAll(Arrays.asList(more));
        return CommandLineCall.typing(typed, arguments.toArray(String[]::new));
    }

    private static List<JsonNode> answers(CommandLineCall call) throws IOException {
        List<JsonNode> answers = new ArrayList<>();
        for (String line : call.out().lines().toList()) {
            answers.add(Json.parse(line, JsonNode.class));
        }
        return answers;
    }

    @Test
    void a_script_edits_saves_and_ends_with_0_whatever_went_wrong_on_the_way() throws IOException {
        CommandLineCall call = edit("""
                # a remark
                replace predict one -> 0=40
                try add predict one -> 1=2
                bogus
                add unit u when
                begin
                add label two
                add unit v layer 1 when {+one} >= 1 add {two}
                end
                undo
                worst 1 group 1
                ablate
                uses one
                simulate 0 1
                evaluate positions
                history
                save
                """);
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(call.out())
                .contains("1. edit: kept", "4. edit: kept", "5. undo: kept", "without", "lose ")
                .contains("predict one -> 0=40", "entropy", "after 20", "saved as ");
        assertThat(call.err())
                .contains(
                        "'bogus'",
                        "there is a 'predict one' already",
                        "expected 'layer', found 'when'",
                        "\n           ^\n");
        assertThat(folder.resolve("mine.edited.assay")).content().isEqualTo(PROGRAM.replace("0=2", "0=40"));
        assertThat(file).content().startsWith("# of the golden mean");
    }

    @Test
    void json_gives_an_answer_a_line_and_says_what_the_floor_is() throws IOException {
        CommandLineCall call = edit("{\"do\":\"evaluate\",\"id\":7}\nnonsense\n{\"do\":\"program\"}\n", "--json");
        assertThat(call.code()).as(call.toString()).isZero();
        List<JsonNode> answers = answers(call);
        assertThat(answers).hasSize(3);
        JsonNode evaluation = answers.get(0).at("/answer/evaluation");
        assertThat(answers.get(0).get("id").asInt()).isEqualTo(7);
        assertThat(answers.get(0).at("/answer/against").asText()).isEqualTo("truth");
        assertThat(answers.get(0).at("/answer/rows").asInt()).isEqualTo(200);
        assertThat(evaluation.get("total").asDouble())
                .isCloseTo(
                        evaluation.get("programNats").asDouble()
                                + 1e6 * evaluation.get("excess").asDouble(),
                        within(1e-6));
        assertThat(evaluation.get("klFromNetwork").isNull()).isTrue();
        assertThat(answers.get(1).at("/error/kind").asText()).isEqualTo("not-json");
        assertThat(answers.get(2).at("/answer/text").asText()).isEqualTo(PROGRAM);
    }

    @Test
    void a_history_is_gone_on_with_and_replays_to_the_same_numbers() throws IOException {
        edit("replace predict one -> 0=40\nundo\n");
        CommandLineCall second = edit("redo\nsave\nhistory\n");
        assertThat(second.out()).contains("3. redo: kept");
        assertThat(second.err()).contains("2 earlier steps");
        Path history = folder.resolve("mine.edits.jsonl");
        Path out = folder.resolve("replayed.assay");
        CommandLineCall replay = CommandLineCall.of(
                "program", "edit", "--replay", history.toString(), "--out", out.toString(), "--json");
        assertThat(replay.code()).as(replay.toString()).isZero();
        JsonNode result = Json.parse(replay.out(), JsonNode.class);
        assertThat(result.get("steps").asInt()).isEqualTo(3);
        assertThat(result.get("differs")).isEmpty();
        assertThat(out).hasSameBinaryContentAs(folder.resolve("mine.edited.assay"));
        assertThat(CommandLineCall.of("program", "edit", "--replay", history.toString())
                        .out())
                .contains("not the same  none");
    }

    @Test
    void a_damaged_history_is_refused_with_its_line() throws IOException {
        edit("replace predict one -> 0=40\nundo\n");
        Path history = folder.resolve("mine.edits.jsonl");
        Files.writeString(history, Files.readString(history).replaceFirst("kept", "kepd"));
        for (CommandLineCall call : List.of(
                edit("program\n"),
                edit("program\n", "--read-only"),
                CommandLineCall.of("program", "edit", "--replay", history.toString()))) {
            assertThat(call.code()).as(call.toString()).isEqualTo(4);
            assertThat(call.err()).contains("mine.edits.jsonl: line 2:");
            assertThat(call.out()).isEmpty();
        }
    }

    @Test
    void a_history_of_other_data_is_bad_input_and_left_alone() throws IOException {
        edit("undo\nadd label two\n");
        byte[] before = Files.readAllBytes(folder.resolve("mine.edits.jsonl"));
        CommandLineCall call = edit("program\n", "--seed", "2");
        assertThat(call.code()).isEqualTo(3);
        assertThat(call.err()).contains("other data", "--history");
        Path history = folder.resolve("mine.edits.jsonl");
        CommandLineCall replay = CommandLineCall.of(
                "program", "edit", "--replay", history.toString(), "--language", "golden-mean", "--seed", "2");
        assertThat(replay.code()).isEqualTo(3);
        assertThat(history).hasBinaryContent(before);
    }

    @Test
    void read_only_sessions_see_the_program_as_it_is_now_and_change_nothing() throws IOException {
        edit("replace predict one -> 0=40\n");
        Path history = folder.resolve("mine.edits.jsonl");
        byte[] before = Files.readAllBytes(history);
        CommandLineCall call = edit("item predict one\nremove label one\nsave\n", "--read-only");
        assertThat(call.code()).isZero();
        assertThat(call.out()).isEqualTo("predict one -> 0=40\n");
        assertThat(call.err()).contains("look, not edit");
        assertThat(history).hasBinaryContent(before);
        assertThat(folder.resolve("mine.edited.assay")).doesNotExist();
    }

    @Test
    void an_edit_is_kept_only_if_it_pays_where_that_was_asked_for() {
        CommandLineCall call = edit("replace predict one -> 0=40\nadd label ballast\n", "--accept", "if-shorter");
        assertThat(call.out()).contains("1. edit: kept", "2. edit: rolled back");
    }

    @Test
    void sequences_of_a_file_have_no_truth_unless_their_language_is_given() throws IOException {
        Path corpus = folder.resolve("corpus.txt");
        Files.writeString(corpus, "0 1 0 0\n\n1\n1 0 1\n");
        CommandLineCall alone = CommandLineCall.typing(
                "{\"do\":\"evaluate\"}\n", "program", "edit", file.toString(), "--corpus", corpus.toString(), "--json");
        JsonNode answer = answers(alone).get(0).get("answer");
        double likely = Math.log(1 + Math.exp(-2));
        // After 0 the program says nothing, three times; after 1 it gives 0 the odds e^2, twice.
        assertThat(answer.at("/evaluation/loss").asDouble())
                .isCloseTo((3 * Math.log(2) + 2 * likely) / 5, within(1e-6));
        assertThat(answer.at("/evaluation/excess").isNull()).isTrue();
        assertThat(answer.get("against").asText()).isEqualTo("data");
        assertThat(answer.get("observations").asDouble()).isEqualTo(5);
        CommandLineCall known = CommandLineCall.typing(
                "{\"do\":\"evaluate\"}\n",
                "program",
                "edit",
                file.toString(),
                "--corpus",
                corpus.toString(),
                "--language",
                "golden-mean",
                "--json",
                "--history",
                folder.resolve("other.jsonl").toString());
        assertThat(answers(known).get(0).at("/answer/evaluation/floor").isNumber())
                .as(known.toString())
                .isTrue();
        Files.writeString(corpus, "0 1\n0 2\n0 1 1\n");
        CommandLineCall unknown = edit("", "--corpus", corpus.toString());
        assertThat(unknown.code()).isEqualTo(3);
        assertThat(unknown.err()).contains("corpus.txt:2:1", "'2'");
        Files.writeString(corpus, "0 1 1 0\n");
        CommandLineCall impossible = edit("", "--corpus", corpus.toString());
        assertThat(impossible.code()).isEqualTo(3);
        assertThat(impossible.err()).contains("cannot come in golden-mean");
    }

    @Test
    void a_corpus_folder_can_be_held_against_and_a_table_of_laws_too() throws IOException {
        Path corpus = folder.resolve("corpus");
        assertThat(CommandLineCall.of(
                                "generate",
                                "golden-mean",
                                "--sequences",
                                "4",
                                "--length",
                                "6",
                                "--seed",
                                "1",
                                "--out",
                                corpus.toString())
                        .code())
                .isZero();
        Path contexts = folder.resolve("contexts.npz");
        String[] start = {"program", "edit", file.toString(), "--corpus", corpus.toString()};
        assertThat(CommandLineCall.of(with(start, "--contexts", contexts.toString()))
                        .code())
                .isZero();
        int rows = Npz.read(contexts).arrays().get("sequence").ints().length;
        assertThat(rows).isEqualTo(20);
        double[] laws = new double[2 * rows];
        Arrays.fill(laws, 0.5);
        Path table = folder.resolve("table.npy");
        Npy.of(new int[] {rows, 2}, laws).write(table);
        CommandLineCall call =
                CommandLineCall.typing("{\"do\":\"evaluate\"}\n", with(start, "--table", table.toString(), "--json"));
        JsonNode answer = answers(call).get(0).get("answer");
        assertThat(answer.get("against").asText()).isEqualTo("network");
        assertThat(answer.at("/evaluation/klFromNetwork").asDouble()).isPositive();
        Npy.of(new int[] {rows, 2}, new double[2 * rows]).write(table);
        assertThat(CommandLineCall.of(with(start, "--table", table.toString())).code())
                .isEqualTo(3);
        Npy.of(new int[] {2, rows}, laws).write(table);
        CommandLineCall turned = CommandLineCall.of(with(start, "--table", table.toString()));
        assertThat(turned.code()).isEqualTo(3);
        assertThat(turned.err()).contains("[20, 2]", "--contexts");
    }

    private static String[] with(String[] start, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(start));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    @Test
    void a_program_is_begun_with_the_tokens_of_a_language() throws IOException {
        Path fresh = folder.resolve("fresh.assay");
        String[] start = {"program", "edit", fresh.toString(), "--new", "--language", "golden-mean"};
        assertThat(CommandLineCall.typing("add label one\nsave\n", start).code())
                .isZero();
        assertThat(fresh).content().isEqualTo("vocab 0 1\n");
        assertThat(folder.resolve("fresh.edited.assay")).content().isEqualTo("vocab 0 1\nlabel one\n");
        assertThat(CommandLineCall.typing("", start).code()).isEqualTo(2);
    }

    @Test
    void what_cannot_be_meant_is_told() {
        record Case(int code, String named, String... arguments) {}
        String mine = file.toString();
        for (Case each : List.of(
                new Case(2, "no program", "program", "edit"),
                new Case(2, "--language", "program", "edit", mine),
                new Case(2, "golden-mean", "program", "edit", mine, "--language", "golden-men"),
                new Case(2, "if-shorter", "program", "edit", mine, "--language", "golden-mean", "--accept", "maybe"),
                new Case(2, "--model", "program", "edit", mine, "--language", "golden-mean", "--against", "network"),
                new Case(2, "at least 1", "program", "edit", mine, "--language", "golden-mean", "--observations", "0"),
                new Case(2, "1 ..", "program", "edit", mine, "--language", "golden-mean", "--sequences", "0"),
                new Case(2, "nowhere", "program", "edit", mine, "--corpus", "nowhere"),
                new Case(2, "nowhere", "program", "edit", "--replay", "nowhere"),
                new Case(3, "vocab", "program", "edit", mine, "--language", "mess3"),
                new Case(4, "not UTF-8", "program", "edit", "BINARY", "--language", "golden-mean"))) {
            String[] arguments = each.arguments().clone();
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = arguments[i].equals("BINARY") ? binary().toString() : arguments[i];
            }
            CommandLineCall call = CommandLineCall.typing("", arguments);
            assertThat(call.code()).as(call.toString()).isEqualTo(each.code());
            assertThat(call.err()).contains(each.named());
            assertThat(call.out()).isEmpty();
        }
    }

    private Path binary() {
        try {
            return Files.write(folder.resolve("binary.assay"), new byte[] {'v', (byte) 0xFF});
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The first session of docs/editing.md, typed as it stands there; the edit that it tells in passing is put in its place. */
    @Test
    @Tag("slow")
    void the_session_in_the_documentation_says_what_it_says_there() throws IOException {
        String page = Files.readString(EDITING);
        String session = page.substring(page.indexOf("## A first session"), page.indexOf("What next?"));
        List<String> typed = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (String line :
                session.lines().filter(each -> each.startsWith("    ")).toList()) {
            String text = line.substring(4);
            if (text.startsWith("> ") || text.startsWith("... ")) {
                typed.add(text.replaceFirst("\\S+ ", ""));
            } else if (!text.startsWith("./assay")) {
                said.add(text);
            }
        }
        int first = typed.indexOf("end");
        List<String> again = new ArrayList<>(typed.subList(typed.indexOf("begin"), first + 1));
        again.replaceAll(line -> line.replace("=8", "=4"));
        typed.addAll(first + 1, again);
        CommandLineCall call = CommandLineCall.typing(
                String.join("\n", typed),
                "program",
                "edit",
                folder.resolve("english.assay").toString(),
                "--language",
                "toy-english",
                "--new",
                "--accept",
                "if-shorter");
        assertThat(call.code()).isZero();
        assertThat(said).hasSizeGreaterThan(20);
        List<String> lines = new ArrayList<>(call.out().lines().toList());
        lines.addAll(call.err().lines().toList());
        assertThat(lines).containsAll(said);
    }

    @Test
    void the_documentation_names_every_request_with_its_fields_and_every_error() throws IOException {
        String page = Files.readString(EDITING);
        for (RequestKind kind : RequestKind.values()) {
            assertThat(page).contains("{\"do\":\"" + kind.word() + "\"");
            assertThat(kind.fields())
                    .allSatisfy(field -> assertThat(page).contains("\"" + field.replace("?", "") + "\":"));
        }
        for (RequestException.Kind error : RequestException.Kind.values()) {
            assertThat(page).contains("`" + error.word() + "`");
        }
    }
}
