package org.assay.reports.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.assay.datasets.file.Json;
import org.assay.reports.cli.answer.CheckUp;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code doctor}: what works on this machine. */
@Command(
        name = "doctor",
        description = "Say what works on this machine: Java, native engine, GPU, disk, what is optional.")
public final class DoctorCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    public DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<CheckUp> checks = CheckUps.all();
        console.result(json ? Json.pretty(checks) : CheckUp.text(checks));
        boolean broken = checks.stream().anyMatch(check -> check.state() == CheckUp.State.BROKEN);
        return (broken ? ExitCode.CHECK_FAILED : ExitCode.OK).code();
    }
}
