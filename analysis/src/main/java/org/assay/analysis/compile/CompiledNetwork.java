package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import org.assay.analysis.circuit.block.KnownCircuit;
import org.assay.analysis.circuit.block.NamedBlock;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;
import org.assay.symbolic.program.Program;

/**
 * A network that was written and not trained, with what is true of it.
 *
 * <p>With softmax attention its sequences begin with a token that the program does not have, the last of its {@link #vocabulary()}.
 * {@link #model} and {@link #reference} answer the program's own contexts: they put that token before every sequence and leave it out
 * of the laws.
 */
public final class CompiledNetwork {
    private static final String BEGINNING = "<bos>";

    private final Variables variables;
    private final CompileOptions options;
    private final TransformerWeights weights;
    private final KnownCircuit circuit;

    CompiledNetwork(Variables variables, CompileOptions options, TransformerWeights weights, KnownCircuit circuit) {
        this.variables = variables;
        this.options = options;
        this.weights = weights;
        this.circuit = circuit;
    }

    /** What it was compiled from. */
    public Program program() {
        return variables.program();
    }

    public CompileOptions options() {
        return options;
    }

    public TransformerConfig config() {
        return weights.config();
    }

    public TransformerWeights weights() {
        return weights;
    }

    /** The variables at every residual-stream site, and the edges between them; what a bias brings to a head stands as {@code bias}. */
    public KnownCircuit circuit() {
        return circuit;
    }

    /** The tokens that the network reads: those of the program, and with softmax attention the one that sequences begin with. */
    public Vocabulary vocabulary() {
        if (!variables.sink()) {
            return program().vocabulary();
        }
        List<String> tokens = new ArrayList<>(program().vocabulary().tokens());
        String name = BEGINNING;
        while (tokens.contains(name)) {
            name += "'";
        }
        tokens.add(name);
        return new Vocabulary(tokens);
    }

    /** The same contexts as the network reads them, row by row. */
    public ContextSet contexts(ContextSet contexts) {
        if (!variables.sink()) {
            return contexts;
        }
        int[][] sequences = new int[contexts.sequences()][];
        for (int s = 0; s < sequences.length; s++) {
            int[] sequence = contexts.sequence(s);
            sequences[s] = new int[sequence.length + 1];
            sequences[s][0] = program().vocabulary().size();
            System.arraycopy(sequence, 0, sequences[s], 1, sequence.length);
        }
        int[] rowSequence = new int[contexts.rows()];
        int[] rowPosition = new int[contexts.rows()];
        for (int row = 0; row < contexts.rows(); row++) {
            rowSequence[row] = contexts.rowSequence(row);
            rowPosition[row] = contexts.rowPosition(row) + 1;
        }
        return ContextSet.of(sequences, rowSequence, rowPosition, contexts.weights());
    }

    /** The answers of this network, or of another of its shape, to contexts of the program. */
    public InstrumentedModel model(InstrumentedModel network) {
        return new OverProgramContexts(this, network);
    }

    /** The network in plain Java and double precision, over contexts of the program. */
    public SequenceModel reference(String name) {
        return new ReferenceAnswers(name, this);
    }

    /** How many values each variable can take, by name. */
    public int values(String variable) {
        return variable(variable).values();
    }

    /** What a value of a variable means: the labels that are explicit under it. */
    public SortedSet<String> labels(String variable, int value) {
        return variable(variable).explicit().get(value);
    }

    private Variable variable(String name) {
        return variables.all().stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the network has no variable '" + name + "', only "
                        + variables.all().stream().map(Variable::name).toList()));
    }

    /** The value of every variable of a residual-stream site in every row, as the program has it. */
    public List<KnownFactor> factors(ContextSet contexts, Site site) {
        TrueValues values = new TrueValues(variables, contexts);
        List<KnownFactor> factors = new ArrayList<>();
        for (NamedBlock block : circuit.at(site)) {
            Variable variable = variable(block.variable());
            factors.add(KnownFactor.discrete(variable.name(), values.of(variable), variable.values()));
        }
        return factors;
    }

    @Override
    public String toString() {
        return "CompiledNetwork[" + config().shape() + ", "
                + Arrays.toString(variables.all().stream().map(Variable::name).toArray()) + "]";
    }
}
