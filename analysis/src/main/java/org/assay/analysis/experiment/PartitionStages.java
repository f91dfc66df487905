package org.assay.analysis.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.assay.analysis.circuit.block.BlockCircuit;
import org.assay.analysis.circuit.block.BlockEdge;
import org.assay.analysis.circuit.block.BlockGraph;
import org.assay.analysis.circuit.block.NamedBlock;
import org.assay.analysis.circuit.block.NetworkParts;
import org.assay.analysis.circuit.block.SiteBlocks;
import org.assay.analysis.experiment.partition.CutStage;
import org.assay.analysis.experiment.partition.PartitionOutcome.MethodCircuit;
import org.assay.analysis.experiment.partition.PartitionOutcome.SiteTrees;
import org.assay.analysis.experiment.partition.PartitionSpec;
import org.assay.analysis.experiment.partition.PartitionSpec.MethodSeeds;
import org.assay.analysis.experiment.partition.SiteCut;
import org.assay.analysis.experiment.partition.SiteScores;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.neural.hook.HookedTransformer;

/** The stages that cut the networks of one language and score the cuts; each finds what the ones before it left. */
final class PartitionStages {
    /** An edge is drawn as found where at most this share of partitions that have nothing to do with the network would keep it. */
    private static final double CHANCE = 0.01;

    private final StageStore store;
    private final PartitionSpec spec;
    private final GeneratingProcess process;
    private final List<NetworkStage> networks;
    private final Seed seed;
    private final Progress progress;

    /** @param seed of the language */
    PartitionStages(
            StageStore store,
            PartitionSpec spec,
            GeneratingProcess process,
            List<NetworkStage> networks,
            Seed seed,
            Progress progress) {
        this.store = store;
        this.spec = spec;
        this.process = process;
        this.networks = networks;
        this.seed = seed.child("partitions");
        this.progress = progress;
    }

    /**
     * A network that is cut.
     *
     * @param index   of the trained network
     * @param trained or its untrained twin, which is cut from one seed
     */
    record Subject(int index, boolean trained) {
        @Override
        public String toString() {
            return trained ? "network " + index : "untrained twin of network " + index;
        }
    }

