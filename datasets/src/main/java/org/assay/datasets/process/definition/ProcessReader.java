package org.assay.datasets.process.definition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.file.ConfigProblems;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.process.GeneralisedHiddenMarkovProcess;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.TransitionTensors;
import org.assay.datasets.process.WordCheck;
import org.assay.datasets.sequence.Vocabulary;

/**
 * Reads a process of transition tensors from YAML. Everything that is wrong is reported at once, with line, column and
 * what to do.
 *
 * <pre>
 * kind: hidden-markov            # or generalised-hidden-markov
 * name: even
 * source: Weiss 1973             # may be left out
 * tokens: ["0", "1"]
 * states: [E, O]
 * transitions:                   # from state: {token: {next state: probability}}
 *   E: {"0": {E: 0.5}, "1": {O: 0.5}}
 *   O: {"1": {E: 1}}
 * start: {E: 0.5, O: 0.5}        # may be left out: the stationary law
 * </pre>
 *
 * <p>A generalised process has any numbers in place of probabilities, must give {@code start}, and may give {@code
 * right} (a number per coordinate, 1 where left out) and {@code checked_length}, up to which no word may have a
 * negative probability.
 */
public final class ProcessReader {
    private static final String HIDDEN_MARKOV = "hidden-markov";
    private static final String GENERALISED = "generalised-hidden-markov";
    /** What can stand in {@code kind}. */
    public static final List<String> KINDS = List.of(HIDDEN_MARKOV, GENERALISED);

    private static final double SUM_TOLERANCE = 1e-6;
    private static final int MOST_STATES = 1_000;
    private static final int CHECKED_LENGTH = 6;
    private static final int LONGEST_CHECK = 12;
    private static final double LARGEST = 1e6;

    private final ConfigProblems problems;
    private final boolean generalised;
    private List<String> tokens = List.of();
    private List<String> states = List.of();

    private ProcessReader(ConfigProblems problems, boolean generalised) {
        this.problems = problems;
        this.generalised = generalised;
    }

    /**
     * Reads the process in {@code text}; {@code where} names it in messages.
     *
     * @throws org.assay.datasets.file.ConfigException with all that is wrong with it
     */
    public static GeneratingProcess read(String where, String text) {
        return read(where, ConfigNode.parse(where, text));
    }

    /** The same of a tree that was parsed already. */
    public static GeneratingProcess read(String where, ConfigNode root) {
        ConfigProblems problems = new ConfigProblems(where);
        boolean generalised = root instanceof ConfigNode.Entries mapping
                && mapping.entries().stream()
                        .anyMatch(entry -> entry.key().equals("kind")
                                && entry.value() instanceof ConfigNode.Text text
                                && text.value().equals(GENERALISED));
        return new ProcessReader(problems, generalised).process(root);
    }

    private GeneratingProcess process(ConfigNode root) {
        String[] hidden = {"kind", "name", "source", "tokens", "states", "transitions", "start"};
        String[] known = generalised ? Arrays.copyOf(hidden, hidden.length + 2) : hidden;
        if (generalised) {
            known[hidden.length] = "right";
            known[hidden.length + 1] = "checked_length";
        }
        ConfigFields fields = ConfigFields.of(root, problems, "a process", known);
        if (fields.required("kind").isPresent() && !KINDS.contains(fields.text("kind"))) {
            problems.add(
                    fields.required("kind").orElseThrow(),
                    "there is no kind '" + fields.text("kind") + "'",
                    Spelling.hint(fields.text("kind"), KINDS));
        }
        String name = fields.name();
        tokens = names(fields, "tokens", "token");
        states = names(fields, "states", "state");
        List<Matrix> tensors = tensors(fields);
        Optional<double[]> start = fields.optional("start").map(node -> vector(node, "'start'", 0));
        if (generalised && start.isEmpty()) {
            fields.required("start");
        }
        if (problems.isEmpty() && !generalised) {
            requireReachable(fields, tensors, start);
        }
        problems.throwIfAny();
        return generalised
                ? generalised(name, fields, root, tensors, start.orElseThrow())
                : hiddenMarkov(name, fields, root, tensors, start);
    }

