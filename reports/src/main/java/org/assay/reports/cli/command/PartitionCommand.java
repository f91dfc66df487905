package org.assay.reports.cli.command;

import java.util.concurrent.Callable;
import org.assay.analysis.subspace.method.PartitionMethods;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code partition}: sites of networks cut into blocks. */
@Command(
        name = "partition",
        description = "Cut a site of a network into blocks that each hold a variable; score and browse the blocks.")
public final class PartitionCommand {
    @Mixin
    private GlobalOptions global;

    private PartitionCommand() {}

    /** The command itself, without its parts. */
    public static PartitionCommand create() {
        return new PartitionCommand();
    }

    /** {@code partition methods}. */
    @Command(name = "methods", description = "List the methods that cut, with what they do.")
    public static final class Methods implements Callable<Integer> {
        private final Console console;

        @Mixin
        private GlobalOptions global;

        public Methods(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            StringBuilder text = new StringBuilder();
            PartitionMethods.descriptions()
                    .forEach((name, what) ->
                            text.append(name).append(": ").append(what).append('\n'));
            console.result(text.toString());
            return ExitCode.OK.code();
        }
    }
}
