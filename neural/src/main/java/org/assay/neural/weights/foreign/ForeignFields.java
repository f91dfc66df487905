package org.assay.neural.weights.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;

/**
 * The fields of a stranger's {@code config.json}. Each is asked for by name and kind; what is wrong is gathered and said at once;
 * what nobody asked for can be listed. A field that is {@code null} counts as absent.
 */
final class ForeignFields {
    private static final long LARGEST = 1 << 24;

    private final Path file;
    private final Map<String, Object> fields = new TreeMap<>();
    private final Set<String> nulls = new TreeSet<>();
    private final Set<String> asked = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    private ForeignFields(Path file) {
        this.file = file;
    }

    static ForeignFields read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new DamagedFileException(
                    file, "is missing", "a network's folder has its config.json beside its weights");
        }
        if (Files.size(file) > LARGEST) {
            throw new DamagedFileException(
                    file, "has " + Files.size(file) + " bytes, a configuration has at most " + LARGEST);
        }
        ForeignFields read = new ForeignFields(file);
        Map<?, ?> fields = Json.read(file, Map.class);
        fields.forEach((name, value) -> {
            if (value == null) {
                read.nulls.add((String) name);
            } else {
                read.fields.put((String) name, value);
            }
        });
        return read;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Whether the field is there and says {@code null}. */
    boolean isNull(String name) {
        return nulls.contains(name);
    }

    Object value(String name) {
        asked.add(name);
        return fields.get(name);
    }

    /** A whole number from 1; {@code absent} where the field is not there, which is a problem when that is 0. */
    int count(String name, int absent) {
        Object value = value(name);
        if (value == null && absent > 0) {
            return absent;
        }
        if (value instanceof Integer number && number > 0) {
            return number;
        }
        problems.add(name + " must be a whole number from 1, found " + value);
        return 1;
    }

    double positive(String name, double absent) {
        Object value = value(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Number number && number.doubleValue() > 0 && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        problems.add(name + " must be a positive number, found " + value);
        return absent;
    }

    boolean flag(String name, boolean absent) {
        Object value = value(name);
        if (value == null || value instanceof Boolean) {
            return value == null ? absent : (Boolean) value;
        }
        problems.add(name + " must be true or false, found " + value);
        return absent;
    }

    /** One of the keys of {@code known}; {@code absent}, one of its values, where the field is not there. */
    <T> T word(String name, Map<String, T> known, T absent) {
        Object value = value(name);
        T meant = value == null ? absent : known.get(String.valueOf(value));
        if (meant == null) {
            problems.add(name + " is " + value + ", which is not known here; known are "
                    + String.join(", ", new TreeSet<>(known.keySet())));
            return known.values().iterator().next();
        }
        return meant;
    }

    /** A field that may be absent but else must have one of these values, since nothing else can be computed here. */
    void require(String name, Object... possible) {
        Object value = value(name);
        if (value != null && Arrays.stream(possible).noneMatch(each -> same(each, value))) {
            problems.add(name + " is " + value + ", and only "
                    + String.join(
                            " or ", Arrays.stream(possible).map(String::valueOf).toList()) + " can be computed here");
        }
    }

    private static boolean same(Object wanted, Object value) {
        if (wanted instanceof Number a && value instanceof Number b) {
            return Math.abs(a.doubleValue() - b.doubleValue()) <= 1e-9 * Math.abs(a.doubleValue());
        }
        return wanted.equals(value);
    }

    void refuse(String problem) {
        problems.add(problem);
    }

    /** A remark on every field that nobody asked for, but {@code silent} ones, which say nothing about what is computed. */
    List<String> unknownBeside(String... silent) {
        asked.addAll(List.of(silent));
        return fields.keySet().stream()
                .filter(name -> !asked.contains(name))
                .map(name -> "config.json says " + name + ", which is not known here and was not used")
                .toList();
    }

    /**
     * What is made of the fields.
     *
     * @throws DamagedFileException with everything that was found wrong on the way, or what {@code maker} says of it
     */
    <T> T made(Supplier<T> maker, String fix) throws DamagedFileException {
        T made = null;
        try {
            made = maker.get();
        } catch (IllegalArgumentException e) {
            refuse(e.getMessage());
        }
        check(fix);
        return made;
    }

    private void check(String fix) throws DamagedFileException {
        if (!problems.isEmpty()) {
            throw new DamagedFileException(file, String.join("; ", problems), fix);
        }
    }

    Path file() {
        return file;
    }
}
