package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.assay.analysis.metric.Assignment;
import org.assay.datasets.language.RuleLanguage;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.fit.rule.ClaimedRule;

/**
 * Which true rules an explanation has found, and which of its rules are true. A claim matches a rule that is asked for when their
 * extensions have a weighted Jaccard of at least {@link #LEAST_JACCARD} and their laws differ by at most {@link #MOST_DIVERGENCE}
 * nats where both have a share, one to one by the assignment with the most matches and then the greatest sum of Jaccard. A claim
 * that matches none is true when as much of its extension lies within something that is not asked for (see {@link TrueRule}) and
 * its law is that one's: one of several claims for the fallback is as true as one for all of it. Claims that lie within brackets
 * count as one, since brackets are one rule.
 *
 * @param rules  one for each true rule that is asked for
 * @param claims one for each claim
 */
public record RuleRecovery(List<Found> rules, List<Judged> claims) {
    /** Least weighted Jaccard of extensions. */
    public static final double LEAST_JACCARD = 0.7;

    /** Most nats between two laws that are the same. */
    public static final double MOST_DIVERGENCE = 0.1;

    public RuleRecovery {
        rules = List.copyOf(rules);
        claims = List.copyOf(claims);
    }

    /**
     * A true rule.
     *
     * @param extent     weight of its rows, by its shares
     * @param learned    whether the network has learned it; what a claim ought to find when there is no network
     * @param claim      the claim that matches it, else the one that comes closest by Jaccard; empty when none shares a row with it
     * @param jaccard    with that claim
     * @param divergence from that claim's law, nats
     */
    public record Found(
            TrueRule rule,
            double extent,
            LearnedRule learned,
            boolean matched,
            Optional<String> claim,
            double jaccard,
            double divergence) {}

    /**
     * A claim.
     *
     * @param extent  weight of its rows, by its shares
     * @param nats    KL(truth || mean law of the truth) on its rows, nats per token of all rows: what there is to know there
     * @param matched whether it is a rule that is asked for
     * @param truth   the true rule that it is or lies within; empty for a claim that is false
     */
    public record Judged(
            String name, String kind, double extent, double nats, boolean matched, Optional<String> truth) {
        /** Whether it says what is so. */
        public boolean isTrue() {
            return truth.isPresent();
        }
    }

    /**
     * @param contexts rows that nothing was fitted on
     * @param truth    the law of {@code language} there
     * @param network  the law of the network there; without one every rule that wins somewhere ought to be found
     */
    public static RuleRecovery of(
            RuleLanguage language,
            ContextSet contexts,
            NextTokenTable truth,
            Optional<NextTokenTable> network,
            List<ClaimedRule> claimed,
            Progress progress) {
        List<LearnedRule> learned =
                LearnedRule.of(language, TrueRule.of(language), contexts, truth, network.orElse(truth));
        return of(language, contexts, truth, learned, claimed, progress);
    }

    /** @param learned one for each rule that is asked for */
    static RuleRecovery of(
            RuleLanguage language,
            ContextSet contexts,
            NextTokenTable truth,
            List<LearnedRule> learned,
            List<ClaimedRule> claimed,
            Progress progress) {
        List<TrueRule> all = TrueRule.of(language);
        List<TrueRule> asked = all.stream().filter(TrueRule::asked).toList();
        RuleOverlap apart = RuleOverlap.of(language, all, contexts, truth, claimed, progress);
        List<ClaimedRule> claims = JoinedClaims.of(claimed, inBrackets(asked, claimed.size(), apart));
        RuleOverlap overlap = claims.size() == claimed.size()
                ? apart
                : RuleOverlap.of(language, all, contexts, truth, claims, progress);
        int[] claimOf = Assignment.greatest(values(asked.size(), claims.size(), overlap));
        List<Found> found = new ArrayList<>();
        for (int rule = 0; rule < asked.size(); rule++) {
            boolean matched = claimOf[rule] != Assignment.NONE;
            int claim = matched ? claimOf[rule] : closest(rule, claims.size(), overlap);
            found.add(
                    claim == Assignment.NONE
                            ? new Found(
                                    asked.get(rule),
                                    overlap.extent(rule),
                                    learned.get(rule),
                                    false,
                                    Optional.empty(),
                                    0,
                                    Double.POSITIVE_INFINITY)
                            : new Found(
                                    asked.get(rule),
                                    overlap.extent(rule),
                                    learned.get(rule),
                                    matched,
                                    Optional.of(claims.get(claim).name()),
                                    overlap.jaccard(rule, claim),
                                    overlap.divergence(rule, claim)));
        }
        return new RuleRecovery(found, judged(all, claims, claimOf, overlap));
    }

