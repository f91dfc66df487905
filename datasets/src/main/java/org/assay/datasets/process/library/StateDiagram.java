package org.assay.datasets.process.library;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.StateFactor;
import org.assay.datasets.process.TransitionTensors;
import org.assay.datasets.sequence.Vocabulary;

/** The edges of a hidden Markov model by the names of states and tokens, as papers draw them. */
final class StateDiagram {
    private final Vocabulary vocabulary;
    private final List<String> states;
    private final List<Matrix> tensors;

    private StateDiagram(Vocabulary vocabulary, List<String> states) {
        this.vocabulary = vocabulary;
        this.states = states;
        this.tensors = IntStream.range(0, vocabulary.size())
                .mapToObj(v -> Matrix.zeros(states.size(), states.size()))
                .toList();
    }

    /** @param tokens and states: names, separated by blanks */
    static StateDiagram of(String tokens, String states) {
        return of(List.of(tokens.split(" ")), List.of(states.split(" ")));
    }

    static StateDiagram of(List<String> tokens, List<String> states) {
        return new StateDiagram(new Vocabulary(tokens), List.copyOf(states));
    }

    /** Adds P(emit {@code token}, go to {@code to} | at {@code from}) to what the edge has. */
    StateDiagram edge(String from, String token, String to, double probability) {
        return edge(states.indexOf(from), vocabulary.id(token), states.indexOf(to), probability);
    }

    StateDiagram edge(int from, int token, int to, double probability) {
        Matrix tensor = tensors.get(token);
        tensor.set(from, to, tensor.get(from, to) + probability);
        return this;
    }

    List<Matrix> tensors() {
        return tensors;
    }

    /** The process that starts from the stationary law of the diagram. */
    HiddenMarkovProcess process(String name, String source, StateFactor... factors) {
        return HiddenMarkovProcess.of(
                name, source, TransitionTensors.stationary(vocabulary, states, tensors), List.of(factors));
    }

    /** Throws unless {@code low <= value <= high}. */
    static void requireWithin(String process, String parameter, double value, double low, double high) {
        if (!(low <= value && value <= high)) {
            throw new IllegalArgumentException(
                    process + " needs " + parameter + " in [" + low + ", " + high + "], got " + value);
        }
    }
}
