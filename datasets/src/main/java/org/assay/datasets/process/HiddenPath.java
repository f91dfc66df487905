package org.assay.datasets.process;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;

/**
 * A walk over the hidden states of a hidden Markov model: from state i the edge (v, j) is taken with probability
 * {@code T[v](i, j)}, which emits token v. Summed over the walks this is the law of the model, and a step costs one draw
 * whatever the number of states and tokens, where the law of a belief costs states times tokens.
 */
final class HiddenPath implements Emitter {
    private final Edges edges;
    private int state;

    HiddenPath(Edges edges) {
        this.edges = edges;
    }

    /**
     * The edges of a model, laid out for drawing.
     *
     * @param start  over the states before any token
     * @param leave  for every state over the edges that leave it
     * @param tokens for every state and edge the token that it emits
     * @param to     for every state and edge the state that it leads to
     */
    record Edges(AliasTable start, AliasTable[] leave, int[][] tokens, int[][] to) {
        static Edges of(TransitionTensors model) {
            int states = model.size();
            AliasTable[] leave = new AliasTable[states];
            int[][] tokens = new int[states][];
            int[][] to = new int[states][];
            for (int from = 0; from < states; from++) {
                List<int[]> edges = new ArrayList<>();
                List<Double> probabilities = new ArrayList<>();
                for (int v = 0; v < model.vocabulary().size(); v++) {
                    Matrix tensor = model.tensor(v);
                    for (int next = 0; next < states; next++) {
                        if (tensor.get(from, next) > 0) {
                            edges.add(new int[] {v, next});
                            probabilities.add(tensor.get(from, next));
                        }
                    }
                }
                leave[from] = new AliasTable(
                        probabilities.stream().mapToDouble(Double::doubleValue).toArray());
                tokens[from] = edges.stream().mapToInt(edge -> edge[0]).toArray();
                to[from] = edges.stream().mapToInt(edge -> edge[1]).toArray();
            }
            return new Edges(new AliasTable(model.start()), leave, tokens, to);
        }
    }

    @Override
    public void restart(Draws draws) {
        state = edges.start.draw(draws);
    }

    @Override
    public int emit(Draws draws) {
        int from = state;
        int edge = edges.leave[from].draw(draws);
        state = edges.to[from][edge];
        return edges.tokens[from][edge];
    }

    @Override
    public int rule() {
        return -1;
    }

    @Override
    public int hiddenState() {
        return state;
    }
}
