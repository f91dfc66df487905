package org.assay.datasets.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.sequence.ContextSet;

/** A model that can be looked into and edited at named sites. */
public interface InstrumentedModel extends SequenceModel {
    /** Where it can be looked into, from input to output. */
    List<Site> sites();

    /** What the model holds at {@code site}: one row per row of {@code contexts}, one named direction per column. */
    Representation record(ContextSet contexts, Site site);

    /** The same at several sites, in their order; a model that can do so takes one pass for all. */
    default Map<Site, Representation> record(ContextSet contexts, List<Site> sites) {
        Map<Site, Representation> held = new LinkedHashMap<>();
        sites.forEach(site -> held.put(site, record(contexts, site)));
        return held;
    }

    /**
     * The next-token law of every row when the model is edited there, one edit per row: row r of the answer is the law at
     * row r, after an edit at the position of row r alone.
     */
    NextTokenTable run(ContextSet contexts, Intervention intervention);

    /**
     * The next-token law of every row when all edits of {@code plan} are made in one run. Unless a model says otherwise it
     * takes a plan of one whole edit at the row's own position and refuses the rest.
     *
     * @throws IllegalArgumentException before anything is run, naming the site, when the plan does not fit the model or the
     *     contexts
     */
    default NextTokenTable run(ContextSet contexts, InterventionPlan plan) {
        return run(contexts, plan.asIntervention(this, contexts));
    }
}
