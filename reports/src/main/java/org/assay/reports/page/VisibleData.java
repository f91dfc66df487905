package org.assay.reports.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.reports.table.Visible;

/**
 * The data of a figure with every text in it made visible, so that a chart shows a name as the rest of the page
 * does.
 */
final class VisibleData {
    private VisibleData() {}

    static Object of(Object data) {
        if (data instanceof String text) {
            return Visible.line(text);
        }
        if (data instanceof List<?> list) {
            return list.stream().map(VisibleData::ofNullable).toList();
        }
        if (data instanceof Map<?, ?> map) {
            Map<Object, Object> visible = new LinkedHashMap<>();
            map.forEach((key, value) -> visible.put(key, ofNullable(value)));
            return visible;
        }
        return data;
    }

    private static Object ofNullable(Object data) {
        return data == null ? null : of(data);
    }
}
