package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.assay.analysis.belief.BeliefRows;
import org.assay.analysis.belief.ProbeSplit;
import org.assay.analysis.belief.study.BeliefStudy;
import org.assay.analysis.belief.study.BeliefStudy.SiteGroup;
import org.assay.analysis.belief.study.BeliefTable;
import org.assay.analysis.probe.TooFewContextsException;
import org.assay.datasets.corpus.Enumeration;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.Json;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.transformer.HookPoint;
import org.assay.reports.cli.answer.BeliefsAnswer;
import org.assay.reports.cli.answer.BeliefsText;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beliefs}: what of the optimal observer's belief is read out of a network, beside what is read without one. */
@Command(
        name = "beliefs",
        description = {
            "Read the beliefs of the optimal observer out of networks, on contexts that share no beginning with those fitted on.",
            "Beside it what is read of rival geometries, and of everything by an untrained network, the network's own answer, the"
                    + " tokens themselves, a random subspace, and with targets in random order."
        })
public final class BeliefsCommand implements Callable<Integer> {
    private static final double GATE = 2e-3;
    private static final double GATE_OF_RRXOR = 1.2e-2;

    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Mixin
    private NetworksInput input;

    @Option(
            names = "--sites",
            paramLabel = "SITE[+SITE...],...",
            split = ",",
            description = {
                "What is read, several sites side by side where joined by '+'; when not given the embedding, the residual stream",
                "after each block, the last norm, and the residual stream after all blocks side by side."
            })
    private List<String> sites;

    @Option(
            names = "--targets",
            paramLabel = "NAME,NAME",
            split = ",",
            description = "What is read out; all that the process has when not given.")
    private List<String> targets;

    @Option(
            names = "--length",
            paramLabel = "L",
            defaultValue = "0",
            description = "Tokens in the longest context; as many as the network reads when not given.")
    private int length;

    @Option(
            names = "--sequences",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Draw so many sequences; every context that can come, weighted by its probability, when not given.")
    private int sequences;

    @Option(
            names = "--split",
            paramLabel = "KIND",
            defaultValue = "subtree",
            description = {
                "What the rows fitted on and scored may share: 'subtree' (no beginning), 'unseen' (of whole sequences the prefixes",
                "not fitted on), 'prefix' (beginnings, no prefix), 'in-sample' (everything); ${DEFAULT-VALUE} when not given."
            })
    private String split;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "4",
            description = "First tokens that make a subtree; ${DEFAULT-VALUE} when not given.")
    private int depth;

    @Option(
            names = "--held-out",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "Share that is scored; ${DEFAULT-VALUE} when not given.")
    private double heldOut;

    @Option(
            names = "--published",
            description = {
                "The protocol of Shai et al. 2024: every position of every word weighs the same, scored on the rows fitted on.",
                "No evidence; marked as such wherever it is over-fitted."
            })
    private boolean published;