    private List<String> names(ConfigFields fields, String key, String what) {
        Set<String> names = new LinkedHashSet<>();
        for (ConfigNode item : fields.items(key)) {
            String name = ConfigFields.text(item, problems, "a " + what);
            if (name.chars().anyMatch(Character::isWhitespace)) {
                problems.add(item, what + " '" + name + "' holds white space", "join its words with '_'");
            } else if (!name.isEmpty() && !names.add(name)) {
                problems.add(item, what + " '" + name + "' stands twice", "remove one of them");
            }
        }
        fields.optional(key).filter(node -> names.isEmpty()).ifPresent(node -> {
            problems.add(node, "'" + key + "' is empty", "add at least one " + what);
        });
        if (names.size() > MOST_STATES) {
            problems.add(
                    fields.required(key).orElseThrow(),
                    "'" + key + "' has " + names.size() + " entries, at most " + MOST_STATES + " are allowed",
                    "make it smaller, or combine smaller processes");
            return List.of();
        }
        return List.copyOf(names);
    }

    private List<Matrix> tensors(ConfigFields fields) {
        List<Matrix> tensors = new ArrayList<>();
        for (int v = 0; v < tokens.size(); v++) {
            tensors.add(Matrix.zeros(states.size(), states.size()));
        }
        fields.required("transitions").ifPresent(node -> {
            Set<String> given = new LinkedHashSet<>();
            for (ConfigNode.Entry row : ConfigFields.entries(node, problems, "'transitions'")) {
                given.add(row.key());
                int from = index(states, row, "state");
                double total = row(row, from, tensors);
                if (!generalised && Math.abs(total - 1) > SUM_TOLERANCE) {
                    problems.add(
                            row.line(),
                            row.column(),
                            "what leaves state '" + row.key() + "' has probability " + total + ", not 1",
                            "make its probabilities sum to 1");
                } else if (!generalised && from >= 0) {
                    normalise(tensors, from, total);
                }
            }
            for (String state : states) {
                if (!given.contains(state)) {
                    problems.add(
                            node, "'transitions' lacks a row for state '" + state + "'", "add " + state + ": {...}");
                }
            }
        });
        return tensors;
    }

    /** Reads what leaves one state; returns the sum of it, NaN when something was wrong. */
    private double row(ConfigNode.Entry row, int from, List<Matrix> tensors) {
        double total = 0;
        for (ConfigNode.Entry emitted : ConfigFields.entries(row.value(), problems, "row '" + row.key() + "'")) {
            int token = index(tokens, emitted, "token");
            String what = "'" + emitted.key() + "' in row '" + row.key() + "'";
            for (ConfigNode.Entry reached : ConfigFields.entries(emitted.value(), problems, what)) {
                int to = index(states, reached, "state");
                double p = ConfigFields.number(
                        reached.value(),
                        problems,
                        generalised ? "an entry" : "a probability",
                        generalised ? -LARGEST : 0,
                        generalised ? LARGEST : 1);
                if (from >= 0 && token >= 0 && to >= 0 && !Double.isNaN(p)) {
                    tensors.get(token).set(from, to, p);
                }
                total += p;
            }
        }
        return total;
    }

    /** Probabilities of six digits sum to 1 within 1e-6; what is left over is shared out. */
    private static void normalise(List<Matrix> tensors, int from, double total) {
        for (Matrix tensor : tensors) {
            for (int to = 0; to < tensor.columns(); to++) {
                tensor.set(from, to, Math.min(1, tensor.get(from, to) / total));
            }
        }
    }

    private int index(List<String> names, ConfigNode.Entry entry, String what) {
        int index = names.indexOf(entry.key());
        if (index < 0) {
            problems.add(
                    entry.line(),
                    entry.column(),
                    "there is no " + what + " '" + entry.key() + "'",
                    Spelling.hint(entry.key(), names));
        }
        return index;
    }

