package org.assay.neural.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.assay.neural.djl.MachineCeiling;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TrainingThroughputTest {
    @Test
    @Tag("slow")
    void training_stays_below_what_the_machine_can_multiply() {
        MachineCeiling ceiling = MachineCeiling.measure();
        assertThat(ceiling.gigaflops()).isGreaterThan(1);
        assertThat(ceiling.gigabytesPerSecond()).isGreaterThan(0.5);
        TrainingThroughput small = TrainingThroughput.measure(TrainingThroughput.smallBilinear(), 16, 0.5);
        assertThat(small.gigaflops()).isBetween(0.02 * ceiling.gigaflops(), ceiling.gigaflops());
    }
}
