package org.assay.symbolic.edit.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assay.datasets.file.Spelling;
import org.assay.symbolic.edit.Acceptance;
import org.assay.symbolic.edit.Change;
import org.assay.symbolic.edit.Change.Action;
import org.assay.symbolic.edit.Yardstick;
import org.assay.symbolic.edit.protocol.RequestException.Kind;

/** Reads a request out of a JSON object, field by field; nothing is guessed and nothing is passed over. */
final class RequestReader {
    /** The field that names the request, and the one that is given back with the answer. */
    static final String DO = "do";

    static final String ID = "id";

    private static final int LONGEST_QUOTE = 60;
    private static final int MOST_WORST = 1000;
    private static final int LONGEST_GROUP = 16;
    private static final int MOST_STEPS = 10_000;
    private static final int MOST_CHANGES = 10_000;

    private final JsonNode object;
    private final String where;

    private RequestReader(JsonNode object, String where) {
        this.object = object;
        this.where = where;
    }

    static Request read(JsonNode object) throws RequestException {
        if (!object.isObject()) {
            throw bad("a request is a JSON object, found " + what(object), "write {\"do\":\"help\"}");
        }
        RequestReader fields = new RequestReader(object, "the request");
        String name = fields.text(DO);
        RequestKind kind = RequestKind.byWord().get(name);
        if (kind == null) {
            throw new RequestException(
                    Kind.UNKNOWN_REQUEST,
                    "there is no request '" + brief(name) + "'",
                    hint(name, RequestKind.byWord().keySet(), "{\"do\":\"help\"} lists them"));
        }
        Set<String> known = new TreeSet<>(Set.of(DO, ID));
        kind.fields().forEach(field -> known.add(field.replace("?", "")));
        fields.requireOnly(known);
        return fields.request(kind);
    }

    private Request request(RequestKind kind) throws RequestException {
        return switch (kind) {
            case HELP -> new Request.Help();
            case PROGRAM -> new Request.Text();
            case ITEMS -> new Request.Items(optionalText("kind"));
            case ITEM -> new Request.Item(text("item"));
            case USES -> new Request.Uses(text("label"));
            case UNUSED -> new Request.Unused();
            case SIMULATE -> new Request.Simulate(text("context"));
            case EVALUATE -> new Request.Evaluate(truth("positions"));
            case WORST -> worst();
            case ABLATE -> new Request.Ablate(kinds());
            case EDIT -> new Request.MakeEdit(edits(), word("accept", words(Acceptance.values())));
            case KEEP -> new Request.Keep();
            case UNDO -> new Request.Undo();
            case REDO -> new Request.Redo();
            case HISTORY -> new Request.History(number("last", 20, 1, MOST_STEPS));
            case SAVE -> new Request.Save();
        };
    }

    private Request worst() throws RequestException {
        int group = number("group", 0, 0, LONGEST_GROUP);
        boolean alike = truth("alike");
        if (group > 0 && alike) {
            throw bad("contexts are put together by 'group' or by 'alike', not by both", "leave one of them out");
        }
        return new Request.Worst(
                word("by", words(Yardstick.values())),
                group,
                alike,
                number("count", 10, 1, MOST_WORST),
                number("tokens", 8, 1, MOST_WORST));
    }

    private static Map<String, Yardstick> words(Yardstick[] values) {
        Map<String, Yardstick> words = new LinkedHashMap<>();
        for (Yardstick value : values) {
            words.put(value.word(), value);
        }
        return words;
    }

    private static Map<String, Acceptance> words(Acceptance[] values) {
        Map<String, Acceptance> words = new LinkedHashMap<>();
        for (Acceptance value : values) {
            words.put(value.word(), value);
        }
        return words;
    }