    /**
     * A number per state, {@code otherwise} where there is none; the start of a hidden Markov process must be a law.
     */
    private double[] vector(ConfigNode node, String what, double otherwise) {
        double[] vector = new double[states.size()];
        Arrays.fill(vector, otherwise);
        for (ConfigNode.Entry entry : ConfigFields.entries(node, problems, what)) {
            int state = index(states, entry, "state");
            double low = generalised ? -LARGEST : 0;
            double value = ConfigFields.number(entry.value(), problems, what, low, generalised ? LARGEST : 1);
            if (state >= 0) {
                vector[state] = value;
            }
        }
        double total = Arrays.stream(vector).sum();
        if (!generalised && Math.abs(total - 1) > SUM_TOLERANCE) {
            problems.add(node, what + " sums to " + total + ", not 1", "make its probabilities sum to 1");
        }
        for (int s = 0; s < vector.length && !generalised; s++) {
            vector[s] /= total;
        }
        return vector;
    }

    /**
     * States that no token sequence leads to are a mistake; without a start, every state must be reached from every
     * other.
     */
    private void requireReachable(ConfigFields fields, List<Matrix> tensors, Optional<double[]> start) {
        boolean[] reached = new boolean[states.size()];
        for (int s = 0; s < reached.length; s++) {
            reached[s] = start.isPresent() ? start.get()[s] > 0 : s == 0;
        }
        boolean grown = true;
        while (grown) {
            grown = false;
            for (int from = 0; from < reached.length; from++) {
                for (int to = 0; reached[from] && to < reached.length; to++) {
                    if (!reached[to] && leads(tensors, from, to)) {
                        reached[to] = true;
                        grown = true;
                    }
                }
            }
        }
        for (int s = 0; s < reached.length; s++) {
            if (!reached[s]) {
                problems.add(
                        fields.items("states").get(s),
                        "state '" + states.get(s) + "' cannot be reached"
                                + (start.isPresent() ? "" : " from state '" + states.get(0) + "'"),
                        "lead a transition to it, give it weight in 'start', or remove it");
            }
        }
        for (int token = 0; token < tensors.size(); token++) {
            if (Arrays.stream(tensors.get(token).values()).allMatch(p -> p == 0)) {
                problems.add(
                        fields.items("tokens").get(token),
                        "token '" + tokens.get(token) + "' is never emitted",
                        "emit it somewhere or remove it");
            }
        }
    }

    private static boolean leads(List<Matrix> tensors, int from, int to) {
        return tensors.stream().anyMatch(tensor -> tensor.get(from, to) > 0);
    }

    private GeneratingProcess hiddenMarkov(
            String name, ConfigFields fields, ConfigNode root, List<Matrix> tensors, Optional<double[]> start) {
        Vocabulary vocabulary = new Vocabulary(tokens);
        try {
            TransitionTensors model = start.isPresent()
                    ? TransitionTensors.stochastic(vocabulary, states, tensors, start.get())
                    : TransitionTensors.stationary(vocabulary, states, tensors);
            return HiddenMarkovProcess.of(name, fields.text("source", ""), model, List.of());
        } catch (IllegalArgumentException e) {
            problems.add(root, e.getMessage(), "add start: {STATE: probability, ...}");
            problems.throwIfAny();
            throw e;
        }
    }

    private GeneratingProcess generalised(
            String name, ConfigFields fields, ConfigNode root, List<Matrix> tensors, double[] start) {
        double[] right = new double[states.size()];
        Arrays.fill(right, 1);
        double[] given =
                fields.optional("right").map(node -> vector(node, "'right'", 1)).orElse(right);
        int checked =
                fields.has("checked_length") ? fields.integer("checked_length", 1, LONGEST_CHECK) : CHECKED_LENGTH;
        problems.throwIfAny();
        try {
            TransitionTensors model = TransitionTensors.of(new Vocabulary(tokens), states, tensors, start, given);
            return GeneralisedHiddenMarkovProcess.of(
                    name, fields.text("source", ""), model, WordCheck.affordable(model, checked));
        } catch (IllegalArgumentException e) {
            problems.add(
                    root, e.getMessage(), "the tensors must sum to a matrix with T right = right, start right = 1");
            problems.throwIfAny();
            throw e;
        }
    }
}
