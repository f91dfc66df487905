package org.assay.datasets.language;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assay.datasets.sequence.Vocabulary;

/** The tokens and categories of a language as ids, and rows by name as laws. */
final class Lexicon {
    private final LanguageDefinition definition;
    private final Vocabulary vocabulary;
    private final int[] categoryOf;

    Lexicon(LanguageDefinition definition) {
        this.definition = definition;
        this.vocabulary = definition.vocabulary();
        this.categoryOf = new int[vocabulary.size()];
        Arrays.fill(categoryOf, definition.categories().size());
        for (int c = 0; c < definition.categories().size(); c++) {
            for (String token : definition.categories().get(c).tokens()) {
                categoryOf[vocabulary.id(token)] = c;
            }
        }
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    int id(String token) {
        return vocabulary.id(token);
    }

    /** Category of each token; the number of categories for a bracket. */
    int[] categoryOf() {
        return categoryOf;
    }

    boolean isBracket(int token) {
        return categoryOf[token] == definition.categories().size();
    }

    int category(String name) {
        for (int c = 0; c < definition.categories().size(); c++) {
            if (definition.categories().get(c).name().equals(name)) {
                return c;
            }
        }
        throw new IllegalArgumentException("language " + definition.name() + " has no category '" + name + "'");
    }

    List<String> tokensOf(String category) {
        return definition.categories().get(category(category)).tokens();
    }

    /** The ids that a name stands for: a token, or every token of a category. */
    int[] tokens(String tokenOrCategory) {
        return vocabulary.tokens().contains(tokenOrCategory)
                ? new int[] {id(tokenOrCategory)}
                : tokensOf(tokenOrCategory).stream().mapToInt(this::id).toArray();
    }

    /** For each token whether it is one of {@code tokens}. */
    boolean[] among(List<String> tokens) {
        boolean[] among = new boolean[vocabulary.size()];
        tokens.forEach(token -> among[id(token)] = true);
        return among;
    }

    Law overTokens(Map<String, Double> row) {
        double[] weights = new double[vocabulary.size()];
        row.forEach((token, probability) -> weights[id(token)] += probability);
        return Law.of(weights);
    }

    /** A row of tokens and categories; the share of a category is divided evenly over its tokens. */
    Law overNames(Map<String, Double> row) {
        double[] weights = new double[vocabulary.size()];
        row.forEach((name, probability) -> {
            int[] tokens = tokens(name);
            for (int token : tokens) {
                weights[token] += probability / tokens.length;
            }
        });
        return Law.of(weights);
    }

    Law overCategories(Map<String, Double> row) {
        return overCategories(row, History.NONE, 0);
    }

    /** A uniform token of all categories. */
    Law uniform() {
        double[] weights = new double[vocabulary.size()];
        long ordinary = Arrays.stream(categoryOf)
                .filter(category -> category < definition.categories().size())
                .count();
        for (int token = 0; token < weights.length; token++) {
            weights[token] = isBracket(token) ? 0 : 1.0 / ordinary;
        }
        return Law.of(weights);
    }

    /**
     * A category by {@code row}, then a uniform token of it, drawn again up to {@code redraws} times when it equals
     * {@code before}: with n tokens in the category the repeat keeps probability {@code n^-(redraws + 1)}.
     */
    Law overCategories(Map<String, Double> row, int before, int redraws) {
        double[] weights = new double[vocabulary.size()];
        row.forEach((name, probability) -> {
            List<String> tokens = tokensOf(name);
            int n = tokens.size();
            boolean repeatable = before != History.NONE && tokens.contains(vocabulary.token(before));
            double repeat = repeatable ? Math.pow(n, -(redraws + 1)) : 0;
            for (String token : tokens) {
                int id = id(token);
                double uniform = repeatable ? (1 - repeat) / (n - 1) : 1.0 / n;
                weights[id] += probability * (id == before ? repeat : uniform);
            }
        });
        return Law.of(weights);
    }
}
