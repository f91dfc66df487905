package org.assay.analysis.belief.causal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.analysis.belief.FeatureGuard;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;

/**
 * Whether a network goes by the belief that it holds: edits of it at each site, beside what edits of the same size do that have nothing
 * to do with it.
 *
 * @param process  the process trained on
 * @param network  its name
 * @param options  what was asked
 * @param fitted   different contexts that encoders and probes were fitted on
 * @param edited   different contexts that were edited, none of them fitted on
 * @param pairs    pairs of contexts
 * @param guard    whether the probes have enough contexts for their features; an encoder has few features and needs no more
 * @param edits    site by site
 * @param graded   site by site
 * @param erasures site by site
 * @param later    site by site and step by step, for any pairs, then for pairs that agree in the next law where there are any
 * @param alike    why pairs that agree in the next law are left out; empty where they are there
 * @param transfer the process itself first, then others
 */
public record CausalSuite(
        String process,
        String network,
        Options options,
        int fitted,
        int edited,
        int pairs,
        FeatureGuard guard,
        List<SiteEdits> edits,
        List<GradedTargets> graded,
        List<BeliefErasure> erasures,
        List<LaterReadout> later,
        String alike,
        List<FilterTransfer> transfer) {

    /**
     * @param sites    where edits are made, at least one
     * @param position of the edits, from 0
     * @param drawn    sequences that contexts are taken from
     * @param pairs    of contexts
     * @param draws    of each random edit
     * @param steps    how many tokens later edits are read out as well
     * @param length   tokens that the network reads
     */
    public record Options(List<Site> sites, int position, int drawn, int pairs, int draws, int steps, int length) {
        public Options {
            sites = List.copyOf(sites);
            if (sites.isEmpty() || pairs < 2 || draws < 1 || position < 0 || steps < 0) {
                throw new IllegalArgumentException("a causal suite needs sites (" + sites + "), at least 2 pairs ("
                        + pairs + "), a draw of random edits (" + draws + ") and a position from 0 (" + position + ")");
            }
            if (position + steps >= length) {
                throw new IllegalArgumentException("edits at position " + position + " read out " + steps
                        + " tokens later need " + (position + steps + 1) + " tokens, the network reads " + length);
            }
        }
    }

    public CausalSuite {
        edits = List.copyOf(edits);
        graded = List.copyOf(graded);
        erasures = List.copyOf(erasures);
        later = List.copyOf(later);
        transfer = List.copyOf(transfer);
    }

    /**
     * Every test, at every site.
     *
     * @param others processes with the vocabulary of this one, whose sequences are tried on the network
     * @throws IllegalArgumentException when there is no belief, or nothing to swap at the position
     */
    public static CausalSuite of(
            InstrumentedModel network,
            GeneratingProcess process,
            List<GeneratingProcess> others,
            Options options,
            Seed seed,
            Progress progress) {
        BeliefPairs pairs = BeliefPairs.of(
                process, options.position(), options.drawn(), options.pairs(), BeliefPairs.Kind.ANY, seed);
        Optional<BeliefPairs> alike = alike(process, options, seed);
        List<HeldPairs> all = HeldPairs.of(network, pairs, options.sites());
        List<SiteEdits> edits = new ArrayList<>();
        List<GradedTargets> graded = new ArrayList<>();
        List<BeliefErasure> erasures = new ArrayList<>();
        List<LaterReadout> later = new ArrayList<>();
        List<LaterReadout> laterAlike = new ArrayList<>();
        // The tokens that follow must be the same for every site, or sites could not be compared.
        Seed same = seed.child("later");
        int width = 0;
        for (int s = 0; s < all.size(); s++) {
            HeldPairs held = all.get(s);
            Seed own = seed.child(held.site().name());
            width = Math.max(width, held.base().columns());
            progress.at("editing beliefs", 4L * s, 4L * all.size(), held.site().name());
            edits.add(SiteEdits.of(network, held, options.draws(), own));
            progress.at(
                    "editing beliefs", 4L * s + 1, 4L * all.size(), held.site().name());
            graded.add(GradedTargets.of(network, process, held, own));
            erasures.add(BeliefErasure.of(network, held, options.draws(), own));
            progress.at(
                    "editing beliefs", 4L * s + 2, 4L * all.size(), held.site().name());
            later.addAll(LaterReadout.of(
                    network, process, held, BeliefPairs.Kind.ANY, options.steps(), options.draws(), same));
            progress.at(
                    "editing beliefs", 4L * s + 3, 4L * all.size(), held.site().name());
            alike.ifPresent(agreeing -> laterAlike.addAll(LaterReadout.of(
                    network,
                    process,
                    HeldPairs.of(network, agreeing, held.site(), held.encoder()),
                    BeliefPairs.Kind.SAME_NEXT_LAW,
                    options.steps(),
                    options.draws(),
                    same)));
        }
        progress.at("editing beliefs", 4L * all.size(), 4L * all.size(), "");
        later.addAll(laterAlike);
        return new CausalSuite(
                process.name(),
                network.name(),
                options,
                pairs.contextsFitted(),
                pairs.contextsEdited(),
                pairs.count(),
                FeatureGuard.of(width, pairs.contextsFitted(), false),
                edits,
                graded,
                erasures,
                later,
                alike.isPresent()
                        ? ""
                        : "no two contexts of " + (options.position() + 1) + " tokens differ in belief and agree in the"
                                + " law of the next token",
                transfer(network, process, others, options, seed.child("transfer")));
    }

    /** Drawn with the seed of the others, so that the halves are the same and no context edited was fitted on. */
    private static Optional<BeliefPairs> alike(GeneratingProcess process, Options options, Seed seed) {
        try {
            return Optional.of(BeliefPairs.of(
                    process,
                    options.position(),
                    options.drawn(),
                    options.pairs(),
                    BeliefPairs.Kind.SAME_NEXT_LAW,
                    seed));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static List<FilterTransfer> transfer(
            InstrumentedModel network,
            GeneratingProcess process,
            List<GeneratingProcess> others,
            Options options,
            Seed seed) {
        List<FilterTransfer> transfer = new ArrayList<>();
        int sequences = Math.max(2, options.drawn() / options.length());
        transfer.add(FilterTransfer.of(
                network, process, process, sequences, options.length(), seed.child("the process itself")));
        for (int o = 0; o < others.size(); o++) {
            transfer.add(FilterTransfer.of(
                    network, process, others.get(o), sequences, options.length(), seed.child("other " + o)));
        }
        transfer.add(
                FilterTransfer.ofEvenTokens(network, process, sequences, options.length(), seed.child("even tokens")));
        return transfer;
    }
}
