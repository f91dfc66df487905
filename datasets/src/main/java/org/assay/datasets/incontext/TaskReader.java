package org.assay.datasets.incontext;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.file.ConfigProblems;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;

/**
 * Reads an in-context process from YAML: its {@code kind}, a {@code name} and the sizes that {@link #KINDS} lists for it, each
 * within its range. A grammar has a reader of its own.
 *
 * <pre>
 * kind: k-hop
 * name: k-hop-12
 * entities: 12
 * hops: 2
 * </pre>
 */
public final class TaskReader {
    private static final String GRAMMAR = "grammar";
    private static final int MANY = 1000;
    private static final int SEEDS = 1 << 30;
    private static final Map<String, Task> TASKS = tasks();

    /** What can stand in {@code kind}. */
    public static final List<String> KINDS = kinds();

    private TaskReader() {}

    /** A number that a kind has: whole or not, its range, and what it is when left out, if it may be. */
    private record Size(String name, boolean whole, double low, double high, OptionalDouble otherwise) {}

    private record Task(List<Size> sizes, boolean hasParents, Maker maker) {}

    private interface Maker {
        GeneratingProcess make(String name, Map<String, Double> sizes, int[] parents);
    }

    private static Size whole(String name, int low, int high) {
        return new Size(name, true, low, high, OptionalDouble.empty());
    }

    private static Size whole(String name, int low, int high, int otherwise) {
        return new Size(name, true, low, high, OptionalDouble.of(otherwise));
    }

    private static Size number(String name, double low, double high, double otherwise) {
        return new Size(name, false, low, high, OptionalDouble.of(otherwise));
    }

    private static Task task(Maker maker, Size... sizes) {
        return new Task(List.of(sizes), false, maker);
    }

    private static int whole(Map<String, Double> sizes, String name) {
        return sizes.get(name).intValue();
    }

    private static Seed seed(Map<String, Double> sizes) {
        return Seed.of(whole(sizes, "seed"));
    }

    private static Map<String, Task> tasks() {
        Map<String, Task> tasks = new TreeMap<>();
        Size tokens = whole("tokens", 2, MANY);
        Size alpha = number("alpha", 1e-3, 1e3, 1);
        Size noise = number("noise", 0, .999, 0);
        Size seed = whole("seed", 0, SEEDS, 0);
        tasks.put(
                "chain-in-context",
                task(
                        (name, s, p) -> DirichletChain.of(name, whole(s, "tokens"), whole(s, "order"), s.get("alpha")),
                        tokens,
                        whole("order", 1, 16, 1),
                        alpha));
        tasks.put(
                "drawn-chains",
                task(
                        (name, s, p) -> DrawnChains.of(
                                name,
                                whole(s, "tokens"),
                                whole(s, "order"),
                                s.get("alpha"),
                                whole(s, "chains"),
                                seed(s)),
                        tokens,
                        whole("order", 1, 16, 1),
                        alpha,
                        whole("chains", 1, 100_000, 1),
                        seed));
        tasks.put(
                "causal-tree",
                new Task(
                        List.of(tokens, alpha),
                        true,
                        (name, s, parents) -> CausalTree.of(name, whole(s, "tokens"), s.get("alpha"), parents)));
        tasks.put("map", task((name, s, p) -> DrawnMap.pairs(name, whole(s, "tokens"), s.get("noise")), tokens, noise));
        tasks.put(
                "map-walk",
                task((name, s, p) -> DrawnMap.walk(name, whole(s, "tokens"), s.get("noise")), tokens, noise));
        tasks.put("permutation", task((name, s, p) -> DrawnMap.permutationPairs(name, whole(s, "tokens")), tokens));
        Size triggers = whole("triggers", 1, MANY);
        tasks.put("fixed-triggers", task((name, s, p) -> triggers(name, s, false), tokens, triggers, alpha, seed));
        tasks.put("drawn-triggers", task((name, s, p) -> triggers(name, s, true), tokens, triggers, alpha, seed));
        tasks.put(
                "k-hop",
                task(
                        (name, s, p) -> KHop.of(name, whole(s, "entities"), whole(s, "hops")),
                        whole("entities", 2, MANY),
                        whole("hops", 0, 100)));
        Size symbols = whole("symbols", 1, MANY);
        Size longest = whole("longest", 1, MANY);
        tasks.put(
                "unique-copy",
                task(
                        (name, s, p) -> WordCopy.uniqueSymbols(name, whole(s, "symbols"), whole(s, "longest")),
                        symbols,
                        longest));
        tasks.put(
                "unique-bigram-copy",
                task(
                        (name, s, p) -> WordCopy.uniqueBigrams(name, whole(s, "symbols"), whole(s, "longest")),
                        symbols,
                        longest));
        Size shortest = whole("shortest", 1, MANY);
        tasks.put("repeat-copy", task((name, s, p) -> repeats(name, s, false), tokens, shortest, longest));
        tasks.put("cycles", task((name, s, p) -> repeats(name, s, true), tokens, shortest, longest));
        tasks.put("majority", task((name, s, p) -> TallyTask.majority(name, whole(s, "longest")), longest));
        tasks.put(
                "bounded-brackets",
                task(
                        (name, s, p) -> TallyTask.brackets(name, whole(s, "longest"), whole(s, "depth")),
                        longest,
                        whole("depth", 1, 50)));
        tasks.put(
                "random-automata",
                task(
                        (name, s, p) -> RandomAutomata.of(
                                name, whole(s, "symbols"), whole(s, "automata"), whole(s, "longest"), seed(s)),
                        symbols,
                        whole("automata", 1, 100_000, 1),
                        longest,
                        seed));
        return tasks;
    }

