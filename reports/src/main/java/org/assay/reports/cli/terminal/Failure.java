package org.assay.reports.cli.terminal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.assay.analysis.experiment.MeasuringInterruptedException;
import org.assay.analysis.probe.TooFewContextsException;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.FolderInUseException;
import org.assay.datasets.language.UnknownLanguageException;
import org.assay.neural.djl.EngineUnavailableException;
import org.assay.neural.djl.GpuUnavailableException;
import org.assay.neural.train.OtherConfigurationException;
import org.assay.neural.train.TrainingInterruptedException;
import org.assay.symbolic.edit.OtherBeginningException;

/**
 * What is said and returned when something was thrown: one mapping for all commands.
 *
 * @param code    exit code
 * @param message what happened and where
 * @param fix     what to do about it, may be empty
 */
public record Failure(ExitCode code, String message, String fix) {
    private static final String NOT_A_FOLDER = "Not a directory";
    private static final String DIVISION_BY_ZERO = "/ by zero";

    /** The failure that {@code thrown}, or the first of its causes that says something to a user, stands for. */
    public static Failure of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Optional<Failure> known = known(cause);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return new Failure(
                ExitCode.INTERNAL,
                "internal error: " + thrown,
                "this is a fault of Assay; please report it with what --debug adds to the same command");
    }

    private static Optional<Failure> known(Throwable thrown) {
        if (outOfMemory(thrown)) {
            return failure(
                    ExitCode.RESOURCES,
                    "out of memory (" + thrown.getMessage() + "); the limit was "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB",
                    "give it more, such as JDK_JAVA_OPTIONS=-Xmx8g, or ask for smaller batches or fewer contexts");
        }
        if (thrown instanceof UsageException usage) {
            return failure(ExitCode.USAGE, usage.getMessage(), usage.fix());
        }
        if (thrown instanceof UnknownLanguageException) {
            return failure(ExitCode.USAGE, thrown.getMessage(), "./assay languages says more about them");
        }
        if (thrown instanceof ConfigException config) {
            int count = config.problems().size();
            return failure(ExitCode.BAD_INPUT, (count == 1 ? "" : count + " problems:\n") + config.getMessage(), "");
        }
        if (thrown instanceof TooFewContextsException) {
            return failure(
                    ExitCode.BAD_INPUT,
                    thrown.getMessage(),
                    "give contexts of the experiment a larger 'sequences' or 'enumerate'; trained networks are kept");
        }
        if (thrown instanceof OtherConfigurationException) {
            return failure(ExitCode.BAD_INPUT, thrown.getMessage(), "");
        }
        if (thrown instanceof OtherBeginningException) {
            return failure(
                    ExitCode.BAD_INPUT,
                    thrown.getMessage(),
                    "start as it was started then, or begin another history with --history FILE");
        }
        if (thrown instanceof TrainingInterruptedException || thrown instanceof MeasuringInterruptedException) {
            return failure(ExitCode.INTERRUPTED, thrown.getMessage(), "");
        }
        if (thrown instanceof GpuUnavailableException) {
            return failure(ExitCode.RESOURCES, thrown.getMessage(), "./assay doctor says what the engine sees");
        }
        if (thrown instanceof EngineUnavailableException) {
            return failure(
                    ExitCode.RESOURCES, thrown.getMessage(), "./assay doctor says what is there and what is missing");
        }
        if (thrown instanceof ArithmeticException && !DIVISION_BY_ZERO.equals(thrown.getMessage())) {
            return failure(
                    ExitCode.DIVERGED,
                    thrown.getMessage(),
                    "a number left its range and was not used further; a lower learning rate or other data may help");
        }
        return thrown instanceof IOException io ? Optional.of(ofFile(io)) : Optional.empty();
    }

    /** Memory that ran out while a class was prepared is told, to whoever asks for the class next, in words alone. */
    private static boolean outOfMemory(Throwable thrown) {
        return thrown instanceof OutOfMemoryError
                || thrown instanceof ExceptionInInitializerError
                        && String.valueOf(thrown.getMessage()).contains(OutOfMemoryError.class.getName());
    }

    private static Failure ofFile(IOException thrown) {
        if (thrown instanceof DamagedFileException damaged) {
            return new Failure(ExitCode.DAMAGED, damaged.getMessage(), damaged.fix());
        }
        if (thrown instanceof FolderInUseException) {
            return new Failure(
                    ExitCode.RESOURCES, thrown.getMessage(), "wait for it, or choose another folder with --out");
        }
        if (thrown instanceof NoSuchFileException || thrown instanceof FileNotFoundException) {
            return new Failure(ExitCode.DAMAGED, "missing file: " + thrown.getMessage(), "is the folder complete?");
        }
        if (thrown instanceof AccessDeniedException) {
            return new Failure(
                    ExitCode.RESOURCES,
                    "not permitted: " + thrown.getMessage(),
                    "choose a folder that you may write to, or change its rights");
        }
        boolean noFolder = thrown instanceof FileSystemException system && NOT_A_FOLDER.equals(system.getReason());
        if (thrown instanceof FileAlreadyExistsException || noFolder) {
            return new Failure(
                    ExitCode.RESOURCES,
                    "a file stands where a folder is needed: " + thrown.getMessage(),
                    "choose another folder");
        }
        String kind =
                thrown instanceof FileSystemException ? "" : thrown.getClass().getSimpleName() + ": ";
        return new Failure(
                ExitCode.RESOURCES,
                "cannot read or write: " + kind + thrown.getMessage(),
                "is the disk full, or the folder on a device that has gone?");
    }

    private static Optional<Failure> failure(ExitCode code, String message, String fix) {
        return Optional.of(new Failure(code, message, fix));
    }

    /** {@code assay: what happened}, each further line indented, the fix last. */
    public String text() {
        StringBuilder text = new StringBuilder("assay: ").append(message.replace("\n", "\n  "));
        if (!fix.isEmpty()) {
            text.append("\n  ").append(fix);
        }
        return text.toString();
    }
}
