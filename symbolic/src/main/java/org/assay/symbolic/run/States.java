package org.assay.symbolic.run;

/** What every position of one sequence holds after every layer. Layer 0 is the embedding. */
final class States {
    private final CompiledProgram program;
    private final LabelState[][] states;

    private States(CompiledProgram program, int length) {
        this.program = program;
        this.states = new LabelState[program.depth() + 1][length];
    }

    /** Runs the first {@code length} tokens, all layers. */
    static States of(CompiledProgram program, int[] tokens, int length) {
        States states = new States(program, length);
        for (int t = 0; t < length; t++) {
            states.states[0][t] = program.embedding(tokens[t]);
        }
        for (int n = 1; n <= program.depth(); n++) {
            for (int t = 0; t < length; t++) {
                states.states[n][t] = program.layer(n).apply(states.view(n - 1, t));
            }
        }
        return states;
    }

    LabelState at(int layer, int t) {
        return states[layer][t];
    }

    CausalView view(int layer, int t) {
        return new View(states[layer], t, states[layer][t]);
    }

    /** The last state at {@code t} when that after {@code layer} is {@code edited} there. */
    LabelState lastAfterEdit(int layer, int t, LabelState edited) {
        LabelState own = edited;
        for (int n = layer + 1; n <= program.depth(); n++) {
            own = program.layer(n).apply(new View(states[n - 1], t, own));
        }
        return own;
    }

    /** All positions of a layer, with position {@code position} itself given apart. */
    private record View(LabelState[] all, int position, LabelState own) implements CausalView {
        @Override
        public LabelState at(int s) {
            return s == position ? own : all[s];
        }
    }
}