    @Option(
            names = "--gate",
            paramLabel = "NATS",
            description =
                    "Most by which a network may miss the process for its geometry to count; 0.002 when not given, 0.012 for"
                            + " rrxor.")
    private Double gate;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "800",
            description = "Rows set in pairs for distances; ${DEFAULT-VALUE} when not given.")
    private int pairs;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Also write beliefs.json and beliefs.csv to this folder, made when missing.")
    private Path out;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    public BeliefsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Limits.require("--length", length, 0, 1 << 16);
        Limits.require("--sequences", sequences, 0, 1 << 20);
        Limits.require("--depth", depth, 1, 64);
        Limits.require("--pairs", pairs, 2, 1 << 14);
        GeneratingProcess process = input.process();
        BeliefsAnswer answer;
        try (ConsoleProgress progress = quietness.progress(console)) {
            answer = answer(process, progress);
        } catch (TooFewContextsException e) {
            throw PartitionInputs.wrong(
                    input.language(),
                    e.getMessage(),
                    "take longer contexts (--length), more of them (--sequences) or fewer sites");
        }
        if (out != null) {
            Files.createDirectories(out);
            AtomicFile.write(out.resolve("beliefs.json"), Json.pretty(answer));
            AtomicFile.write(out.resolve("beliefs.csv"), answer.csv());
        }
        console.result(json ? Json.pretty(answer) : BeliefsText.of(answer));
        return ExitCode.OK.code();
    }

    private BeliefsAnswer answer(GeneratingProcess process, ConsoleProgress progress) throws IOException {
        List<BeliefTable> tables = new ArrayList<>();
        Seed twinSeed = input.seed().child("untrained");
        BeliefRows rows = null;
        BeliefStudy study = null;
        for (Path model : input.models()) {
            try (HookedTransformer opened = PartitionInputs.network(model, process, input.language());
                    HookedTransformer network = HookedTransformer.of(
                            model.getFileName().toString(), process.vocabulary(), opened.weights());
                    HookedTransformer untrained = network.untrainedTwin("untrained", twinSeed.child(tables.size()))) {
                if (study == null) {
                    rows = rows(process, PartitionInputs.length(network, length));
                    study = study(process, rows);
                }
                tables.add(study.of(network, untrained, new Site(HookPoint.LOGITS), groups(network), progress));
            }
        }
        return BeliefsAnswer.of(
                process.name(),
                rows.contexts().rows(),
                rows.distinctPrefixes(),
                study.targets().all(),
                tables);
    }

    private BeliefRows rows(GeneratingProcess process, int longest) {
        try {
            return BeliefRows.of(
                    sequences == 0
                            ? Enumeration.of(process, longest)
                            : SampledContexts.of(process, input.seed().child("contexts"), sequences, longest, 0)
                                    .contexts());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), "draw some (--sequences 4000) or take shorter ones (--length 8)");
        }
    }

    private BeliefStudy study(GeneratingProcess process, BeliefRows rows) {
        try {
            BeliefStudy.Options options = new BeliefStudy.Options(
                    published ? BeliefRows.Weighting.WORD : BeliefRows.Weighting.PROBABILITY,
                    pairs,
                    gate == null ? process.name().startsWith("rrxor") ? GATE_OF_RRXOR : GATE : gate,
                    targets == null ? List.of() : targets,
                    input.seed());
            return BeliefStudy.of(process, rows, split(rows), options);
        } catch (TooFewContextsException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), "see 'assay beliefs --help'");
        }
    }

    private ProbeSplit split(BeliefRows rows) {
        Seed of = input.seed().child("split");
        String kind = published ? ProbeSplit.Kind.IN_SAMPLE.word() : split.toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "subtree" -> ProbeSplit.bySubtree(rows, depth, heldOut, of);
            case "unseen" -> ProbeSplit.byUnseen(rows, depth, heldOut, of);
            case "prefix" -> ProbeSplit.byPrefix(rows, depth, heldOut, of);
            case "in-sample" -> ProbeSplit.inSample(rows, depth);
            default ->
                throw new UsageException(
                        "--split knows no '" + split + "'",
                        "give one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(ProbeSplit.Kind.values())
                                                .map(ProbeSplit.Kind::word)
                                                .toList()));
        };
    }

    private List<SiteGroup> groups(HookedTransformer network) {
        List<SiteGroup> groups = new ArrayList<>();
        if (sites != null) {
            for (String group : sites) {
                String[] names = group.split("\\+");
                groups.add(new SiteGroup(
                        names.length < 3
                                ? group
                                : names[0] + " to " + names[names.length - 1] + " (" + names.length + " sites)",
                        Arrays.stream(names)
                                .map(name -> PartitionInputs.site(network, name))
                                .toList()));
            }
            return groups;
        }
        List<Site> posts = new ArrayList<>();
        Site embedding = new Site(HookPoint.block(0) + "hook_resid_pre");
        groups.add(new SiteGroup(embedding.name(), List.of(embedding)));
        for (int layer = 0; layer < network.config().nLayers(); layer++) {
            Site post = new Site(HookPoint.block(layer) + "hook_resid_post");
            posts.add(post);
            groups.add(new SiteGroup(post.name(), List.of(post)));
        }
        Site norm = new Site("ln_final.hook_normalized");
        if (network.sites().contains(norm)) {
            groups.add(new SiteGroup(norm.name(), List.of(norm)));
        }
        if (posts.size() > 1) {
            groups.add(new SiteGroup("all blocks", posts));
        }
        return groups;
    }
}
