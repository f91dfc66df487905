package org.assay.reports.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C and SIGTERM for commands that can go on later: the work is asked to stop, has twenty seconds for a last checkpoint,
 * and the process ends with the exit code of the command, or {@link ExitCode#INTERRUPTED} when the time is over. Whatever was
 * written by then is whole, so the same command goes on from there. Other commands end at once, as Java does.
 */
public final class Interruption implements BooleanSupplier {
    private static final int SECONDS_FOR_A_CHECKPOINT = 20;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean armed;
    private volatile boolean asked;
    private volatile int code = ExitCode.INTERRUPTED.code();

    /** One that nothing but {@link #ask} interrupts, for commands that run inside another program. */
    public Interruption() {}

    /** One that the signals of this process interrupt; says on {@code console} when the work was cut short. */
    public static Interruption ofProcess(Console console) {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.end(console), "interruption"));
        return interruption;
    }

    /** Says that the work from here on can go on later, and asks {@link #getAsBoolean} whether to stop. */
    public Interruption arm() {
        armed = true;
        return this;
    }

    /** Asks the work to stop. */
    public void ask() {
        asked = true;
    }

    /** Whether the work should write its checkpoint and stop. */
    @Override
    public boolean getAsBoolean() {
        return asked;
    }

    /** Says that the command has ended; true when the process is ending already and needs no exit. */
    public boolean ended(int exitCode) {
        code = exitCode;
        ended.countDown();
        return asked;
    }

    private void end(Console console) {
        if (!armed || ended.getCount() == 0) {
            return;
        }
        ask();
        try {
            console.note("assay: interrupted; stopping, which takes at most " + SECONDS_FOR_A_CHECKPOINT + " s ...");
            if (!ended.await(SECONDS_FOR_A_CHECKPOINT, TimeUnit.SECONDS)) {
                console.note("assay: interrupted; what was finished is kept, run again to go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(code);
    }
}
