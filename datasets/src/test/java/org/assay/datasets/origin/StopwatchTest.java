package org.assay.datasets.origin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StopwatchTest {
    @Test
    void a_thread_that_sleeps_spends_time_but_no_processor() throws InterruptedException {
        Stopwatch watch = Stopwatch.start();
        Thread.sleep(50);
        assertThat(watch.seconds()).isGreaterThanOrEqualTo(.05);
        assertThat(watch.processorSeconds()).isBetween(0.0, .04);
    }

    @Test
    void a_thread_that_works_spends_processor_time() {
        Stopwatch watch = Stopwatch.start();
        double before = watch.processorSeconds();
        while (watch.processorSeconds() - before < .01) {
            assertThat(watch.seconds()).isLessThan(60);
        }
        assertThat(watch.seconds()).isGreaterThanOrEqualTo(.01);
    }
}
