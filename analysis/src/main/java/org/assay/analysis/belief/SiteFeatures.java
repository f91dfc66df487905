package org.assay.analysis.belief;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.analysis.probe.FeatureSource;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;

/** What a network holds at one site, or at several side by side, recorded afresh for the rows that are asked for. */
public final class SiteFeatures implements FeatureSource {
    private final String name;
    private final InstrumentedModel model;
    private final ContextSet contexts;
    private final List<Site> sites;
    private final List<String> columns;

    private SiteFeatures(
            String name, InstrumentedModel model, ContextSet contexts, List<Site> sites, List<String> columns) {
        this.name = name;
        this.model = model;
        this.contexts = contexts;
        this.sites = List.copyOf(sites);
        this.columns = List.copyOf(columns);
    }

    /**
     * @param name  of the features, such as the site, or {@code all posts}
     * @param sites at least one; each holds one vector for every position
     */
    public static SiteFeatures of(String name, InstrumentedModel model, ContextSet contexts, List<Site> sites) {
        List<String> columns = new ArrayList<>();
        Map<Site, Representation> first = model.record(contexts.select(new int[] {0}), sites);
        for (Site site : sites) {
            for (int c = 0; c < first.get(site).values().columns(); c++) {
                columns.add(site + "[" + c + "]");
            }
        }
        return new SiteFeatures(name, model, contexts, sites, columns);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public int rows() {
        return contexts.rows();
    }

    @Override
    public Matrix rows(int[] rows) {
        Map<Site, Representation> held = model.record(contexts.select(rows), sites);
        Matrix joined = Matrix.zeros(rows.length, columns.size());
        int from = 0;
        for (Site site : sites) {
            Matrix values = held.get(site).values();
            for (int r = 0; r < rows.length; r++) {
                System.arraycopy(
                        values.values(),
                        r * values.columns(),
                        joined.values(),
                        r * columns.size() + from,
                        values.columns());
            }
            from += values.columns();
        }
        return joined;
    }
}
