package org.assay.reports.page;

import java.nio.file.*;

class WriteSample {
    public static void main(String[] a) throws Exception {
        Files.writeString(Path.of(a[0]), ReportPage.render(org.assay.reports.SampleRun.of()));
        Files.writeString(
                Path.of(a[0] + ".txt"),
                org.assay.reports.table.ComparisonText.of(org.assay.reports.SampleScores.of(), 110));
        Files.writeString(
                Path.of(a[0] + ".csv"), org.assay.reports.table.ScoreTable.csv(org.assay.reports.SampleScores.of()));
        Files.writeString(
                Path.of(a[0] + ".json"), org.assay.reports.table.ScoreTable.json(org.assay.reports.SampleScores.of()));
    }
}
