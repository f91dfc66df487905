package org.assay.analysis.circuit.block;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;

/**
 * The blocks that the sites of a residual stream are cut into. What enters a layer is what the layer before it left, so that either
 * name of that site will do.
 *
 * @param blocks by hook name; those of a site orthogonal to one another, with names of their own
 */
public record SiteBlocks(SortedMap<String, List<NamedBlock>> blocks) {
    private static final Pattern ENTRY = Pattern.compile("blocks\\.(\\d+)\\.hook_resid_(pre|post)");

    /** What stands for a side that is not cut: tokens, positions, logits, a bias. */
    private static final Subspace POINT = new Subspace(new double[1], Matrix.identity(1));

    public SiteBlocks {
        TreeMap<String, List<NamedBlock>> copied = new TreeMap<>();
        blocks.forEach((site, its) -> copied.put(site, checked(site, its)));
        blocks = Collections.unmodifiableSortedMap(copied);
    }

    private static List<NamedBlock> checked(String site, List<NamedBlock> its) {
        if (its.isEmpty()) {
            throw new IllegalArgumentException("site " + site + " needs at least one block");
        }
        long names = its.stream().map(NamedBlock::variable).distinct().count();
        if (names < its.size()) {
            throw new IllegalArgumentException("two blocks of site " + site + " have one name: "
                    + its.stream().map(NamedBlock::variable).toList());
        }
        // Says so where they are not orthogonal.
        new Subspace(its.get(0).subspace().mean(), Cut.of(its).rows());
        return List.copyOf(its);
    }

    /** The true blocks of a network. */
    public static SiteBlocks of(KnownCircuit known) {
        return new SiteBlocks(known.blocks());
    }

    /** The blocks of fitted partitions, called by their numbers. */
    public static SiteBlocks of(Map<Site, Partition> partitions) {
        TreeMap<String, List<NamedBlock>> blocks = new TreeMap<>();
        partitions.forEach((site, partition) -> {
            List<NamedBlock> its = new ArrayList<>();
            for (int block = 0; block < partition.sizes().size(); block++) {
                its.add(new NamedBlock(Integer.toString(block), partition.block(block)));
            }
            blocks.put(site.name(), its);
        });
        return new SiteBlocks(blocks);
    }

    /** The blocks on one side of a part; empty where the site is not cut. */
    public Optional<List<NamedBlock>> at(String side) {
        if (!side.contains("hook_")) {
            return Optional.of(List.of(new NamedBlock(side, POINT)));
        }
        return Optional.ofNullable(under(blocks, side));
    }

    /** What is kept for a site under either of its names; null where nothing is. */
    static <T> T under(Map<String, T> bySite, String site) {
        T its = bySite.get(site);
        return its == null ? bySite.get(otherName(site)) : its;
    }

    private static String otherName(String site) {
        Matcher entry = ENTRY.matcher(site);
        if (!entry.matches()) {
            return site;
        }
        int layer = Integer.parseInt(entry.group(1));
        return entry.group(2).equals("pre")
                ? "blocks." + (layer - 1) + ".hook_resid_post"
                : "blocks." + (layer + 1) + ".hook_resid_pre";
    }
}
