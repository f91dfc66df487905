package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Limits;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding.Output;

/**
 * A program as a model. Sites are {@code layer.0} (the embedding) to {@code layer.D}; the directions of every site are all
 * labels of the program, and a representation holds 1 where the label is active (in the closure of the explicit labels), else 0,
 * and for a counter its number.
 *
 * <p>An intervention replaces the whole set of labels: 1 where a label shall be active, 0 elsewhere, the number of a counter,
 * closed under ancestors. The members that no other member implies become the explicit labels. Giving a position its own labels changes nothing, unless it
 * held a label explicitly beside one of its descendants, which a closed set cannot tell.
 */
public final class Interpreter implements InstrumentedModel {
    private static final String SITE_PREFIX = "layer.";

    private final String name;
    private final Program program;
    private final ProgramRuns answers;
    /** Keeps every label, for those who look inside. */
    private final ProgramRuns states;

    private Interpreter(Program program, String name, RunOptions options) {
        this.name = name;
        this.program = program;
        this.answers = new ProgramRuns(CompiledProgram.ofAnswers(program, options.bloom()), options.memoryWords());
        this.states = new ProgramRuns(CompiledProgram.ofEverything(program), options.memoryWords());
    }

    /** @param name for tables, unique within an experiment */
    public static Interpreter of(Program program, String name) {
        return of(program, name, RunOptions.DEFAULT);
    }

    /** @param name for tables, unique within an experiment */
    public static Interpreter of(Program program, String name, RunOptions options) {
        if (program.unembedding().output() != Output.LAW) {
            throw new IllegalArgumentException(
                    "program '" + name + "' answers with sets of tokens and has no law: run it as a SetInterpreter");
        }
        return new Interpreter(program, name, options);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Vocabulary vocabulary() {
        return program.vocabulary();
    }

    public Program program() {
        return program;
    }

    @Override
    public List<Site> sites() {
        List<Site> sites = new ArrayList<>();
        for (int layer = 0; layer <= program.layers().size(); layer++) {
            sites.add(site(layer));
        }
        return sites;
    }

    /** The site after {@code layer}; 0 is the embedding. */
    public static Site site(int layer) {
        return new Site(SITE_PREFIX + layer);
    }

    @Override
    public NextTokenTable next(ContextSet contexts) {
        int vocabulary = vocabulary().size();
        Matrix laws = Matrix.zeros(contexts.rows(), vocabulary);
        answers.forEach(
                contexts,
                (row, t, run) -> System.arraycopy(run.answer(t), 0, laws.values(), row * vocabulary, vocabulary));
        return new NextTokenTable(contexts.id(), laws);
    }

    @Override
    public Representation record(ContextSet contexts, Site site) {
        int layer = layer(site);
        LabelGraph graph = program.labels();
        StateLayout layout = states.program().layout();
        Matrix values = Matrix.zeros(contexts.rows(), graph.size());
        states.forEach(contexts, (row, t, run) -> {
            long[] active = run.closure(layer, t);
            layout.forEachLabel(
                    active, label -> values.values()[row * graph.size() + label] = layout.amount(active, label));
        });
        return new Representation(contexts.id(), site, graph.names(), values);
    }

    /** @throws IllegalArgumentException when the intervention has a basis, or its replacement is not a closed set of labels */
    @Override
    public NextTokenTable run(ContextSet contexts, Intervention intervention) {
        int layer = layer(intervention.site());
        if (intervention.basis().isPresent()) {
            throw new IllegalArgumentException(
                    "a set of labels has no subspaces: a program can only be given whole replacements, without a basis");
        }
        Matrix replacement = intervention.replacement();
        if (replacement.rows() != contexts.rows()
                || replacement.columns() != program.labels().size()) {
            throw new IllegalArgumentException("the replacement is " + replacement.rows() + " x "
                    + replacement.columns() + ", the contexts and labels are " + contexts.rows() + " x "
                    + program.labels().size());
        }
        int vocabulary = vocabulary().size();
        Matrix laws = Matrix.zeros(contexts.rows(), vocabulary);
        answers.forEach(contexts, (row, t, run) -> {
            double[] law = run.answerIf(layer, t, edited(replacement, row));
            System.arraycopy(law, 0, laws.values(), row * vocabulary, vocabulary);
        });
        return new NextTokenTable(contexts.id(), laws);
    }

    /** What happens at every position of one sequence. */
    public LabelTrace trace(int... tokens) {
        return Tracer.of(states.over(tokens), tokens.length);
    }

    /** The labels that a row of the replacement makes explicit, as a state. */
    private long[] edited(Matrix replacement, int row) {
        LabelGraph graph = program.labels();
        int[] numbers = new int[graph.size()];
        long[] set = new long[LabelBits.words(graph.size())];
        for (int label = 0; label < numbers.length; label++) {
            numbers[label] = number(replacement.get(row, label), row, graph.name(label));
            if (numbers[label] > 0) {
                LabelBits.add(set, label);
            }
        }
        long[] closure = graph.closureOf(set);
        for (int label = 0; label < numbers.length; label++) {
            if (LabelBits.has(closure, label) && !LabelBits.has(set, label)) {
                throw new IllegalArgumentException("the replacement of row " + row + " lacks label '"
                        + graph.name(label) + "', an ancestor of a label that it holds");
            }
        }
        StateLayout layout = answers.program().layout();
        long[] state = layout.empty();
        LabelBits.forEach(graph.minimal(set), label -> layout.set(state, label, numbers[label]));
        return state;
    }

    private int number(double value, int row, String label) {
        boolean counter = program().counters().contains(label);
        int most = counter ? Limits.NUMBER : 1;
        if (!(value >= 0 && value <= most && value == Math.rint(value))) {
            throw new IllegalArgumentException(
                    "a label is active or not, and a counter holds a whole number: the replacement"
                            + " of row " + row + " gives label '" + label + "' the value " + value + ", wanted "
                            + (counter ? "0 to " + most : "0 or 1"));
        }
        return (int) value;
    }

    private int layer(Site site) {
        for (int layer = 0; layer <= program.layers().size(); layer++) {
            if (site.equals(site(layer))) {
                return layer;
            }
        }
        throw new IllegalArgumentException("program '" + name + "' has no site '" + site + "', only " + sites());
    }
}
