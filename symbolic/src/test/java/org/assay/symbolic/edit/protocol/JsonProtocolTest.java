package org.assay.symbolic.edit.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.datasets.file.Json;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.edit.Acceptance;
import org.assay.symbolic.edit.EditRecord;
import org.assay.symbolic.edit.EditSession;
import org.assay.symbolic.edit.Evaluator;
import org.assay.symbolic.edit.HeldOut;
import org.assay.symbolic.edit.Journal;
import org.assay.symbolic.edit.Listing;
import org.assay.symbolic.edit.Yardstick;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonProtocolTest {
    private static final Listing PROGRAM = Listing.of(ProgramParser.parse("""
            vocab a b
            label A
            label spare
            token a -> A
            unit idle layer 1 when {+A} >= 2 add {spare}
            predict A -> b=1
            """, "test"));

    @TempDir
    private Path folder;

    private EditSession session;

    @BeforeEach
    void begin() {
        int[][] sequences = {{0, 1, 0}, {1, 0, 1}};
        HeldOut data = new HeldOut(
                ContextSet.everyPosition(sequences, 0),
                new int[] {1, 0, 1, 0, 1, 0},
                Optional.empty(),
                Optional.empty());
        session = EditSession.begin(PROGRAM, new Evaluator(data, Yardstick.DATA, 10), Journal.NONE);
    }

    private EditDesk desk(boolean readOnly) {
        return new EditDesk(
                session,
                List.of(),
                new EditDesk.Options(Acceptance.ALWAYS, readOnly, folder.resolve("saved.assay"), Progress.SILENT));
    }

    private List<JsonNode> served(byte[] requests) throws IOException {
        return served(requests, false);
    }

    private List<JsonNode> served(byte[] requests, boolean readOnly) throws IOException {
        List<String> answers = new ArrayList<>();
        new JsonProtocol(desk(readOnly)).serve(new ByteArrayInputStream(requests), answers::add);
        List<JsonNode> parsed = new ArrayList<>();
        for (String answer : answers) {
            assertThat(answer).doesNotContain("\n").hasSizeLessThan(10_000);
            parsed.add(Json.parse(answer, JsonNode.class));
        }
        return parsed;
    }

    private JsonNode asked(String request) throws IOException {
        List<JsonNode> answers = served((request + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'do':'help'}                                             | /requests/0/name            | help",
                "{'do':'program'}                                          | /text                       | *vocab a b",
                "{'do':'items'}                                            | /items/0/item               | vocab",
                "{'do':'items','kind':'unit'}                              | /items/0/item               | unit idle",
                "{'do':'item','item':'predict  A'}                         | /items/0/line               | predict A -> b=1",
                "{'do':'uses','label':'spare'}                             | /items/1/item               | unit idle",
                "{'do':'unused'}                                           | /removals/0/alsoRemoved/0   | unit idle",
                "{'do':'simulate','context':'b a'}                         | /trace/3/explicit           | [\"A\"]",
                "{'do':'simulate','context':'b a'}                         | /context/1                  | a",
                "{'do':'evaluate'}                                         | /rows                       | 6",
                "{'do':'evaluate','positions':true}                        | /byPosition/2               | *0.",
                "{'do':'evaluate'}                                         | /byPosition                 | null",
                "{'do':'worst'}                                            | /contexts/0/rows            | 1",
                "{'do':'worst','count':1,'by':'data','group':1}            | /contexts/0/rows            | 3",
                "{'do':'worst','alike':true,'tokens':1}                    | /question/tokens            | 1",
                "{'do':'ablate'}                                           | /removals/1/item            | predict A",
                "{'do':'ablate','kinds':['label']}                         | /removals/0/alsoRemoved/0   | unit idle",
                "{'do':'edit','changes':[{'remove':'unit idle'}]}          | /step/outcome               | kept",
                "{'do':'edit','changes':[{'add':'label B'}],'accept':'never'}      | /step/outcome       | tried",
                "{'do':'edit','changes':[{'add':'label B'}],'accept':'if-shorter'} | /step/outcome       | rolled-back",
                "{'do':'edit','changes':[{'replace':'predict A -> b=2'}]}          | /step/number        | 1",
                "{'do':'edit','changes':[{'replace':'unit x layer 1 when {+A} >= 1 del {A}','item':'unit idle'}]} | /step/changes/0/item | unit idle",
                "{'do':'edit','changes':[{'rewrite':'vocab a b'}]}                 | /step/changes/0/action | rewrite",
                "{'do':'history'}                                          | /steps                      | 0",
                "{'do':'history','last':1}                                 | /last                       | []",
                "{'do':'save'}                                             | /program                    | *",
            })
    void every_request_is_answered(String request, String pointer, String value) throws IOException {
        JsonNode answer = asked(request.replace('\'', '"'));
        assertThat(answer.get("ok").asBoolean()).as(answer.toString()).isTrue();
        assertThat(answer.get("id").isNull()).isTrue();
        JsonNode found = answer.get("answer").at(pointer);
        assertThat(found.isMissingNode()).as(answer.toString()).isFalse();
        String text = found.isTextual() ? found.textValue() : found.toString();
        if (value.startsWith("*")) {
            assertThat(text).startsWith(value.substring(1));
        } else {
            assertThat(text).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "nonsense                                            | not-json        | one JSON value",
                "{'do':'help'} {'do':'help'}                         | not-json        | one JSON value",
                "{'do':'help','do':'save'}                           | not-json        | uplicate",
                "[]                                                  | bad-request     | a JSON list",
                "3                                                   | bad-request     | found 3",
                "null                                                | bad-request     | found null",
                "{}                                                  | bad-request     | 'do'",
                "{'do':7}                                            | bad-request     | found 7",
                "{'do':'hepl'}                                       | unknown-request | hepl",
                "{'do':'help','id':[1]}                              | bad-request     | an id",
                "{'do':'help','more':1}                              | bad-request     | 'more'",
                "{'do':'item'}                                       | bad-request     | 'item'",
                "{'do':'item','item':'unit x'}                       | unknown-item    | unit x",
                "{'do':'item','item':''}                             | unknown-item    | no item",
                "{'do':'items','kind':'units'}                       | unknown-item    | units",
                "{'do':'uses','label':'B'}                           | unknown-item    | 'B'",
                "{'do':'simulate','context':''}                      | bad-request     | 1 to 4096",
                "{'do':'simulate','context':'a c'}                   | unknown-token   | token 2, 'c'",
                "{'do':'evaluate','positions':1}                     | bad-request     | true or false",
                "{'do':'worst','count':0}                            | bad-request     | 1 .. 1000",
                "{'do':'worst','count':1.5}                          | bad-request     | 1.5",
                "{'do':'worst','by':'truth'}                         | bad-request     | truth",
                "{'do':'worst','group':1,'alike':true}               | bad-request     | not by both",
                "{'do':'worst','by':'other'}                         | bad-request     | other",
                "{'do':'ablate','kinds':'unit'}                      | bad-request     | list of texts",
                "{'do':'ablate','kinds':[1]}                         | bad-request     | found 1",
                "{'do':'ablate','kinds':['expert']}                  | unknown-item    | expert",
                "{'do':'edit'}                                       | bad-request     | changes",
                "{'do':'edit','changes':[]}                          | bad-request     | changes",
                "{'do':'edit','changes':['add']}                     | bad-request     | change 1",
                "{'do':'edit','changes':[{'add':'label B'},{}]}      | bad-request     | change 2",
                "{'do':'edit','changes':[{'add':'x','remove':'y'}]}  | bad-request     | change 1",
                "{'do':'edit','changes':[{'add':'label B','at':1}]}  | bad-request     | 'at'",
                "{'do':'edit','changes':[{'add':'label B'}],'accept':'perhaps'} | bad-request | perhaps",
                "{'do':'edit','changes':[{'add':'unit'}]}            | refused-edit    | column 5",
                "{'do':'keep'}                                       | nothing-to-do   | given up",
                "{'do':'undo'}                                       | nothing-to-do   | undo",
                "{'do':'redo'}                                       | nothing-to-do   | undone",
                "{'do':'history','last':0}                           | bad-request     | 1 .. 10000",
            })
    void what_cannot_be_answered_is_an_error_of_its_kind_and_changes_nothing(String request, String kind, String what)
            throws IOException {
        JsonNode answer = asked(request.replace('\'', '"'));
        assertThat(answer.get("ok").asBoolean()).as(answer.toString()).isFalse();
        assertThat(answer.at("/error/kind").asText()).as(answer.toString()).isEqualTo(kind);
        assertThat(answer.at("/error/message").asText()).contains(what);
        assertThat(session.current()).isEqualTo(PROGRAM);
    }

    /** Each request of the table above stands for its kind: none may be left out of the help, nor out of the tables. */
    @Test
    void the_help_names_every_request_with_its_fields() throws IOException {
        Set<String> named = new HashSet<>();
        asked("{\"do\":\"help\"}")
                .at("/answer/requests")
                .forEach(request -> named.add(request.get("name").asText()));
        assertThat(named).isEqualTo(RequestKind.byWord().keySet());
        for (String word : named) {
            JsonNode answer = asked("{\"do\":\"" + word + "\"}");
            assertThat(answer.at("/error/kind").asText()).as(word).isNotEqualTo("unknown-request");
        }
    }

    @Test
    void a_refused_edit_says_where() throws IOException {
        JsonNode answer = asked(
                "{\"do\":\"edit\",\"id\":\"x1\",\"changes\":[{\"add\":\"label B\"},{\"add\":\"predict C -> a=1\"}]}");
        assertThat(answer.get("id").asText()).isEqualTo("x1");
        JsonNode problem = answer.at("/error/problems/0");
        assertThat(problem.get("change").asInt()).isEqualTo(2);
        assertThat(problem.get("column").asInt()).isEqualTo(9);
        assertThat(problem.get("what").asText()).contains("'C'");
        assertThat(asked("{\"do\":\"history\"}").at("/answer/steps").asInt()).isZero();
    }

    @Test
    void what_was_tried_can_be_kept_undone_done_again_and_saved() throws IOException {
        List<JsonNode> answers = served("""
                {"do":"edit","id":1,"changes":[{"remove":"unit idle"}],"accept":"never"}
                {"do":"keep","id":2}
                {"do":"undo","id":3}
                {"do":"redo","id":4}
                {"do":"history","id":5,"last":2}
                {"do":"save","id":6}
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(answers).extracting(answer -> answer.get("id").asInt()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.get("ok").asBoolean()).isTrue());
        assertThat(answers.get(0).at("/answer/step/outcome").asText()).isEqualTo("tried");
        assertThat(answers.get(1).at("/answer/step/outcome").asText()).isEqualTo("kept");
        assertThat(answers.get(1).at("/answer/step/after"))
                .isEqualTo(answers.get(0).at("/answer/step/after"));
        assertThat(answers.get(4).at("/answer/last/1/act").asText()).isEqualTo("redo");
        assertThat(folder.resolve("saved.assay"))
                .content()
                .isEqualTo(session.current().text());
        assertThat(session.current().text()).doesNotContain("unit idle");
    }

    @Test
    void whoever_may_only_look_is_refused_every_change() throws IOException {
        String requests = "{\"do\":\"edit\",\"changes\":[{\"remove\":\"unit idle\"}],\"accept\":\"never\"}\n"
                + "{\"do\":\"keep\"}\n{\"do\":\"undo\"}\n{\"do\":\"redo\"}\n{\"do\":\"save\"}\n{\"do\":\"ablate\"}\n";
        List<JsonNode> answers = served(requests.getBytes(StandardCharsets.UTF_8), true);
        assertThat(answers.subList(0, 5))
                .allSatisfy(
                        answer -> assertThat(answer.at("/error/kind").asText()).isEqualTo("read-only"));
        assertThat(answers.get(5).get("ok").asBoolean()).isTrue();
        assertThat(folder.resolve("saved.assay")).doesNotExist();
    }

    @Test
    void what_cannot_be_saved_is_an_error_and_not_the_end() throws IOException {
        Files.createDirectory(folder.resolve("saved.assay"));
        List<JsonNode> answers = served("{\"do\":\"save\"}\n{\"do\":\"program\"}\n".getBytes(StandardCharsets.UTF_8));
        assertThat(answers.get(0).at("/error/kind").asText()).isEqualTo("cannot-write");
        assertThat(answers.get(1).get("ok").asBoolean()).isTrue();
    }

    @Test
    void blank_lines_are_passed_over_and_the_last_line_needs_no_end() throws IOException {
        String requests = "\n  \r\n{\"do\":\"help\"}\r\n\n{\"do\":\"program\"}";
        assertThat(served(requests.getBytes(StandardCharsets.UTF_8)))
                .extracting(answer -> answer.get("do").asText())
                .containsExactly("help", "program");
        assertThat(served(new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LONG, too-long",
        "BYTES, not-utf-8",
        "SURROGATE, not-utf-8",
        "DEEP, not-json",
        "DEEP_OBJECT, not-json",
        "NUMBER, not-json",
        "NAME, bad-request",
        "ZEROS, not-json"
    })
    void hostile_lines_get_one_error_and_the_next_request_is_answered(Hostile hostile, String kind) throws IOException {
        ByteArrayOutputStream requests = new ByteArrayOutputStream();
        requests.writeBytes(hostile.line());
        requests.writeBytes("\n{\"do\":\"program\",\"id\":\"next\"}\n".getBytes(StandardCharsets.UTF_8));
        List<JsonNode> answers = served(requests.toByteArray());
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).at("/error/kind").asText())
                .as(answers.get(0).toString())
                .isEqualTo(kind);
        assertThat(answers.get(1).get("id").asText()).isEqualTo("next");
        assertThat(answers.get(1).get("ok").asBoolean()).isTrue();
    }

    private enum Hostile {
        LONG,
        BYTES,
        SURROGATE,
        DEEP,
        DEEP_OBJECT,
        NUMBER,
        NAME,
        ZEROS;

        byte[] line() {
            return switch (this) {
                case LONG -> filled(10 << 20, '[');
                case BYTES -> new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', '}'};
                case SURROGATE -> new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};
                case DEEP -> filled(RequestLines.LONGEST, '[');
                case DEEP_OBJECT -> "{\"do\":".repeat(100_000).getBytes(StandardCharsets.UTF_8);
                case NUMBER -> ("{\"do\":" + "9".repeat(500_000) + "}").getBytes(StandardCharsets.UTF_8);
                case NAME -> ("{\"do\":\"help\",\"" + "x".repeat(40_000) + "\":1}").getBytes(StandardCharsets.UTF_8);
                case ZEROS -> new byte[1000];
            };
        }

        private static byte[] filled(int size, char with) {
            byte[] bytes = new byte[size];
            Arrays.fill(bytes, (byte) with);
            return bytes;
        }
    }

    /** Requests with some bytes changed, cut or doubled: one answer each, whatever they say. */
    @Test
    void mutated_requests_are_all_answered_and_the_session_stays_whole() throws IOException {
        List<String> sound = List.of(
                "{\"do\":\"edit\",\"changes\":[{\"add\":\"label B : A\"},{\"replace\":\"predict A -> b=2 a=-1\"}]}",
                "{\"do\":\"edit\",\"changes\":[{\"add\":\"unit u layer 2 when {+A -2*spare} >= 1 add {A} del {spare}\"}]}",
                "{\"do\":\"edit\",\"changes\":[{\"rewrite\":\"vocab a b\\nlabel A\\ntoken a -> A\\n\"}]}",
                "{\"do\":\"worst\",\"count\":3,\"group\":1,\"by\":\"data\"}",
                "{\"do\":\"ablate\",\"kinds\":[\"unit\",\"predict\"]}",
                "{\"do\":\"simulate\",\"context\":\"a b a\"}");
        Draws draws = Seed.of(5).child("mutated requests").draws();
        ByteArrayOutputStream requests = new ByteArrayOutputStream();
        int count = 3000;
        for (int i = 0; i < count; i++) {
            byte[] line = sound.get(draws.nextInt(sound.size())).getBytes(StandardCharsets.UTF_8);
            int changes = 1 + draws.nextInt(3);
            for (int c = 0; c < changes; c++) {
                line = mutated(line, draws);
            }
            requests.writeBytes(line);
            requests.write('\n');
        }
        List<JsonNode> answers = served(requests.toByteArray());
        assertThat(answers).hasSize(count);
        Set<String> kinds = new HashSet<>();
        answers.forEach(answer -> kinds.add(answer.at("/error/kind").asText()));
        assertThat(kinds).contains("", "not-json", "not-utf-8", "bad-request", "unknown-request", "refused-edit");
        assertThat(ProgramParser.parse(session.current().text(), "after"))
                .isEqualTo(session.current().program());
        List<EditRecord> none = List.of();
        assertThat(session.assessed().evaluation())
                .isEqualTo(EditSession.resume(session.current(), none, session.evaluator(), Journal.NONE)
                        .assessed()
                        .evaluation());
    }

    private static byte[] mutated(byte[] line, Draws draws) {
        int at = draws.nextInt(line.length);
        return switch (draws.nextInt(4)) {
            case 0 -> {
                byte[] other = line.clone();
                int drawn = draws.nextInt(256);
                other[at] = (byte) (drawn == '\n' ? ' ' : drawn);
                yield other;
            }
            case 1 -> Arrays.copyOf(line, Math.max(1, at));
            case 2 -> {
                byte[] doubled = Arrays.copyOf(line, line.length + line.length - at);
                System.arraycopy(line, at, doubled, line.length, line.length - at);
                yield doubled;
            }
            default -> {
                byte[] swapped = line.clone();
                int with = draws.nextInt(line.length);
                swapped[at] = line[with];
                swapped[with] = line[at];
                yield swapped;
            }
        };
    }
}
