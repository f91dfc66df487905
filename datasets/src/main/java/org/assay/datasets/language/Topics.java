package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.Floors;
import org.assay.datasets.process.ObservedProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.RuleDescription;
import org.assay.datasets.process.SampledFloors;
import org.assay.datasets.sequence.ContextSet;

/**
 * Rule languages over one vocabulary of which a hidden topic chooses: drawn for every sequence by weights, and drawn again before
 * every later token with a probability that may be 0. Every language reads every token, whoever emitted it, so the topic is all
 * that is hidden, and its belief is a forward recursion: {@code b'(k) ~ p_k(x) b(k)}, then {@code (1 - s) b' + s w}.
 *
 * <p>Factors: {@code topic}, the belief over the language that emits next; then those of every language, as {@code
 * LANGUAGE.NAME}. Rules: those of every language, as {@code LANGUAGE/RULE}; the winner is that of the most probable language.
 */
public final class Topics extends ObservedProcess {
    /** Of the sum of a belief that takes the place of another. */
    private static final double LAW_TOLERANCE = 1e-9;

    private final List<RuleLanguage> languages;
    private final double[] weights;
    private final double switching;

    private Topics(String name, List<RuleLanguage> languages, double[] weights, double switching) {
        super(
                name,
                "topics",
                String.format(
                        Locale.ROOT,
                        "topics %s, drawn again with probability %s",
                        languages.stream().map(RuleLanguage::name).toList(),
                        switching),
                languages.get(0).vocabulary(),
                factors(languages),
                OptionalInt.of(0),
                descriptions(languages));
        this.languages = List.copyOf(languages);
        this.weights = weights.clone();
        this.switching = switching;
    }

    /**
     * @param languages at least two, with different names, one vocabulary and no brackets, which not every language could read
     * @param weights   of the topics, positive, sum 1
     * @param switching probability in [0, 1) that the topic is drawn again before a token that is not the first
     */
    public static Topics of(String name, List<RuleLanguage> languages, double[] weights, double switching) {
        double total = Arrays.stream(weights).map(w -> w > 0 ? w : Double.NaN).sum();
        if (languages.size() < 2 || weights.length != languages.size() || !(Math.abs(total - 1) <= 1e-9)) {
            throw new IllegalArgumentException(
                    name + " needs at least two languages with positive weights of sum 1, got " + languages.size()
                            + " and " + Arrays.toString(weights));
        }
        if (!(switching >= 0 && switching < 1)) {
            throw new IllegalArgumentException("switching of " + name + " must lie in [0, 1), got " + switching);
        }
        for (RuleLanguage language : languages) {
            boolean same = language.vocabulary().equals(languages.get(0).vocabulary());
            if (!same || !language.definition().brackets().isEmpty()) {
                throw new IllegalArgumentException(language.name()
                        + (same ? " has brackets, which other topics could not read" : " has another vocabulary"));
            }
        }
        if (languages.stream().map(RuleLanguage::name).distinct().count() < languages.size()) {
            throw new IllegalArgumentException("the topics of " + name + " need different names");
        }
        return new Topics(name, languages, weights, switching);
    }

    private static List<Factor> factors(List<RuleLanguage> languages) {
        List<Factor> factors = new ArrayList<>();
        factors.add(
                new Factor("topic", languages.stream().map(RuleLanguage::name).toList(), true));
        for (RuleLanguage language : languages) {
            for (Factor factor : language.factors()) {
                factors.add(new Factor(language.name() + "." + factor.name(), factor.values(), factor.graded()));
            }
        }
        return factors;
    }

    private static List<RuleDescription> descriptions(List<RuleLanguage> languages) {
        List<RuleDescription> rules = new ArrayList<>();
        for (RuleLanguage language : languages) {
            for (RuleDescription rule : language.ruleDescriptions()) {
                rules.add(new RuleDescription(
                        language.name() + "/" + rule.name(), rule.kind(), rule.when(), rule.then()));
            }
        }
        return rules;
    }

    List<RuleLanguage> languages() {
        return languages;
    }

    double[] weights() {
        return weights;
    }

    double switching() {
        return switching;
    }

    @Override
    public ContentHash id() {
        ContentHash.Builder builder = new ContentHash.Builder().add(kind()).add(name());
        languages.forEach(language -> builder.add(language.id().hex()));
        return builder.add(weights).add(Double.toString(switching)).build();
    }

    @Override
    public Observer observer() {
        return new TopicObserver(this);
    }

    /** The law at every row when the belief over topics is another one; nothing else can be changed alone. */
    @Override
    public NextTokenTable run(ContextSet contexts, Intervention intervention) {
        Matrix beliefs = intervention.replacement();
        if (factorAt(intervention.site()) != 0
                || intervention.basis().isPresent()
                || beliefs.rows() != contexts.rows()
                || beliefs.columns() != languages.size()) {
            throw new IllegalArgumentException("process " + name() + " can be changed at its topic alone, by "
                    + contexts.rows() + " beliefs over " + languages.size() + " languages, got " + beliefs + " at "
                    + intervention.site());
        }
        Matrix laws = Matrix.zeros(contexts.rows(), vocabulary().size());
        double[] law = new double[laws.columns()];
        walk(contexts, (row, observer) -> {
            double[] belief = beliefs.row(row);
            requireLaw(belief, row, LAW_TOLERANCE);
            ((TopicObserver) observer).write(belief, law);
            System.arraycopy(law, 0, laws.values(), row * law.length, law.length);
        });
        return new NextTokenTable(contexts.id(), laws);
    }

    /** Enumerated for the first lengths, then sampled. */
    @Override
    public Floors floors(int longest) {
        return SampledFloors.of(this, longest);
    }
}
