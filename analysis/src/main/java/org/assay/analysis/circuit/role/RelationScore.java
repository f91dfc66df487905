package org.assay.analysis.circuit.role;

/**
 * How much of its attention a head gives to keys in a relation, over the queries that have such a key.
 *
 * @param relation what is looked for
 * @param share    of the absolute weights of its pattern
 * @param low      lower end of the share: 1.96 standard errors over sequences below it
 * @param chance   the share of a head that attends to all keys alike
 * @param queries  how many queries have such a key and a pattern that is not 0
 */
public record RelationScore(Relation relation, double share, double low, double chance, int queries) {
    /** {@code (share - chance) / (1 - chance)}: 1 where all attention goes there, 0 for chance, and where chance is all. */
    public double excess() {
        return chance < 1 ? (share - chance) / (1 - chance) : 0;
    }
}
