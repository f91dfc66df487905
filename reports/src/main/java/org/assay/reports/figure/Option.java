package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.reports.table.Decimals;

/** Building blocks of an ECharts option: maps, lists and numbers of five significant digits. */
final class Option {
    private static final int DIGITS = 5;

    private Option() {}

    /** A map from keys and values that take turns. */
    static Map<String, Object> of(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /** A point; NaN and infinities become null, which is drawn as a gap. */
    static List<Object> point(double... values) {
        List<Object> point = new ArrayList<>();
        for (double value : values) {
            point.add(number(value));
        }
        return point;
    }

    static Object number(double value) {
        return Double.isFinite(value) ? Decimals.rounded(value, DIGITS) : null;
    }

    /** A value axis with its title along it. */
    static Map<String, Object> valueAxis(String title) {
        return of("type", "value", "name", title, "nameLocation", "middle", "nameGap", 32, "scale", true);
    }

    /** A value axis up the side, its title clear of the numbers. */
    static Map<String, Object> uprightAxis(String title) {
        Map<String, Object> axis = valueAxis(title);
        axis.put("nameGap", 46);
        return axis;
    }

    /** An upright axis from a round number below {@code low} to a round number above {@code high}. */
    static Map<String, Object> uprightAxis(String title, double low, double high) {
        double range = high > low ? high - low : 1;
        double step = StrictMath.pow(10, Math.floor(StrictMath.log10(range))) / 5;
        Map<String, Object> axis = uprightAxis(title);
        axis.put("min", number(Math.floor(low / step - 0.25) * step));
        axis.put("max", number(Math.ceil(high / step) * step));
        return axis;
    }

    static Map<String, Object> colour(String role) {
        return of("color", role);
    }

    /** Intervals across a row: points of (row, low, high), drawn from low to high. */
    static Map<String, Object> whiskers(List<Object> points) {
        return of(
                "type",
                "custom",
                "renderItem",
                "@whisker",
                "itemStyle",
                colour("--muted"),
                "encode",
                of("x", List.of(1, 2), "y", 0),
                "data",
                points,
                "silent",
                true);
    }
}
