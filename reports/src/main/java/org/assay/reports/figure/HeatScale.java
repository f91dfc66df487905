package org.assay.reports.figure;

import java.util.List;
import java.util.Map;
import org.assay.reports.table.Decimals;

/** The colours of heat maps and the bar that explains them: sequential from 0, or diverging about 0 where values have signs. */
final class HeatScale {
    private HeatScale() {}

    /**
     * @param signed whether some value is negative
     * @param end    where the colours end, positive
     * @param bottom distance of the bar from the lower edge, pixels
     */
    static Map<String, Object> of(boolean signed, double end, int bottom) {
        return Option.of(
                "min",
                Option.number(signed ? -end : 0),
                "max",
                Option.number(end),
                "dimension",
                2,
                "calculable",
                false,
                "orient",
                "horizontal",
                "left",
                "center",
                "bottom",
                bottom,
                "itemHeight",
                160,
                "itemWidth",
                12,
                "text",
                List.of(Decimals.shown(end, 2), signed ? Decimals.shown(-end, 2) : "0"),
                "inRange",
                Option.colour(signed ? "@diverging" : "@sequential"));
    }
}
