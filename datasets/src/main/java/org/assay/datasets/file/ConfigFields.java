package org.assay.datasets.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one mapping, read by name and type. Whatever is wrong goes to the {@link ConfigProblems} and reading goes on
 * with a harmless value, so that one reading finds every mistake; whoever reads must end with
 * {@link ConfigProblems#throwIfAny()} before using anything.
 */
public final class ConfigFields {
    private static final String NAME = "[a-z0-9][a-z0-9-]*";

    private final ConfigNode node;
    private final ConfigProblems problems;
    private final String what;
    private final Map<String, ConfigNode> fields = new LinkedHashMap<>();
    private final Set<String> misspelt = new HashSet<>();

    private ConfigFields(ConfigNode node, ConfigProblems problems, String what) {
        this.node = node;
        this.problems = problems;
        this.what = what;
    }

    /**
     * The fields of {@code node}; keys other than {@code known} are problems.
     *
     * @param what what the mapping describes, for messages: {@code a bracket}
     */
    public static ConfigFields of(ConfigNode node, ConfigProblems problems, String what, String... known) {
        ConfigFields fields = new ConfigFields(node, problems, what);
        for (ConfigNode.Entry entry : entries(node, problems, what)) {
            if (Arrays.asList(known).contains(entry.key())) {
                fields.fields.put(entry.key(), entry.value());
            } else {
                String unknown = what + " has no field '" + entry.key() + "'";
                String hint = Spelling.hint(entry.key(), Arrays.asList(known));
                Spelling.nearest(entry.key(), Arrays.asList(known)).ifPresent(fields.misspelt::add);
                if (entry.line() > 0) {
                    problems.add(entry.line(), entry.column(), unknown, hint);
                } else { // added from outside: its value knows from where
                    problems.add(entry.value(), unknown, hint);
                }
            }
        }
        return fields;
    }

    /** The entries of a mapping whose keys are free; none, and a problem, when it is no mapping. */
    public static List<ConfigNode.Entry> entries(ConfigNode node, ConfigProblems problems, String what) {
        if (node instanceof ConfigNode.Entries mapping) {
            return mapping.entries();
        }
        problems.add(node, what + " must be a mapping of keys to values, got " + shape(node), "write key: value");
        return List.of();
    }

    /** The scalar that {@code node} is; empty, and a problem, when it is something else. */
    public static String text(ConfigNode node, ConfigProblems problems, String what) {
        if (node instanceof ConfigNode.Text text && !text.value().isBlank()) {
            return text.value();
        }
        problems.add(node, what + " must be a word, got " + shape(node), "write one value");
        return "";
    }

    /** The number that {@code node} is, within [low, high]; NaN, and a problem, when it is something else. */
    public static double number(ConfigNode node, ConfigProblems problems, String what, double low, double high) {
        double value = node instanceof ConfigNode.Text text ? parsed(text.value()) : Double.NaN;
        if (low <= value && value <= high) {
            return value;
        }
        String range = what + " must be a number from " + shown(low) + " to " + shown(high);
        problems.add(node, range + ", got " + shape(node), "write a number in that range");
        return Double.NaN;
    }

    /** The items of a list; none, and a problem, when it is no list. */
    public static List<ConfigNode> items(ConfigNode node, ConfigProblems problems, String what) {
        if (node instanceof ConfigNode.Items list) {
            return list.items();
        }
        problems.add(node, what + " must be a list, got " + shape(node), "write [a, b] or one item per line");
        return List.of();
    }

    public boolean has(String key) {
        return fields.containsKey(key);
    }

    /** The value of {@code key}; empty, and a problem, when it is missing and no other key was taken for it. */
    public Optional<ConfigNode> required(String key) {
        if (!fields.containsKey(key) && !misspelt.contains(key) && node instanceof ConfigNode.Entries) {
            problems.add(node, what + " lacks the field '" + key + "'", "add " + key + ": ...");
        }
        return Optional.ofNullable(fields.get(key));
    }

    /** The value of {@code key} when it is there. */
    public Optional<ConfigNode> optional(String key) {
        return Optional.ofNullable(fields.get(key));
    }

    public String text(String key) {
        return required(key)
                .map(value -> text(value, problems, "'" + key + "'"))
                .orElse("");
    }

    public String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    /** The short name at the key {@code name}, of small letters, digits and '-'; a problem when it is another. */
    public String name() {
        String name = text("name");
        optional("name").filter(at -> !name.isEmpty() && !name.matches(NAME)).ifPresent(at -> {
            problems.add(at, "the name '" + name + "' is not of the form " + NAME, "use small letters, digits and '-'");
        });
        return name;
    }

    /** A number within [low, high]; NaN after a problem. */
    public double number(String key, double low, double high) {
        return required(key)
                .map(value -> number(value, problems, "'" + key + "'", low, high))
                .orElse(Double.NaN);
    }

    /** A whole number within [low, high]; {@code low} after a problem. */
    public int integer(String key, int low, int high) {
        return required(key)
                .map(value -> integer(value, problems, "'" + key + "'", low, high))
                .orElse(low);
    }

    /** The whole number that {@code node} is, within [low, high]; {@code low}, and a problem, when it is something else. */
    public static int integer(ConfigNode node, ConfigProblems problems, String what, int low, int high) {
        double value = node instanceof ConfigNode.Text text ? parsed(text.value()) : Double.NaN;
        if (low <= value && value <= high && value == Math.rint(value)) {
            return (int) value;
        }
        problems.add(
                node,
                what + " must be a whole number from " + low + " to " + high + ", got " + shape(node),
                "write a whole number in that range");
        return low;
    }

    /** The items of the list at {@code key}; none when it is missing, which is a problem. */
    public List<ConfigNode> items(String key) {
        return required(key)
                .map(value -> items(value, problems, "'" + key + "'"))
                .orElse(List.of());
    }

    /** The words of the list at {@code key}, without those that are no words, which are problems. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (ConfigNode item : items(key)) {
            String text = text(item, problems, "an item of '" + key + "'");
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** What a node is, for messages. */
    private static String shape(ConfigNode node) {
        if (node instanceof ConfigNode.Text text) {
            return text.value().isBlank() ? "nothing" : "'" + text.value() + "'";
        }
        return node instanceof ConfigNode.Items ? "a list" : "a mapping";
    }

    /** A number as messages show it: seven digits, one more than the tolerances of sums, without an exponent. */
    public static String decimal(double value) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(7));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static double parsed(String text) {
        boolean decimal = text.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
        return decimal ? Double.parseDouble(text) : Double.NaN;
    }

    private static String shown(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e15
                ? Long.toString((long) bound)
                : Double.toString(bound);
    }
}
