package org.assay.analysis.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assay.analysis.experiment.ExperimentSpec.CheckSpec;
import org.assay.analysis.experiment.ExperimentSpec.ContextSpec;
import org.assay.analysis.experiment.ExperimentSpec.Kept;
import org.assay.analysis.experiment.ExperimentSpec.LanguageSpec;
import org.assay.analysis.experiment.ExperimentSpec.MethodSpec;
import org.assay.analysis.experiment.partition.PartitionSpec;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.file.ConfigProblems;
import org.assay.neural.transformer.ResidualSpec;
import org.assay.neural.transformer.ResidualSpec.Mix;

/** Reads an experiment from YAML: unknown keys and values out of range are told all at once, with line and column. */
final class ExperimentReader {
    private static final int LARGEST = Integer.MAX_VALUE;
    private static final double LARGEST_REAL = 1e9;

    private final ConfigProblems problems;

    private ExperimentReader(String where) {
        this.problems = new ConfigProblems(where);
    }

    /** @throws ConfigException with everything that is wrong */
    static ExperimentSpec read(String where, ConfigNode root) {
        ExperimentReader reader = new ExperimentReader(where);
        Optional<ExperimentSpec> spec = reader.experiment(root);
        reader.problems.throwIfAny();
        return spec.orElseThrow();
    }

    /** @throws ConfigException with everything that is wrong */
    static ModelSpec readModel(String where, ConfigNode root) {
        ExperimentReader reader = new ExperimentReader(where);
        ConfigFields fields = ConfigFields.of(root, reader.problems, "a model", "network", "training");
        Optional<NetworkSpec> network = fields.required("network").flatMap(reader::network);
        Optional<TrainingSpec> training = fields.required("training").flatMap(reader::training);
        reader.problems.throwIfAny();
        return new ModelSpec(network.orElseThrow(), training.orElseThrow());
    }

    private Optional<ExperimentSpec> experiment(ConfigNode node) {
        int before = problems.count();
        ConfigFields fields =
                ConfigFields.of(node, problems, "an experiment", "name", "question", "seed", "replicates", "languages");
        List<LanguageSpec> languages = fields.items("languages").stream()
                .map(this::language)
                .flatMap(Optional::stream)
                .toList();
        String name = fields.text("name");
        String question = fields.text("question");
        long seed = fields.integer("seed", 0, LARGEST);
        int replicates = fields.integer("replicates", ExperimentSpec.FEWEST_REPLICATES, ExperimentSpec.MOST_REPLICATES);
        return build(node, before, () -> new ExperimentSpec(name, question.strip(), seed, replicates, languages));
    }

    private Optional<LanguageSpec> language(ConfigNode node) {
        int before = problems.count();
        ConfigFields fields = ConfigFields.of(
                node,
                problems,
                "a language of an experiment",
                "language",
                "networks",
                "network",
                "training",
                "reference",
                "contexts",
                "methods",
                "partitions",
                "checks");
        String language = fields.text("language");
        Optional<Reference> reference = fields.optional("reference").flatMap(at -> reference(at, fields));
        int networks = reference.isPresent() && !fields.has("networks")
                ? reference.get().kept().size()
                : fields.integer("networks", 1, ExperimentSpec.MOST_REPLICATES);
        Optional<NetworkSpec> network = fields.has("reference")
                ? reference.map(Reference::network)
                : fields.required("network").flatMap(this::network);
        Optional<TrainingSpec> training = fields.has("reference")
                ? reference.map(Reference::training)
                : fields.required("training").flatMap(this::training);
        Optional<ContextSpec> contexts = fields.required("contexts").flatMap(this::contexts);
        Optional<MethodSpec> methods = fields.required("methods").flatMap(this::methods);
        Optional<PartitionSpec> partitions =
                fields.optional("partitions").flatMap(at -> PartitionReader.read(at, problems));
        Optional<CheckSpec> checks = fields.required("checks").flatMap(this::checks);
        return build(
                node,
                before,
                () -> new LanguageSpec(
                        language,
                        networks,
                        network.get(),
                        training.get(),
                        reference.map(Reference::kept).orElse(List.of()),
                        contexts.get(),
                        methods.get(),
                        partitions,
                        checks.get()));
    }

