package org.assay.symbolic.lint;

/**
 * Something that cannot have an effect.
 *
 * @param item the item of the program's text that it stands in, such as {@code unit u}
 * @param what what is idle and why
 */
public record Finding(String item, String what) {
    @Override
    public String toString() {
        return item + " " + what;
    }
}
