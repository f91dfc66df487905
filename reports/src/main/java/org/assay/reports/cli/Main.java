package org.assay.reports.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import org.assay.datasets.origin.Provenance;
import org.assay.reports.cli.command.LanguagesCommand;
import org.assay.reports.cli.command.PosteriorCommand;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.Failure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** The program: its commands, and the one place where a failure becomes words and an exit code. */
@Command(
        name = "assay",
        description = "Puts explanations of transformers to the assay, against a generating process known exactly.",
        mixinStandardHelpOptions = true,
        version = "assay " + Provenance.CODE_VERSION,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0 ok, 1 internal error, 2 usage, 3 bad configuration or data, 4 damaged file,",
            "  5 finished but a stated check failed, 6 diverged, 7 out of resources,",
            "  75 interrupted with a valid checkpoint: the same command goes on"
        })
public final class Main {
    /** Set by {@code ./assay} when standard error is a terminal; Java cannot tell. */
    private static final String COLUMNS_PROPERTY = "assay.columns";

    private static final int USAGE_WIDTH = 100;

    private Main() {}

    /** Runs one command in this process. Writes UTF-8 whatever the machine is set to. */
    public static void main(String[] args) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        System.setErr(err);
        Integer columns = Integer.getInteger(COLUMNS_PROPERTY);
        int code = run(args, new Console(out, err, columns == null ? OptionalInt.empty() : OptionalInt.of(columns)));
        System.exit(code);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Runs one command and returns its exit code; throws nothing. */
    public static int run(String[] args, Console console) {
        boolean debug = Arrays.asList(args).contains("--debug");
        int code = commands(console, debug).execute(args);
        if (console.outputLost()) {
            fail(new Failure(ExitCode.RESOURCES, "standard output took only a part of the result", ""), console);
            return ExitCode.RESOURCES.code();
        }
        return code;
    }

    private static CommandLine commands(Console console, boolean debug) {
        CommandLine commands = new CommandLine(new Main());
        commands.addSubcommand(new LanguagesCommand(console));
        commands.addSubcommand(new PosteriorCommand(console));
        commands.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        commands.setUsageHelpWidth(USAGE_WIDTH);
        commands.setColorScheme(
                CommandLine.Help.defaultColorScheme(console.columns().isPresent() ? Ansi.AUTO : Ansi.OFF));
        commands.setParameterExceptionHandler((thrown, args) -> {
            fail(Misuse.of(thrown), console);
            return ExitCode.USAGE.code();
        });
        commands.setExecutionExceptionHandler((thrown, command, parsed) -> {
            Failure failure = Failure.of(thrown);
            fail(failure, console);
            if (debug) {
                thrown.printStackTrace(console.err());
            }
            return failure.code().code();
        });
        return commands;
    }

    private static void fail(Failure failure, Console console) {
        console.note(failure.text());
    }
}
