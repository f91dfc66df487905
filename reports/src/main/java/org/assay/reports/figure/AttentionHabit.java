package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.assay.analysis.experiment.ProcessResult.Attention;
import org.assay.analysis.experiment.ProcessResult.HeadPattern;
import org.assay.reports.table.Decimals;

/**
 * What one head habitually looks at: mean shares of its absolute attention weight, over sequences and query positions.
 * Beside each share stands what attention spread evenly over the allowed keys would give on the same positions.
 *
 * @param previous      on the token just before (queries from position 1)
 * @param same          on the query's own position
 * @param afterSame     on the token after an earlier copy of the query's token, where there is one
 * @param negative      share of the absolute weight that is negative
 */
record AttentionHabit(
        int layer,
        int head,
        double previous,
        double previousEven,
        double same,
        double afterSame,
        double afterSameEven,
        int afterSamePositions,
        double negative) {

    String name() {
        return "layer " + layer + " head " + head;
    }

    static List<AttentionHabit> of(List<Attention> sequences) {
        List<AttentionHabit> habits = new ArrayList<>();
        for (int i = 0; i < sequences.get(0).patterns().size(); i++) {
            Tally tally = new Tally();
            for (Attention sequence : sequences) {
                tally.add(sequence.tokens(), sequence.patterns().get(i));
            }
            HeadPattern head = sequences.get(0).patterns().get(i);
            habits.add(tally.habit(head.layer(), head.head()));
        }
        return habits;
    }

    static AttentionHabit strongest(List<AttentionHabit> habits, ToDoubleFunction<AttentionHabit> share) {
        AttentionHabit strongest = habits.get(0);
        for (AttentionHabit habit : habits) {
            strongest = share.applyAsDouble(habit) > share.applyAsDouble(strongest) ? habit : strongest;
        }
        return strongest;
    }

    static Figure.DataTable table(List<AttentionHabit> habits) {
        List<List<String>> rows = new ArrayList<>();
        for (AttentionHabit habit : habits) {
            rows.add(List.of(
                    Integer.toString(habit.layer),
                    Integer.toString(habit.head),
                    Decimals.shown(habit.previous, 3),
                    Decimals.shown(habit.previousEven, 3),
                    Decimals.shown(habit.same, 3),
                    habit.afterSamePositions == 0 ? "" : Decimals.shown(habit.afterSame, 3),
                    habit.afterSamePositions == 0 ? "" : Decimals.shown(habit.afterSameEven, 3),
                    Decimals.shown(habit.negative, 3)));
        }
        return new Figure.DataTable(
                List.of(
                        "layer",
                        "head",
                        "on previous token",
                        "evenly spread",
                        "on itself",
                        "after an earlier copy",
                        "evenly spread",
                        "negative share"),
                rows);
    }

    /** Sums over query positions. */
    private static final class Tally {
        private double previous;
        private double previousEven;
        private int previousPositions;
        private double same;
        private int positions;
        private double afterSame;
        private double afterSameEven;
        private int afterSamePositions;
        private double negative;
        private double total;

        void add(List<String> tokens, HeadPattern head) {
            for (int query = 0; query < head.weights().size(); query++) {
                add(tokens, query, head.weights().get(query));
            }
        }

        private void add(List<String> tokens, int query, List<Double> row) {
            double size = 0;
            for (int key = 0; key <= query; key++) {
                size += Math.abs(row.get(key));
                negative += Math.max(0, -row.get(key));
            }
            total += size;
            if (size == 0) {
                return;
            }
            same += Math.abs(row.get(query)) / size;
            positions++;
            if (query > 0) {
                previous += Math.abs(row.get(query - 1)) / size;
                previousEven += 1.0 / (query + 1);
                previousPositions++;
            }
            addAfterSame(tokens, query, row, size);
        }

        private void addAfterSame(List<String> tokens, int query, List<Double> row, double size) {
            double weight = 0;
            int keys = 0;
            for (int key = 1; key <= query; key++) {
                if (tokens.get(key - 1).equals(tokens.get(query))) {
                    weight += Math.abs(row.get(key)) / size;
                    keys++;
                }
            }
            if (keys > 0) {
                afterSame += weight;
                afterSameEven += (double) keys / (query + 1);
                afterSamePositions++;
            }
        }

        AttentionHabit habit(int layer, int head) {
            return new AttentionHabit(
                    layer,
                    head,
                    share(previous, previousPositions),
                    share(previousEven, previousPositions),
                    share(same, positions),
                    share(afterSame, afterSamePositions),
                    share(afterSameEven, afterSamePositions),
                    afterSamePositions,
                    total == 0 ? 0 : negative / total);
        }

        private static double share(double sum, int positions) {
            return positions == 0 ? 0 : sum / positions;
        }
    }
}