    /** Kept networks, with architecture and training of the first, which are those of all. */
    private record Reference(List<Kept> kept, NetworkSpec network, TrainingSpec training) {}

    private Optional<Reference> reference(ConfigNode node, ConfigFields fields) {
        int before = problems.count();
        for (String other : List.of("network", "training")) {
            fields.optional(other)
                    .ifPresent(at -> problems.add(
                            at,
                            "a network of 'reference' has a " + other + " of its own",
                            "leave out '" + other + "'"));
        }
        List<Kept> kept = new ArrayList<>();
        List<ReferenceFolder.Training> trainings = new ArrayList<>();
        for (ConfigNode item : ConfigFields.items(node, problems, "'reference'")) {
            String folder = ConfigFields.text(item, problems, "an item of 'reference'");
            try {
                ReferenceFolder.Training training = ReferenceFolder.training(Path.of(folder));
                kept.add(new Kept(folder, training.weights()));
                trainings.add(training);
            } catch (IOException e) {
                problems.add(
                        item,
                        "there is no kept network in '" + folder + "': " + e.getMessage(),
                        "start in the folder that the path counts from, or name folders that 'train --keep' has written");
            }
        }
        if (kept.isEmpty() || problems.count() > before) {
            return Optional.empty();
        }
        NetworkSpec network = trainings.get(0).network();
        if (trainings.stream().anyMatch(training -> !training.network().equals(network))) {
            problems.add(
                    node, "the networks of 'reference' differ in architecture", "put them into several experiments");
            return Optional.empty();
        }
        return Optional.of(new Reference(kept, network, trainings.get(0).training()));
    }

    private Optional<NetworkSpec> network(ConfigNode node) {
        int before = problems.count();
        ConfigFields fields = ConfigFields.of(
                node,
                problems,
                "a network",
                "n_layers",
                "d_model",
                "n_heads",
                "d_head",
                "d_mlp",
                "n_ctx",
                "act_fn",
                "normalization_type",
                "positional_embedding_type",
                "attention",
                "attn_keep",
                "attn_write",
                "mlp_keep",
                "mlp_write",
                "qk_control",
                "qk_penalty",
                "unembed");
        int layers = fields.integer("n_layers", 0, LARGEST);
        int width = fields.integer("d_model", 0, LARGEST);
        int heads = fields.integer("n_heads", 0, LARGEST);
        int head = fields.has("d_head") ? fields.integer("d_head", 1, LARGEST) : 0;
        int hidden = fields.has("d_mlp") ? fields.integer("d_mlp", 1, LARGEST) : 0;
        int context = fields.integer("n_ctx", 0, LARGEST);
        String actFn = fields.text("act_fn");
        String norm = fields.text("normalization_type");
        String positions = fields.text("positional_embedding_type");
        String attention = fields.text("attention");
        double[] mix = Stream.of("attn_keep", "attn_write", "mlp_keep", "mlp_write")
                .mapToDouble(key -> fields.has(key) ? fields.number(key, 0, LARGEST_REAL) : 1)
                .toArray();
        String control = fields.text("qk_control", "none");
        double penalty = fields.has("qk_penalty") ? fields.number("qk_penalty", 0, LARGEST_REAL) : 0;
        String unembed = fields.text("unembed", "separate");
        return build(node, before, () -> {
            ResidualSpec residual = new ResidualSpec(new Mix(mix[0], mix[1]), new Mix(mix[2], mix[3]));
            NetworkSpec.Parts parts = new NetworkSpec.Parts(residual, control, penalty, unembed, head, hidden);
            return new NetworkSpec(layers, width, heads, context, actFn, norm, positions, attention, parts);
        });
    }

