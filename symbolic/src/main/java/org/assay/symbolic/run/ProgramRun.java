package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A program at work on one sequence after another; for one thread. States, what heads ask and insert, and answers are worked out when
 * they are first met and then known by number, so that a position costs a few look-ups. What is remembered never changes an
 * answer; when it has grown too large it is forgotten between two sequences.
 */
final class ProgramRun {
    private final CompiledProgram program;
    private final long mostWords;
    private final List<StateTable> tables = new ArrayList<>();
    private final List<LayerRun> layers = new ArrayList<>();
    private final int[] embedded;
    private final int[][] states;
    private double[][] answers = new double[0][];
    private int answersKnown;

    /** @param mostWords beyond it everything is forgotten; 0 to forget after every sequence */
    ProgramRun(CompiledProgram program, long mostWords) {
        this.program = program;
        this.mostWords = mostWords;
        for (int n = 0; n <= program.depth(); n++) {
            tables.add(new StateTable(program.layout()));
        }
        for (int n = 1; n <= program.depth(); n++) {
            layers.add(new LayerRun(program.layer(n), tables.get(n - 1), tables.get(n)));
        }
        this.embedded = new int[program.program().vocabulary().size()];
        Arrays.fill(embedded, Numbers.UNKNOWN);
        this.states = new int[program.depth() + 1][0];
    }

    /**
     * Runs the first {@code length} tokens. The states of all layers but the last are then known at all these positions, those of
     * the last from {@code from} on.
     */
    void run(int[] tokens, int length, int from) {
        if (words() > mostWords) {
            clear();
        }
        for (int n = 0; n < states.length; n++) {
            if (states[n].length < length) {
                states[n] = new int[Math.max(length, 2 * states[n].length)];
            }
        }
        for (int t = 0; t < length; t++) {
            states[0][t] = embedded(tokens[t]);
        }
        for (int n = 1; n < states.length; n++) {
            layers.get(n - 1).run(states[n - 1], length, n == program.depth() ? from : 0, states[n]);
        }
    }

    private int embedded(int token) {
        if (embedded[token] == Numbers.UNKNOWN) {
            embedded[token] = tables.get(0).number(program.embedding(token));
        }
        return embedded[token];
    }

    CompiledProgram program() {
        return program;
    }

    /** The explicit labels and numbers at t after a layer; not a copy. */
    long[] row(int layer, int t) {
        return tables.get(layer).row(states[layer][t]);
    }

    /** The active labels and numbers at t after a layer; not a copy. */
    long[] closure(int layer, int t) {
        return tables.get(layer).closure(states[layer][t]);
    }

    /** The keys that a head of layer {@code n} keeps at t, best first. */
    BestKeys keys(int n, int head, int t) {
        return layers.get(n - 1).head(head).keys(states[n - 1][t], t, states[n - 1]);
    }

    /** What a head of layer {@code n} inserts at t, as a row like a state; not a copy. */
    long[] insertedBy(int n, int head, int t) {
        HeadRun run = layers.get(n - 1).head(head);
        return run.inserted(run.insertFor(states[n - 1][t], t, states[n - 1]));
    }

    /** The law at t, or how probable it is that each token may follow; not a copy. */
    double[] answer(int t) {
        return answerOf(states[program.depth()][t]);
    }

    /** The law at t, or how probable it is that each token may follow if the labels and numbers there after {@code layer} were {@code row}; not a copy. */
    double[] answerIf(int layer, int t, long[] row) {
        int own = tables.get(layer).number(program.needed(layer, row));
        for (int n = layer + 1; n <= program.depth(); n++) {
            own = layers.get(n - 1).runEdited(own, t, states[n - 1]);
        }
        return answerOf(own);
    }

    private double[] answerOf(int state) {
        if (state >= answers.length) {
            answers = Arrays.copyOf(answers, Math.max(state + 1, 2 * answers.length));
        }
        if (answers[state] == null) {
            answers[state] =
                    program.unembedding().answer(tables.get(program.depth()).closure(state));
            answersKnown++;
        }
        return answers[state];
    }

    /** About how many words are remembered. */
    long words() {
        long words = (long) answersKnown * embedded.length;
        for (StateTable table : tables) {
            words += 2L * table.size() * program.layout().width();
        }
        for (LayerRun layer : layers) {
            words += layer.words();
        }
        return words;
    }

    private void clear() {
        tables.forEach(StateTable::clear);
        layers.forEach(LayerRun::clear);
        Arrays.fill(embedded, Numbers.UNKNOWN);
        answers = new double[0][];
        answersKnown = 0;
    }
}
