package org.assay.symbolic.edit;

import java.util.Optional;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.text.ProgramParser;

/** Small data to edit programs against. */
final class EditData {
    private EditData() {}

    /** Sampled sequences of a language, with its exact laws as those of the process and of the network. */
    static HeldOut of(String language, int sequences, int length) {
        GeneratingProcess process = Languages.open(language);
        SampledContexts sample = SampledContexts.of(process, Seed.of(3).child("edit test"), sequences, length, 0);
        var truth = process.next(sample.contexts());
        return new HeldOut(sample.contexts(), sample.nextToken(), Optional.of(truth), Optional.of(truth));
    }

    /** One row for each pair of tokens: after the first, as the only one, came the second. */
    static HeldOut pairs(int[]... pairs) {
        int[][] sequences = new int[pairs.length][];
        int[] next = new int[pairs.length];
        for (int p = 0; p < pairs.length; p++) {
            sequences[p] = new int[] {pairs[p][0]};
            next[p] = pairs[p][1];
        }
        return new HeldOut(ContextSet.everyPosition(sequences, 0), next, Optional.empty(), Optional.empty());
    }

    static Listing program(String text) {
        return Listing.of(ProgramParser.parse(text, "test"));
    }
}
