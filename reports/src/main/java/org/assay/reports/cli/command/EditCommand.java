package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.reports.cli.answer.EditText;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.UsageException;
import org.assay.symbolic.edit.Acceptance;
import org.assay.symbolic.edit.EditHistory;
import org.assay.symbolic.edit.EditHistory.Beginning;
import org.assay.symbolic.edit.EditRecord;
import org.assay.symbolic.edit.EditSession;
import org.assay.symbolic.edit.Evaluator;
import org.assay.symbolic.edit.HeldOut;
import org.assay.symbolic.edit.HistoryFile;
import org.assay.symbolic.edit.Journal;
import org.assay.symbolic.edit.Listing;
import org.assay.symbolic.edit.Replay;
import org.assay.symbolic.edit.Yardstick;
import org.assay.symbolic.edit.protocol.EditDesk;
import org.assay.symbolic.edit.protocol.JsonProtocol;
import org.assay.symbolic.program.Unembedding.Output;
import org.assay.symbolic.text.ProgramParser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code program edit}: a program changed step by step, with its loss beside every step. */
@Command(
        name = "edit",
        description = {
            "Edit a program step by step, with its loss and its length beside every step.",
            "Reads commands from standard input, typed or from a file; with --json one JSON request a line. Every edit is"
                    + " evaluated on held-out sequences, written to a history, and can be undone. docs/editing.md shows a session."
        })
