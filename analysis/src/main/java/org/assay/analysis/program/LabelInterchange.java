package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.run.Interpreter;

/**
 * Whether what a program says of its labels is what goes on in a network: the value of a label family is swapped for that of a
 * source context in the program, the same is done to the part of the network's activation in the family's subspace, and the two
 * answers are compared (interchange intervention: Geiger et al. 2021, section 3; in a subspace: Geiger et al. 2024, section 3).
 * Pairs are at the same position; only those count on which the swap moves the program's law by {@link #LEAST_EFFECT} nats.
 *
 * @param family     whose value is swapped
 * @param layer      of the program after which it is swapped, the first in which it has its last value
 * @param site       of the network, where {@link LabelPlacement#complete} places it
 * @param dimensions of its subspace there
 * @param directions that the site has
 * @param pairs      that were counted
 * @param decided    of these, on how many one token has more than half of the program's law after the swap
 * @param unpatched  the network as it is against the program after the swap: what there is to gain
 * @param subspace   the network patched in the subspace
 * @param random     control: in a random subspace of the same size
 * @param whole      control: all directions patched, and so everything else that the source holds there
 * @param elsewhere  control: in the family's subspace at the residual site that lies farthest from {@code site}
 * @param removed    necessity: KL(network || network with the subspace set to its mean), nats
 * @param removedAtRandom the same with a random subspace of that size
 */
