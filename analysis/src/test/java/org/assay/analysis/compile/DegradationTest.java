package org.assay.analysis.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.datasets.origin.Seed;
import org.assay.symbolic.program.Program;
import org.junit.jupiter.api.Test;

class DegradationTest {
    private static final Seed SEED = Seed.of(3);
    private static final CompileOptions EXACT = CompileOptions.of(Target.SOFTMAX, 4, SEED);

    private static List<Program> programs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> GeneratedPrograms.of(Target.SOFTMAX, SEED.child(i)))
                .toList();
    }

    @Test
    void noise_costs_the_more_the_more_there_is_of_it() {
        List<Program> programs = programs(3);
        Degradation none = Degradation.of(programs, EXACT, 4);
        Degradation little = Degradation.of(programs, EXACT.withNoise(1e-4), 4);
        Degradation much = Degradation.of(programs, EXACT.withNoise(0.03), 4);
        assertThat(none.exact()).isEqualTo(none.networks());
        assertThat(little.median()).isLessThan(much.median());
        assertThat(much.exact()).isZero();
        assertThat(none.largest()).isLessThan(little.largest());
    }

    @Test
    void codes_of_too_few_directions_interfere() {
        List<Program> programs = programs(3);
        assertThat(Degradation.of(programs, EXACT.compressedTo(1), 4).exact()).isEqualTo(3);
        assertThat(Degradation.of(programs, EXACT.compressedTo(0.5), 4).exact()).isZero();
    }

    @Test
    void no_programs_have_no_degradation() {
        assertThatThrownBy(() -> Degradation.of(List.of(), EXACT, 4)).hasMessageContaining("at least one");
    }
}
