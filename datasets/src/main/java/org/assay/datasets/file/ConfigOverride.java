package org.assay.datasets.file;

import java.util.ArrayList;
import java.util.List;

/**
 * Changes one value of a configuration from outside: {@code languages.mess3.training.steps=500}. A step of the path is a key of a
 * mapping, or for a list the index of an item or a value that one of its items holds, here the item with
 * {@code language: mess3}. A key that is not there yet is added, so whoever reads the configuration judges it.
 */
public final class ConfigOverride {
    private ConfigOverride() {}

    /** @throws ConfigException when {@code assignment} is not of the form a.b=c or leads nowhere */
    public static ConfigNode apply(ConfigNode root, String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw problem(assignment, "is not of the form a.b=c", "write for example --set replicates=5");
        }
        List<String> path = List.of(assignment.substring(0, equals).split("\\.", -1));
        return replaced(root, path, assignment, assignment.substring(equals + 1));
    }

    private static ConfigNode replaced(ConfigNode node, List<String> path, String assignment, String value) {
        if (path.isEmpty()) {
            return new ConfigNode.Text(value, 0, 0, "--set " + assignment);
        }
        List<String> rest = path.subList(1, path.size());
        if (node instanceof ConfigNode.Entries mapping) {
            return withKey(mapping, path.get(0), rest, assignment, value);
        }
        if (node instanceof ConfigNode.Items list) {
            int index = indexOf(list, path.get(0));
            if (index < 0) {
                throw problem(assignment, "finds no item '" + path.get(0) + "'", "use the index or a value of an item");
            }
            List<ConfigNode> items = new ArrayList<>(list.items());
            items.set(index, replaced(items.get(index), rest, assignment, value));
            return new ConfigNode.Items(List.copyOf(items), list.line(), list.column());
        }
        throw problem(assignment, "goes below a single value at '" + path.get(0) + "'", "shorten the path");
    }

    private static ConfigNode withKey(
            ConfigNode.Entries mapping, String key, List<String> rest, String assignment, String value) {
        List<ConfigNode.Entry> entries = new ArrayList<>(mapping.entries());
        for (int i = 0; i < entries.size(); i++) {
            ConfigNode.Entry entry = entries.get(i);
            if (entry.key().equals(key)) {
                ConfigNode changed = replaced(entry.value(), rest, assignment, value);
                entries.set(i, new ConfigNode.Entry(key, changed, entry.line(), entry.column()));
                return new ConfigNode.Entries(List.copyOf(entries), mapping.line(), mapping.column());
            }
        }
        ConfigNode added = replaced(new ConfigNode.Entries(List.of(), 0, 0), rest, assignment, value);
        entries.add(new ConfigNode.Entry(key, added, 0, 0));
        return new ConfigNode.Entries(List.copyOf(entries), mapping.line(), mapping.column());
    }

    private static int indexOf(ConfigNode.Items list, String step) {
        for (int i = 0; i < list.items().size(); i++) {
            boolean named = list.items().get(i) instanceof ConfigNode.Entries item
                    && item.entries().stream()
                            .anyMatch(e -> e.value() instanceof ConfigNode.Text text
                                    && text.value().equals(step));
            if (named || step.equals(Integer.toString(i))) {
                return i;
            }
        }
        return -1;
    }

    private static ConfigException problem(String assignment, String what, String fix) {
        return new ConfigException(List.of(new ConfigException.Problem("--set " + assignment, 0, 0, what, fix)));
    }
}
