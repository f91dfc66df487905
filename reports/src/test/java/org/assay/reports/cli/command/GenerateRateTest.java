package org.assay.reports.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GenerateRateTest {
    @Test
    void a_rate_is_said_only_of_what_took_long_enough_to_have_one() {
        assertThat(GenerateCommand.wrote(2000, 0.8)).isEqualTo("wrote 2000 tokens with their truth");
        assertThat(GenerateCommand.wrote(10_000_000, 10))
                .isEqualTo("wrote 10000000 tokens with their truth, 1000000 a second");
    }
}
