package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.analysis.experiment.ProcessResult.Panel;
import org.assay.analysis.experiment.ProcessResult.Simplex;
import org.assay.reports.table.Decimals;

/**
 * The belief simplex beside what was read out: the same context has the same colour in every panel, mixed from the
 * colours of the corners by its <em>true</em> belief. Where a read-out is good, its panel repeats the picture of the
 * truth.
 */
public final class SimplexFigure {
    /** More points than this hide each other; the rest is left out evenly, and the caption says so. */
    static final int MOST_POINTS = 3000;

    private static final double HALF_ROOT_3 = 0.8660254037844386;

    private SimplexFigure() {}

    /** Needs three states and as many rows in every panel as in the truth. */
    public static Figure of(String id, Simplex simplex) {
        if (simplex.states().size() != 3) {
            throw new IllegalArgumentException("a belief simplex is drawn for 3 states, got "
                    + simplex.states().size());
        }
        for (Panel panel : simplex.panels()) {
            if (panel.points().size() != simplex.truth().size()) {
                throw new IllegalArgumentException("panel " + panel.name() + " has "
                        + panel.points().size() + " points, the truth has "
                        + simplex.truth().size());
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (Panel panel : simplex.panels()) {
            rows.add(List.of(
                    panel.name(),
                    panel.control(),
                    Decimals.shown(panel.r2()),
                    Decimals.shown(rootMeanSquare(simplex.truth(), panel.points()), 3),
                    Decimals.shown(100 * outside(panel.points()), 3)));
        }
        return new Figure(
                id,
                "simplex",
                "Belief simplex",
                caption(simplex),
                320,
                "View",
                List.of(new Figure.View("simplex", option(simplex))),
                new Figure.DataTable(
                        List.of("read-out", "control", "R2", "root mean square error", "outside the simplex, %"),
                        rows));
    }

    private static Map<String, Object> option(Simplex simplex) {
        int stride = stride(simplex);
        List<String> panels = new ArrayList<>();
        List<Object> grids = new ArrayList<>();
        List<Object> xAxes = new ArrayList<>();
        List<Object> yAxes = new ArrayList<>();
        List<Object> series = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        panels.add("truth");
        notes.add("");
        for (Panel panel : simplex.panels()) {
            panels.add(panel.name());
            notes.add((panel.control().isEmpty() ? "" : "control, ") + "R2 " + Decimals.shown(panel.r2(), 3));
        }
        for (int i = 0; i < panels.size(); i++) {
            List<List<Double>> points =
                    i == 0 ? simplex.truth() : simplex.panels().get(i - 1).points();
            grids.add(Option.of());
            xAxes.add(SimplexPanels.axis(i, 1));
            yAxes.add(SimplexPanels.axis(i, HALF_ROOT_3));
            series.add(outline(i, simplex.states()));
            series.add(SimplexPanels.cloud(
                    i,
                    thinned(points, stride).stream().map(SimplexFigure::place).toList()));
        }
        List<Object> truth = new ArrayList<>();
        for (List<Double> belief : thinned(simplex.truth(), stride)) {
            truth.add(belief.stream().map(share -> Decimals.rounded(share, 3)).toList());
        }
        return Option.of(
                "panels", panels,
                "notes", notes,
                "states", simplex.states(),
                "truth", truth,
                "grid", grids,
                "xAxis", xAxes,
                "yAxis", yAxes,
                "series", series);
    }

    /** The triangle with the names of its corners. */
    private static Map<String, Object> outline(int grid, List<String> states) {
        List<Object> corners = new ArrayList<>();
        for (int corner = 0; corner <= 3; corner++) {
            List<Double> belief = new ArrayList<>(List.of(0.0, 0.0, 0.0));
            belief.set(corner % 3, 1.0);
            corners.add(Option.of(
                    "value", place(belief),
                    "label",
                            Option.of(
                                    "show",
                                    corner < 3,
                                    "formatter",
                                    states.get(corner % 3),
                                    "distance",
                                    9,
                                    "position",
                                    corner == 2 ? "top" : "bottom")));
        }
        return SimplexPanels.outline(grid, corners, true);
    }

    /** Barycentric to plane: corners at (0,0), (1,0) and (1/2, root 3 / 2). */
    private static List<Object> place(List<Double> belief) {
        double x = belief.get(1) + belief.get(2) / 2;
        double y = belief.get(2) * HALF_ROOT_3;
        return List.of(
                Decimals.rounded(SimplexPanels.kept(x, 1), 4), Decimals.rounded(SimplexPanels.kept(y, HALF_ROOT_3), 4));
    }

    private static int stride(Simplex simplex) {
        return Math.max(1, (simplex.truth().size() + MOST_POINTS - 1) / MOST_POINTS);
    }

    private static List<List<Double>> thinned(List<List<Double>> points, int stride) {
        List<List<Double>> kept = new ArrayList<>();
        for (int row = 0; row < points.size(); row += stride) {
            kept.add(points.get(row));
        }
        return kept;
    }

    private static double rootMeanSquare(List<List<Double>> truth, List<List<Double>> points) {
        double sum = 0;
        for (int row = 0; row < truth.size(); row++) {
            for (int state = 0; state < 3; state++) {
                double error = points.get(row).get(state) - truth.get(row).get(state);
                sum += error * error;
            }
        }
        return Math.sqrt(sum / (3.0 * truth.size()));
    }

    /** Share of the points with a coordinate below 0: read-outs that are not beliefs. */
    private static double outside(List<List<Double>> points) {
        long outside = points.stream()
                .filter(point -> point.stream().anyMatch(share -> share < -1e-9))
                .count();
        return points.isEmpty() ? 0 : (double) outside / points.size();
    }

    private static String caption(Simplex simplex) {
        StringBuilder caption = new StringBuilder();
        Optional<Panel> method = best(simplex, false);
        Optional<Panel> control = best(simplex, true);
        method.ifPresent(panel -> caption.append("Read out from \"")
                .append(panel.name())
                .append("\" the true belief comes back with R2 ")
                .append(Decimals.shown(panel.r2())));
        if (method.isPresent() && control.isPresent()) {
            double excess = method.get().r2() - control.get().r2();
            caption.append("; the strongest control, \"")
                    .append(control.get().name())
                    .append("\", reaches ")
                    .append(Decimals.shown(control.get().r2()))
                    .append(excess > 0 ? ", an excess of " : ", so there is no excess: ")
                    .append(Decimals.shown(excess, 2));
        }
        if (method.isPresent()) {
            caption.append(". ");
        }
        caption.append("R2 of every panel: ")
                .append(simplex.panels().stream()
                        .map(panel -> panel.name()
                                + (panel.control().isEmpty() ? " " : " (control) ")
                                + Decimals.shown(panel.r2(), 3))
                        .collect(Collectors.joining(", ")))
                .append(". ");
        caption.append("The same colour is the same true belief in every panel.");
        int stride = stride(simplex);
        if (stride > 1) {
            caption.append(" Drawn: every ")
                    .append(stride)
                    .append(stride == 2 ? "nd" : stride == 3 ? "rd" : "th")
                    .append(" of ")
                    .append(Decimals.grouped(simplex.truth().size()))
                    .append(" contexts.");
        }
        return caption.toString();
    }

    private static Optional<Panel> best(Simplex simplex, boolean control) {
        return simplex.panels().stream()
                .filter(panel -> panel.control().isEmpty() != control)
                .max(Comparator.comparingDouble(Panel::r2));
    }
}
