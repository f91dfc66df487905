package org.assay.analysis.explain;

/**
 * How large an explanation is, in its own unit.
 *
 * @param value not negative
 * @param unit  such as {@code directions}, {@code nats}, {@code parameters}
 */
public record Size(double value, String unit) {
    public Size {
        if (!(value >= 0) || unit.isBlank()) {
            throw new IllegalArgumentException(
                    "a size needs a value from 0 and a unit, got " + value + " '" + unit + "'");
        }
    }
}
