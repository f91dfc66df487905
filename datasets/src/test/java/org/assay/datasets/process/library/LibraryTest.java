package org.assay.datasets.process.library;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class LibraryTest {
    @Test
    void parameters_without_a_process_are_refused_with_their_bounds() {
        List<Runnable> wrong = List.of(
                () -> XorProcesses.rrxor(0, .5),
                () -> XorProcesses.leakyRrxor(1),
                () -> XorProcesses.coin(Double.NaN),
                () -> SoficProcesses.even(1),
                () -> SoficProcesses.sns(.5, 0),
                () -> SoficProcesses.goldenMean(0, 1, .5),
                () -> StackProcesses.parens(.5, .5),
                () -> StackProcesses.dyck(5, 2),
                () -> WordProcesses.mrName(.6, .4),
                () -> GeneralisedProcesses.blochWalk(0, 1),
                () -> GeneralisedProcesses.frdn(1, .6));
        for (Runnable each : wrong) {
            assertThatIllegalArgumentException().isThrownBy(each::run).withMessageMatching(".*(needs|must).*");
        }
    }
}