public record LabelInterchange(
        LabelFamily family,
        int layer,
        LabelPlacement.Place site,
        int dimensions,
        int directions,
        int pairs,
        int decided,
        Agreement unpatched,
        Agreement subspace,
        Agreement random,
        Agreement whole,
        Agreement elsewhere,
        double removed,
        double removedAtRandom) {
    /** Least KL(program after the swap || program), nats, of a pair that counts. */
    public static final double LEAST_EFFECT = 0.05;

    private static final String TASK = "interchange";
    private static final int LEAST_OF_A_CLASS = 10;

    /**
     * A network against the program after the swap.
     *
     * @param sameToken  share of the decided pairs on which both hold the same token for the most likely; empty where there are none
     * @param divergence mean KL(network || program), nats
     */
    public record Agreement(OptionalDouble sameToken, double divergence) {}

    /** What is asked about one network again and again. */
    record Setting(
            Interpreter program,
            InstrumentedModel network,
            ContextSet contexts,
            List<Site> sites,
            List<Matrix> held,
            LabelSubspace subspaces,
            int most,
            Seed seed) {}

    /**
     * Every family of {@code program} in a network, one after the other.
     *
     * @param contexts  rows that subspaces are found on and pairs are drawn from
     * @param sites     of the network, from input to output; see {@link LabelPlacement#residualSites}
     * @param subspaces how the subspace of a family is found
     * @param most      pairs for each family at most
     */
    public static List<Answered> of(
            Interpreter program,
            InstrumentedModel network,
            ContextSet contexts,
            List<Site> sites,
            LabelSubspace subspaces,
            int most,
            Seed seed,
            Progress progress) {
        List<Matrix> held = sites.stream()
                .map(site -> network.record(contexts, site).values())
                .toList();
        Setting setting = new Setting(program, network, contexts, sites, held, subspaces, most, seed);
        List<LabelFamily> families = LabelFamily.of(program.program());
        List<Answered> answers = new ArrayList<>();
        for (LabelFamily family : families) {
            answers.add(of(family, setting));
            progress.at(TASK, answers.size(), families.size(), family.name());
        }
        return answers;
    }

    private static Answered of(LabelFamily family, Setting setting) {
        List<Site> layers = setting.program().sites();
        Representation last = setting.program().record(setting.contexts(), layers.get(layers.size() - 1));
        int[] classes = usable(family.classesOf(last), family.classes());
        if (Arrays.stream(classes).filter(c -> c >= 0).distinct().count() < 2) {
            return Answered.not(family, "fewer than two of its values occur " + LEAST_OF_A_CLASS + " times");
        }
        Seed seed = setting.seed().child(family.name());
        LabelPlacement placement = LabelPlacement.of(
                setting.contexts(), setting.sites(), setting.held(), classes, family.classes(), seed.child("shuffles"));
        Optional<LabelPlacement.Place> place = placement.complete();
        if (place.isEmpty()) {
            return Answered.not(family, "it can be read off nowhere in the residual stream");
        }
        int layer = layerOf(family, classes, setting);
        LabelPairs pairs = LabelPairs.of(family, layer, classes, setting, seed.child("pairs"));
        if (pairs.rows().length == 0) {
            return Answered.not(family, "no swap of it moves the program's law by " + LEAST_EFFECT + " nats");
        }
        return new Answered(
                family, Optional.of(measured(family, layer, place.get(), classes, pairs, setting, seed)), "");
    }

    /** @param why there is no measurement, in words; empty where there is one */
    public record Answered(LabelFamily family, Optional<LabelInterchange> measured, String why) {
        static Answered not(LabelFamily family, String why) {
            return new Answered(family, Optional.empty(), why);
        }
    }

    private static LabelInterchange measured(
            LabelFamily family,
            int layer,
            LabelPlacement.Place place,
            int[] classes,
            LabelPairs pairs,
            Setting setting,
            Seed seed) {
        int at = setting.sites().indexOf(place.site());
        int far = at >= setting.sites().size() / 2 ? 0 : setting.sites().size() - 1;
        Matrix held = setting.held().get(at);
        Subspace own = setting.subspaces().of(held, classes, family.classes());
        Subspace chance = RandomSubspace.of(own.mean(), own.dimensions(), seed.child("random"));
        ContextSet rows = setting.contexts().select(pairs.rows());
        NextTokenTable unpatched = setting.network().next(rows);
        Matrix mean = Matrix.zeros(rows.rows(), held.columns());
        for (int i = 0; i < mean.values().length; i++) {
            mean.values()[i] = own.mean()[i % held.columns()];
        }
        Site site = place.site();
        return new LabelInterchange(
                family,
                layer,
                place,
                own.dimensions(),
                own.directions(),
                rows.rows(),
                pairs.decided(),
                pairs.agreement(unpatched),
                pairs.agreement(patched(setting, rows, at, Optional.of(own.basis()), pairs)),
                pairs.agreement(patched(setting, rows, at, Optional.of(chance.basis()), pairs)),
                pairs.agreement(patched(setting, rows, at, Optional.empty(), pairs)),
                pairs.agreement(patched(
                        setting,
                        rows,
                        far,
                        Optional.of(setting.subspaces()
                                .of(setting.held().get(far), classes, family.classes())
                                .basis()),
                        pairs)),
                KlDivergence.of(
                        unpatched,
                        setting.network().run(rows, new Intervention(site, Optional.of(own.basis()), mean)),
                        rows.weights()),
                KlDivergence.of(
                        unpatched,
                        setting.network().run(rows, new Intervention(site, Optional.of(chance.basis()), mean)),
                        rows.weights()));
    }

    private static NextTokenTable patched(
            Setting setting, ContextSet rows, int site, Optional<Matrix> basis, LabelPairs pairs) {
        Matrix lent = setting.held().get(site).selectRows(pairs.sources());
        return setting.network().run(rows, new Intervention(setting.sites().get(site), basis, lent));
    }

    /** Classes that occur too seldom for a mean are left out. */
    private static int[] usable(int[] classes, int count) {
        int[] size = new int[count];
        Arrays.stream(classes).filter(c -> c >= 0).forEach(c -> size[c]++);
        return Arrays.stream(classes)
                .map(c -> c >= 0 && size[c] >= LEAST_OF_A_CLASS ? c : LabelFamily.NO_VALUE)
                .toArray();
    }

    private static int layerOf(LabelFamily family, int[] classes, Setting setting) {
        List<Site> layers = setting.program().sites();
        for (int layer = 0; layer < layers.size() - 1; layer++) {
            int[] here = family.classesOf(setting.program().record(setting.contexts(), layers.get(layer)));
            if (IntStream.range(0, classes.length).allMatch(row -> classes[row] < 0 || classes[row] == here[row])) {
                return layer;
            }
        }
        return layers.size() - 1;
    }
}
