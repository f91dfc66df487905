package org.assay.reports.figure;

import java.util.List;
import java.util.Map;

/**
 * One figure, ready for the page.
 *
 * @param id      unique in the page, letters, digits and hyphens
 * @param kind    tells the page's script how to lay it out and what to say under the pointer
 * @param heading what is drawn, a few words
 * @param caption the finding, with its numbers
 * @param height  of the drawing in CSS pixels; figures made of panels set it themselves
 * @param chooser what the views differ in, such as {@code Sequence}
 * @param views   one or more drawings to choose from
 * @param table   the numbers behind the figure
 */
public record Figure(
        String id,
        String kind,
        String heading,
        String caption,
        int height,
        String chooser,
        List<View> views,
        DataTable table) {
    public Figure {
        if (!id.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("figure id must be letters, digits and hyphens, got '" + id + "'");
        }
        if (views.isEmpty()) {
            throw new IllegalArgumentException("figure " + id + " needs at least one view");
        }
        views = List.copyOf(views);
    }

    /**
     * @param name   what the chooser says
     * @param option an ECharts option, see {@link Option}; {@code panels} in it names the panels that the script places
     */
    public record View(String name, Map<String, Object> option) {}

    /** @param rows as many cells in each as there are columns, as text. */
    public record DataTable(List<String> columns, List<List<String>> rows) {
        public DataTable {
            for (List<String> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException(
                            "a row of " + row.size() + " cells in a table of " + columns.size() + " columns");
                }
            }
        }
    }
}
