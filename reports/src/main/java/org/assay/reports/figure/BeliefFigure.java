package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.reports.table.Decimals;

/**
 * Beliefs beside what was made of them, panel by panel: the same context has the same colour everywhere, mixed from the colours of the
 * corners by what is true of it. Up to 20,000 points are drawn one by one; of more there is a picture.
 */
public final class BeliefFigure {
    /** Points in one figure that can be pointed at. */
    public static final int LIVE_POINTS = 20_000;

    private static final int HEIGHT = 320;

    /** More corners than this are not joined by lines: they would hide the points. */
    private static final int MOST_JOINED = 6;

    private BeliefFigure() {}

    /**
     * @param name   above the panel
     * @param note   below its name, short
     * @param points n x S; need not be laws
     */
    public record Panel(String name, String note, Matrix points) {}

    /**
     * Single points, left out evenly where there are too many.
     *
     * @param states names of the corners
     * @param truth  n x S, laws: the colours
     */
    public static Figure live(
            String id, String heading, List<String> states, Matrix truth, List<Panel> panels, String caption) {
        SimplexPlane plane = plane(states, truth, panels);
        int stride = Math.max(1, (int) Math.ceil((double) truth.rows() * panels.size() / LIVE_POINTS));
        int[] shown =
                IntStream.range(0, truth.rows()).filter(r -> r % stride == 0).toArray();
        Map<String, Object> option = panels(states, plane, panels);
        List<Object> series = new ArrayList<>();
        for (int p = 0; p < panels.size(); p++) {
            series.add(outline(p, plane, states));
            series.add(cloud(p, plane, panels.get(p).points(), shown));
        }
        List<Object> colours = new ArrayList<>();
        for (int r : shown) {
            List<Object> colour = new ArrayList<>();
            for (double share : truth.row(r)) {
                colour.add(Decimals.rounded(Math.max(0, share), 3));
            }
            colours.add(colour);
        }
        option.put("truth", colours);
        option.put("series", series);
        String drawn = stride == 1
                ? ""
                : " Drawn: " + Decimals.grouped(shown.length) + " of " + Decimals.grouped(truth.rows())
                        + " contexts, evenly.";
        return figure(id, heading, caption + plane.words() + drawn, option, panels, truth.rows());
    }

    /** All points as a picture, from a few thousand to a million. */
    public static Figure density(
            String id, String heading, List<String> states, Matrix truth, List<Panel> panels, String caption) {
        SimplexPlane plane = plane(states, truth, panels);
        boolean few = states.size() <= DensityPicture.CORNERS_LIGHT.length;
        int[] light = few ? DensityPicture.CORNERS_LIGHT : DensityPicture.MORE_LIGHT;
        int[] dark = few ? DensityPicture.CORNERS_DARK : DensityPicture.MORE_LIGHT;
        Map<String, Object> option = panels(states, plane, panels);
        List<Object> series = new ArrayList<>();
        for (int p = 0; p < panels.size(); p++) {
            Matrix points = panels.get(p).points();
            series.add(outline(p, plane, states));
            series.add(Option.of(
                    "type",
                    "custom",
                    "xAxisIndex",
                    p,
                    "yAxisIndex",
                    p,
                    "silent",
                    true,
                    "data",
                    List.of(List.of(0, 0)),
                    "picture",
                    Option.of(
                            "light",
                            DensityPicture.of(plane, points, truth, SimplexPanels.MARGIN, light),
                            "dark",
                            DensityPicture.of(plane, points, truth, SimplexPanels.MARGIN, dark))));
        }
        option.put("truth", List.of());
        option.put("series", series);
        String drawn = " A picture of all " + Decimals.grouped(truth.rows())
                + " contexts: the more of them fall together, the more opaque.";
        return figure(id, heading, caption + plane.words() + drawn, option, panels, truth.rows());
    }

    private static SimplexPlane plane(List<String> states, Matrix truth, List<Panel> panels) {
        if (states.size() != truth.columns() || panels.isEmpty() || truth.rows() == 0) {
            throw new IllegalArgumentException("beliefs of " + truth + " need as many names of states (" + states.size()
                    + ") and at least one row and panel (" + panels.size() + ")");
        }
        for (Panel panel : panels) {
            if (panel.points().rows() != truth.rows() || panel.points().columns() != truth.columns()) {
                throw new IllegalArgumentException(
                        "panel " + panel.name() + " has " + panel.points() + ", the truth is " + truth);
            }
        }
        return SimplexPlane.of(truth);
    }

    private static Map<String, Object> panels(List<String> states, SimplexPlane plane, List<Panel> panels) {
        List<Object> grids = new ArrayList<>();
        List<Object> xAxes = new ArrayList<>();
        List<Object> yAxes = new ArrayList<>();
        for (int p = 0; p < panels.size(); p++) {
            grids.add(Option.of());
            xAxes.add(SimplexPanels.axis(p, 1));
            yAxes.add(SimplexPanels.axis(p, SimplexPlane.HEIGHT));
        }
        Map<String, Object> option = new LinkedHashMap<>();
        option.put("panels", panels.stream().map(Panel::name).toList());
        option.put("notes", panels.stream().map(Panel::note).toList());
        option.put("states", states);
        option.put("grid", grids);
        option.put("xAxis", xAxes);
        option.put("yAxis", yAxes);
        return option;
    }

    /** All edges of the simplex in one stroke, or its corners alone. */
    private static Map<String, Object> outline(int grid, SimplexPlane plane, List<String> states) {
        int corners = states.size();
        List<Object> points = new ArrayList<>();
        boolean[] named = new boolean[corners];
        for (int i = 0; i < corners; i++) {
            for (int j = i + 1; j < corners; j++) {
                points.add(corner(plane, states, i, named));
                points.add(corner(plane, states, j, named));
                points.add(Option.of("value", List.of("-", "-")));
            }
        }
        return SimplexPanels.outline(grid, points, corners <= MOST_JOINED);
    }

    private static Map<String, Object> corner(SimplexPlane plane, List<String> states, int s, boolean[] named) {
        double x = plane.corners().get(s, 0);
        double y = plane.corners().get(s, 1);
        boolean first = !named[s];
        named[s] = true;
        return Option.of(
                "value",
                Option.point(x, y),
                "label",
                Option.of(
                        "show",
                        first,
                        "formatter",
                        states.get(s),
                        "distance",
                        9,
                        "position",
                        y > SimplexPlane.HEIGHT / 2 ? "top" : "bottom"));
    }

    private static Map<String, Object> cloud(int grid, SimplexPlane plane, Matrix points, int[] shown) {
        List<Object> drawn = new ArrayList<>();
        for (int r : shown) {
            double[] at = plane.place(points, r);
            drawn.add(List.of(
                    Decimals.rounded(SimplexPanels.kept(at[0], 1), 4),
                    Decimals.rounded(SimplexPanels.kept(at[1], SimplexPlane.HEIGHT), 4)));
        }
        return SimplexPanels.cloud(grid, drawn);
    }

    private static Figure figure(
            String id, String heading, String caption, Map<String, Object> option, List<Panel> panels, int rows) {
        List<List<String>> table = panels.stream()
                .map(panel -> List.of(panel.name(), panel.note(), Decimals.grouped(rows)))
                .toList();
        return new Figure(
                id,
                "simplex",
                heading,
                caption,
                HEIGHT,
                "View",
                List.of(new Figure.View("simplex", option)),
                new Figure.DataTable(List.of("panel", "what it shows", "contexts"), table));
    }
}
