package org.assay.analysis.experiment.partition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.analysis.experiment.partition.PartitionOutcome.MethodCircuit;
import org.assay.analysis.experiment.partition.PartitionOutcome.SiteTrees;

/**
 * What cutting the networks of one language came to.
 *
 * @param networks how many trained ones were cut
 * @param sites    in the order of the experiment
 * @param circuits of the first network
 * @param refused  cuts that a method refused, with the reason
 * @param headlines what is in no subspace, sentences
 * @param findings site by site, sentences
 */
public record PartitionResult(
        int networks,
        List<Site> sites,
        List<MethodCircuit> circuits,
        Map<String, String> refused,
        List<String> headlines,
        List<String> findings) {

    /**
     * @param factors all that were asked about, in order
     * @param methods in the order of the experiment
     * @param first   the cuts of the first network, for figures
     * @param trees   of the first network
     */
    public record Site(
            String name, List<Factor> factors, List<Method> methods, SiteScores first, List<SiteTrees> trees) {}

    /**
     * A factor at a site.
     *
     * @param heldIn   how many networks hold more of it than chance
     * @param share    of the variance that it adds, mean over networks
     * @param chance   the same when it alone is shuffled
     * @param notAsked why its exchange cannot be asked about, empty where it can in some network
     */
    public record Factor(String name, int heldIn, double share, double chance, String notAsked) {}

    /**
     * A method at a site, over networks and seeds.
     *
     * @param ceiling   whether it was told the factors
     * @param cuts      how many were made of trained networks
     * @param sizes     of the blocks of the first cut
     * @param oneToOne  capture under the one-to-one assignment of factors to blocks
     * @param random    the same of random partitions of the same sizes
     * @param untrained the same in the untrained network, empty where the method refused
     * @param agreement of the cuts of one network from several seeds, 0 by chance; empty for one seed
     * @param factors   those that some network holds, in order
     */
    public record Method(
            String name,
            boolean ceiling,
            int cuts,
            List<Integer> sizes,
            Spread oneToOne,
            double random,
            Optional<Double> untrained,
            Optional<Spread> agreement,
            List<Held> factors) {}

    /**
     * A factor at the block that holds most of it beyond chance; controls are means.
     *
     * @param cuts      of networks that hold it
     * @param inBlock   of these, in how many it is in a block
     * @param alone     of these, in how many no other factor is in that block
     * @param with      the factors that share its block in some cut
     * @param capture   corrected for chance
     * @param purity    share of the block's variance
     * @param untrained capture and purity in the untrained network, empty where it does not hold the factor
     */
    public record Held(
            String factor,
            int cuts,
            int inBlock,
            int alone,
            List<String> with,
            Spread capture,
            double random,
            double shuffled,
            Spread purity,
            double impure,
            Optional<Untrained> untrained,
            Optional<Cause> cause) {}

    /** @param cause empty where the exchange cannot be asked about */
    public record Untrained(double capture, double purity, Optional<Double> cause) {}

    /**
     * @param low    mean over cuts of the lower ends of bootstraps over the sequences exchanged
     * @param high   mean over cuts of their upper ends
     * @param random cause of random blocks of the same size
     */
    public record Cause(Spread value, double low, double high, double random) {}

    /** The method called {@code name} at a site, empty where it refused. */
    static Optional<Method> method(Site site, String name) {
        return site.methods().stream()
                .filter(method -> method.name().equals(name))
                .findFirst();
    }
}
