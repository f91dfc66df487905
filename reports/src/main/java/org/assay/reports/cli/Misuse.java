package org.assay.reports.cli;

import java.util.Collection;
import java.util.List;
import org.assay.datasets.file.Spelling;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.Failure;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that the parser refused, in our words. */
final class Misuse {
    private Misuse() {}

    /** Names what is not known first, even where something else is missing too: it is likely why. */
    static Failure of(ParameterException thrown) {
        CommandLine command = thrown.getCommandLine();
        String help = "see ./" + command.getCommandSpec().qualifiedName() + " --help";
        List<String> unknown = thrown instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched()
                : command.getUnmatchedArguments();
        if (unknown.isEmpty()) {
            String message = thrown.getMessage();
            return new Failure(ExitCode.USAGE, Character.toLowerCase(message.charAt(0)) + message.substring(1), help);
        }
        String first = unknown.get(0);
        if (first.startsWith("-")) {
            Collection<String> options = command.getCommandSpec().optionsMap().keySet();
            return new Failure(
                    ExitCode.USAGE,
                    "unknown option '" + first + "'",
                    didYouMean(first.replaceFirst("=.*", ""), options, help));
        }
        Collection<String> commands = command.getSubcommands().keySet();
        return new Failure(
                ExitCode.USAGE,
                (commands.isEmpty() ? "unexpected argument '" : "unknown command '") + first + "'",
                didYouMean(first, commands, help));
    }

    private static String didYouMean(String typed, Collection<String> known, String otherwise) {
        return Spelling.nearest(typed, known)
                .map(name -> "did you mean '" + name + "'?")
                .orElse(otherwise);
    }
}
