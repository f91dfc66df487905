package org.assay.analysis.subspace.score;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.subspace.Partition;
import org.assay.datasets.progress.Progress;

/**
 * What the exchange of each block does to each factor.
 *
 * @param effects by factor, in order, one for each block; a factor that cannot be asked about has its reason
 */
public record InterchangeMatrix(Map<String, Answer<List<Interchange.Effect>>> effects) {
    private static final String TASK = "interchange";

    public InterchangeMatrix {
        effects = Collections.unmodifiableMap(new LinkedHashMap<>(effects));
    }

    public static InterchangeMatrix of(Interchange interchange, Partition partition, Progress progress) {
        Map<String, Answer<List<Interchange.Effect>>> effects = new LinkedHashMap<>();
        Map<String, Answer<String>> asked = interchange.asked();
        long total = (long) asked.size() * partition.sizes().size();
        long done = 0;
        for (Map.Entry<String, Answer<String>> factor : asked.entrySet()) {
            if (factor.getValue() instanceof Answer.CannotBeAsked<String> refused) {
                effects.put(factor.getKey(), Answer.cannotBeAsked(refused.reason()));
                done += partition.sizes().size();
                continue;
            }
            List<Interchange.Effect> ofBlocks = new ArrayList<>();
            for (int s = 0; s < partition.sizes().size(); s++) {
                ofBlocks.add(
                        interchange.effect(factor.getKey(), partition.block(s)).get());
                done++;
                if (done < total) {
                    progress.at(TASK, done, total, factor.getKey());
                }
            }
            effects.put(factor.getKey(), Answer.given(List.copyOf(ofBlocks)));
        }
        progress.at(TASK, total, total, "");
        return new InterchangeMatrix(effects);
    }
}
