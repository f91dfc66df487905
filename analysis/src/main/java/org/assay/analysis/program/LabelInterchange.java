package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.assay.analysis.metric.KlDivergence;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.run.Interpreter;

/**
 * Whether what a program says of its labels is what goes on in a network: the value of a variable is swapped for that of a source
 * context in the program, the same is done to the part of the network's activation in the variable's subspace, and the two answers
 * are compared (interchange intervention: Geiger et al. 2021, section 3; in a subspace: Geiger et al. 2024, section 3), at every
 * site of the residual stream. Subspaces are found on other contexts than those that are patched. Pairs: {@link SwapPairs}; only
 * those count on which the swap moves the program's law by {@link #LEAST_EFFECT} nats.
 *
 * @param variable  name of the superlabel, head or label
 * @param kind      {@code family}, {@code head} or {@code unit}
 * @param layer     of the program after which it is swapped
 * @param pairs     that were counted
 * @param decided   of these, on how many one token has more than half of the program's law after the swap
 * @param unpatched the network as it is against the program after the swap: what there is to gain
 * @param sites     where the variable leaves a trace, from input to output
 * @param elsewhere control: the directions of the first site that carries it, or of the last, at the site farthest from it; empty
 *                  where there is but one site
 * @param verdict   carried where {@link #carriedAt} says so, in part where some patch does more than a random one
 */
