package org.assay.datasets.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Change;
import org.assay.datasets.model.Edit;
import org.assay.datasets.model.Edit.Receiver;
import org.assay.datasets.model.InterventionPlan;
import org.assay.datasets.model.Positions;
import org.assay.datasets.model.Site;

/**
 * An {@link InterventionPlan} as JSON, which is read as the YAML that it also is, so that mistakes have a line and a column:
 *
 * <pre>{"edits": [{"site": "blocks.0.attn.hook_z", "heads": [1], "positions": "all", "change": "resample", "seed": 3}]}</pre>
 *
 * {@code positions} is {@code own} (when left out), {@code all} or a list; {@code change} is one of {@code zero}, {@code mean},
 * {@code resample} (seed), {@code interchange} (rows), {@code replace} (values), {@code add} (direction, scale), {@code freeze};
 * {@code basis}, {@code values} and {@code direction} are lists of rows; {@code receivers} are {@code {"site", "head"}}.
 */
public final class InterventionFile {
    private static final String[] KEYS = {
        "site", "heads", "positions", "basis", "change", "receivers", "seed", "rows", "values", "direction", "scale"
    };
    private static final List<String> CHANGES =
            List.of("zero", "mean", "resample", "interchange", "replace", "add", "freeze");

    /** The keys that only some changes have. */
    private static final Map<String, List<String>> OWN_KEYS = Map.of(
            "resample", List.of("seed"),
            "interchange", List.of("rows"),
            "replace", List.of("values"),
            "add", List.of("direction", "scale"));

    private InterventionFile() {}

    /** Writes {@code plan} to {@code file}, whole or not at all. */
    public static void write(Path file, InterventionPlan plan) throws IOException {
        AtomicFile.write(file, text(plan));
    }

    /** The same plan gives the same text. */
    public static String text(InterventionPlan plan) {
        return Json.pretty(Map.of(
                "edits", plan.edits().stream().map(InterventionFile::fields).toList()));
    }

    /** @throws ConfigException with everything that is wrong, by line and column */
    public static InterventionPlan read(Path file) throws IOException {
        return plan(file.toString(), ConfigNode.read(file));
    }

    /** @throws ConfigException as {@link #read} */
    public static InterventionPlan parse(String where, String text) {
        return plan(where, ConfigNode.parse(where, text));
    }