    /** Every trained network, and the untrained twin of the first. */
    List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        for (int i = 0; i < networks.size(); i++) {
            subjects.add(new Subject(i, true));
        }
        subjects.add(new Subject(0, false));
        return subjects;
    }

    /** One cut, by its place. */
    record Place(Subject subject, String site, String method, int seed) {
        @Override
        public String toString() {
            return "cut " + subject + " " + site + " " + method + " " + seed;
        }
    }

    /** All cuts of one site of a subject. */
    List<Place> places(Subject subject, String site) {
        List<Place> places = new ArrayList<>();
        for (MethodSeeds method : spec.methods()) {
            for (int s = 0; s < (subject.trained() ? method.seeds() : 1); s++) {
                places.add(new Place(subject, site, method.name(), s));
            }
        }
        return places;
    }

    /** Cuts, or reads back. */
    CutStage cut(Place place) throws IOException {
        return store.value("partition", key(place), CutStage.class, () -> {
            try (HookedTransformer network = load(place.subject())) {
                return new CutStage(
                        Optional.of(SiteCut.of(
                                spec, place.method(), place.site(), process, network, seed(place), progress)),
                        "");
            } catch (UnfitActivationsException e) {
                return new CutStage(Optional.empty(), e.getMessage());
            }
        });
    }

    /** Scores all cuts of a site, or reads back. */
    SiteScores scores(Subject subject, String site) throws IOException {
        ContentHash.Builder key = Keys.partitionScores(spec);
        Map<String, List<SiteCut>> cuts = new LinkedHashMap<>();
        for (Place place : places(subject, site)) {
            key.add(key(place).hex());
            cut(place)
                    .cut()
                    .ifPresent(cut -> cuts.computeIfAbsent(place.method(), method -> new ArrayList<>())
                            .add(cut));
        }
        Seed own = seed.child("scores").child(subject.toString()).child(site);
        return store.value("partition-scores", key.add(own.toString()).build(), SiteScores.class, () -> {
            try (HookedTransformer network = load(subject)) {
                return SiteScores.of(
                        spec, site, process, network, cuts, own, "score " + subject + " " + site, progress);
            }
        });
    }

    /** How blocks of the first network came together, for methods that tell. */
    List<SiteTrees> trees() throws IOException {
        List<SiteTrees> trees = new ArrayList<>();
        for (String site : spec.sites()) {
            for (Place place : places(new Subject(0, true), site)) {
                cut(place)
                        .cut()
                        .filter(cut -> place.seed() == 0 && !cut.trees().isEmpty())
                        .ifPresent(cut -> trees.add(new SiteTrees(site, place.method(), cut.trees())));
            }
        }
        return trees;
    }

    /** Why methods refused, by what they were to cut. */
    Map<String, String> refused() throws IOException {
        Map<String, String> refused = new TreeMap<>();
        for (Subject subject : subjects()) {
            for (String site : spec.sites()) {
                for (Place place : places(subject, site)) {
                    CutStage stage = cut(place);
                    if (stage.cut().isEmpty()) {
                        refused.put(place.toString(), stage.refusal());
                    }
                }
            }
        }
        return refused;
    }

    /**
     * What the weights of the first network lead from block to block, under the cuts that recover most without being told and under
     * those that were told the factors.
     *
     * @param scores of the sites of the first network
     */
    List<MethodCircuit> circuits(List<SiteScores> scores) throws IOException {
        List<MethodCircuit> circuits = new ArrayList<>();
        for (String method : drawn(scores)) {
            circuits.add(new MethodCircuit(method, circuit(method, scores)));
        }
        return circuits;
    }

    private static List<String> drawn(List<SiteScores> scores) {
        Map<String, Double> oneToOne = new LinkedHashMap<>();
        for (SiteScores site : scores) {
            for (SiteScores.CutScores cut : site.cuts()) {
                if (cut.seed() == 0) {
                    oneToOne.merge(cut.method(), cut.oneToOne() / scores.size(), Double::sum);
                }
            }
        }
        List<String> drawn = new ArrayList<>();
        oneToOne.entrySet().stream()
                .filter(method -> !PartitionSpec.CEILINGS.contains(method.getKey())
                        && !method.getKey().equals(PartitionSpec.RANDOM))
                .max(Map.Entry.comparingByValue())
                .ifPresent(method -> drawn.add(method.getKey()));
        if (oneToOne.containsKey(PartitionSpec.TRUE_PARTITION)) {
            drawn.add(PartitionSpec.TRUE_PARTITION);
        }
        return drawn;
    }

    private BlockGraph circuit(String method, List<SiteScores> scores) throws IOException {
        Subject first = new Subject(0, true);
        ContentHash.Builder key = Keys.partitionCircuit();
        TreeMap<String, List<NamedBlock>> blocks = new TreeMap<>();
        for (SiteScores site : scores) {
            Place place = new Place(first, site.site(), method, 0);
            key.add(key(place).hex());
            SiteScores.CutScores own = site.cuts().stream()
                    .filter(cut -> cut.method().equals(method) && cut.seed() == 0)
                    .findFirst()
                    .orElseThrow();
            key.add(own.names().toString());
            Partition partition = cut(place).cut().orElseThrow().partition();
            List<NamedBlock> its = new ArrayList<>();
            for (int b = 0; b < partition.sizes().size(); b++) {
                its.add(new NamedBlock(own.names().get(b), partition.block(b)));
            }
            blocks.put(site.site(), its);
        }
        Seed own = seed.child("circuit");
        return store.value("partition-circuit", key.add(own.toString()).build(), BlockGraph.class, () -> {
            try (HookedTransformer network = load(first)) {
                SiteBlocks cut = new SiteBlocks(blocks);
                BlockCircuit circuit = BlockCircuit.of(
                        NetworkParts.of(network.weights()),
                        cut,
                        Optional.empty(),
                        BlockCircuit.FEWEST_DRAWS,
                        own,
                        progress);
                SortedSet<BlockEdge> kept = circuit.kept(CHANCE);
                return BlockGraph.of(network.config(), cut, circuit, kept, Optional.empty());
            }
        });
    }

    private HookedTransformer load(Subject subject) throws IOException {
        HookedTransformer network = networks.get(subject.index()).load();
        if (subject.trained()) {
            return network;
        }
        try (network) {
            return network.untrainedTwin(Candidate.UNTRAINED, seed.child(Candidate.UNTRAINED));
        }
    }

    private ContentHash key(Place place) {
        return Keys.partition(networks.get(place.subject().index()).key(), spec, place, seed(place));
    }

    private Seed seed(Place place) {
        return seed.child(place.subject().toString())
                .child(place.site())
                .child(place.method())
                .child(place.seed());
    }
}
