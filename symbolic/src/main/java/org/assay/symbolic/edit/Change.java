package org.assay.symbolic.edit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One change to the text of a program. An item is addressed by its kind and name, as {@code unit u1}, {@code label noun} or
 * {@code bias}, so every construct of the language can be edited.
 *
 * @param action what is done
 * @param item   address of the item that is replaced or removed; empty for the other actions
 * @param text   the new line, or the whole program for a rewrite; empty for a removal
 */
public record Change(Action action, String item, String text) {
    /** What is done. */
    public enum Action {
        /** A new item. */
        ADD,
        /** Another line in the place of an item. */
        REPLACE,
        /** No such item any more. */
        REMOVE,
        /** Another program altogether. */
        REWRITE;

        /** As it is written in requests and histories. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Requests are read by these words. */
        public static Map<String, Action> byWord() {
            Map<String, Action> actions = new TreeMap<>();
            for (Action action : values()) {
                actions.put(action.word(), action);
            }
            return actions;
        }

        /** Whether the change says which item it is about; a replacement may leave it to its line. */
        public Set<String> fields() {
            return switch (this) {
                case ADD, REWRITE -> Set.of("text");
                case REPLACE -> Set.of("item", "text");
                case REMOVE -> Set.of("item");
            };
        }
    }

    /** The line of a new item. */
    public static Change add(String line) {
        return new Change(Action.ADD, "", line);
    }

    /** {@code line} in the place of the item of the same address. */
    public static Change replace(String line) {
        return new Change(Action.REPLACE, "", line);
    }

    /** {@code line} in the place of another item: a renaming. */
    public static Change replace(String item, String line) {
        return new Change(Action.REPLACE, item, line);
    }

    public static Change remove(String item) {
        return new Change(Action.REMOVE, item, "");
    }

    /** The whole text of another program over the same vocabulary. */
    public static Change rewrite(String program) {
        return new Change(Action.REWRITE, "", program);
    }
}
