package org.assay.symbolic.edit.protocol;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The requests by name, with their fields: what {@code help} says. */
public enum RequestKind {
    HELP("what can be asked"),
    PROGRAM("the program as canonical text"),
    ITEMS("the items of a kind, or all", "kind?"),
    ITEM("one item, as its line", "item"),
    USES("the items that name a label or a copy of it", "label"),
    UNUSED("the items without which every law on the held-out contexts stays the same"),
    SIMULATE("what happens on one sequence, layer by layer, and the law after it", "context"),
    EVALUATE("loss, length and their sum; with positions the loss at each", "positions?"),
    WORST(
            "where most is lost: single contexts, or put together by their last tokens, or all that the program takes alike",
            "by?",
            "group?",
            "alike?",
            "count?",
            "tokens?"),
    ABLATE("what each item is worth: the program without it", "kinds?"),
    EDIT("changes made together or not at all, evaluated, kept or rolled back", "changes", "accept?"),
    KEEP("makes the edit that was evaluated last and not kept"),
    UNDO("goes back before the last kept edit"),
    REDO("goes forward again"),
    HISTORY("the last steps and what came of them", "last?"),
    SAVE("writes the program to the file of the session");

    private final String words;
    private final List<String> fields;

    RequestKind(String words, String... fields) {
        this.words = words;
        this.fields = List.of(fields);
    }

    /** The value of the field {@code do}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it asks for. */
    public String words() {
        return words;
    }

    /** Its other fields; those with a question mark may be left out. */
    public List<String> fields() {
        return fields;
    }

    /** All by their words. */
    public static Map<String, RequestKind> byWord() {
        Map<String, RequestKind> kinds = new TreeMap<>();
        for (RequestKind kind : values()) {
            kinds.put(kind.word(), kind);
        }
        return kinds;
    }
}