public record LabelInterchange(
        String variable,
        String kind,
        int layer,
        int pairs,
        int decided,
        Agreement unpatched,
        List<AtSite> sites,
        Optional<Agreement> elsewhere,
        Verdict verdict) {
    /** Least KL(program after the swap || program), nats, of a pair that counts. */
    public static final double LEAST_EFFECT = 0.05;

    private static final String TASK = "interchange";
    private static final int LEAST_PAIRS = 10;
    private static final double ERRORS = 3;

    /** Share of what there is to gain from which on a site is said to carry a variable, and not only a part of it. */
    private static final double MOST_OF_IT = 0.5;

    /**
     * A network against the program after the swap.
     *
     * @param sameToken  share of the decided pairs on which both hold the same token for the most likely; empty where there are none
     * @param divergence mean KL(network || program), nats
     */
    public record Agreement(OptionalDouble sameToken, double divergence) {}

    /**
     * The patch at one site.
     *
     * @param dimensions      of the variable's subspace
     * @param directions      that the site has
     * @param subspace        the network patched in the subspace
     * @param random          control: in a random subspace of the same size
     * @param whole           control: all directions patched, and so everything else that the source holds there
     * @param closed          1 - KL when patched / KL of the network as it is: 1 where the patch does all that the program says
     * @param gain            mean over pairs of KL when patched at random less KL when patched, nats
     * @param error           its standard error
     * @param removed         necessity: KL(network || network with the subspace set to its mean over the values), nats
     * @param removedAtRandom the same with a random subspace of that size
     */
    public record AtSite(
            Site site,
            int dimensions,
            int directions,
            Agreement subspace,
            Agreement random,
            Agreement whole,
            double closed,
            double gain,
            double error,
            double removed,
            double removedAtRandom) {
        /** Whether the patch does more than the random one, by 3 standard errors. */
        public boolean beyondChance() {
            return closed > 0 && gain > ERRORS * error;
        }
    }

    /** What can be said of a variable. */
    public enum Verdict {
        CARRIED,
        IN_PART,
        NOT_CARRIED;

        static Verdict of(List<AtSite> sites) {
            if (LabelInterchange.carriedAt(sites).isPresent()) {
                return CARRIED;
            }
            return sites.stream().anyMatch(AtSite::beyondChance) ? IN_PART : NOT_CARRIED;
        }
    }

    public LabelInterchange {
        sites = List.copyOf(sites);
    }

    /** The first site at which the patch does more than half of what the program says, and more than a random one. */
    public Optional<AtSite> carriedAt() {
        return carriedAt(sites);
    }

    private static Optional<AtSite> carriedAt(List<AtSite> sites) {
        return sites.stream()
                .filter(at -> at.beyondChance() && at.closed() >= MOST_OF_IT)
                .findFirst();
    }

    /** @param why there is no measurement, in words; empty where there is one */
    public record Answered(String variable, Optional<LabelInterchange> measured, String why) {}

    /**
     * Every variable of a program in a network, one after the other.
     *
     * @param subspaces how the subspace of a variable is found
     * @param most      pairs for each at most
     */
    static List<Answered> of(
            Interpreter program,
            InstrumentedModel network,
            List<ObservedVariable> variables,
            HeldActivations held,
            LabelSubspace subspaces,
            int most,
            Seed seed,
            Progress progress) {
        List<Answered> answers = new ArrayList<>();
        for (ObservedVariable observed : variables) {
            String name = observed.variable().name();
            Swap swap = new Swap(program, network, observed, held, subspaces, seed.child(name));
            answers.add(swap.answered(most));
            progress.at(TASK, answers.size(), variables.size(), name);
        }
        return answers;
    }

    /** One variable in one network. */
    private record Swap(
            Interpreter program,
            InstrumentedModel network,
            ObservedVariable observed,
            HeldActivations held,
            LabelSubspace subspaces,
            Seed seed) {
        Answered answered(int most) {
            String name = observed.variable().name();
            if (!observed.varies()) {
                return new Answered(name, Optional.empty(), "no two of its values are frequent enough");
            }
            SwapPairs pairs =
                    SwapPairs.of(observed, program, held.contexts(), held.heldOut(), most, seed.child("pairs"));
            if (pairs.rows().length < LEAST_PAIRS) {
                return new Answered(
                        name,
                        Optional.empty(),
                        "fewer than " + LEAST_PAIRS + " pairs differ for the program in it alone, and by "
                                + LEAST_EFFECT + " nats");
            }
            return new Answered(name, Optional.of(measured(pairs)), "");
        }

        private LabelInterchange measured(SwapPairs pairs) {
            ContextSet rows = held.contexts().select(pairs.rows());
            NextTokenTable unpatched = network.next(rows);
            Agreement before = pairs.agreement(unpatched);
            List<AtSite> sites = new ArrayList<>();
            List<Subspace> found = new ArrayList<>();
            for (int s = 0; s < held.sites().size(); s++) {
                Optional<Subspace> subspace = subspace(s);
                if (subspace.isPresent()) {
                    sites.add(at(s, subspace.get(), rows, unpatched, before, pairs));
                    found.add(subspace.get());
                }
            }
            return new LabelInterchange(
                    observed.variable().name(),
                    observed.variable().kind().name().toLowerCase(Locale.ROOT),
                    observed.variable().layer(),
                    rows.rows(),
                    pairs.decided(),
                    before,
                    sites,
                    elsewhere(sites, found, rows, pairs),
                    Verdict.of(sites));
        }

        /** Empty where the variable leaves no trace. */
        private Optional<Subspace> subspace(int site) {
            try {
                return Optional.of(subspaces.of(
                        held.values().get(site),
                        observed,
                        Arrays.stream(held.fit())
                                .filter(row -> observed.values()[row] >= 0)
                                .toArray()));
            } catch (ArithmeticException none) {
                return Optional.empty();
            }
        }

        private AtSite at(
                int site, Subspace own, ContextSet rows, NextTokenTable unpatched, Agreement before, SwapPairs pairs) {
            Subspace chance = RandomSubspace.of(own.mean(), own.dimensions(), seed.child("random"));
            NextTokenTable patched = patched(site, Optional.of(own.basis()), rows, pairs);
            NextTokenTable random = patched(site, Optional.of(chance.basis()), rows, pairs);
            double[] gains = new double[rows.rows()];
            double[] ofPatched = pairs.divergence(patched);
            double[] ofRandom = pairs.divergence(random);
            Arrays.setAll(gains, i -> ofRandom[i] - ofPatched[i]);
            double gain = Arrays.stream(gains).average().orElseThrow();
            double square =
                    Arrays.stream(gains).map(g -> (g - gain) * (g - gain)).sum();
            Matrix mean = groupMean(site, pairs.rows());
            Agreement after = pairs.agreement(patched);
            return new AtSite(
                    held.sites().get(site),
                    own.dimensions(),
                    own.directions(),
                    after,
                    pairs.agreement(random),
                    pairs.agreement(patched(site, Optional.empty(), rows, pairs)),
                    1 - after.divergence() / before.divergence(),
                    gain,
                    Math.sqrt(square / (gains.length - 1) / gains.length),
                    KlDivergence.of(unpatched, run(site, Optional.of(own.basis()), rows, mean), rows.weights()),
                    KlDivergence.of(unpatched, run(site, Optional.of(chance.basis()), rows, mean), rows.weights()));
        }

        private Optional<Agreement> elsewhere(
                List<AtSite> sites, List<Subspace> found, ContextSet rows, SwapPairs pairs) {
            if (held.sites().size() < 2 || found.isEmpty()) {
                return Optional.empty();
            }
            int own = carriedAt(sites).map(sites::indexOf).orElse(found.size() - 1);
            int at = held.sites().indexOf(sites.get(own).site());
            int last = held.sites().size() - 1;
            int far = at >= last - at ? 0 : last;
            Matrix basis = found.get(own).basis();
            return held.values().get(far).columns() == basis.columns()
                    ? Optional.of(pairs.agreement(patched(far, Optional.of(basis), rows, pairs)))
                    : Optional.empty();
        }

        private NextTokenTable patched(int site, Optional<Matrix> basis, ContextSet rows, SwapPairs pairs) {
            return run(site, basis, rows, held.values().get(site).selectRows(pairs.sources()));
        }

        private NextTokenTable run(int site, Optional<Matrix> basis, ContextSet rows, Matrix lent) {
            return network.run(rows, new Intervention(held.sites().get(site), basis, lent));
        }

        /** For every row the mean of its group at a site, all values of equal weight. */
        private Matrix groupMean(int site, int[] rows) {
            Matrix values = held.values().get(site);
            int[] all = IntStream.range(0, observed.values().length)
                    .filter(row -> observed.values()[row] >= 0)
                    .toArray();
            Map<Integer, double[]> means = observed.groupMeans(values, all);
            Matrix mean = Matrix.zeros(rows.length, values.columns());
            for (int i = 0; i < rows.length; i++) {
                double[] its = means.get(observed.groups()[rows[i]]);
                System.arraycopy(its, 0, mean.values(), i * its.length, its.length);
            }
            return mean;
        }
    }
}
