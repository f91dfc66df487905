package org.assay.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.experiment.ProcessResult.Attention;
import org.assay.analysis.experiment.ProcessResult.HeadPattern;
import org.junit.jupiter.api.Test;

class AttentionHabitTest {
    private static final List<String> TOKENS = List.of("a", "b", "c", "a", "b");

    @Test
    void a_previous_token_head_scores_one() {
        AttentionHabit habit = habit((query, key) -> key == Math.max(0, query - 1) ? 1 : 0);
        assertThat(habit.previous()).isEqualTo(1);
        assertThat(habit.same()).isEqualTo(0.2);
        assertThat(habit.negative()).isZero();
    }

    @Test
    void an_induction_head_scores_one_after_the_earlier_copy() {
        AttentionHabit habit =
                habit((query, key) -> query >= 3 && key == query - 2 ? 1 : query < 3 && key == 0 ? 1 : 0);
        assertThat(habit.afterSame()).isEqualTo(1);
        assertThat(habit.afterSamePositions()).isEqualTo(2);
        assertThat(habit.afterSameEven()).isCloseTo((1.0 / 4 + 1.0 / 5) / 2, within(1e-12));
    }

    @Test
    void evenly_spread_attention_scores_what_stands_beside_it() {
        AttentionHabit habit = habit((query, key) -> 0.3);
        assertThat(habit.previous()).isCloseTo(habit.previousEven(), within(1e-12));
        assertThat(habit.afterSame()).isCloseTo(habit.afterSameEven(), within(1e-12));
    }

    @Test
    void signs_count_by_their_size_and_a_dead_head_scores_zero() {
        AttentionHabit signed = habit((query, key) -> key == query ? -3 : 1);
        assertThat(signed.negative()).isCloseTo(15.0 / 25, within(1e-12));
        AttentionHabit dead = habit((query, key) -> 0);
        assertThat(dead.previous()).isZero();
        assertThat(dead.negative()).isZero();
    }

    private static AttentionHabit habit(java.util.function.DoubleBinaryOperator weight) {
        List<List<Double>> rows = new ArrayList<>();
        for (int query = 0; query < TOKENS.size(); query++) {
            List<Double> row = new ArrayList<>();
            for (int key = 0; key < TOKENS.size(); key++) {
                row.add(key > query ? 0.0 : weight.applyAsDouble(query, key));
            }
            rows.add(row);
        }
        Attention attention = new Attention(TOKENS, List.of(new HeadPattern(0, 0, rows)));
        return AttentionHabit.of(List.of(attention)).get(0);
    }
}
