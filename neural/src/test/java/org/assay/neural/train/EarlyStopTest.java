package org.assay.neural.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EarlyStopTest {
    private static List<LearningCurve.Point> points(OptionalDouble excess, double... losses) {
        List<LearningCurve.Point> points = new ArrayList<>();
        for (double loss : losses) {
            points.add(new LearningCurve.Point(
                    points.size(), loss, OptionalDouble.empty(), excess, List.of(), loss, 0, 0, 0, new TreeMap<>()));
        }
        return points;
    }

    private static boolean ends(EarlyStop early, double... losses) {
        return early.after(points(OptionalDouble.empty(), losses));
    }

    @Test
    void it_ends_after_so_many_evaluations_in_a_row_without_a_lower_loss() {
        EarlyStop early = new EarlyStop(0, 2, 0.1);
        assertThat(ends(early, 3)).isFalse();
        assertThat(ends(early, 3, 3)).isFalse();
        assertThat(ends(early, 3, 3, 3)).isTrue();
        assertThat(ends(early, 3, 2.95, 2.92)).as("lower, but by too little").isTrue();
        assertThat(ends(early, 3, 2.95, 2.85))
                .as("0.15 below the lowest that counted")
                .isFalse();
        assertThat(ends(early, 3, 4, 2, 4)).isFalse();
        assertThat(ends(early, 3, 4, 2, 4, 5)).isTrue();
    }

    @Test
    void it_ends_when_the_excess_is_small_enough_and_only_when_it_is_known() {
        EarlyStop early = new EarlyStop(0.02, 0, 0);
        assertThat(early.after(points(OptionalDouble.of(0.021), 1))).isFalse();
        assertThat(early.after(points(OptionalDouble.of(0.02), 1))).isTrue();
        assertThat(early.after(points(OptionalDouble.empty(), 1))).isFalse();
    }

    @Test
    void never_is_never() {
        assertThat(EarlyStop.never().after(points(OptionalDouble.of(0), 1, 1, 1, 1, 1, 1)))
                .isFalse();
    }
}
