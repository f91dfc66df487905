package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.assay.analysis.experiment.AlgorithmFit;
import org.assay.analysis.experiment.ProgramRoute;
import org.assay.analysis.experiment.ProgramRoutes;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.weights.foreign.OpenedModel;
import org.assay.neural.weights.foreign.OpenedModel.Outputs;
import org.assay.reports.cli.answer.DiscreteFitAnswer;
import org.assay.reports.cli.answer.RoutesAnswer;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.UsageException;
import org.assay.symbolic.fit.discrete.DiscreteFit;
import org.assay.symbolic.text.ProgramPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code program fit}: a program for a network, by whichever route gives the shortest description. */
@Command(
        name = "fit",
        description = {
            "Fit a program to a network, from its answers alone. With --language or --corpus, which say on which sequences it",
            "is asked, all routes are tried that apply: discrete, rules, machine; the shortest description is taken, length of",
            "the program + N x KL(network || program). Without, the network was trained on an algorithm or a formal language:",
            "it is asked <bos> word <sep> and continues itself; one with sigmoid outputs is walked through."
        })
public final class ProgramFitCommand implements Callable<Integer> {
    private static final int MOST_WORDS = 100_000;
    private static final String AUTO = "auto";
    private static final List<String> ROUTES =
            List.of(AUTO, ProgramRoutes.DISCRETE, ProgramRoutes.RULES, ProgramRoutes.MACHINE);

    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FOLDER",
            description = "A network: a folder of Assay, of TransformerLens, or a GPT-2 of Hugging Face.")
    private Path folder;

    @Option(
            names = "--words",
            paramLabel = "FILE",
            description = "Words to ask, one a line, tokens separated by blanks; drawn in several ways when not given.")
    private Path words;

    @Mixin
    private AskedSequences asked;

    @Option(
            names = "--route",
            defaultValue = "auto",
            paramLabel = "ROUTE",
            description = "One route alone: discrete, rules or machine (default auto: all that apply).")
    private String route;

    @Option(
            names = "--observations",
            defaultValue = "1e5",
            paramLabel = "N",
            description = "How many observed tokens a program must pay for itself on, from 100 (default 1e5).")
    private double observations;

    @Option(
            names = "--front",
            paramLabel = "FILE",
            description = {
                "Fit again at other N, and write those programs that no other beats both in lines and in KL to this file,",
                "as JSON, shortest first."
            })
    private Path front;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "File to write the program to; without it the program is the answer.")
    private Path out;

    @Option(names = "--json", description = "Answer in JSON, the program as text in it.")
    private boolean json;

    public ProgramFitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        asked.requireLegal();
        requireLegal();
        if (!Files.isDirectory(folder)) {
            throw new UsageException("there is no folder " + folder, "name a folder that holds config.json");
        }
        OpenedModel model = OpenedModel.of(folder);
        if (!asked.areNamed()) {
            return discrete(model);
        }
        if (model.outputs() == Outputs.SIGMOID) {
            throw new ConfigException(List.of(new Problem(
                    "--model",
                    0,
                    0,
                    folder + " has no law over the next token, only the discrete route applies",
                    "leave --language and --corpus out")));
        }
        return routes(model);
    }

    private void requireLegal() {
        if (!(observations >= 100 && observations <= 1e12)) {
            throw new UsageException(
                    "--observations must lie in 100 .. 1e12, got " + observations, "give a number in that range");
        }
        if (!ROUTES.contains(route)) {
            throw new UsageException("there is no route " + route, "name one of " + String.join(", ", ROUTES));
        }
        if (!asked.areNamed()
                && (front != null || !List.of(AUTO, ProgramRoutes.DISCRETE).contains(route))) {
            throw new UsageException(
                    "the sequences to ask the network on must be named for this",
                    "add --language NAME or --corpus PATH");
        }
    }

    private int routes(OpenedModel model) throws IOException {
        ContextSet contexts = asked.contexts(folder, model);
        RoutesOfNetwork routes = new RoutesOfNetwork(model, contexts, asked.process(folder, model), route);
        List<ProgramRoute> tried;
        List<ProgramRoute> priced = List.of();
        try (ConsoleProgress progress = quietness.progress(console)) {
            tried = routes.at(observations, asked.seed(), progress);
            if (front != null) {
                priced = routes.front(tried, progress);
            }
        }
        RoutesAnswer answer = RoutesAnswer.of(tried, observations, priced);
        if (front != null) {
            AtomicFile.write(front, Json.pretty(answer.front()));
        }
        if (out != null && answer.program() != null) {
            AtomicFile.write(out, answer.program());
        }
        if (json) {
            console.result(Json.pretty(answer));
        } else if (out != null || answer.program() == null) {
            console.result(answer.text());
        } else {
            console.note(answer.text());
            console.result(answer.program());
        }
        return answer.program() == null ? ExitCode.CHECK_FAILED.code() : ExitCode.OK.code();
    }

    private int discrete(OpenedModel model) throws IOException {
        List<int[]> given = words == null ? List.of() : readWords(model.vocabulary());
        DiscreteFit fit;
        try (ConsoleProgress progress = quietness.progress(console);
                AlgorithmFit network = AlgorithmFit.of(model)) {
            fit = words == null ? network.fit(Seed.of(asked.seed()), progress) : network.fit(given, progress);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(List.of(new Problem(
                    folder.toString(),
                    0,
                    0,
                    e.getMessage(),
                    "give words that it was trained on, --words, or sequences, --language or --corpus")));
        }
        answer(fit);
        return fit.gaveUp().isPresent() ? ExitCode.CHECK_FAILED.code() : ExitCode.OK.code();
    }

    private void answer(DiscreteFit fit) throws IOException {
        String text = ProgramPrinter.print(fit.program());
        if (out != null) {
            AtomicFile.write(out, text);
        }
        DiscreteFitAnswer answer = DiscreteFitAnswer.of(fit, text);
        if (json) {
            console.result(Json.pretty(answer));
        } else if (out == null) {
            console.note(answer.text());
            console.result(text);
        } else {
            console.result(answer.text());
        }
        fit.gaveUp().ifPresent(why -> console.note("the fit gave up at the stage " + why));
    }

    private List<int[]> readWords(Vocabulary vocabulary) throws IOException {
        if (!Files.isRegularFile(words)) {
            throw new UsageException("there is no file " + words, "give the path of a file with a word on each line");
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(words);
        } catch (MalformedInputException e) {
            throw new DamagedFileException(words, "not UTF-8 text");
        }
        List<Problem> problems = new ArrayList<>();
        List<int[]> read = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            try {
                if (!lines.get(line).isBlank()) {
                    read.add(vocabulary.encode(lines.get(line).strip()));
                }
            } catch (IllegalArgumentException e) {
                problems.add(new Problem(
                        words.toString(),
                        line + 1,
                        1,
                        e.getMessage(),
                        "use the tokens of assay model check " + folder));
            }
        }
        if (read.isEmpty() && problems.isEmpty() || read.size() > MOST_WORDS) {
            problems.add(
                    new Problem(words.toString(), 0, 0, "has " + read.size() + " words", "give 5 to " + MOST_WORDS));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return read;
    }
}
