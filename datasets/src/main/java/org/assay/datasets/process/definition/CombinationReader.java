package org.assay.datasets.process.definition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.file.ConfigProblems;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.combine.Channels;
import org.assay.datasets.process.combine.Combinations;
import org.assay.datasets.process.combine.FactoredProcess;

/**
 * Reads a process made of other processes from YAML; these are built-in names or files beside it.
 *
 * <pre>
 * kind: mixture
 * name: one-of-two
 * of: [z1r, even]
 * weights: [0.25, 0.75]
 * </pre>
 *
 * <p>A product of hidden Markov processes is multiplied out while it has at most {@link #JOINT} states and tokens, with a joint
 * belief; any other keeps one belief for each part.
 */
public final class CombinationReader {
    /** What can stand in {@code kind}. */
    public static final List<String> KINDS =
            List.of("after-start", "driven", "in-turn", "mixture", "noisy", "product", "relabelled");

    private static final int JOINT = 100;
    private static final int MOST_TOKENS = 10_000;
    private static final double SUM_TOLERANCE = 1e-6;

    private final ConfigProblems problems;
    private final Function<String, GeneratingProcess> open;

    private CombinationReader(String where, Function<String, GeneratingProcess> open) {
        this.problems = new ConfigProblems(where);
        this.open = open;
    }

    /**
     * The process that {@code root} describes, whose {@code kind} is one of {@link #KINDS}.
     *
     * @param open the process of a name; its IllegalArgumentException becomes a problem at the name
     * @throws org.assay.datasets.file.ConfigException with all that is wrong with it
     */
    public static GeneratingProcess read(
            String where, ConfigNode root, String kind, Function<String, GeneratingProcess> open) {
        return new CombinationReader(where, open).process(root, kind);
    }

    private GeneratingProcess process(ConfigNode root, String kind) {
        String[] known = switch (kind) {
            case "mixture" -> new String[] {"kind", "name", "of", "weights"};
            case "noisy" -> new String[] {"kind", "name", "of", "noise"};
            case "after-start" -> new String[] {"kind", "name", "of", "token"};
            case "relabelled" -> new String[] {"kind", "name", "of", "seed"};
            case "driven" -> new String[] {"kind", "name", "first", "variants", "variant-of"};
            default -> new String[] {"kind", "name", "of"};
        };
        ConfigFields fields = ConfigFields.of(root, problems, "a process of kind " + kind, known);
        String name = fields.name();
        try {
            GeneratingProcess made = switch (kind) {
                case "product" -> product(name, fields);
                case "mixture" -> mixture(name, fields);
                case "in-turn" -> inTurn(name, fields);
                case "driven" -> driven(name, fields);
                default -> channel(name, kind, fields);
            };
            problems.throwIfAny();
            return made;
        } catch (IllegalArgumentException e) {
            problems.throwIfAny();
            problems.add(root, e.getMessage(), "choose parts that fit together");
            problems.throwIfAny();
            throw e;
        }
    }

