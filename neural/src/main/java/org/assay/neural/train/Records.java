package org.assay.neural.train;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Map;

/** Nested records of numbers and enums as flat text, so that two can be compared field by field. */
final class Records {
    private Records() {}

    /** Adds {@code prefix.component -> value} for every leaf of {@code record}. */
    static void flatten(String prefix, Record record, Map<String, String> into) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String name = prefix + "." + component.getName();
            Object value = read(record, component);
            if (value instanceof Record nested) {
                flatten(name, nested, into);
            } else {
                into.put(name, String.valueOf(value));
            }
        }
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("component " + component + " of a public record cannot be read", e);
        }
    }
}
