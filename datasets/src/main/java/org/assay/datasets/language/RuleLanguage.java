package org.assay.datasets.language;

import java.util.List;
import java.util.OptionalInt;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.process.Floors;
import org.assay.datasets.process.ObservedProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.RuleReading;
import org.assay.datasets.process.SampledFloors;
import org.assay.datasets.sequence.ContextSet;

/**
 * A process made of rules with priorities or weights, known exactly: the law of the next token, the rules that match and win,
 * and the share of each in every token. What a position is decides first (behind a bracket, inside one, elsewhere), then the
 * rules that match; opening brackets, boosts and noise take their share of the probability but never win.
 */
public final class RuleLanguage extends ObservedProcess {
    private final Grammar grammar;
    private final LanguageFactors factors;

    private RuleLanguage(Grammar grammar, LanguageFactors factors) {
        super(
                grammar.definition().name(),
                "rule-language",
                grammar.definition().source(),
                grammar.vocabulary(),
                factors.factors(),
                OptionalInt.empty(),
                grammar.rules());
        this.grammar = grammar;
        this.factors = factors;
    }

    /** Compiles {@code definition}; throws IllegalArgumentException when a name in it means nothing. */
    public static RuleLanguage of(LanguageDefinition definition) {
        Grammar grammar = new Grammar(definition);
        return new RuleLanguage(grammar, new LanguageFactors(grammar));
    }

    /** What it was made of. */
    public LanguageDefinition definition() {
        return grammar.definition();
    }

    @Override
    public ContentHash id() {
        return ContentHash.of(LanguageWriter.write(grammar.definition()));
    }

    @Override
    public Observer observer() {
        return new LanguageObserver(grammar, factors);
    }

    /**
     * The law at every row after one factor is changed there alone: exact, and the ordinary law where the value stays what it is.
     *
     * @throws IllegalArgumentException with the reason, when the factor cannot be changed alone, as tokens cannot, or not to
     *     this value
     */
    @Override
    public NextTokenTable run(ContextSet contexts, Intervention intervention) {
        Counterfactual counterfactual = Counterfactual.of(grammar, factors, factorAt(intervention.site()));
        if (intervention.basis().isPresent()) {
            throw new IllegalArgumentException("a factor is replaced as a whole, not along directions");
        }
        Matrix values = intervention.replacement();
        int cardinality = factors().get(factorAt(intervention.site())).cardinality();
        if (values.rows() != contexts.rows() || values.columns() != cardinality) {
            throw new IllegalArgumentException("the replacement at " + intervention.site() + " must be "
                    + contexts.rows() + " x " + cardinality + ", got " + values.rows() + " x " + values.columns());
        }
        Matrix laws = Matrix.zeros(contexts.rows(), vocabulary().size());
        double[] law = new double[laws.columns()];
        walk(contexts, (row, observer) -> {
            counterfactual.write((LanguageObserver) observer, lawOver(values, row), law);
            System.arraycopy(law, 0, laws.values(), row * law.length, law.length);
        });
        return new NextTokenTable(contexts.id(), laws);
    }

    private static double[] lawOver(Matrix values, int row) {
        double[] law = values.row(row);
        double sum = 0;
        for (double p : law) {
            sum += p >= 0 ? p : Double.NaN;
        }
        if (!(Math.abs(sum - 1) <= 1e-9)) {
            throw new IllegalArgumentException("row " + row
                    + " of the replacement must be a law over the values of the factor, its sum is " + sum);
        }
        return law;
    }

    /** What {@link #readRows} calls at every row. */
    @FunctionalInterface
    public interface ReadingVisitor {
        void at(int row, List<RuleReading> readings);
    }

    /** Shows {@code visitor} what every rule says at every row, in order; each sequence is read once. */
    public void readRows(ContextSet contexts, ReadingVisitor visitor) {
        walk(contexts, (row, observer) -> visitor.at(row, observer.readings()));
    }

    /** Enumerated for the first lengths, then sampled; a language that remembers has no rate that is known. */
    @Override
    public Floors floors(int longest) {
        return SampledFloors.of(this, longest);
    }
}