public final class EditCommand implements Callable<Integer> {
    /** As programs are priced elsewhere. Against data no more may be claimed than was seen. */
    private static final double USUAL_OBSERVATIONS = 1e6;

    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Mixin
    private EditData data;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "A program as text; it is not changed.")
    private Path file;

    @Option(names = "--new", description = "Begin FILE with the tokens of --language and nothing else.")
    private boolean fresh;

    @Option(
            names = "--against",
            paramLabel = "WHAT",
            description =
                    "The loss that is weighed against length: network, truth or data. When left out, the first of these"
                            + " that is there.")
    private String against;

    @Option(
            names = "--observations",
            paramLabel = "N",
            description =
                    "How many tokens the loss is weighed for. When left out 1e6, and against data the number of contexts.")
    private Double observations;

    @Option(
            names = "--accept",
            paramLabel = "RULE",
            description =
                    "When an edit is kept: always; if-shorter, where program nats + N x loss falls; never. An edit may"
                            + " say otherwise.")
    private String accept = Acceptance.ALWAYS.word();

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Where every step is written down; goes on where it ends. FILE.edits.jsonl when left out.")
    private Path history;

    @Option(names = "--out", paramLabel = "FILE", description = "Where save writes; FILE.edited.assay when left out.")
    private Path out;

    @Option(names = "--read-only", description = "Look, evaluate and simulate; refuse every edit, write nothing.")
    private boolean readOnly;

    @Option(
            names = "--contexts",
            paramLabel = "FILE",
            description = "Write the held-out contexts as npz, for --table, and end.")
    private Path contexts;

    @Option(
            names = "--replay",
            paramLabel = "HISTORY",
            description =
                    "Carry a history out again, compare every number, and end: 0 when all are the same, 5 when not."
                            + " With --out the last program is written.")
    private Path replay;

    @Option(names = "--json", description = "Requests and answers as lines of JSON.")
    private boolean json;

    public EditCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        try (ConsoleProgress progress = quietness.progress(console)) {
            if (replay != null) {
                return replay(progress);
            }
            if (file == null) {
                throw new UsageException("no program to edit", "name a file that holds a program as text");
            }
            if (fresh) {
                begin();
            }
            Listing start = Listing.of(ProgramCommand.read(file));
            requireLaw(start);
            HeldOut heldOut = data.heldOut(start.program().vocabulary());
            if (contexts != null) {
                EditData.write(heldOut.contexts(), contexts);
                return ExitCode.OK.code();
            }
            Yardstick yardstick = yardstick(heldOut);
            Evaluator evaluator = new Evaluator(heldOut, yardstick, observations(heldOut, yardstick));
            return edit(start, evaluator, progress).code();
        }
    }

    private void begin() throws IOException {
        if (Files.exists(file)) {
            throw new UsageException(file + " is there already", "leave --new out to edit it, or name another file");
        }
        if (!data.words().containsKey("language")) {
            throw new UsageException("--new needs the tokens of a language", "add --language NAME");
        }
        AtomicFile.write(file, EditData.empty(data.words().get("language")).text());
    }

    private void requireLaw(Listing program) {
        if (program.program().unembedding().output() != Output.LAW) {
            throw new ConfigException(List.of(new Problem(
                    file.toString(), 0, 0, "answers with sets of tokens: it gives no law, and has no loss", "")));
        }
    }

    private double observations(HeldOut heldOut, Yardstick yardstick) {
        double usual = yardstick == Yardstick.DATA ? heldOut.contexts().rows() : USUAL_OBSERVATIONS;
        double n = observations == null ? usual : observations;
        if (!(n >= 1 && n < Double.POSITIVE_INFINITY)) {
            throw new UsageException("--observations must be at least 1, got " + n, "give a number such as 1e6");
        }
        return n;
    }

    private Yardstick yardstick(HeldOut heldOut) {
        if (against == null) {
            boolean truth = heldOut.truth().isPresent();
            return heldOut.network().isPresent() ? Yardstick.NETWORK : truth ? Yardstick.TRUTH : Yardstick.DATA;
        }
        Yardstick yardstick = word("--against", against, Yardstick.class);
        boolean known = yardstick == Yardstick.DATA
                || (yardstick == Yardstick.NETWORK ? heldOut.network() : heldOut.truth()).isPresent();
        if (!known) {
            throw new UsageException(
                    "nothing was given for --against " + yardstick.word(),
                    yardstick == Yardstick.NETWORK ? "add --model or --table" : "add --language");
        }
        return yardstick;
    }

    private static <E extends Enum<E>> E word(String option, String word, Class<E> type) {
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            String known = String.join(
                    ", ",
                    List.of(type.getEnumConstants()).stream()
                            .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .toList());
            throw new UsageException(option + " cannot be '" + word + "'", "known: " + known);
        }
    }

    private ExitCode edit(Listing start, Evaluator evaluator, ConsoleProgress progress) throws IOException {
        Acceptance rule = word("--accept", accept, Acceptance.class);
        Path saveTo = out == null ? beside(file, ".edited.assay") : out;
        Path steps = history == null ? beside(file, ".edits.jsonl") : history;
        EditDesk.Options options = new EditDesk.Options(rule, readOnly, saveTo, progress);
        Beginning beginning = Beginning.of(start, data.words(), evaluator);
        if (readOnly) {
            List<EditRecord> earlier =
                    Files.exists(steps) ? EditHistory.read(steps).stepsFrom(beginning, steps) : List.of();
            converse(resumed(start, earlier, evaluator, Journal.NONE, steps), earlier, options);
            return ExitCode.OK;
        }
        try (HistoryFile writing = HistoryFile.open(steps, beginning)) {
            List<EditRecord> earlier = writing.found().steps();
            converse(resumed(start, earlier, evaluator, writing, steps), earlier, options);
        }
        return ExitCode.OK;
    }

    private static EditSession resumed(
            Listing start, List<EditRecord> earlier, Evaluator evaluator, Journal journal, Path from)
            throws DamagedFileException {
        try {
            return EditSession.resume(start, earlier, evaluator, journal);
        } catch (IllegalArgumentException astray) {
            throw new DamagedFileException(from, astray.getMessage());
        }
    }

    private void converse(EditSession session, List<EditRecord> earlier, EditDesk.Options options) throws IOException {
        EditDesk desk = new EditDesk(session, earlier, options);
        if (json) {
            new JsonProtocol(desk).serve(console.in(), answer -> console.result(answer + "\n"));
        } else {
            new EditTerminal(desk, console).serve();
        }
    }

    /** {@code name.assay} becomes {@code name} + {@code ending}, in the same folder. */
    private static Path beside(Path file, String ending) {
        String name = file.getFileName().toString().replaceFirst("\\.(assay|program|txt)$", "");
        return file.resolveSibling(name + ending);
    }

    private int replay(ConsoleProgress progress) throws IOException {
        if (!Files.isRegularFile(replay)) {
            throw new UsageException("there is no file " + replay, "name the history of an editing session");
        }
        EditHistory recorded = EditHistory.read(replay);
        Beginning beginning = recorded.beginning();
        if (!data.given()) {
            take(beginning);
        }
        Listing start = start(beginning);
        HeldOut heldOut = data.heldOut(start.program().vocabulary());
        Evaluator evaluator = new Evaluator(heldOut, beginning.yardstick(), beginning.observations());
        recorded.stepsFrom(Beginning.of(start, data.words(), evaluator), replay);
        Replay result = Replay.of(start, recorded.steps(), evaluator, Journal.NONE, progress);
        if (out != null) {
            AtomicFile.write(out, result.program().text());
        }
        console.result(json ? Json.pretty(EditText.replayed(result)) : EditText.of(result));
        return (result.same() ? ExitCode.OK : ExitCode.CHECK_FAILED).code();
    }

    private void take(Beginning beginning) throws DamagedFileException {
        try {
            data.take(beginning.data());
        } catch (NumberFormatException e) {
            throw new DamagedFileException(replay, "line 1: " + e.getMessage());
        }
    }

    private Listing start(Beginning beginning) throws DamagedFileException {
        try {
            return Listing.of(ProgramParser.parse(beginning.program(), replay.toString()));
        } catch (ConfigException e) {
            throw new DamagedFileException(replay, "line 1: the program in it cannot be read: " + e.getMessage());
        }
    }
}
