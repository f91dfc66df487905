package org.assay.analysis.subspace.method;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.assay.analysis.dictionary.AutoencoderOptions;
import org.assay.analysis.subspace.PartitionMethod;
import org.assay.analysis.subspace.neighbour.NeighbourMethod;
import org.assay.analysis.subspace.neighbour.NeighbourOptions;
import org.assay.analysis.subspace.neighbour.PublishedMethod;
import org.assay.analysis.subspace.neighbour.PublishedOptions;
import org.assay.analysis.subspace.rival.ClusterBlocks;
import org.assay.analysis.subspace.rival.IdentityBlocks;
import org.assay.analysis.subspace.rival.IndependentBlocks;
import org.assay.analysis.subspace.rival.LatentBlocks;
import org.assay.analysis.subspace.rival.PrincipalBlocks;
import org.assay.analysis.subspace.rival.RandomBlocks;
import org.assay.analysis.subspace.rival.StepBlocks;
import org.assay.datasets.progress.Progress;

/** The methods that cut a site into blocks, by the names that commands know them by. */
public final class PartitionMethods {
    /** Blocks that are cut where a method must be told how many and nobody says. */
    private static final int BLOCKS = 8;

    /** Centres and latents of a command: a few for each value of the variables of a small language. */
    private static final int CENTRES = 64;

    private static final int LATENTS = 128;

    /** Latents that are on at a time: about as many as a site of a small language holds variables. */
    private static final int ACTIVE = 6;

    private static final Map<String, Entry> BY_NAME = byName();

    private PartitionMethods() {}

    /**
     * @param needs whether the method must be told the sizes, so that some are made up where none are given
     * @param make  the method for sizes, empty where it finds them itself
     */
    private record Entry(boolean needs, String description, Function<List<Integer>, PartitionMethod> make) {}

    private static Map<String, Entry> byName() {
        Map<String, Entry> methods = new LinkedHashMap<>();
        methods.put("random", new Entry(true, "a random rotation in blocks: the floor", RandomBlocks::new));
        methods.put("identity", new Entry(true, "the coordinates as they are", IdentityBlocks::new));
        methods.put(
                "pca",
                new Entry(
                        true,
                        "principal directions, the largest variance first",
                        sizes -> new PrincipalBlocks(sizes, PrincipalBlocks.Order.FALLING)));
        methods.put(
                "pca-ascending",
                new Entry(
                        true,
                        "principal directions, the largest variance last",
                        sizes -> new PrincipalBlocks(sizes, PrincipalBlocks.Order.RISING)));
        methods.put(
                "ica",
                new Entry(
                        false,
                        "independent components, clustered by how their energies go together",
                        sizes -> sizes.isEmpty()
                                ? IndependentBlocks.cubic()
                                : IndependentBlocks.cubic().into(sizes.size())));
        methods.put(
                "neighbour",
                new Entry(
                        false,
                        "neighbour distance, with starts, merges against chance and splits",
                        sizes -> new NeighbourMethod(NeighbourOptions.DEFAULT.withSizes(sizes))));
        methods.put(
                "published-neighbour",
                new Entry(
                        false,
                        "neighbour distance as published for toys: one start, merges by a fixed threshold; slow",
                        sizes -> new PublishedMethod(PublishedOptions.TOY)));
        methods.put(
                "steps",
                new Entry(
                        false,
                        "steps that change one variable, where variables have few values",
                        sizes -> new StepBlocks()));
        methods.put(
                "k-means",
                new Entry(
                        false,
                        "clusters of rows, " + CENTRES + " centres grouped by angle",
                        sizes -> new ClusterBlocks(CENTRES, count(sizes))));
        for (AutoencoderOptions.Kind kind : AutoencoderOptions.Kind.values()) {
            methods.put(
                    "sae-" + kind.label(),
                    new Entry(
                            false,
                            "a sparse autoencoder (" + kind.label() + ") of " + LATENTS + " latents, grouped by angle",
                            sizes -> new LatentBlocks(
                                    AutoencoderOptions.of(kind, LATENTS, ACTIVE),
                                    LatentBlocks.Grouping.ANGLE,
                                    count(sizes),
                                    Progress.SILENT)));
        }
        return Collections.unmodifiableMap(methods);
    }

    private static OptionalInt count(List<Integer> sizes) {
        return sizes.isEmpty() ? OptionalInt.empty() : OptionalInt.of(sizes.size());
    }

    /** All names, with what the method does, in the order of a table. */
    public static Map<String, String> descriptions() {
        Map<String, String> descriptions = new LinkedHashMap<>();
        BY_NAME.forEach((name, entry) -> descriptions.put(name, entry.description()));
        return descriptions;
    }

    /**
     * The method called {@code name} for a site of {@code directions}; empty when there is none.
     *
     * @param sizes of the blocks, empty where nobody says: eight equal ones for a method that must be told
     */
    public static Optional<PartitionMethod> named(String name, int directions, List<Integer> sizes) {
        Entry entry = BY_NAME.get(name);
        if (entry == null) {
            return Optional.empty();
        }
        boolean madeUp = sizes.isEmpty() && entry.needs();
        return Optional.of(entry.make().apply(madeUp ? equal(directions, Math.min(BLOCKS, directions)) : sizes));
    }

    /**
     * The method called {@code name} for a site of {@code directions}, told to cut {@code blocks} where it must be told; empty when
     * there is none.
     */
    public static Optional<PartitionMethod> inBlocks(String name, int directions, int blocks) {
        Entry entry = BY_NAME.get(name);
        return entry == null
                ? Optional.empty()
                : Optional.of(entry.make().apply(entry.needs() ? equal(directions, blocks) : List.of()));
    }

    /** {@code directions} in {@code blocks} of sizes that differ by one at most, the larger first. */
    public static List<Integer> equal(int directions, int blocks) {
        if (blocks < 1 || blocks > directions) {
            throw new IllegalArgumentException(
                    directions + " directions make 1 .. " + directions + " blocks, got " + blocks);
        }
        List<Integer> sizes = new ArrayList<>();
        for (int b = 0; b < blocks; b++) {
            sizes.add(directions / blocks + (b < directions % blocks ? 1 : 0));
        }
        return sizes;
    }
}
