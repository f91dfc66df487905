package org.assay.reports.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.assay.reports.cli.terminal.UsageException;

/** Seeds as they are written on the command line: {@code 0..4}, both ends included, or {@code 1,5,9}. */
final class SeedList {
    private static final long MOST = 10_000;

    private SeedList() {}

    /** In rising order, each once. */
    static List<Long> of(String text) {
        try {
            int dots = text.indexOf("..");
            if (dots < 0) {
                TreeSet<Long> seeds = new TreeSet<>();
                for (String part : text.split(",", -1)) {
                    seeds.add(Long.parseLong(part.strip()));
                }
                return List.copyOf(seeds);
            }
            return range(Long.parseLong(text.substring(0, dots)), Long.parseLong(text.substring(dots + 2)), text);
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
    }

    private static List<Long> range(long from, long to, String text) {
        if (from > to || to - from >= MOST || to - from < 0) {
            throw wrong(text);
        }
        List<Long> seeds = new ArrayList<>();
        for (long seed = from; seed <= to; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    private static UsageException wrong(String text) {
        return new UsageException(
                "--seeds must be a range such as 0..4 or a list such as 1,5,9, of at most " + MOST
                        + " whole numbers, got '" + text + "'",
                "");
    }
}
