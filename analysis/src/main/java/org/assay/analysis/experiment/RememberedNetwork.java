package org.assay.analysis.experiment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A network that is asked the same questions again and again: every law and every recording is made once and kept, about 0.1 MB
 * for a thousand rows of a site. Edited runs are not kept, since no edit comes twice. Answers are those of the network, bit for
 * bit. Not for sharing between threads.
 */
final class RememberedNetwork implements InstrumentedModel {
    private final InstrumentedModel network;
    private final Map<ContentHash, NextTokenTable> laws = new HashMap<>();
    private final Map<Place, Representation> recordings = new HashMap<>();

    private record Place(ContentHash contexts, Site site) {}

    RememberedNetwork(InstrumentedModel network) {
        this.network = network;
    }

    @Override
    public String name() {
        return network.name();
    }

    @Override
    public Vocabulary vocabulary() {
        return network.vocabulary();
    }

    @Override
    public List<Site> sites() {
        return network.sites();
    }

    @Override
    public NextTokenTable next(ContextSet contexts) {
        return laws.computeIfAbsent(contexts.id(), id -> network.next(contexts));
    }

    @Override
    public Representation record(ContextSet contexts, Site site) {
        return recordings.computeIfAbsent(new Place(contexts.id(), site), place -> network.record(contexts, site));
    }

    @Override
    public NextTokenTable run(ContextSet contexts, Intervention intervention) {
        return network.run(contexts, intervention);
    }
}