    private List<Change> edits() throws RequestException {
        JsonNode list = object.path("changes");
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_CHANGES) {
            throw bad(
                    "the field 'changes' must be a list of 1 to " + MOST_CHANGES + " changes",
                    "write \"changes\":[{\"add\":\"label noun\"}]");
        }
        List<Change> changes = new ArrayList<>();
        for (int c = 0; c < list.size(); c++) {
            changes.add(new RequestReader(list.get(c), "change " + (c + 1)).change());
        }
        return changes;
    }

    /** {@code {"add": LINE}}, {@code {"replace": LINE, "item": ADDRESS?}}, {@code {"remove": ADDRESS}} or {@code {"rewrite": TEXT}}. */
    private Change change() throws RequestException {
        Map<String, Action> actions = Action.byWord();
        List<String> named = actions.keySet().stream().filter(object::has).toList();
        if (!object.isObject() || named.size() != 1) {
            throw bad(
                    where + " must be an object with one of add, replace, remove, rewrite",
                    "write {\"add\":\"label noun\"}");
        }
        Action action = actions.get(named.get(0));
        requireOnly(action == Action.REPLACE ? Set.of(action.word(), "item") : Set.of(action.word()));
        String value = text(action.word());
        return switch (action) {
            case ADD -> Change.add(value);
            case REPLACE -> Change.replace(optionalText("item").orElse(""), value);
            case REMOVE -> Change.remove(value);
            case REWRITE -> Change.rewrite(value);
        };
    }

    private Set<String> kinds() throws RequestException {
        Set<String> kinds = new HashSet<>();
        JsonNode list = object.path("kinds");
        if (!list.isMissingNode() && !list.isArray()) {
            throw bad("the field 'kinds' must be a list of texts, found " + what(list), "write \"kinds\":[\"unit\"]");
        }
        for (JsonNode each : list) {
            if (!each.isTextual()) {
                throw bad(
                        "the field 'kinds' must be a list of texts, found " + what(each), "write \"kinds\":[\"unit\"]");
            }
            kinds.add(each.textValue());
        }
        return kinds;
    }

    private void requireOnly(Collection<String> known) throws RequestException {
        for (var names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw bad(where + " has an unknown field '" + brief(name) + "'", Spelling.hint(brief(name), known));
            }
        }
    }

    private String text(String field) throws RequestException {
        JsonNode value = object.path(field);
        if (!value.isTextual()) {
            String found = value.isMissingNode() ? "it is missing" : "found " + what(value);
            throw bad("the field '" + field + "' of " + where + " must be a text; " + found, "");
        }
        return value.textValue();
    }

    private Optional<String> optionalText(String field) throws RequestException {
        return object.has(field) ? Optional.of(text(field)) : Optional.empty();
    }

    private <T> Optional<T> word(String field, Map<String, T> known) throws RequestException {
        if (!object.has(field)) {
            return Optional.empty();
        }
        String word = text(field);
        if (!known.containsKey(word)) {
            throw bad(
                    "the field '" + field + "' is '" + brief(word) + "', expected one of "
                            + String.join(", ", known.keySet()),
                    "");
        }
        return Optional.of(known.get(word));
    }

    private boolean truth(String field) throws RequestException {
        JsonNode value = object.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw bad("the field '" + field + "' must be true or false, found " + what(value), "");
        }
        return value.booleanValue();
    }

    private int number(String field, int orElse, int least, int most) throws RequestException {
        JsonNode value = object.path(field);
        if (value.isMissingNode()) {
            return orElse;
        }
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw bad(
                    "the field '" + field + "' must be a whole number in " + least + " .. " + most + ", found "
                            + what(value),
                    "");
        }
        return value.intValue();
    }

    /** A value in a message, which must not grow with what was sent. */
    private static String what(JsonNode value) {
        return value.isContainerNode() ? "a JSON " + (value.isArray() ? "list" : "object") : brief(value.toString());
    }

    private static String brief(String text) {
        return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
    }

    private static String hint(String word, Collection<String> known, String orElse) {
        return Spelling.nearest(brief(word), known)
                .map(near -> "did you mean '" + near + "'?")
                .orElse(orElse);
    }

    private static RequestException bad(String what, String fix) {
        return new RequestException(Kind.BAD_REQUEST, what, fix);
    }
}