    private static GeneratingProcess triggers(String name, Map<String, Double> s, boolean drawn) {
        return TriggeredBigram.of(name, whole(s, "tokens"), whole(s, "triggers"), drawn, s.get("alpha"), seed(s));
    }

    private static GeneratingProcess repeats(String name, Map<String, Double> s, boolean distinct) {
        return RepeatCopy.of(name, whole(s, "tokens"), whole(s, "shortest"), whole(s, "longest"), distinct);
    }

    private static List<String> kinds() {
        TreeMap<String, Task> all = new TreeMap<>(TASKS);
        all.put(GRAMMAR, task((name, sizes, parents) -> null));
        return List.copyOf(all.keySet());
    }

    /**
     * The process that {@code root} describes, whose {@code kind} is one of {@link #KINDS}.
     *
     * @throws org.assay.datasets.file.ConfigException with all that is wrong with it
     */
    public static GeneratingProcess read(String where, ConfigNode root, String kind) {
        return kind.equals(GRAMMAR)
                ? GrammarReader.read(where, root)
                : read(where, root, "a process of kind " + kind, TASKS.get(kind));
    }

    private static GeneratingProcess read(String where, ConfigNode root, String what, Task task) {
        ConfigProblems problems = new ConfigProblems(where);
        List<String> known = new ArrayList<>(List.of("kind", "name"));
        task.sizes.forEach(size -> known.add(size.name));
        if (task.hasParents) {
            known.add("parents");
        }
        ConfigFields fields = ConfigFields.of(root, problems, what, known.toArray(String[]::new));
        String name = fields.name();
        Map<String, Double> sizes = new TreeMap<>();
        for (Size size : task.sizes) {
            sizes.put(size.name, size(fields, size));
        }
        int[] parents = task.hasParents ? parents(fields, problems) : new int[0];
        problems.throwIfAny();
        try {
            return task.maker.make(name, sizes, parents);
        } catch (IllegalArgumentException e) {
            problems.add(root, e.getMessage(), "change the sizes so that it can be");
            problems.throwIfAny();
            throw e;
        }
    }

    private static double size(ConfigFields fields, Size size) {
        if (!fields.has(size.name) && size.otherwise.isPresent()) {
            return size.otherwise.getAsDouble();
        }
        return size.whole
                ? fields.integer(size.name, (int) size.low, (int) size.high)
                : fields.number(size.name, size.low, size.high);
    }

    private static int[] parents(ConfigFields fields, ConfigProblems problems) {
        return fields.items("parents").stream()
                .mapToInt(item -> ConfigFields.integer(item, problems, "a parent", -1, MANY))
                .toArray();
    }
}
