package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.assay.analysis.belief.causal.CausalSuite;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.Json;
import org.assay.datasets.language.Languages;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.transformer.HookPoint;
import org.assay.reports.cli.answer.CausalAnswer;
import org.assay.reports.cli.answer.CausalText;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.UsageException;
import org.assay.reports.page.FigurePage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code beliefs-causal}: whether a network goes by the belief that can be read out of it. */
@Command(
        name = "beliefs-causal",
        description = {
            "Edit the belief that a network holds and say whether its answers follow.",
            "At each site the activation of one context is moved to another's belief along the encoder, along a probe, by exchanging the"
                    + " encoder's subspace or all but it, beside random edits of the same size; beliefs that no context has;"
                    + " the belief erased; the edit read out some tokens later; sequences of other processes."
        })
public final class BeliefsCausalCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Mixin
    private NetworksInput input;

    @Option(
            names = "--sites",
            paramLabel = "SITE,SITE",
            split = ",",
            description =
                    "Where edits are made; the residual stream after the first attention and after each block when not"
                            + " given.")
    private List<String> sites;

    @Option(
            names = "--position",
            paramLabel = "P",
            defaultValue = "-1",
            description = "Of the edits, from 0; as late as the read-outs after it leave room for when not given.")
    private int position;

    @Option(
            names = "--sequences",
            paramLabel = "N",
            defaultValue = "12000",
            description = "How many contexts are taken from; ${DEFAULT-VALUE} when not given.")
    private int sequences;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Of contexts; ${DEFAULT-VALUE} when not given.")
    private int pairs;

    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "5",
            description = "Of each random edit; ${DEFAULT-VALUE} when not given.")
    private int draws;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many tokens later edits are read out as well; ${DEFAULT-VALUE} when not given.")
    private int steps;

    @Option(
            names = "--others",
            paramLabel = "LANGUAGE,LANGUAGE",
            split = ",",
            description =
                    "Processes with the same tokens whose sequences the network is tried on, beside tokens drawn evenly.")
    private List<String> others;

    @Option(
            names = "--gate",
            paramLabel = "NATS",
            defaultValue = "0.002",
            description =
                    "Most by which a network may miss the process for its edits to count; ${DEFAULT-VALUE} when not given.")
    private double gate;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {
                "Also write causal.json and, for each network, a page of pictures, causal-1.html and so on, to this folder, made when",
                "missing."
            })
    private Path out;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    public BeliefsCausalCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Limits.require("--sequences", sequences, 10, 1 << 20);
        Limits.require("--pairs", pairs, 2, 1 << 18);
        Limits.require("--draws", draws, 1, 1 << 10);
        Limits.require("--steps", steps, 0, 1 << 10);
        if (!(gate > 0)) {
            throw new UsageException("--gate must be positive, got " + gate, "give nats, such as 0.002");
        }
        GeneratingProcess process = input.process();
        List<GeneratingProcess> tried = new ArrayList<>();
        for (String other : others == null ? List.<String>of() : others) {
            tried.add(Languages.open(other));
        }
        List<CausalSuite> suites = new ArrayList<>();
        if (out != null) {
            Files.createDirectories(out);
        }
        for (Path model : input.models()) {
            suites.add(suite(model, suites.size() + 1, process, tried));
        }
        CausalAnswer answer =
                CausalAnswer.of(input.models().stream().map(Path::toString).toList(), suites, gate);
        if (out != null) {
            AtomicFile.write(out.resolve("causal.json"), Json.pretty(answer));
        }
        console.result(json ? Json.pretty(answer) : CausalText.of(answer));
        return ExitCode.OK.code();
    }

    private CausalSuite suite(Path model, int number, GeneratingProcess process, List<GeneratingProcess> tried)
            throws IOException {
        try (HookedTransformer network = PartitionInputs.network(model, process, input.language());
                ConsoleProgress progress = quietness.progress(console)) {
            int length = network.config().nCtx();
            int at = position < 0 ? length - 1 - steps : position;
            if (at < 0 || at + steps >= length) {
                throw new UsageException(
                        "edits at position " + at + " that are read out " + steps + " tokens later need "
                                + (at + steps + 1) + " tokens, the network in " + model + " reads " + length,
                        "give an earlier --position or fewer --steps");
            }
            Seed own = input.seed().child("causal");
            CausalSuite suite = CausalSuite.of(
                    network,
                    process,
                    tried,
                    new CausalSuite.Options(sites(network), at, sequences, pairs, draws, steps, length),
                    own,
                    progress);
            if (out != null) {
                AtomicFile.write(
                        out.resolve("causal-" + number + ".html"),
                        FigurePage.render(
                                "Assay beliefs",
                                model.getFileName().toString(),
                                List.of(remark(suite, network)),
                                BeliefPictures.of(network, process, suite, own, progress)));
            }
            return suite;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw PartitionInputs.wrong(
                    model.toString(), e.getMessage(), "name another process, or ask at another --position");
        }
    }

    private String remark(CausalSuite suite, HookedTransformer network) {
        double excess = suite.edits().get(0).excess();
        return String.format(
                Locale.ROOT,
                "%s. Trained on %s, %.5f nats per token above the floor%s. Edits at position %d, %d pairs of %d contexts, fitted on %d"
                        + " others.",
                network.config().shape(),
                suite.process(),
                excess,
                excess <= gate ? "" : ": more than " + gate + ", so that nothing here is evidence",
                suite.options().position(),
                suite.pairs(),
                suite.edited(),
                suite.fitted());
    }

    private List<Site> sites(HookedTransformer network) {
        List<Site> asked = new ArrayList<>();
        if (sites != null) {
            sites.forEach(name -> asked.add(PartitionInputs.site(network, name)));
            return asked;
        }
        if (!network.config().attnOnly()) {
            asked.add(new Site(HookPoint.block(0) + "hook_resid_mid"));
        }
        for (int layer = 0; layer < network.config().nLayers(); layer++) {
            asked.add(new Site(HookPoint.block(layer) + "hook_resid_post"));
        }
        return asked;
    }
}