    private static boolean[] inBrackets(List<TrueRule> asked, int claims, RuleOverlap overlap) {
        boolean[] inside = new boolean[claims];
        for (int rule = 0; rule < asked.size(); rule++) {
            for (int claim = 0; claim < claims && asked.get(rule).name().equals(TrueRule.BRACKETS); claim++) {
                inside[claim] = overlap.contained(rule, claim) >= LEAST_JACCARD;
            }
        }
        return inside;
    }

    private static double[][] values(int rules, int claims, RuleOverlap overlap) {
        double[][] values = new double[rules][claims];
        for (int rule = 0; rule < rules; rule++) {
            for (int claim = 0; claim < claims; claim++) {
                boolean match = overlap.jaccard(rule, claim) >= LEAST_JACCARD
                        && overlap.divergence(rule, claim) <= MOST_DIVERGENCE;
                // A match counts more than any sum of Jaccards.
                values[rule][claim] = match ? rules + overlap.jaccard(rule, claim) : 0;
            }
        }
        return values;
    }

    private static int closest(int rule, int claims, RuleOverlap overlap) {
        int closest = Assignment.NONE;
        double greatest = 0;
        for (int claim = 0; claim < claims; claim++) {
            if (overlap.jaccard(rule, claim) > greatest) {
                greatest = overlap.jaccard(rule, claim);
                closest = claim;
            }
        }
        return closest;
    }

    private static List<Judged> judged(
            List<TrueRule> all, List<ClaimedRule> claims, int[] claimOf, RuleOverlap overlap) {
        List<Judged> judged = new ArrayList<>();
        for (int claim = 0; claim < claims.size(); claim++) {
            Optional<String> match = Optional.empty();
            for (int rule = 0; rule < claimOf.length; rule++) {
                if (claimOf[rule] == claim) {
                    match = Optional.of(all.get(rule).name());
                }
            }
            Optional<String> truth = match;
            for (int rule = claimOf.length; rule < all.size() && truth.isEmpty(); rule++) {
                boolean within = overlap.contained(rule, claim) >= LEAST_JACCARD
                        && overlap.divergence(rule, claim) <= MOST_DIVERGENCE;
                truth = within ? Optional.of(all.get(rule).name()) : truth;
            }
            ClaimedRule its = claims.get(claim);
            judged.add(new Judged(
                    its.name(),
                    its.kind(),
                    overlap.claimedExtent(claim),
                    overlap.claimedNats(claim),
                    match.isPresent(),
                    truth));
        }
        return judged;
    }

    /** How many rules the network has learned. */
    public int learned() {
        return (int) rules.stream().filter(found -> found.learned().learned()).count();
    }

    /** Of the rules that the network has learned, the share that is matched; empty when it has learned none. */
    public OptionalDouble recall() {
        return share(rules, found -> found.learned().learned() ? 1 : 0, Found::matched);
    }

    /** The same, each rule weighted by what knowing it as the network does saves: nats per token. */
    public OptionalDouble recallByGain() {
        return share(rules, found -> found.learned().learned() ? found.learned().gain() : 0, Found::matched);
    }

    /** Of the extension of all claims the share of those that are true; empty when nothing is claimed. */
    public OptionalDouble precision() {
        return share(claims, Judged::extent, Judged::isTrue);
    }

    /** The same, each claim weighted by what there is to know on its rows: nats per token. */
    public OptionalDouble precisionByNats() {
        return share(claims, Judged::nats, Judged::isTrue);
    }

    private static <T> OptionalDouble share(List<T> items, ToDoubleFunction<T> weight, Predicate<T> counts) {
        double all = items.stream().mapToDouble(weight).sum();
        double counted = items.stream().filter(counts).mapToDouble(weight).sum();
        return all > 0 ? OptionalDouble.of(counted / all) : OptionalDouble.empty();
    }
}
