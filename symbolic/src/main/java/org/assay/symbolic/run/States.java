package org.assay.symbolic.run;

import org.assay.symbolic.label.LabelGraph;

/** The labels at every position of one sequence after every layer: explicit and closed. Layer 0 is the embedding. */
final class States {
    private final CompiledProgram program;
    private final long[][][] explicit;
    private final long[][][] closures;

    private States(CompiledProgram program, int length) {
        this.program = program;
        this.explicit = new long[program.depth() + 1][length][];
        this.closures = new long[program.depth() + 1][length][];
    }

    /** Runs the first {@code length} tokens, all layers. */
    static States of(CompiledProgram program, int[] tokens, int length) {
        States states = new States(program, length);
        for (int t = 0; t < length; t++) {
            states.set(0, t, program.embedding(tokens[t]));
        }
        for (int n = 1; n <= program.depth(); n++) {
            for (int t = 0; t < length; t++) {
                states.set(n, t, program.layer(n).apply(states.view(n - 1, t)));
            }
        }
        return states;
    }

    private void set(int layer, int t, long[] labels) {
        LabelGraph graph = program.graph();
        explicit[layer][t] = labels;
        closures[layer][t] = graph.closureOf(labels);
    }

    long[] explicit(int layer, int t) {
        return explicit[layer][t];
    }

    long[] closure(int layer, int t) {
        return closures[layer][t];
    }

    CausalView view(int layer, int t) {
        return new View(explicit[layer], closures[layer], t, explicit[layer][t], closures[layer][t]);
    }

    /** The closure of the last state at {@code t} when the explicit labels after {@code layer} are {@code edited} there. */
    long[] lastClosureAfterEdit(int layer, int t, long[] edited) {
        long[] own = edited;
        for (int n = layer + 1; n <= program.depth(); n++) {
            long[] ownClosure = program.graph().closureOf(own);
            own = program.layer(n).apply(new View(explicit[n - 1], closures[n - 1], t, own, ownClosure));
        }
        return program.graph().closureOf(own);
    }

    /** All positions of a layer, with position {@code position} itself given apart. */
    private record View(long[][] allExplicit, long[][] allClosures, int position, long[] own, long[] ownClosure)
            implements CausalView {
        @Override
        public long[] explicit(int s) {
            return s == position ? own : allExplicit[s];
        }

        @Override
        public long[] closure(int s) {
            return s == position ? ownClosure : allClosures[s];
        }
    }
}
