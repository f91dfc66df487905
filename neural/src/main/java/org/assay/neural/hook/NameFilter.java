package org.assay.neural.hook;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.assay.datasets.file.Spelling;
import org.assay.neural.transformer.HookPoint;

/**
 * Which hook points of a network are meant: by name, by pattern, or by a predicate. A name or pattern that no hook point
 * answers to is an error, never an empty answer.
 */
public final class NameFilter {
    private final String description;
    private final Choice choice;

    /** From all hook points to those that are meant. */
    private interface Choice {
        Set<HookPoint> of(List<HookPoint> points);
    }

    private NameFilter(String description, Choice choice) {
        this.description = description;
        this.choice = choice;
    }

    /** Exactly these. */
    public static NameFilter names(String... names) {
        return names(List.of(names));
    }

    /** Exactly these. */
    public static NameFilter names(List<String> names) {
        return new NameFilter(String.join(", ", names), points -> {
            Set<HookPoint> chosen = new LinkedHashSet<>();
            names.forEach(name -> chosen.add(point(points, name)));
            return chosen;
        });
    }

    /** Those that one of the patterns fits: {@code *} is any run of characters, as in {@code blocks.*.hook_resid_*}. */
    public static NameFilter glob(String... patterns) {
        return new NameFilter(String.join(", ", patterns), points -> {
            Set<HookPoint> chosen = new LinkedHashSet<>();
            for (String pattern : patterns) {
                List<HookPoint> fitting = fitting(points, pattern);
                if (fitting.isEmpty()) {
                    throw new IllegalArgumentException("no hook point is named like '" + pattern + "'; there are "
                            + points.stream().map(HookPoint::name).toList());
                }
                chosen.addAll(fitting);
            }
            return chosen;
        });
    }

    /** Those whose name passes {@code wanted}. */
    public static NameFilter matching(Predicate<String> wanted) {
        return new NameFilter("those that pass a predicate", points -> {
            Set<HookPoint> chosen = new LinkedHashSet<>(points);
            chosen.removeIf(point -> !wanted.test(point.name()));
            return chosen;
        });
    }

    /** Those that TransformerLens has without a switch: all but the inputs and results of single heads, and the tokens. */
    public static NameFilter usual() {
        return new NameFilter("the usual ones", points -> {
            Set<HookPoint> chosen = new LinkedHashSet<>(points);
            chosen.removeIf(HookPoint::isSwitched);
            return chosen;
        });
    }

    /** The hook points among {@code points} that are meant, in the order of {@code points}; at least one. */
    List<HookPoint> select(List<HookPoint> points) {
        Set<HookPoint> chosen = choice.of(points);
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("no hook point is among " + description);
        }
        return points.stream().filter(chosen::contains).toList();
    }

    /** The hook point of this name; throws with the nearest name when there is none. */
    static HookPoint point(List<HookPoint> points, String name) {
        List<String> known = points.stream().map(HookPoint::name).toList();
        return points.stream()
                .filter(point -> point.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the network has no site " + name + "; "
                        + Spelling.nearest(name, known)
                                .map(near -> "did you mean '" + near + "'? ")
                                .orElse("")
                        + "it has " + known));
    }

    private static List<HookPoint> fitting(List<HookPoint> points, String pattern) {
        String[] pieces = pattern.split("\\*", -1);
        String expression =
                String.join(".*", Arrays.stream(pieces).map(Pattern::quote).toList());
        Predicate<String> fits = Pattern.compile(expression).asMatchPredicate();
        return points.stream().filter(point -> fits.test(point.name())).toList();
    }
}
