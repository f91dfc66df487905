package org.assay.datasets.origin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What kind of processor this is, as far as it decides which code a numerical library runs: on the same kind a training gives
 * the same bytes, on others the same network to rounding.
 */
public final class Processor {
    private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");
    private static final List<String> IDENTITY = List.of("vendor_id", "cpu family", "model");

    private Processor() {}

    /** Such as {@code amd64 GenuineIntel 6 207 amx_tile avx avx2 avx512f ... fma}; the architecture alone where nothing more is known. */
    public static String kind() {
        StringBuilder kind = new StringBuilder(System.getProperty("os.arch"));
        if (!Files.isReadable(DESCRIPTION)) {
            return kind.toString();
        }
        try {
            List<String> first = Files.readAllLines(DESCRIPTION).stream()
                    .takeWhile(line -> !line.isBlank())
                    .toList();
            for (String name : IDENTITY) {
                first.stream()
                        .filter(line -> name(line).equals(name))
                        .forEach(line -> kind.append(' ').append(value(line)));
            }
            TreeSet<String> vectors = new TreeSet<>();
            first.stream().filter(line -> name(line).equals("flags")).forEach(line -> {
                for (String flag : value(line).split(" ")) {
                    if (flag.startsWith("avx") || flag.startsWith("amx") || flag.equals("fma")) {
                        vectors.add(flag.toLowerCase(Locale.ROOT));
                    }
                }
            });
            vectors.forEach(flag -> kind.append(' ').append(flag));
            return kind.toString();
        } catch (IOException e) {
            return kind.toString();
        }
    }

    private static String name(String line) {
        return line.substring(0, Math.max(0, line.indexOf(':'))).strip();
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).strip();
    }
}
