package org.assay.symbolic.edit.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.assay.datasets.file.Json;
import org.assay.symbolic.edit.EditProblem;
import org.assay.symbolic.edit.protocol.RequestException.Kind;

/**
 * Requests and answers as lines of JSON: for each line that is not blank one line, in order.
 *
 * <pre>
 * {"do": NAME, "id": ANYTHING?, ...}
 * {"ok": true, "do": NAME, "id": AS GIVEN, "answer": {...}}
 * {"ok": false, "id": AS GIVEN, "error": {"kind", "message", "fix", "problems": [...]}}
 * </pre>
 *
 * <p>Whatever is sent is answered; the end of the input is the end of the session.
 */
public final class JsonProtocol {
    private final EditDesk desk;

    public JsonProtocol(EditDesk desk) {
        this.desk = desk;
    }

    /** @param answers told every answer, a line without its end */
    public void serve(InputStream requests, Consumer<String> answers) throws IOException {
        RequestLines lines = new RequestLines(requests);
        boolean more = true;
        while (more) {
            try {
                Optional<String> line = lines.read();
                more = line.isPresent();
                if (more && !line.get().isBlank()) {
                    answers.accept(answer(line.get()));
                }
            } catch (RequestException e) {
                answers.accept(error(NullNode.getInstance(), e));
            }
        }
    }

    /** The answer to one line. */
    String answer(String line) {
        JsonNode id = NullNode.getInstance();
        try {
            JsonNode object = parse(line);
            id = id(object);
            Request request = RequestReader.read(object);
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("ok", true);
            answer.put(RequestReader.DO, object.get(RequestReader.DO));
            answer.put(RequestReader.ID, id);
            answer.put("answer", desk.answer(request));
            return Json.line(answer);
        } catch (RequestException e) {
            return error(id, e);
        }
    }

    private static JsonNode parse(String line) throws RequestException {
        try {
            JsonNode object = Json.parse(line, JsonNode.class);
            if (object.isMissingNode()) {
                throw new RequestException(Kind.NOT_JSON, "the line holds nothing", "");
            }
            return object;
        } catch (JsonProcessingException e) {
            throw new RequestException(
                    Kind.NOT_JSON,
                    "the line is not one JSON value: " + e.getOriginalMessage(),
                    "send one object a line, such as {\"do\":\"help\"}");
        }
    }

    /** What is given back with the answer: a text or a number, so that it stays short. */
    private static JsonNode id(JsonNode object) throws RequestException {
        JsonNode id = object.path(RequestReader.ID);
        if (id.isMissingNode()) {
            return NullNode.getInstance();
        }
        if (id.isContainerNode() || id.toString().length() > 100) {
            throw new RequestException(Kind.BAD_REQUEST, "an id is a text or a number of at most 100 characters", "");
        }
        return id;
    }

    /** @param problems what is wrong with a refused edit, else empty */
    private record Trouble(String kind, String message, String fix, List<EditProblem> problems) {}

    private static String error(JsonNode id, RequestException e) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", false);
        answer.put(RequestReader.ID, id);
        answer.put("error", new Trouble(e.kind().word(), e.getMessage(), e.fix(), e.problems()));
        return Json.line(answer);
    }
}
