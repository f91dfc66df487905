package org.assay.analysis.belief.causal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;

/**
 * What a network answers before and after each edit at one site, pair by pair: what a picture of it shows.
 *
 * @param site     where
 * @param wanted   the exact laws of the sources
 * @param unedited what the network answers at the bases
 * @param edited   what it answers there after each edit, one draw of the random ones
 */
public record EditedLaws(
        Site site, NextTokenTable wanted, NextTokenTable unedited, Map<BeliefEdit, NextTokenTable> edited) {
    public EditedLaws {
        edited = Map.copyOf(edited);
    }

    public static EditedLaws of(InstrumentedModel network, BeliefPairs pairs, Site site, Seed seed) {
        HeldPairs held = HeldPairs.of(network, pairs, List.of(site)).get(0);
        Map<BeliefEdit, NextTokenTable> edited = new EnumMap<>(BeliefEdit.class);
        for (BeliefEdit edit : BeliefEdit.values()) {
            Intervention given = new Intervention(
                    site, Optional.empty(), held.edited(edit, 1, seed).get(0));
            edited.put(edit, network.run(pairs.base(), given));
        }
        return new EditedLaws(site, pairs.sourceLaw(), network.next(pairs.base()), edited);
    }
}