    private static Map<String, Object> fields(Edit edit) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("site", edit.site().name());
        if (!edit.heads().isEmpty()) {
            fields.put("heads", edit.heads());
        }
        fields.put(
                "positions",
                switch (edit.positions().kind()) {
                    case OWN -> "own";
                    case ALL -> "all";
                    case LISTED -> edit.positions().indices();
                });
        edit.basis().ifPresent(basis -> fields.put("basis", rows(basis)));
        if (!edit.receivers().isEmpty()) {
            fields.put(
                    "receivers",
                    edit.receivers().stream().map(InterventionFile::fields).toList());
        }
        change(edit.change(), fields);
        return fields;
    }

    private static Map<String, Object> fields(Receiver receiver) {
        return receiver.head() < 0
                ? Map.of("site", receiver.site().name())
                : Map.of("site", receiver.site().name(), "head", receiver.head());
    }

    private static void change(Change change, Map<String, Object> fields) {
        if (change instanceof Change.Zero) {
            fields.put("change", "zero");
        } else if (change instanceof Change.Mean) {
            fields.put("change", "mean");
        } else if (change instanceof Change.Resample resample) {
            fields.put("change", "resample");
            fields.put("seed", resample.seed());
        } else if (change instanceof Change.Interchange interchange) {
            fields.put("change", "interchange");
            fields.put("rows", interchange.rows());
        } else if (change instanceof Change.Replace replace) {
            fields.put("change", "replace");
            fields.put("values", rows(replace.values()));
        } else if (change instanceof Change.Add add) {
            fields.put("change", "add");
            fields.put("direction", rows(add.direction()));
            fields.put("scale", add.scale());
        } else {
            fields.put("change", "freeze");
        }
    }

    private static List<double[]> rows(Matrix matrix) {
        List<double[]> rows = new ArrayList<>();
        for (int r = 0; r < matrix.rows(); r++) {
            rows.add(matrix.row(r));
        }
        return rows;
    }

    private static InterventionPlan plan(String where, ConfigNode root) {
        ConfigProblems problems = new ConfigProblems(where);
        ConfigFields top = ConfigFields.of(root, problems, "a plan", "edits");
        List<Edit> edits = new ArrayList<>();
        for (ConfigNode node : top.items("edits")) {
            edit(node, problems).ifPresent(edits::add);
        }
        if (problems.isEmpty() && edits.isEmpty()) {
            problems.add(root, "the plan has no edits", "write at least one");
        }
        problems.throwIfAny();
        return new InterventionPlan(edits);
    }

    /** Empty after a problem. */
    private static Optional<Edit> edit(ConfigNode node, ConfigProblems problems) {
        int before = problems.count();
        ConfigFields fields = ConfigFields.of(node, problems, "an edit", KEYS);
        String site = fields.text("site");
        String kind = fields.text("change");
        if (!kind.isEmpty() && !CHANGES.contains(kind)) {
            problems.add(node, "no change is called '" + kind + "' (site " + site + ")", Spelling.hint(kind, CHANGES));
        }
        OWN_KEYS.forEach((owner, keys) -> keys.stream()
                .filter(key -> fields.has(key) && !kind.equals(owner))
                .forEach(key -> problems.add(
                        node, "'" + key + "' says nothing at a change of kind '" + kind + "'", "remove it")));
        List<Integer> heads = fields.has("heads") ? integers(fields, "heads", problems) : List.of();
        Optional<Positions> positions = positions(fields, problems);
        Optional<Matrix> basis =
                fields.has("basis") ? Optional.of(matrix(fields, "basis", problems)) : Optional.empty();
        List<Receiver> receivers = receivers(fields, problems);
        if (problems.count() > before) {
            return Optional.empty();
        }
        try {
            Optional<Change> change = change(kind, fields, problems);
            return change.map(made -> new Edit(new Site(site), heads, positions.orElseThrow(), basis, made, receivers));
        } catch (IllegalArgumentException e) {
            problems.add(node, e.getMessage(), "mend the edit at " + site);
            return Optional.empty();
        }
    }

    private static Optional<Change> change(String kind, ConfigFields fields, ConfigProblems problems) {
        int before = problems.count();
        Change change = switch (kind) {
            case "zero" -> new Change.Zero();
            case "mean" -> new Change.Mean();
            case "freeze" -> new Change.Freeze();
            case "resample" -> new Change.Resample(seed(fields, problems));
            case "interchange" -> new Change.Interchange(integers(fields, "rows", problems));
            case "replace" -> new Change.Replace(matrix(fields, "values", problems));
            default ->
                new Change.Add(
                        matrix(fields, "direction", problems),
                        fields.number("scale", -Double.MAX_VALUE, Double.MAX_VALUE));
        };
        return problems.count() > before ? Optional.empty() : Optional.of(change);
    }

    private static long seed(ConfigFields fields, ConfigProblems problems) {
        String text = fields.text("seed");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            fields.optional("seed")
                    .ifPresent(node -> problems.add(node, "'seed' must be a whole number, got '" + text + "'", ""));
            return 0;
        }
    }

    private static List<Integer> integers(ConfigFields fields, String key, ConfigProblems problems) {
        return fields.items(key).stream()
                .map(item -> ConfigFields.integer(item, problems, "an item of '" + key + "'", 0, Integer.MAX_VALUE))
                .toList();
    }

    private static Optional<Positions> positions(ConfigFields fields, ConfigProblems problems) {
        Optional<ConfigNode> node = fields.optional("positions");
        if (node.isEmpty()) {
            return Optional.of(Positions.OWN);
        }
        if (node.get() instanceof ConfigNode.Items) {
            List<Integer> indices = integers(fields, "positions", problems);
            if (indices.stream().distinct().count() == indices.size() && !indices.isEmpty()) {
                return Optional.of(Positions.at(
                        indices.stream().mapToInt(Integer::intValue).toArray()));
            }
            problems.add(node.get(), "'positions' must list different positions, got " + indices, "");
            return Optional.empty();
        }
        String word = fields.text("positions");
        if (word.equals("own") || word.equals("all")) {
            return Optional.of(word.equals("own") ? Positions.OWN : Positions.ALL);
        }
        problems.add(node.get(), "'positions' must be own, all or a list, got '" + word + "'", "write own or all");
        return Optional.empty();
    }

    private static List<Receiver> receivers(ConfigFields fields, ConfigProblems problems) {
        List<Receiver> receivers = new ArrayList<>();
        for (ConfigNode item : fields.has("receivers") ? fields.items("receivers") : List.<ConfigNode>of()) {
            ConfigFields receiver = ConfigFields.of(item, problems, "a receiver", "site", "head");
            String site = receiver.text("site");
            int head = receiver.has("head") ? receiver.integer("head", 0, Integer.MAX_VALUE) : -1;
            if (!site.isEmpty()) {
                receivers.add(new Receiver(new Site(site), head));
            }
        }
        return receivers;
    }

    private static Matrix matrix(ConfigFields fields, String key, ConfigProblems problems) {
        List<double[]> rows = new ArrayList<>();
        for (ConfigNode row : fields.items(key)) {
            rows.add(ConfigFields.items(row, problems, "a row of '" + key + "'").stream()
                    .mapToDouble(entry -> ConfigFields.number(
                            entry, problems, "an entry of '" + key + "'", -Double.MAX_VALUE, Double.MAX_VALUE))
                    .toArray());
        }
        if (rows.stream().mapToInt(row -> row.length).distinct().count() > 1) {
            fields.optional(key)
                    .ifPresent(node -> problems.add(node, "the rows of '" + key + "' are not equally long", ""));
            return Matrix.zeros(0, 0);
        }
        return Matrix.ofRows(rows.toArray(double[][]::new));
    }
}
