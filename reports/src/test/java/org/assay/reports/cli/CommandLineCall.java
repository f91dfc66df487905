package org.assay.reports.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.Interruption;

/** One command run in this process, with what it said and returned. */
record CommandLineCall(int code, String out, String err) {
    static CommandLineCall of(String... arguments) {
        return of(new Interruption(), arguments);
    }

    static CommandLineCall of(Interruption interruption, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(arguments, new Console(out, err, OptionalInt.empty()), interruption);
        return new CommandLineCall(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** With {@code typed} on standard input. */
    static CommandLineCall typing(String typed, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ByteArrayInputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        int code = Main.run(arguments, new Console(in, out, err, OptionalInt.empty()), new Interruption());
        return new CommandLineCall(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The last line of the results. */
    String lastLine() {
        String[] lines = out.split("\n");
        return lines[lines.length - 1];
    }

    @Override
    public String toString() {
        return "exit code " + code + "\nout: " + out + "\nerr: " + err;
    }
}
