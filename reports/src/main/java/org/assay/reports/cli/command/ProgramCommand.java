package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.reports.cli.answer.ProgramAnswer;
import org.assay.reports.cli.answer.ProgramText;
import org.assay.reports.cli.answer.SetAnswer;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.UsageException;
import org.assay.symbolic.lint.Finding;
import org.assay.symbolic.lint.Lint;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding.Output;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.run.LabelTrace;
import org.assay.symbolic.run.SetInterpreter;
import org.assay.symbolic.text.BuiltInPrograms;
import org.assay.symbolic.text.ProgramParser;
import org.assay.symbolic.text.ProgramPrinter;
import org.assay.symbolic.text.ProgramSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code program}: programs as text. */
@Command(name = "program", description = "The symbolic transformer: print, check, run or edit a program.")
public final class ProgramCommand {
    @Mixin
    private GlobalOptions global;

    private ProgramCommand() {}

    /** The command itself with its three parts, in the order of the help. */
    public static ProgramCommand create() {
        return new ProgramCommand();
    }

    /** {@code program print}. */
    @Command(name = "print", description = "Print a program in its canonical form.")
    public static final class Print implements Callable<Integer> {
        private final Console console;

        @Mixin
        private GlobalOptions global;

        @Parameters(
                index = "0",
                paramLabel = "FILE",
                description = "A program as text, or the name of one that comes along.")
        private Path file;

        public Print(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            console.result(ProgramPrinter.print(read(file)));
            return ExitCode.OK.code();
        }
    }

    /** {@code program check}. */
    @Command(
            name = "check",
            description = "Say whether a program can be read, how large it is, and what in it is idle.")
    public static final class Check implements Callable<Integer> {
        private final Console console;

        @Mixin
        private GlobalOptions global;

        @Parameters(
                index = "0",
                paramLabel = "FILE",
                description = "A program as text, or the name of one that comes along.")
        private Path file;

        public Check(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            ProgramSource source = source(file);
            console.result(ProgramText.sizes(source.program()));
            for (Finding finding : Lint.of(source.program())) {
                console.note(file + ":" + source.line(finding.item()) + ": warning: " + finding);
            }
            return ExitCode.OK.code();
        }
    }

    /** {@code program run}. */
    @Command(name = "run", description = "The law of the next token that a program gives, and how it came to it.")
    public static final class Run implements Callable<Integer> {
        private final Console console;

        @Mixin
        private GlobalOptions global;

        @Parameters(
                index = "0",
                paramLabel = "FILE",
                description = "A program as text, or the name of one that comes along.")
        private Path file;

        @Option(
                names = "--context",
                required = true,
                paramLabel = "TOKENS",
                description = "Tokens separated by spaces, oldest first; at least one.")
        private String context;

        @Option(names = "--json", description = "Answer in JSON.")
        private boolean json;

        @Option(names = "--trace", description = "Say of every unit and head why it did what it did.")
        private boolean trace;

        @Option(names = "--html", paramLabel = "FILE", description = "Write the trace as a picture to this file.")
        private Path html;

        public Run(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            Program program = read(file);
            String name = file.getFileName().toString();
            int[] tokens = ContextTokens.read("--context", context, program.vocabulary(), name);
            if (tokens.length == 0) {
                throw new ConfigException(List.of(new Problem(
                        "--context", 0, 0, "a program says nothing before the first token", "give at least one")));
            }
            if (program.unembedding().output() == Output.SETS) {
                SetInterpreter interpreter = SetInterpreter.of(program, name);
                draw(program, tokens, interpreter.trace(tokens));
                SetAnswer answer = SetAnswer.of(interpreter, tokens);
                console.result(
                        json ? Json.pretty(answer) : trace ? ProgramText.traced(answer) : ProgramText.of(answer));
            } else {
                Interpreter interpreter = Interpreter.of(program, name);
                draw(program, tokens, interpreter.trace(tokens));
                ProgramAnswer answer = ProgramAnswer.of(interpreter, tokens);
                console.result(
                        json ? Json.pretty(answer) : trace ? ProgramText.traced(answer) : ProgramText.of(answer));
            }
            return ExitCode.OK.code();
        }

        private void draw(Program program, int[] tokens, LabelTrace steps) throws IOException {
            if (html != null) {
                TracePictures.write(html, file.getFileName().toString(), program, tokens, steps);
                console.note("the trace as a picture: " + html);
            }
        }
    }

    /** The program in {@code file}, or the one of that name that comes along. */
    static Program read(Path file) throws IOException {
        return source(file).program();
    }

    private static ProgramSource source(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            try {
                return ProgramParser.read(Files.readString(file), file.toString());
            } catch (MalformedInputException e) {
                throw new DamagedFileException(file, "not UTF-8 text");
            }
        }
        if (!BuiltInPrograms.names().contains(file.toString())) {
            String names = String.join(", ", BuiltInPrograms.names());
            throw new UsageException(
                    "there is no file " + file, "name a file that holds a program as text, or one of " + names);
        }
        return ProgramParser.read(BuiltInPrograms.text(file.toString()), file.toString());
    }
}
