package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.analysis.experiment.partition.PartitionOutcome.SiteTrees;
import org.assay.analysis.experiment.partition.PartitionResult.Site;
import org.assay.analysis.experiment.partition.SiteScores.CutScores;
import org.assay.analysis.experiment.partition.SiteScores.FactorScores;
import org.assay.analysis.subspace.neighbour.BlockTree;

/** What blocks of one site hold and cause, how cuts agree and how blocks came together: the cuts of the first network as figures. */
public final class PartitionFigures {
    private PartitionFigures() {}

    /** Figures of a site, their ids beginning with {@code id}; the cuts that recover most come first. */
    public static List<Figure> of(String id, Site site) {
        List<CutScores> cuts = site.first().cuts().stream()
                .filter(cut -> cut.seed() == 0)
                .sorted(Comparator.comparing((CutScores cut) -> isCeiling(site, cut))
                        .thenComparing(
                                Comparator.comparingDouble(CutScores::oneToOne).reversed()))
                .toList();
        List<Figure> figures = new ArrayList<>();
        figures.add(BlockMatrixFigure.capture(
                id + "-capture",
                "capture",
                cuts.stream().map(PartitionFigures::capture).toList()));
        List<BlockTable> causes =
                cuts.stream().flatMap(cut -> causes(cut).stream()).toList();
        if (!causes.isEmpty()) {
            figures.add(BlockMatrixFigure.interchange(id + "-interchange", causes));
        }
        List<BlockTable> agreement = cuts.stream()
                .flatMap(cut -> agreement(site, cut.method()).stream())
                .toList();
        if (!agreement.isEmpty()) {
            figures.add(BlockMatrixFigure.stability(id + "-stability", "agreement", agreement));
        }
        for (int tree = 0; tree < site.trees().size(); tree++) {
            figures.add(BlockTreeFigure.of(
                    id + "-tree" + tree, "z", whole(site.trees().get(tree))));
        }
        return figures;
    }

    private static boolean isCeiling(Site site, CutScores cut) {
        return site.methods().stream()
                .anyMatch(method -> method.ceiling() && method.name().equals(cut.method()));
    }

    private static BlockTable capture(CutScores cut) {
        List<Integer> shown = cut.drawn();
        List<Double> random = cut.factors().stream().map(FactorScores::random).toList();
        return new BlockTable(
                name(cut, shown),
                names(cut, shown),
                cut.factors().stream().map(FactorScores::factor).toList(),
                shown.stream().map(cut.capture()::get).toList(),
                shown.stream().map(block -> random).toList());
    }

    private static Optional<BlockTable> causes(CutScores cut) {
        List<Integer> shown = cut.drawn();
        List<String> factors = cut.factors().stream()
                .map(FactorScores::factor)
                .filter(cut.causes()::containsKey)
                .toList();
        return factors.isEmpty()
                ? Optional.empty()
                : Optional.of(new BlockTable(
                        name(cut, shown),
                        names(cut, shown),
                        factors,
                        IntStream.range(0, shown.size())
                                .mapToObj(row -> factors.stream()
                                        .map(factor -> cut.causes().get(factor).get(row))
                                        .toList())
                                .toList(),
                        List.of()));
    }

    private static Optional<BlockTable> agreement(Site site, String method) {
        return Optional.ofNullable(site.first().stable().get(method)).map(values -> {
            List<String> seeds = IntStream.range(0, values.size())
                    .mapToObj(seed -> "seed " + seed)
                    .toList();
            return new BlockTable(method, seeds, seeds, values, List.of());
        });
    }

    private static String name(CutScores cut, List<Integer> shown) {
        int blocks = cut.sizes().size();
        return cut.method() + (shown.size() < blocks ? " (" + shown.size() + " of " + blocks + " blocks)" : "");
    }

    private static List<String> names(CutScores cut, List<Integer> shown) {
        return shown.stream()
                .map(block -> "block " + block + " of " + cut.sizes().get(block))
                .toList();
    }

    private static BlockTreeFigure.Node whole(SiteTrees trees) {
        List<BlockTreeFigure.Node> blocks = new ArrayList<>();
        for (int b = 0; b < trees.trees().size(); b++) {
            blocks.add(node("block " + b, trees.trees().get(b)));
        }
        int size = trees.trees().stream().mapToInt(BlockTree::size).sum();
        return blocks.size() == 1
                ? blocks.get(0)
                : new BlockTreeFigure.Node(trees.method() + " at " + trees.site(), size, Double.NaN, blocks);
    }

    private static BlockTreeFigure.Node node(String name, BlockTree tree) {
        List<BlockTreeFigure.Node> parts = new ArrayList<>();
        for (int p = 0; p < tree.parts().size(); p++) {
            parts.add(node(name + "." + p, tree.parts().get(p)));
        }
        return new BlockTreeFigure.Node(
                name,
                tree.size(),
                tree.joint() == null ? Double.NaN : tree.joint().z(),
                parts);
    }
}
