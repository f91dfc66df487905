package org.assay.datasets.process;

import java.util.ArrayList;
import java.util.List;

/**
 * The states of a process of transition tensors and the edges between them, as papers draw them.
 *
 * @param name       of the process, or of the part of a product
 * @param vocabulary tokens, in the order of their ids
 * @param states     names
 * @param start      the belief before any token, over the states
 * @param edges      all of weight other than 0, by state, then next state, then token
 * @param stochastic whether weights are probabilities; those of a generalised model are coordinates and may be negative
 */
public record TransitionDiagram(
        String name,
        List<String> vocabulary,
        List<String> states,
        List<Double> start,
        List<Edge> edges,
        boolean stochastic) {
    public TransitionDiagram {
        vocabulary = List.copyOf(vocabulary);
        states = List.copyOf(states);
        start = List.copyOf(start);
        edges = List.copyOf(edges);
    }

    /**
     * @param from   index of a state
     * @param token  id of the token that is emitted
     * @param to     index of the state that is reached
     * @param weight P(emit token, go to {@code to} | at {@code from})
     */
    public record Edge(int from, int token, int to, double weight) {}

    static TransitionDiagram of(String name, TransitionTensors model) {
        List<Edge> edges = new ArrayList<>();
        for (int from = 0; from < model.size(); from++) {
            for (int to = 0; to < model.size(); to++) {
                for (int token = 0; token < model.vocabulary().size(); token++) {
                    double weight = model.tensor(token).get(from, to);
                    if (weight != 0) {
                        edges.add(new Edge(from, token, to, weight));
                    }
                }
            }
        }
        List<Double> start = new ArrayList<>();
        for (double p : model.start()) {
            start.add(p);
        }
        return new TransitionDiagram(
                name, model.vocabulary().tokens(), model.states(), start, edges, model.isStochastic());
    }

    /** The same under another name. */
    public TransitionDiagram named(String other) {
        return new TransitionDiagram(other, vocabulary, states, start, edges, stochastic);
    }
}
