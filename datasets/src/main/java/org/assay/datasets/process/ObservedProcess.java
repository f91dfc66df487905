package org.assay.datasets.process;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A process given by its {@link Observer}: everything that can be asked of a process, answered in one pass over each
 * sequence and kept at the rows only. A kind of process adds its observer and its interventions.
 */
public abstract class ObservedProcess implements GeneratingProcess {
    static final Site BELIEF = new Site("belief");
    private static final String FACTOR = "factor.";

    private final String name;
    private final String kind;
    private final String source;
    private final Vocabulary vocabulary;
    private final List<Factor> factors;
    private final OptionalInt belief;
    private final List<RuleDescription> rules;
    private final List<String> ruleNames;

    /**
     * @param belief index of the factor that is the belief over all hidden states, for processes that have such states
     */
    protected ObservedProcess(
            String name,
            String kind,
            String source,
            Vocabulary vocabulary,
            List<Factor> factors,
            OptionalInt belief,
            List<RuleDescription> rules) {
        this.name = name;
        this.kind = kind;
        this.source = source;
        this.vocabulary = vocabulary;
        this.factors = List.copyOf(factors);
        this.belief = belief;
        this.rules = List.copyOf(rules);
        this.ruleNames = rules.stream().map(RuleDescription::name).toList();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final String source() {
        return source;
    }

    @Override
    public final Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public final List<Factor> factors() {
        return factors;
    }

    @Override
    public final List<String> rules() {
        return ruleNames;
    }

    @Override
    public final List<RuleDescription> ruleDescriptions() {
        return rules;
    }

    /** Draws what the observer expects, unless the process has something that can be followed instead. */
    @Override
    public Emitter emitter() {
        return new ObserverEmitter(observer());
    }

    @Override
    public List<Site> sites() {
        List<Site> sites = new ArrayList<>();
        belief.ifPresent(index -> sites.add(BELIEF));
        factors.forEach(factor -> sites.add(new Site(FACTOR + factor.name())));
        return sites;
    }

    @Override
    public final ObserverState initial() {
        return new Frozen(observer());
    }

    @Override
    public final ObserverState update(ObserverState state, int token) {
        Observer observer = thaw(state);
        observer.read(token);
        return new Frozen(observer);
    }

    @Override
    public final double[] next(ObserverState state) {
        double[] law = new double[vocabulary.size()];
        thaw(state).next(law);
        return law;
    }

    @Override
    public final List<double[]> factorValues(ObserverState state) {
        Observer observer = thaw(state);
        List<double[]> values = new ArrayList<>();
        for (int f = 0; f < factors.size(); f++) {
            double[] value = new double[factors.get(f).cardinality()];
            observer.factor(f, value);
            values.add(value);
        }
        return values;
    }

    @Override
    public final List<RuleReading> read(ObserverState state) {
        return thaw(state).readings();
    }

    @Override
    public final NextTokenTable next(ContextSet contexts) {
        int columns = vocabulary.size();
        Matrix table = Matrix.zeros(contexts.rows(), columns);
        double[] law = new double[columns];
        walk(contexts, (row, observer) -> {
            observer.next(law);
            System.arraycopy(law, 0, table.values(), row * columns, columns);
        });
        return new NextTokenTable(contexts.id(), table);
    }

    @Override
    public Representation record(ContextSet contexts, Site site) {
        int index = factorAt(site);
        Factor factor = factors.get(index);
        int columns = factor.cardinality();
        Matrix table = Matrix.zeros(contexts.rows(), columns);
        double[] values = new double[columns];
        walk(contexts, (row, observer) -> {
            observer.factor(index, values);
            System.arraycopy(values, 0, table.values(), row * columns, columns);
        });
        return new Representation(contexts.id(), site, factor.values(), table);
    }

    @Override
    public final int[] winningRule(ContextSet contexts) {
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("process " + name + " is not made of rules, so no rule wins");
        }
        int[] winners = new int[contexts.rows()];
        walk(contexts, (row, observer) -> winners[row] = observer.winningRule());
        return winners;
    }

    @Override
    public final boolean[] scored(ContextSet contexts) {
        boolean[] scored = new boolean[contexts.rows()];
        walk(contexts, (row, observer) -> scored[row] = observer.scored());
        return scored;
    }

    /** The index of the factor that is held at {@code site}; throws when the process has no such site. */
    protected final int factorAt(Site site) {
        if (site.equals(BELIEF) && belief.isPresent()) {
            return belief.getAsInt();
        }
        return IntStream.range(0, factors.size())
                .filter(f -> site.name().equals(FACTOR + factors.get(f).name()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("process " + name + " has no site " + site + ", only " + sites()));
    }

    /** Shows {@code visitor} the observer at every row, in the order of the rows; each sequence is read once. */
    protected final void walk(ContextSet contexts, RowVisitor visitor) {
        Observer observer = observer();
        int sequence = -1;
        for (int row = 0; row < contexts.rows(); row++) {
            if (contexts.rowSequence(row) != sequence) {
                sequence = contexts.rowSequence(row);
                observer.restart();
            }
            int[] tokens = contexts.sequence(sequence);
            while (observer.tokensRead() <= contexts.rowPosition(row)) {
                observer.read(tokens[observer.tokensRead()]);
            }
            visitor.at(row, observer);
        }
    }

    private static Observer thaw(ObserverState state) {
        if (state instanceof Frozen frozen) {
            return frozen.observer.copy();
        }
        throw new IllegalArgumentException(
                "not a state of an observed process: " + state.getClass().getName());
    }

    /**
     * @param law       what takes the place of a belief or a factor in {@code row}
     * @param tolerance of its sum
     * @throws IllegalArgumentException when it is no law
     */
    protected static void requireLaw(double[] law, int row, double tolerance) {
        double sum = 0;
        for (double p : law) {
            if (!(p >= 0)) {
                throw new IllegalArgumentException("replacement in row " + row + " holds the probability " + p);
            }
            sum += p;
        }
        if (!(Math.abs(sum - 1) <= tolerance)) {
            throw new IllegalArgumentException("replacement in row " + row + " sums to " + sum + ", not 1");
        }
    }

    /** What {@link #walk} calls at every row. */
    @FunctionalInterface
    protected interface RowVisitor {
        void at(int row, Observer observer);
    }

    /** An observer that nobody moves any more. */
    private record Frozen(Observer observer) implements ObserverState {}
}
