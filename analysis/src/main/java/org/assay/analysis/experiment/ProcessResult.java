package org.assay.analysis.experiment;

import java.util.List;
import java.util.Optional;
import org.assay.analysis.experiment.partition.PartitionResult;

/**
 * What an experiment found on one language, beside the scores.
 *
 * @param language   the language card
 * @param network    the reference network that is explained
 * @param curves     one learning curve per trained seed
 * @param plateaus   losses of restricted predictors, the levels that a curve may rest on
 * @param ruleExcess excess loss rule by rule; empty for processes without rules
 * @param attention  patterns of the network on example sequences
 * @param simplex    belief simplex, for processes with three hidden states
 * @param program    the fitted program as canonical text
 * @param partitions what blocks of its sites hold; empty where none was cut
 * @param findings   sentences for the summary, the most important first
 */
public record ProcessResult(
        LanguageCard language,
        NetworkCard network,
        List<Curve> curves,
        List<Plateau> plateaus,
        List<RuleExcess> ruleExcess,
        List<Attention> attention,
        Optional<Simplex> simplex,
        String program,
        Optional<PartitionResult> partitions,
        List<String> findings) {

    /**
     * @param vocabulary  tokens in the order of their ids
     * @param rules       name and kind of each rule with a sentence that says what it does
     * @param floors      h(0), h(1), ... in nats
     * @param diagrams    state diagram, one for each part of a product; none where it has too many edges to be drawn
     * @param floorsError standard error of the floors, 0 = exact
     * @param floor       the floor of exactly the positions that are scored, in nats
     */
    public record LanguageCard(
            String name,
            String kind,
            String source,
            List<String> vocabulary,
            List<RuleCard> rules,
            List<DiagramCard> diagrams,
            List<FactorCard> factors,
            List<Double> floors,
            double floorsError,
            Optional<Double> entropyRate,
            String entropyRateNote,
            double floor,
            String floorNote,
            String example) {}

    /**
     * @param when  its condition
     * @param then  what comes when it emits
     * @param wins  share of tokens at which it wins
     * @param emits share of tokens that it emits
     * @param floor Bayes loss where it wins in nats, empty when it never won in the sample
     */
    public record RuleCard(
            String name, String kind, String when, String then, double wins, double emits, Optional<Double> floor) {}

    /**
     * @param states     names
     * @param stochastic whether weights are probabilities
     */
    public record DiagramCard(String name, List<String> states, List<EdgeCard> edges, boolean stochastic) {}

    /** From one state to another with a token; both by index. */
    public record EdgeCard(int from, int to, String token, double weight) {}

    public record FactorCard(String name, int cardinality, boolean graded) {}

    /**
     * @param shape      a line such as {@code 2 layers, 4 heads, width 64, bilinear attention, no MLP}
     * @param parameters how many
     * @param weights    content hash of the weights
     * @param loss       held-out cross-entropy in nats per token
     * @param excess     mean KL(truth || network) in nats per token on held-out contexts
     */
    public record NetworkCard(
            String shape, int parameters, String weights, String training, double loss, double excess) {}

    /**
     * Held-out loss while training: the floor of the scored contexts plus the excess over the Bayes loss of the very tokens that
     * the network is evaluated on, so that the luck of those tokens cancels out.
     *
     * @param tokensPerStep tokens that one step trains on
     * @param losses        nats per token, one for each of {@code steps}
     */
    public record Curve(int seed, long tokensPerStep, List<Long> steps, List<Double> losses) {}

    /** @param name such as {@code bigram}; @param loss nats per token on the same positions as the curve. */
    public record Plateau(String name, double loss) {}

    /**
     * Excess where a rule wins: KL(truth || network) averaged over those rows. Shares times excesses sum to the total excess.
     *
     * @param share     share of the scored rows on which the rule wins
     * @param excess    nats per token on those rows, trained network
     * @param untrained the same for the untrained network
     */
    public record RuleExcess(
            String rule, String kind, double share, double excess, double low, double high, double untrained) {}

    /** @param patterns one matrix per head, {@code [query][key]}, signed for bilinear attention. */
    public record Attention(List<String> tokens, List<HeadPattern> patterns) {}

    public record HeadPattern(int layer, int head, List<List<Double>> weights) {}

    /**
     * The true beliefs and what was read out of the network, on the same held-out contexts.
     *
     * @param states names of the three corners
     * @param truth  rows of three numbers
     * @param panels read-outs to set beside it, the controls among them
     */
    public record Simplex(List<String> states, List<List<Double>> truth, List<Panel> panels) {}

    /** @param points rows of three numbers that sum to 1 but may be negative */
    public record Panel(String name, String control, double r2, List<List<Double>> points) {}
}