    private Optional<TrainingSpec> training(ConfigNode node) {
        int before = problems.count();
        ConfigFields fields = ConfigFields.of(
                node,
                problems,
                "a training",
                "steps",
                "batch",
                "learning_rate",
                "warmup",
                "weight_decay",
                "clip",
                "evaluations",
                "optimiser",
                "schedule",
                "level",
                "final_share",
                "loss",
                "keep_ratio",
                "patience",
                "improvement",
                "target_excess");
        int steps = fields.integer("steps", 0, LARGEST);
        int batch = fields.integer("batch", 0, LARGEST);
        double rate = fields.number("learning_rate", 0, LARGEST_REAL);
        int warmup = fields.integer("warmup", 0, LARGEST);
        double decay = fields.number("weight_decay", 0, LARGEST_REAL);
        double clip = fields.number("clip", 0, LARGEST_REAL);
        int evaluations = fields.integer("evaluations", 0, LARGEST);
        TrainingSpec.Method usual = TrainingSpec.Method.usual();
        String optimiser = fields.text("optimiser", usual.optimiser());
        String schedule = fields.text("schedule", usual.schedule());
        int level = fields.has("level") ? fields.integer("level", 0, LARGEST) : 0;
        double share = optional(fields, "final_share");
        String loss = fields.text("loss", usual.loss());
        double ratio = optional(fields, "keep_ratio");
        int patience = fields.has("patience") ? fields.integer("patience", 0, LARGEST) : 0;
        double improvement = optional(fields, "improvement");
        double excess = optional(fields, "target_excess");
        return build(
                node,
                before,
                () -> new TrainingSpec(
                        steps,
                        batch,
                        rate,
                        warmup,
                        decay,
                        clip,
                        evaluations,
                        new TrainingSpec.Method(optimiser, schedule, level, share, loss),
                        new TrainingSpec.Watch(ratio, patience, improvement, excess)));
    }

    private Optional<ContextSpec> contexts(ConfigNode node) {
        int before = problems.count();
        ConfigFields fields = ConfigFields.of(
                node,
                problems,
                "contexts",
                "enumerate",
                "sequences",
                "first_position",
                "split_depth",
                "held_out_share");
        int enumerate = fields.has("enumerate") ? fields.integer("enumerate", 0, LARGEST) : 0;
        int sequences = fields.has("sequences") ? fields.integer("sequences", 0, LARGEST) : 0;
        int first = fields.integer("first_position", 0, LARGEST);
        int depth = fields.integer("split_depth", 0, LARGEST);
        double share = fields.number("held_out_share", 0, LARGEST_REAL);
        return build(node, before, () -> new ContextSpec(enumerate, sequences, first, depth, share));
    }

    private Optional<MethodSpec> methods(ConfigNode node) {
        int before = problems.count();
        ConfigFields fields = ConfigFields.of(
                node,
                problems,
                "methods",
                "sites",
                "directions",
                "program_site",
                "program_context",
                "edited_rows",
                "ngram_tokens");
        List<String> sites = fields.texts("sites");
        List<Integer> directions = fields.items("directions").stream()
                .map(item -> ConfigFields.integer(item, problems, "a number of directions", 1, LARGEST))
                .toList();
        String programSite = fields.text("program_site");
        int programContext = fields.integer("program_context", 0, LARGEST);
        int editedRows = fields.integer("edited_rows", 0, LARGEST);
        int ngramTokens = fields.integer("ngram_tokens", 0, LARGEST);
        return build(
                node,
                before,
                () -> new MethodSpec(sites, directions, programSite, programContext, editedRows, ngramTokens));
    }

    private Optional<CheckSpec> checks(ConfigNode node) {
        int before = problems.count();
        ConfigFields fields =
                ConfigFields.of(node, problems, "checks", "held_out_loss_below", "mean_kl_below", "belief_r2_at_least");
        return build(
                node,
                before,
                () -> new CheckSpec(
                        optional(fields, "held_out_loss_below"),
                        optional(fields, "mean_kl_below"),
                        optional(fields, "belief_r2_at_least")));
    }

    private static double optional(ConfigFields fields, String key) {
        return fields.has(key) ? fields.number(key, 0, LARGEST_REAL) : 0;
    }

    /**
     * What {@code made} makes; a problem at {@code node} where a value is out of range (the ranges live in the records), and
     * nothing where a part of it was wrong already.
     */
    private <T> Optional<T> build(ConfigNode node, int before, Supplier<T> made) {
        if (problems.count() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(made.get());
        } catch (IllegalArgumentException e) {
            problems.add(node, e.getMessage(), "choose a value in that range");
            return Optional.empty();
        }
    }
}
