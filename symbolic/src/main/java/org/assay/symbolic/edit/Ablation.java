package org.assay.symbolic.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.progress.Progress;
import org.assay.symbolic.edit.Evaluator.Assessed;
import org.assay.symbolic.text.ItemLine;
import org.assay.symbolic.text.ProgramParser;

/**
 * What each item of a program is worth: the program without it, item by item. What the item alone wrote can never hold then, so
 * names of it are dropped where they stand (an atom that never matches counts nothing), and items that cannot be read without
 * them are dropped too; both are told beside the numbers.
 */
public final class Ablation {
    private static final String TASK = "removing items one by one";

    /** What is never removed: without tokens and a law there is nothing to hold against. */
    private static final Set<String> FIXED = Set.of("vocab", "output");

    /** Kinds that say what there is rather than what is done; removing one takes much with it. */
    private static final Set<String> DECLARATIONS = Set.of("vocab", "output", "label", "counter", "token");

    private Ablation() {}

    /**
     * One item removed.
     *
     * @param item        its address
     * @param difference  what the removal does
     * @param sameLaws    whether every law on the held-out contexts is the same to the last bit: the item is idle there
     * @param alsoRemoved items that cannot be read without it
     * @param alsoChanged items that named it and do so no more
     */
    public record Removal(
            String item, Difference difference, boolean sameLaws, List<String> alsoRemoved, List<String> alsoChanged) {}

    /** Kinds that are removed when nothing else is said: all that do something. */
    public static boolean acts(String kind) {
        return !DECLARATIONS.contains(kind);
    }

    /** Removes every item of the kinds wanted; the removal that shortens the description most comes first, equals by address. */
    public static List<Removal> of(Listing whole, Evaluator evaluator, Predicate<String> kinds, Progress progress) {
        List<ItemLine> wanted = whole.items().values().stream()
                .filter(item -> !FIXED.contains(item.kind()) && kinds.test(item.kind()))
                .toList();
        Assessed before = evaluator.assess(whole.program());
        List<Removal> removals = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            String item = wanted.get(i).address();
            progress.at(TASK, i, wanted.size(), item);
            without(whole, item).ifPresent(rest -> removals.add(removal(item, whole, rest, before, evaluator)));
        }
        progress.at(TASK, wanted.size(), wanted.size(), "");
        removals.sort(Comparator.<Removal>comparingDouble(
                        removal -> removal.difference().total())
                .thenComparing(Removal::item));
        return List.copyOf(removals);
    }

    private static Removal removal(String item, Listing whole, Listing rest, Assessed before, Evaluator evaluator) {
        Assessed after = evaluator.assess(rest.program());
        List<String> removed = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        whole.items().forEach((address, line) -> {
            ItemLine now = rest.items().get(address);
            if (now == null && !address.equals(item)) {
                removed.add(address);
            } else if (now != null && !now.text().equals(line.text())) {
                changed.add(address);
            }
        });
        boolean sameLaws = Arrays.equals(
                before.laws().probabilities().values(),
                after.laws().probabilities().values());
        return new Removal(item, after.since(before), sameLaws, removed, changed);
    }

    /** The program without {@code item} and without names of what is gone with it; empty when there is no such program. */
    static Optional<Listing> without(Listing whole, String item) {
        Map<String, String> lines = new LinkedHashMap<>();
        whole.items().forEach((address, line) -> lines.put(address, line.text()));
        lines.remove(item);
        while (true) {
            try {
                return Optional.of(Listing.of(ProgramParser.parse(String.join("\n", lines.values()), item)));
            } catch (ConfigException e) {
                if (!mend(lines, e.problems()) && !mendCopies(lines, whole)) {
                    return Optional.empty();
                }
            }
        }
    }

    /** Drops the name at every place where the parser stopped, else the item; false where it named no place. Always shrinks the text. */
    private static boolean mend(Map<String, String> lines, List<Problem> problems) {
        List<String> addresses = List.copyOf(lines.keySet());
        boolean mended = false;
        // Later columns first, so that the earlier ones of a line still count.
        for (Problem problem : problems.stream()
                .sorted(Comparator.comparingInt(Problem::column).reversed())
                .toList()) {
            if (problem.line() > 0) {
                mended = true;
                String address = addresses.get(problem.line() - 1);
                put(lines, address, line(lines, address).flatMap(line -> line.without(problem.column())));
            }
        }
        return mended;
    }

    /** The same for what names a head that is gone and not one of its labels; false where nothing does. */
    private static boolean mendCopies(Map<String, String> lines, Listing whole) {
        Map<String, String> before = Map.copyOf(lines);
        whole.items().forEach((gone, head) -> {
            if (head.kind().equals("head") && !before.containsKey(gone)) {
                for (String address : before.keySet()) {
                    put(lines, address, line(lines, address).flatMap(line -> line.withoutCopiesOf(head.name())));
                }
            }
        });
        return !lines.equals(before);
    }

    private static Optional<ItemLine> line(Map<String, String> lines, String address) {
        return Optional.ofNullable(lines.get(address)).flatMap(ItemLine::of);
    }

    private static void put(Map<String, String> lines, String address, Optional<String> text) {
        text.ifPresentOrElse(shorter -> lines.put(address, shorter), () -> lines.remove(address));
    }
}
