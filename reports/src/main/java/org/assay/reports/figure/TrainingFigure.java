package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.assay.analysis.experiment.ProcessResult;
import org.assay.analysis.experiment.ProcessResult.Curve;
import org.assay.analysis.experiment.ProcessResult.Plateau;
import org.assay.reports.table.Decimals;

/**
 * Held-out loss while training, one line per seed on a logarithmic axis of tokens, against the floor and the
 * plateaus.
 */
public final class TrainingFigure {
    private TrainingFigure() {}

    /** Needs at least one curve with at least one measurement after step 0. */
    public static Figure of(String id, ProcessResult process) {
        List<Curve> curves = process.curves();
        if (curves.isEmpty()) {
            throw new IllegalArgumentException(
                    "process " + process.language().name() + " has no training curve to draw");
        }
        List<Object> series = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            series.add(line(curves.get(i), "--cat-" + (i % 7 + 1)));
            rows.addAll(rows(curves.get(i)));
        }
        series.add(levels(process));
        Map<String, Object> xAxis = Option.valueAxis("tokens seen in training");
        xAxis.put("type", "log");
        Map<String, Object> option = Option.of(
                "grid", Option.of("left", 66, "right", 150, "top", 40, "bottom", 48),
                "legend", Option.of("top", 0, "left", "center", "icon", "roundRect"),
                "xAxis", xAxis,
                "yAxis", lossAxis(process),
                "series", series);
        return new Figure(
                id,
                "line",
                "Training",
                caption(process),
                400,
                "View",
                List.of(new Figure.View("loss", option)),
                new Figure.DataTable(List.of("seed", "step", "tokens", "loss, nats per token"), rows));
    }

    /** Wide enough for every curve, the floor and every plateau. */
    private static Map<String, Object> lossAxis(ProcessResult process) {
        List<Double> losses = new ArrayList<>();
        process.curves().forEach(curve -> losses.addAll(curve.losses()));
        process.plateaus().forEach(plateau -> losses.add(plateau.loss()));
        losses.add(process.language().floor());
        losses.removeIf(loss -> !Double.isFinite(loss));
        return Option.uprightAxis("held-out loss, nats per token", Collections.min(losses), Collections.max(losses));
    }

    private static Map<String, Object> line(Curve curve, String colour) {
        List<Object> points = new ArrayList<>();
        for (int i = 0; i < curve.steps().size(); i++) {
            // A logarithmic axis has no place for step 0; the table keeps it.
            if (curve.steps().get(i) > 0) {
                points.add(Option.point(
                        (double) curve.steps().get(i) * curve.tokensPerStep(),
                        curve.losses().get(i)));
            }
        }
        return Option.of(
                "type",
                "line",
                "name",
                "seed " + curve.seed(),
                "data",
                points,
                "showSymbol",
                false,
                "itemStyle",
                Option.colour(colour),
                "lineStyle",
                Option.of("color", colour, "width", 1.8));
    }

    /** The floor and the plateaus as horizontal lines, on a series of their own so that no seed owns them. */
    private static Map<String, Object> levels(ProcessResult process) {
        List<Object> lines = new ArrayList<>();
        lines.add(level("floor", process.language().floor(), "--good", "solid"));
        for (Plateau plateau : process.plateaus()) {
            lines.add(level(plateau.name(), plateau.loss(), "--muted", "dashed"));
        }
        return Option.of(
                "type", "line",
                "data", List.of(),
                "markLine", Option.of("symbol", "none", "silent", true, "data", lines));
    }

    private static Map<String, Object> level(String name, double loss, String colour, String type) {
        return Option.of(
                "yAxis", Option.number(loss),
                "label", Option.of("formatter", name + " " + Decimals.shown(loss), "position", "end", "color", colour),
                "lineStyle", Option.of("color", colour, "type", type, "width", 1.2));
    }

    private static List<List<String>> rows(Curve curve) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < curve.steps().size(); i++) {
            long step = curve.steps().get(i);
            rows.add(List.of(
                    Integer.toString(curve.seed()),
                    Long.toString(step),
                    Long.toString(step * curve.tokensPerStep()),
                    Decimals.shown(curve.losses().get(i), 5)));
        }
        return rows;
    }

    private static String caption(ProcessResult process) {
        List<Double> ends = process.curves().stream()
                .map(curve -> curve.losses().get(curve.losses().size() - 1))
                .sorted()
                .toList();
        double low = ends.get(0);
        double high = ends.get(ends.size() - 1);
        double floor = process.language().floor();
        String seeds = ends.size() == 1 ? "The one seed ends at " : "All " + ends.size() + " seeds end between ";
        String range = ends.size() == 1 ? Decimals.shown(low) : Decimals.shown(low) + " and " + Decimals.shown(high);
        return seeds + range + " nats per token, " + (ends.size() == 1 ? "" : "at most ")
                + Decimals.shown(high - floor, 3) + " above the floor of " + Decimals.shown(floor)
                + passed(process.plateaus(), high) + ".";
    }

    private static String passed(List<Plateau> plateaus, double loss) {
        List<Plateau> above = plateaus.stream()
                .filter(plateau -> plateau.loss() > loss)
                .sorted(Comparator.comparingDouble(Plateau::loss))
                .toList();
        List<Plateau> below = plateaus.stream()
                .filter(plateau -> plateau.loss() <= loss)
                .sorted(Comparator.comparingDouble(Plateau::loss).reversed())
                .toList();
        String passed = above.isEmpty()
                ? ""
                : ", below the " + above.get(0).name() + " level of "
                        + Decimals.shown(above.get(0).loss());
        String missed = below.isEmpty()
                ? ""
                : ", still not below the " + below.get(0).name() + " level of "
                        + Decimals.shown(below.get(0).loss());
        return passed + missed;
    }
}
