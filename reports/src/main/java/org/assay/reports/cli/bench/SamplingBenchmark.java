package org.assay.reports.cli.bench;

import java.util.OptionalDouble;
import org.assay.datasets.corpus.TokenStream;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;

/**
 * Drawing sequences with the rule or the hidden state behind every token. A token needs at least one draw, so the draws of
 * one thread are the ceiling.
 */
final class SamplingBenchmark implements Benchmark {
    private static final int LENGTH = 65;
    private static final int AT_ONCE = 16 * LENGTH;
    private static final int DRAWS = 1 << 14;

    private final String name;
    private final TokenStream stream;
    private long labels;
    private double sink;

    SamplingBenchmark(GeneratingProcess process) {
        this.name = "sampling-" + process.name();
        this.stream = new TokenStream(process, Seed.of(0), LENGTH);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String bound() {
        return "one draw of the counter-based generator a token";
    }

    @Override
    public Round round() {
        TimedTokens.Rate tokens = TimedTokens.of(() -> {
            for (int i = 0; i < AT_ONCE; i++) {
                labels += stream.next() + stream.rule() + stream.hiddenState();
            }
            return AT_ONCE;
        });
        Draws draws = Seed.of(0).draws();
        double drawn = TimedTokens.perSecond(() -> {
            for (int i = 0; i < DRAWS; i++) {
                sink += draws.nextDouble();
            }
            return DRAWS;
        });
        return new Round(tokens.perSecond(), tokens.perProcessorSecond(), OptionalDouble.of(drawn));
    }
}
