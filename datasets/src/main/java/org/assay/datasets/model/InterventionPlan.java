package org.assay.datasets.model;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;

/**
 * Edits that are made in one and the same run, as data. At one site they are made in their order; what each of them takes from
 * a run (a mean, another row, what is frozen) it takes from the run without edits.
 *
 * @param edits at least one
 */
public record InterventionPlan(List<Edit> edits) {
    public InterventionPlan {
        edits = List.copyOf(edits);
        if (edits.isEmpty()) {
            throw new IllegalArgumentException("a plan needs at least one edit");
        }
    }

    public static InterventionPlan of(Edit... edits) {
        return new InterventionPlan(List.of(edits));
    }

    /**
     * The plan as one replacement per row, for models that take nothing else.
     *
     * @throws IllegalArgumentException when it is more than that: several edits, heads, other positions, receivers
     */
    public Intervention asIntervention(InstrumentedModel model, ContextSet contexts) {
        Edit edit = edits.get(0);
        String refused = "";
        if (edits.size() > 1) {
            refused = "several edits in one run";
        } else if (!edit.heads().isEmpty()) {
            refused = "heads";
        } else if (edit.positions().kind() != Positions.Kind.OWN) {
            refused = "edits at other positions than the row's own";
        } else if (!edit.receivers().isEmpty()) {
            refused = "edits that only some readers see";
        }
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException(model.name() + " does not know " + refused + " (site " + edit.site()
                    + "): give it one whole edit per row");
        }
        return new Intervention(edit.site(), edit.basis(), replacement(edit, model, contexts));
    }

    /** For every row the row that lends its vector: {@code seed} draws it among the others. */
    public static int[] resampledRows(int rows, long seed) {
        if (rows < 2) {
            throw new IllegalArgumentException("resampling needs at least two rows, got " + rows);
        }
        Draws draws = Seed.of(seed).child("resampled rows").draws();
        int[] source = new int[rows];
        for (int r = 0; r < rows; r++) {
            int other = draws.nextInt(rows - 1);
            source[r] = other < r ? other : other + 1;
        }
        return source;
    }

    private static Matrix replacement(Edit edit, InstrumentedModel model, ContextSet contexts) {
        int rows = contexts.rows();
        if (edit.change() instanceof Change.Replace replace) {
            return spread(replace.values(), rows, edit.site());
        }
        Representation held = model.record(contexts, edit.site());
        int width = held.values().columns();
        if (edit.change() instanceof Change.Zero) {
            return Matrix.zeros(rows, width);
        } else if (edit.change() instanceof Change.Mean) {
            return Intervention.meanAblation(held, edit.basis(), contexts.weights(), rows)
                    .replacement();
        } else if (edit.change() instanceof Change.Resample resample) {
            return held.values().selectRows(resampledRows(rows, resample.seed()));
        } else if (edit.change() instanceof Change.Interchange interchange) {
            return held.values().selectRows(sources(interchange, rows, edit.site()));
        } else if (edit.change() instanceof Change.Add add) {
            Matrix moved = spread(add.direction(), rows, edit.site());
            if (moved.columns() != width) {
                throw new IllegalArgumentException("the direction added at " + edit.site() + " has " + moved.columns()
                        + " entries, the site " + width);
            }
            for (int i = 0; i < moved.values().length; i++) {
                moved.values()[i] = held.values().values()[i] + add.scale() * moved.values()[i];
            }
            return moved;
        }
        return held.values();
    }

    /** The rows of an interchange, checked against the number of rows. */
    public static int[] sources(Change.Interchange interchange, int rows, Site site) {
        int[] source = interchange.rows().stream().mapToInt(Integer::intValue).toArray();
        if (source.length != rows) {
            throw new IllegalArgumentException(
                    "the interchange at " + site + " names " + source.length + " rows for " + rows);
        }
        for (int r = 0; r < rows; r++) {
            if (source[r] < 0 || source[r] >= rows) {
                throw new IllegalArgumentException("the interchange at " + site + " gives row " + r + " row "
                        + source[r] + ", wanted 0 .. " + (rows - 1));
            }
        }
        return source;
    }

    /** One vector for every row, a copy. */
    public static Matrix spread(Matrix values, int rows, Site site) {
        if (values.rows() != rows && values.rows() != 1) {
            throw new IllegalArgumentException("the values given at " + site + " have " + values.rows()
                    + " rows, wanted " + rows + " or 1 for all");
        }
        int[] from = new int[rows];
        for (int r = 0; r < rows; r++) {
            from[r] = values.rows() == 1 ? 0 : r;
        }
        return values.selectRows(from);
    }
}
