package org.assay.reports.cli.answer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.assay.reports.cli.bench.Measurement;

/** How fast the hot paths are, for people. */
public final class BenchText {
    private BenchText() {}

    /** Ends with a newline. */
    public static String of(List<Measurement> measurements) {
        Columns lines = new Columns()
                .add(
                        "path",
                        "tokens/s",
                        "of processor time",
                        "ceiling",
                        "ratio",
                        "Python",
                        "times",
                        "of processor time");
        Set<String> bounds = new LinkedHashSet<>();
        for (Measurement path : measurements) {
            lines.add(
                    path.name(),
                    thousands(path.value()),
                    thousands(path.perProcessorSecond()),
                    thousands(path.ceiling()),
                    decimal("%.4f", path.ratio()),
                    thousands(path.python()),
                    decimal("%.2f", path.timesPython()),
                    decimal("%.2f", path.timesPythonProcessor()));
            if (!path.bound().isEmpty()) {
                bounds.add(path.name().replaceFirst("-.*", "") + ": " + path.bound());
            }
        }
        return lines.text() + "\nmedians, on one thread; ceilings\n  " + String.join("\n  ", bounds) + "\n";
    }

    private static String decimal(String format, Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static String thousands(Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%,.0f", value);
    }
}
