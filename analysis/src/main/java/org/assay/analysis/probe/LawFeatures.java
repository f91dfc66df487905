package org.assay.analysis.probe;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.matrix.Matrix;

/**
 * What a law is told from: numbers, and variables that have one of several values each. The latter cost one addition a row however
 * many values they have.
 *
 * @param numbers    n x d
 * @param categories each n long: which value
 * @param values     how many values each of {@code categories} has
 */
public record LawFeatures(Matrix numbers, List<int[]> categories, List<Integer> values) {
    public LawFeatures {
        categories = List.copyOf(categories);
        values = List.copyOf(values);
        for (int[] category : categories) {
            if (category.length != numbers.rows()) {
                throw new IllegalArgumentException(
                        "a variable of " + category.length + " rows stands beside numbers of " + numbers.rows());
            }
        }
        if (categories.size() != values.size()) {
            throw new IllegalArgumentException(
                    categories.size() + " variables need as many counts of values, got " + values.size());
        }
    }

    public static LawFeatures of(Matrix numbers) {
        return new LawFeatures(numbers, List.of(), List.of());
    }

    /** Some of the rows. */
    LawFeatures select(int[] rows) {
        return new LawFeatures(
                numbers.selectRows(rows),
                categories.stream()
                        .map(all -> Arrays.stream(rows).map(row -> all[row]).toArray())
                        .toList(),
                values);
    }

    /** Parameters for each class: numbers, values, and one that is always there. */
    int width() {
        return numbers.columns() + values.stream().mapToInt(Integer::intValue).sum() + 1;
    }
}
