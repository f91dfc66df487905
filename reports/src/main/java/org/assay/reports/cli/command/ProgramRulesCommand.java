package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.assay.analysis.smile.SmileMinimizer;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.file.Json;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.weights.foreign.OpenedModel;
import org.assay.neural.weights.foreign.OpenedModel.Outputs;
import org.assay.reports.cli.answer.FittedRulesAnswer;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.UsageException;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.fit.SameLength;
import org.assay.symbolic.fit.rule.FittedRules;
import org.assay.symbolic.fit.rule.HeldOut;
import org.assay.symbolic.fit.rule.RuleFitOptions;
import org.assay.symbolic.fit.rule.RuleFitter;
import org.assay.symbolic.text.ProgramPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code program rules}: a program of rules for a network that was trained on a language. */
@Command(
        name = "rules",
        description = {
            "Fit a program of rules to a network that was trained on a language: bigrams, trigrams, skip-trigrams,",
            "induction, copies, agreement, brackets. Only the network's answers are used; --language and --corpus say",
            "on which sequences it is asked."
        })
public final class ProgramRulesCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Option(names = "--model", required = true, paramLabel = "FOLDER", description = "A network as a folder.")
    private Path folder;

    @Mixin
    private AskedSequences asked;

    @Option(
            names = "--observations",
            defaultValue = "1e5",
            paramLabel = "N",
            description = "How many observed tokens a rule must pay for itself on, from 100 (default 1e5).")
    private double observations;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File to write the program to; without it the program is the answer.")
    private Path out;

    @Option(
            names = "--no-controls",
            description = {
                "Leave out the comparison with programs of at most the same length that know only the last tokens:",
                "bigram, votes, context tree, as far as they can be made so short."
            })
    private boolean withoutControls;

    @Option(names = "--json", description = "Answer in JSON, the program as text in it.")
    private boolean json;

    public ProgramRulesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        asked.requireLegal();
        if (!(observations >= 100 && observations <= 1e12)) {
            throw new UsageException(
                    "--observations must lie in 100 .. 1e12, got " + observations, "give a number in that range");
        }
        asked.requireNamedOnce();
        if (!Files.isDirectory(folder)) {
            throw new UsageException("there is no folder " + folder, "name a folder that holds config.json");
        }
        OpenedModel model = OpenedModel.of(folder);
        if (model.outputs() == Outputs.SIGMOID) {
            throw bad(folder + " has no law over the next token", "give a network with softmax outputs");
        }
        ContextSet contexts = asked.contexts(folder, model);
        RuleFitOptions usual = RuleFitOptions.DEFAULT;
        RuleFitOptions options = new RuleFitOptions(observations, usual.reach(), usual.heldOutShare());
        FittedRules fitted;
        List<FittedRulesAnswer.Control> controls = List.of();
        try (ConsoleProgress progress = quietness.progress(console)) {
            NextTokenTable table = ask(model, contexts);
            fitted = RuleFitter.fit(contexts, table, model.vocabulary(), options, progress);
            if (!withoutControls) {
                HeldOut rows = HeldOut.of(contexts, table, options.heldOutShare());
                controls = controls(fitted, rows, model.vocabulary(), progress);
            }
        }
        answer(fitted, controls);
        return fitted.report().failures().isEmpty() ? ExitCode.OK.code() : ExitCode.CHECK_FAILED.code();
    }

    private static ConfigException bad(String what, String hint) {
        return new ConfigException(List.of(new Problem("--model", 0, 0, what, hint)));
    }

    private NextTokenTable ask(OpenedModel model, ContextSet contexts) {
        String name = folder.getFileName().toString();
        try (HookedTransformer network = HookedTransformer.of(name, model.vocabulary(), model.weights())) {
            return network.next(contexts);
        }
    }

    /** Fitted and measured on the rows that the rules were. */
    private List<FittedRulesAnswer.Control> controls(
            FittedRules fitted, HeldOut rows, Vocabulary vocabulary, ConsoleProgress progress) {
        double budget = fitted.report().step("program").programNats();
        return SameLength.of(
                        budget, rows.fit(), rows.fitTable(), vocabulary, observations, new SmileMinimizer(), progress)
                .stream()
                .map(control -> new FittedRulesAnswer.Control(
                        control.name(),
                        (int) ProgramPrinter.print(control.program()).lines().count(),
                        DescriptionLength.of(control.program(), observations),
                        rows.heldOutLoss(control.program())))
                .toList();
    }

    private void answer(FittedRules fitted, List<FittedRulesAnswer.Control> controls) throws IOException {
        String text = ProgramPrinter.print(fitted.program());
        if (out != null) {
            AtomicFile.write(out, text);
        }
        FittedRulesAnswer answer = FittedRulesAnswer.of(fitted, text, controls);
        if (json) {
            console.result(Json.pretty(answer));
        } else if (out == null) {
            console.note(answer.text());
            console.result(text);
        } else {
            console.result(answer.text());
        }
    }
}
