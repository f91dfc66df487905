package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assay.neural.djl.ComputeDevice;
import org.assay.neural.djl.TorchEngine;
import org.assay.reports.cli.answer.CheckUp;
import org.assay.reports.cli.answer.CheckUp.State;
import org.assay.reports.cli.terminal.Failure;

/** Everything that {@code doctor} looks at. Whatever a library throws while it is tried is what is reported. */
final class CheckUps {
    private static final long ENOUGH_DISK = 2L << 30;
    private static final long ENOUGH_MEMORY = 1L << 30;
    private static final int MEBI = 20;

    private CheckUps() {}

    static List<CheckUp> all() {
        List<CheckUp> checks = new ArrayList<>();
        checks.add(new CheckUp(
                "Java",
                State.OK,
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors",
                ""));
        checks.add(memory());
        checks.add(engine());
        checks.add(gpu());
        checks.add(disk(Path.of("").toAbsolutePath()));
        checks.add(writing("this folder", Path.of("").toAbsolutePath()));
        checks.add(writing("home folder", Path.of(System.getProperty("user.home"))));
        checks.add(optional("Chromium", "chromium", "only tests that look at the report need it"));
        checks.add(optional("Python", "python3", "only tests that open our files elsewhere need it"));
        return checks;
    }

    private static CheckUp memory() {
        long heap = Runtime.getRuntime().maxMemory();
        boolean enough = heap >= ENOUGH_MEMORY;
        return new CheckUp(
                "memory",
                enough ? State.OK : State.BROKEN,
                (heap >> MEBI) + " MiB for Java, half of the machine's unless told otherwise",
                enough ? "" : "set JDK_JAVA_OPTIONS=-Xmx2g");
    }

    private static CheckUp engine() {
        try {
            return new CheckUp("native engine", State.OK, TorchEngine.description(), "");
        } catch (RuntimeException | LinkageError broken) {
            return new CheckUp(
                    "native engine",
                    State.BROKEN,
                    Failure.of(broken).message(),
                    "it needs glibc 2.29 or later on Linux, and room for 450 MB in the home folder or in DJL_CACHE_DIR");
        }
    }

    private static CheckUp gpu() {
        try {
            ComputeDevice device = ComputeDevice.chosen("auto");
            return device == ComputeDevice.GPU
                    ? new CheckUp("GPU", State.OK, "the native engine can use it: train --device gpu", "")
                    : new CheckUp(
                            "GPU",
                            State.MISSING,
                            "the native engine can use none",
                            "only train --device gpu needs one; docs/training.md says how to set it up");
        } catch (RuntimeException | LinkageError broken) {
            return new CheckUp("GPU", State.MISSING, "cannot be seen without the native engine", "");
        }
    }

    private static CheckUp disk(Path folder) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            boolean enough = free >= ENOUGH_DISK;
            return new CheckUp(
                    "disk",
                    enough ? State.OK : State.BROKEN,
                    String.format(Locale.ROOT, "%.1f GiB free at %s", free / (double) (1L << 30), folder),
                    enough ? "" : "a run needs about " + (ENOUGH_DISK >> 30) + " GiB");
        } catch (IOException e) {
            return new CheckUp("disk", State.BROKEN, e.getMessage(), "work in another folder");
        }
    }

    private static CheckUp writing(String what, Path folder) {
        try {
            Path file = Files.createTempFile(folder, ".assay-doctor", "");
            Files.writeString(file, "can be written");
            Files.delete(file);
            return new CheckUp(what, State.OK, folder + " can be written", "");
        } catch (IOException e) {
            return new CheckUp(what, State.BROKEN, "cannot be written: " + e.getMessage(), "change its rights");
        }
    }

    private static CheckUp optional(String what, String program, String use) {
        Optional<Path> found = onPath(program);
        return found.map(path -> new CheckUp(what, State.OK, path.toString(), ""))
                .orElseGet(() -> new CheckUp(what, State.MISSING, "no " + program + " on the path", use));
    }

    private static Optional<Path> onPath(String program) {
        String path = System.getenv("PATH");
        if (path == null) {
            return Optional.empty();
        }
        return List.of(path.split(System.getProperty("path.separator"))).stream()
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
