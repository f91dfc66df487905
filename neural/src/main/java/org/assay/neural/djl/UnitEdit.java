package org.assay.neural.djl;

/**
 * An edit of what a hook point holds, in the engine's terms: the array is read as (units, width), row-major, and some units
 * are changed. With a projector {@code h' = h + (value - h) projector}, else {@code h' = value} or {@code h' = h + value}.
 *
 * @param hookPoint where
 * @param units     which units, each once
 * @param width     entries of a unit; must divide the extent of the last axes of the array
 * @param values    units x width, row-major
 * @param projector width x width, symmetric; empty = none
 * @param add       the value is added; not together with a projector
 */
public record UnitEdit(String hookPoint, int[] units, int width, double[] values, double[] projector, boolean add) {
    public UnitEdit {
        if (units.length == 0 || values.length != units.length * width) {
            throw new IllegalArgumentException("an edit at " + hookPoint + " of " + units.length + " units of " + width
                    + " needs as many values, got " + values.length);
        }
        if (projector.length != 0 && (projector.length != width * width || add)) {
            throw new IllegalArgumentException("the projector at " + hookPoint + " must be " + width + " x " + width
                    + " and replace, got " + projector.length + " entries");
        }
    }

    /** Units take these values. */
    public static UnitEdit set(String hookPoint, int[] units, int width, double... values) {
        return new UnitEdit(hookPoint, units, width, values, new double[0], false);
    }

    /** These values are added to units. */
    public static UnitEdit add(String hookPoint, int[] units, int width, double... values) {
        return new UnitEdit(hookPoint, units, width, values, new double[0], true);
    }
}
