package org.assay.reports.cli.bench;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.assay.datasets.corpus.Enumeration;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.fit.MachineFitter;
import org.assay.symbolic.fit.MachineOptions;

/**
 * Fitting a program of few labels to a process: all its contexts of fourteen tokens are labelled and the labels are defined. Counted
 * are the tokens of these contexts, once for each fit, so that tokens over tokens a second are the seconds of a fit.
 */
final class FitBenchmark implements Benchmark {
    private static final int LENGTH = 14;
    private static final double OBSERVATIONS = 1e6;

    private final GeneratingProcess process;
    private final ContextSet contexts;
    private final int tokens;

    FitBenchmark(GeneratingProcess process) {
        ContextSet upTo = Enumeration.of(process, LENGTH);
        int[] longest = IntStream.range(0, upTo.rows())
                .filter(row -> upTo.rowPosition(row) == LENGTH - 1)
                .toArray();
        this.process = process;
        this.contexts = upTo.select(longest);
        this.tokens = LENGTH * longest.length;
    }

    @Override
    public String name() {
        return "fit-" + process.name();
    }

    @Override
    public String bound() {
        return String.format(
                Locale.ROOT,
                "none; a fit reads %d tokens, so 5 seconds are %d tokens/s",
                tokens,
                Math.round(tokens / 5.0));
    }

    @Override
    public Round round() {
        TimedTokens.Rate rate = TimedTokens.of(() -> {
            MachineFitter.fit(process, contexts, Optional.empty(), MachineOptions.of(OBSERVATIONS), Progress.SILENT);
            return tokens;
        });
        return new Round(rate.perSecond(), rate.perProcessorSecond(), OptionalDouble.empty());
    }
}
