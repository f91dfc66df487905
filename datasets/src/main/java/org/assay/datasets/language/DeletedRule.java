package org.assay.datasets.language;

import java.util.List;
import java.util.function.Predicate;
import org.assay.datasets.language.LanguageDefinition.Bracket;
import org.assay.datasets.language.LanguageDefinition.Group;
import org.assay.datasets.language.LanguageDefinition.RuleDefinition;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/**
 * What an observer expects who knows a language but for one rule: the exact law of the definition without it. Positions where it
 * would have won go to whatever comes next in the order.
 *
 * <p>A language without its brackets has no bracket tokens, so it reads the contexts without them and gives them probability 0:
 * a token in a bracket is to it a token like any other. Brackets are deleted all together, since what stands in one need not
 * make sense in another.
 */
public final class DeletedRule implements SequenceModel {
    private static final int NOT_READ = -1;

    private final String name;
    private final Vocabulary vocabulary;
    private final RuleLanguage rest;
    private final int[] idInRest;

    private DeletedRule(String name, Vocabulary vocabulary, RuleLanguage rest) {
        this.name = name;
        this.vocabulary = vocabulary;
        this.rest = rest;
        this.idInRest = vocabulary.tokens().stream()
                .mapToInt(token ->
                        rest.vocabulary().contains(token) ? rest.vocabulary().id(token) : NOT_READ)
                .toArray();
    }

    /**
     * @param rule name of a rule of one of the groups
     * @throws IllegalArgumentException when no group has such a rule: the fallback, and what only takes a share, cannot be deleted
     */
    public static DeletedRule of(RuleLanguage language, String rule) {
        LanguageDefinition whole = language.definition();
        if (whole.rules().stream().noneMatch(each -> each.name().equals(rule))) {
            throw new IllegalArgumentException("language " + whole.name() + " has no rule '" + rule
                    + "' that can be deleted, only "
                    + whole.rules().stream().map(RuleDefinition::name).toList());
        }
        return of(language, rule, each -> !each.name().equals(rule), whole.brackets());
    }

    /** Without any of the brackets. */
    public static DeletedRule brackets(RuleLanguage language) {
        return of(language, "brackets", each -> true, List.of());
    }

    private static DeletedRule of(
            RuleLanguage language, String deleted, Predicate<RuleDefinition> kept, List<Bracket> brackets) {
        LanguageDefinition whole = language.definition();
        String name = whole.name() + " without " + deleted;
        List<Group> groups = whole.groups().stream()
                .filter(group -> group.rules().stream().anyMatch(kept))
                .map(group -> new Group(
                        group.name(),
                        group.strength(),
                        group.weight(),
                        group.rules().stream().filter(kept).toList()))
                .toList();
        LanguageDefinition rest = new LanguageDefinition(
                name,
                whole.source(),
                whole.categories(),
                whole.start(),
                whole.transitions(),
                whole.dispatch(),
                groups,
                whole.boosts(),
                whole.suppressions(),
                brackets,
                whole.nesting(),
                whole.relabel());
        return new DeletedRule(name, language.vocabulary(), RuleLanguage.of(rest));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public NextTokenTable next(ContextSet contexts) {
        int columns = vocabulary.size();
        Matrix laws = Matrix.zeros(contexts.rows(), columns);
        double[] law = new double[rest.vocabulary().size()];
        Observer observer = rest.observer();
        int read = 0;
        for (int row = 0; row < contexts.rows(); row++) {
            int[] tokens = contexts.sequence(contexts.rowSequence(row));
            if (row == 0 || contexts.rowSequence(row) != contexts.rowSequence(row - 1)) {
                observer.restart();
                read = 0;
            }
            for (; read <= contexts.rowPosition(row); read++) {
                if (idInRest[tokens[read]] != NOT_READ) {
                    observer.read(idInRest[tokens[read]]);
                }
            }
            observer.next(law);
            for (int token = 0; token < columns; token++) {
                if (idInRest[token] != NOT_READ) {
                    laws.set(row, token, law[idInRest[token]]);
                }
            }
        }
        return new NextTokenTable(contexts.id(), laws);
    }
}
