package org.assay.reports.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import org.assay.datasets.origin.Provenance;
import org.assay.reports.cli.command.BeliefsCausalCommand;
import org.assay.reports.cli.command.BeliefsCommand;
import org.assay.reports.cli.command.BenchCommand;
import org.assay.reports.cli.command.CircuitCommand;
import org.assay.reports.cli.command.CompareCommand;
import org.assay.reports.cli.command.DoctorCommand;
import org.assay.reports.cli.command.EditCommand;
import org.assay.reports.cli.command.ExplainCommand;
import org.assay.reports.cli.command.GenerateCommand;
import org.assay.reports.cli.command.LanguageLearnCommand;
import org.assay.reports.cli.command.LanguageRandomCommand;
import org.assay.reports.cli.command.LanguagesCommand;
import org.assay.reports.cli.command.ModelCommand;
import org.assay.reports.cli.command.PartitionCommand;
import org.assay.reports.cli.command.PartitionFitCommand;
import org.assay.reports.cli.command.PartitionPreimageCommand;
import org.assay.reports.cli.command.PartitionScoreCommand;
import org.assay.reports.cli.command.PosteriorCommand;
import org.assay.reports.cli.command.ProgramCommand;
import org.assay.reports.cli.command.ProgramCompileCommand;
import org.assay.reports.cli.command.ProgramFitCommand;
import org.assay.reports.cli.command.ProgramRulesCommand;
import org.assay.reports.cli.command.ReportCommand;
import org.assay.reports.cli.command.RunCommand;
import org.assay.reports.cli.command.TrainCommand;
import org.assay.reports.cli.command.VerifyCommand;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.Failure;
import org.assay.reports.cli.terminal.Interruption;
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
        Integer columns = Integer.getInteger(COLUMNS_PROPERTY);
        Console console = new Console(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                columns == null ? OptionalInt.empty() : OptionalInt.of(columns));
        System.setErr(console.err());
        Interruption interruption = Interruption.ofProcess(console);
        int code = run(args, console, interruption);
        if (!interruption.ended(code)) {
            System.exit(code);
        }
    }

    /** Runs one command and returns its exit code; throws nothing. */
    public static int run(String[] args, Console console, Interruption interruption) {
        boolean debug = Arrays.asList(args).contains("--debug");
        int code;
        try {
            code = commands(console, interruption, debug).execute(args);
        } catch (Error thrown) { // the parser hands on exceptions only; memory running out is none
            code = fail(thrown, debug, console);
        }
        return console.lost().map(lost -> fail(Failure.of(lost), console)).orElse(code);
    }

    private static CommandLine commands(Console console, Interruption interruption, boolean debug) {
        CommandLine commands = new CommandLine(new Main());
        commands.addSubcommand(new RunCommand(console, interruption));
        commands.addSubcommand(new LanguagesCommand(console));
        commands.addSubcommand(new LanguageRandomCommand(console));
        commands.addSubcommand(new LanguageLearnCommand(console));
        commands.addSubcommand(new PosteriorCommand(console));
        commands.addSubcommand(new GenerateCommand(console));
        commands.addSubcommand(new TrainCommand(console, interruption));
        commands.addSubcommand(new CommandLine(ProgramCommand.create())
                .addSubcommand(new ProgramCommand.Print(console))
                .addSubcommand(new ProgramCommand.Check(console))
                .addSubcommand(new VerifyCommand(console))
                .addSubcommand(new ProgramCommand.Run(console))
                .addSubcommand(new ProgramFitCommand(console))
                .addSubcommand(new ProgramRulesCommand(console))
                .addSubcommand(new ProgramCompileCommand(console))
                .addSubcommand(new EditCommand(console)));
        commands.addSubcommand(new CommandLine(PartitionCommand.create())
                .addSubcommand(new PartitionFitCommand(console))
                .addSubcommand(new PartitionScoreCommand(console))
                .addSubcommand(new PartitionPreimageCommand(console))
                .addSubcommand(new PartitionCommand.Methods(console)));
        commands.addSubcommand(new CommandLine(ModelCommand.create()).addSubcommand(new ModelCommand.Check(console)));
        commands.addSubcommand(new CircuitCommand(console));
        commands.addSubcommand(new BeliefsCommand(console));
        commands.addSubcommand(new BeliefsCausalCommand(console));
        commands.addSubcommand(new CompareCommand(console));
        commands.addSubcommand(new ReportCommand(console));
        commands.addSubcommand(new ExplainCommand(console));
        commands.addSubcommand(new BenchCommand(console));
        commands.addSubcommand(new DoctorCommand(console));
        commands.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        commands.setUsageHelpWidth(USAGE_WIDTH);
        commands.setColorScheme(
                CommandLine.Help.defaultColorScheme(console.columns().isPresent() ? Ansi.AUTO : Ansi.OFF));
        commands.setParameterExceptionHandler((thrown, args) -> {
            return fail(Misuse.of(thrown), console);
        });
        commands.setExecutionExceptionHandler((thrown, command, parsed) -> {
            return fail(thrown, debug, console);
        });
        return commands;
    }

    private static int fail(Throwable thrown, boolean debug, Console console) {
        if (debug) {
            thrown.printStackTrace(console.err());
        }
        return fail(Failure.of(thrown), console);
    }

    private static int fail(Failure failure, Console console) {
        console.note(failure.text());
        return failure.code().code();
    }
}