    private Optional<GeneratingProcess> part(ConfigNode node) {
        String text = ConfigFields.text(node, problems, "a process");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(open.apply(text));
        } catch (IllegalArgumentException e) {
            problems.add(node, e.getMessage(), "name a built-in process or a file beside this one");
            return Optional.empty();
        }
    }

    private Optional<HiddenMarkovProcess> hiddenMarkov(ConfigNode node) {
        Optional<GeneratingProcess> part = part(node);
        part.filter(process -> !(process instanceof HiddenMarkovProcess))
                .ifPresent(process -> problems.add(
                        node,
                        process.name() + " is of kind " + process.kind() + ", a hidden Markov process is needed here",
                        "name one that ./assay languages lists as hidden-markov; only a product takes any kind"));
        return part.filter(HiddenMarkovProcess.class::isInstance).map(HiddenMarkovProcess.class::cast);
    }

    private GeneratingProcess product(String name, ConfigFields fields) {
        List<GeneratingProcess> parts = new ArrayList<>();
        fields.items("of").forEach(node -> part(node).ifPresent(parts::add));
        problems.throwIfAny();
        double states = 1;
        double tokens = 1;
        for (GeneratingProcess part : parts) {
            states *=
                    part instanceof HiddenMarkovProcess hidden ? hidden.model().size() : Double.POSITIVE_INFINITY;
            tokens *= part.vocabulary().size();
        }
        if (tokens > MOST_TOKENS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the tokens of the parts make %.0f tuples, at most %d are allowed",
                    tokens,
                    MOST_TOKENS));
        }
        return states <= JOINT && tokens <= JOINT
                ? Combinations.product(
                        name,
                        parts.stream().map(HiddenMarkovProcess.class::cast).toArray(HiddenMarkovProcess[]::new))
                : FactoredProcess.of(name, parts.toArray(GeneratingProcess[]::new));
    }

    private HiddenMarkovProcess[] hiddenMarkovs(ConfigFields fields, String key) {
        List<HiddenMarkovProcess> parts = new ArrayList<>();
        fields.items(key).forEach(node -> hiddenMarkov(node).ifPresent(parts::add));
        return parts.toArray(HiddenMarkovProcess[]::new);
    }

    private GeneratingProcess mixture(String name, ConfigFields fields) {
        HiddenMarkovProcess[] parts = hiddenMarkovs(fields, "of");
        double[] weights = fields.items("weights").stream()
                .mapToDouble(node -> ConfigFields.number(node, problems, "a weight", 1e-9, 1))
                .toArray();
        double total = Arrays.stream(weights).sum();
        if (fields.has("weights") && Math.abs(total - 1) > SUM_TOLERANCE) {
            problems.add(
                    fields.required("weights").orElseThrow(),
                    "the weights sum to " + total + ", not 1",
                    "make them sum to 1");
        }
        problems.throwIfAny();
        return Combinations.mixture(
                name, Arrays.stream(weights).map(w -> w / total).toArray(), parts);
    }

    private GeneratingProcess inTurn(String name, ConfigFields fields) {
        HiddenMarkovProcess[] parts = hiddenMarkovs(fields, "of");
        problems.throwIfAny();
        return Combinations.interleaved(name, parts);
    }

    private GeneratingProcess driven(String name, ConfigFields fields) {
        Optional<HiddenMarkovProcess> first = fields.required("first").flatMap(this::hiddenMarkov);
        HiddenMarkovProcess[] variants = hiddenMarkovs(fields, "variants");
        Optional<ConfigNode> node = fields.required("variant-of");
        problems.throwIfAny();
        List<String> tokens = first.orElseThrow().vocabulary().tokens();
        int[] variantOf = new int[tokens.size()];
        Arrays.fill(variantOf, -1);
        for (ConfigNode.Entry entry : ConfigFields.entries(node.orElseThrow(), problems, "'variant-of'")) {
            int token = tokens.indexOf(entry.key());
            if (token < 0) {
                problems.add(
                        entry.line(),
                        entry.column(),
                        "there is no token '" + entry.key() + "'",
                        Spelling.hint(entry.key(), tokens));
            } else {
                variantOf[token] =
                        ConfigFields.integer(entry.value(), problems, "a variant", 1, Math.max(1, variants.length)) - 1;
            }
        }
        for (int token = 0; token < variantOf.length; token++) {
            if (variantOf[token] < 0) {
                problems.add(
                        node.get(),
                        "'variant-of' lacks token '" + tokens.get(token) + "'",
                        "add \"" + tokens.get(token) + "\": 1");
            }
        }
        problems.throwIfAny();
        return Combinations.chain(name, first.get(), List.of(variants), variantOf);
    }

    private GeneratingProcess channel(String name, String kind, ConfigFields fields) {
        Optional<HiddenMarkovProcess> of = fields.required("of").flatMap(this::hiddenMarkov);
        double noise = kind.equals("noisy") ? fields.number("noise", 0, 1) : 0;
        String token = kind.equals("after-start") ? fields.text("token") : "";
        int seed = kind.equals("relabelled") ? fields.integer("seed", 0, 1 << 30) : 0;
        problems.throwIfAny();
        return switch (kind) {
            case "noisy" -> Channels.noisy(name, of.orElseThrow(), noise);
            case "after-start" -> Channels.afterStart(name, of.orElseThrow(), token);
            default -> Channels.relabelled(name, of.orElseThrow(), Seed.of(seed));
        };
    }
}
