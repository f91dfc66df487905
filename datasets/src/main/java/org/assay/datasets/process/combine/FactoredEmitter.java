package org.assay.datasets.process.combine;

import java.util.List;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.process.Emitter;
import org.assay.datasets.process.GeneratingProcess;

/** One emitter per part; tokens and hidden states are numbers whose digits are the parts', the last part's the fastest. */
final class FactoredEmitter implements Emitter {
    private final Emitter[] parts;
    private final int[] tokens;
    private final int[] states;
    private final boolean hidden;

    FactoredEmitter(List<GeneratingProcess> processes) {
        this.parts = processes.stream().map(GeneratingProcess::emitter).toArray(Emitter[]::new);
        this.tokens =
                processes.stream().mapToInt(part -> part.vocabulary().size()).toArray();
        this.states =
                processes.stream().mapToInt(part -> part.hiddenStates().size()).toArray();
        this.hidden = processes.stream().noneMatch(part -> part.hiddenStates().isEmpty());
    }

    @Override
    public void restart(Draws draws) {
        for (Emitter part : parts) {
            part.restart(draws);
        }
    }

    @Override
    public int emit(Draws draws) {
        int token = 0;
        for (int p = 0; p < parts.length; p++) {
            token = token * tokens[p] + parts[p].emit(draws);
        }
        return token;
    }

    @Override
    public int rule() {
        return -1;
    }

    @Override
    public int hiddenState() {
        if (!hidden) {
            return -1;
        }
        int state = 0;
        for (int p = 0; p < parts.length; p++) {
            state = state * states[p] + parts[p].hiddenState();
        }
        return state;
    }
}
