package org.assay.reports.cli.bench;

import java.util.OptionalDouble;
import org.assay.datasets.corpus.Sampler;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;

/** Drawing training batches from a process. A token needs at least one draw, so the draws of one thread are the ceiling. */
final class SamplingBenchmark implements Benchmark {
    private static final int SEQUENCES = 16;
    private static final int LENGTH = 65;
    private static final int DRAWS = 1 << 14;

    private final String name;
    private final Sampler sampler;
    private long sampled;
    private double sink;

    SamplingBenchmark(GeneratingProcess process) {
        this.name = "sampling-" + process.name();
        this.sampler = new Sampler(process, Seed.of(0), LENGTH);
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
        double tokens = TimedTokens.perSecond(() -> {
            sampled += SEQUENCES;
            return sampler.tokens(sampled, SEQUENCES).length;
        });
        Draws draws = Seed.of(0).draws();
        double drawn = TimedTokens.perSecond(() -> {
            for (int i = 0; i < DRAWS; i++) {
                sink += draws.nextDouble();
            }
            return DRAWS;
        });
        return new Round(tokens, OptionalDouble.of(drawn));
    }
}
