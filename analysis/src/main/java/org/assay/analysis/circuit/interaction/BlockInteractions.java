package org.assay.analysis.circuit.interaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.analysis.circuit.block.BlockCircuit;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.circuit.block.Cut;
import org.assay.analysis.circuit.block.LinearPart;
import org.assay.analysis.circuit.block.Masses;
import org.assay.analysis.circuit.block.NamedBlock;
import org.assay.analysis.circuit.block.NetworkParts;
import org.assay.analysis.circuit.block.SiteBlocks;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.tensor.ThirdOrderTensor;
import org.assay.analysis.tensor.Tucker;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.neural.transformer.TransformerWeights;

/**
 * The interaction tensors of a network, cut into blocks and unfolded: which blocks meet in which part, and in how many directions (the
 * higher-order singular value decomposition of each triple of blocks).
 *
 * <p>Chance is a random partition of the same sizes: every site that is cut is turned by a uniformly random rotation of its own. The mean
 * mass is exact ({@link Masses#expectedWithin} where one rotation turns the first two axes), its spread is drawn.
 *
 * @param triples one for each tensor and triple of blocks; of two that a symmetry exchanges, the first
 * @param skipped tensors whose sites are not cut
 */
public record BlockInteractions(List<BlockTriple> triples, List<String> skipped) {
    private static final double CHANCE = 0.99;

    /** Directions of a tensor below this share of the strongest are rounding, and left out before it is turned. */
    private static final double RANK = 1e-12;

    /** What rounding leaves of a singular value that is taken as a root of a sum of squares, as a share of the tensor. */
    private static final double ROUNDING = 1e-7;

    public BlockInteractions {
        triples = List.copyOf(triples);
        skipped = List.copyOf(skipped);
    }

    /** What heads compare (query x key x distance), and what those of a layer move (read x written x head). */
    public static List<InteractionTensor> ofHeads(TransformerWeights weights) {
        List<InteractionTensor> tensors = new ArrayList<>();
        Map<Integer, List<LinearPart>> moves = new TreeMap<>();
        for (LinearPart part : NetworkParts.of(weights)) {
            if (part.kind() == Kind.QK && part.within()) {
                tensors.add(InteractionTensor.of(part, InteractionTensor.DISTANCE));
            } else if (part.kind() == Kind.OV) {
                moves.computeIfAbsent(part.layer(), layer -> new ArrayList<>()).add(part);
            }
        }
        moves.forEach((layer, heads) -> tensors.add(heads(layer, heads)));
        return tensors;
    }

    private static InteractionTensor heads(int layer, List<LinearPart> heads) {
        Matrix left = heads.get(0).left();
        Matrix right = heads.get(0).right();
        for (LinearPart head : heads.subList(1, heads.size())) {
            left = left.beside(head.left());
            right = right.beside(head.right());
        }
        LinearPart first = heads.get(0);
        LinearPart all =
                new LinearPart(Kind.OV, layer, "all heads", first.reads(), first.writes(), left, right, first.rank());
        return InteractionTensor.of(all, InteractionTensor.HEAD);
    }

    /**
     * Cuts tensors.
     *
     * @param draws random partitions, from 200
     */
    public static BlockInteractions of(
            List<InteractionTensor> tensors, SiteBlocks blocks, int draws, Seed seed, Progress progress) {
        if (draws < BlockCircuit.FEWEST_DRAWS) {
            throw new IllegalArgumentException(
                    "at least " + BlockCircuit.FEWEST_DRAWS + " random partitions make a spread, got " + draws);
        }
        List<BlockTriple> triples = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (int t = 0; t < tensors.size(); t++) {
            InteractionTensor tensor = tensors.get(t);
            Optional<CutTensor> cut = CutTensor.of(tensor, blocks);
            if (cut.isPresent()) {
                triples.addAll(cut.get().triples(draws, seed));
            } else {
                skipped.add(tensor.kind() + " " + tensor.layer() + " " + tensor.name());
            }
            progress.at("interactions", t + 1, tensors.size(), "");
        }
        return new BlockInteractions(triples, skipped);
    }

    /** One tensor between the blocks of its sites. */
    private record CutTensor(
            InteractionTensor tensor, List<Cut> cuts, List<List<String>> names, Optional<Tucker> tucker) {

        static Optional<CutTensor> of(InteractionTensor tensor, SiteBlocks blocks) {
            List<Cut> cuts = new ArrayList<>();
            List<List<String>> names = new ArrayList<>();
            for (int axis = 0; axis < 3; axis++) {
                int extent = tensor.factors().get(axis).rows();
                if (!tensor.isSite(axis)) {
                    cuts.add(Cut.whole(extent));
                    names.add(List.of(tensor.axes().get(axis)));
                    continue;
                }
                Optional<List<NamedBlock>> its = blocks.at(tensor.axes().get(axis));
                if (its.isEmpty()) {
                    return Optional.empty();
                }
                Cut cut = Cut.of(its.get());
                if (cut.directions() != extent) {
                    throw new IllegalArgumentException(
                            "the blocks of " + tensor.axes().get(axis) + " are cut out of " + cut.directions()
                                    + " directions, the network has " + extent);
                }
                cuts.add(cut);
                names.add(its.get().stream().map(NamedBlock::variable).toList());
            }
            ThirdOrderTensor whole = tensor.tensor();
            // What has no direction at all cannot be decomposed.
            Optional<Tucker> tucker =
                    whole.norm() > 0 ? Optional.of(Tucker.of(whole, Tucker.ranks(whole, RANK))) : Optional.empty();
            return Optional.of(new CutTensor(tensor, cuts, names, tucker));
        }

        List<BlockTriple> triples(int draws, Seed seed) {
            List<int[]> places = places();
            if (tucker.isEmpty()) {
                return places.stream().map(this::empty).toList();
            }
            double[] expected = expected(places);
            ThirdOrderTensor turned = turned(cuts);
            List<List<double[]>> own = spectra(turned, places);
            double[][] nullLifts = new double[places.size()][draws];
            List<List<double[][]>> nulls = new ArrayList<>(); // place, axis, rank x draw
            own.forEach(axes -> nulls.add(axes.stream()
                    .map(values -> new double[values.length][draws])
                    .toList()));
            for (int draw = 0; draw < draws; draw++) {
                List<List<double[]>> drawn = spectra(turned(random(seed.child(draw))), places);
                for (int place = 0; place < places.size(); place++) {
                    nullLifts[place][draw] = expected[place] > 0 ? mass(drawn.get(place)) / expected[place] : 0;
                    for (int axis = 0; axis < 3; axis++) {
                        double[] values = drawn.get(place).get(axis);
                        for (int rank = 0; rank < values.length; rank++) {
                            nulls.get(place).get(axis)[rank][draw] = values[rank];
                        }
                    }
                }
            }
            List<BlockTriple> triples = new ArrayList<>();
            for (int place = 0; place < places.size(); place++) {
                triples.add(
                        triple(places.get(place), own.get(place), expected[place], nullLifts[place], nulls.get(place)));
            }
            return triples;
        }

        /** Triples of block numbers. */
        private List<int[]> places() {
            List<int[]> places = new ArrayList<>();
            for (int i = 0; i < names.get(0).size(); i++) {
                for (int j = tensor.symmetric() ? i : 0; j < names.get(1).size(); j++) {
                    for (int k = 0; k < names.get(2).size(); k++) {
                        places.add(new int[] {i, j, k});
                    }
                }
            }
            return places;
        }

        private List<String> named(int... place) {
            return List.of(
                    names.get(0).get(place[0]),
                    names.get(1).get(place[1]),
                    names.get(2).get(place[2]));
        }

        private BlockTriple empty(int... place) {
            List<List<Double>> none = List.of(List.of(), List.of(), List.of());
            return new BlockTriple(
                    tensor.kind(), tensor.layer(), tensor.name(), named(place), 0, 0, 0, none, List.of(0, 0, 0));
        }

        private BlockTriple triple(
                int[] place, List<double[]> spectra, double expected, double[] nullLifts, List<double[][]> nulls) {
            double mass = mass(spectra);
            double lift = expected > 0 ? mass / expected : 0;
            double spread = 0;
            for (double other : nullLifts) {
                spread += (other - 1) * (other - 1) / nullLifts.length;
            }
            List<Integer> directions = new ArrayList<>();
            for (int axis = 0; axis < 3; axis++) {
                directions.add(directions(spectra.get(axis), nulls.get(axis)));
            }
            return new BlockTriple(
                    tensor.kind(),
                    tensor.layer(),
                    tensor.name(),
                    named(place),
                    mass,
                    lift,
                    spread > 0 ? (lift - 1) / Math.sqrt(spread) : 0,
                    spectra.stream()
                            .map(values -> Arrays.stream(values).boxed().toList())
                            .toList(),
                    directions);
        }

        /** How many leading values are each above those of their rank under chance. */
        private int directions(double[] values, double[][] nulls) {
            double least = ROUNDING * tucker.orElseThrow().core().norm();
            int count = 0;
            while (count < values.length) {
                double[] sorted = nulls[count].clone();
                Arrays.sort(sorted);
                double chance = sorted[(int) Math.min(sorted.length - 1, Math.floor(CHANCE * sorted.length))];
                if (values[count] <= Math.max(chance, least)) {
                    return count;
                }
                count++;
            }
            return count;
        }

        private double[] expected(List<int[]> places) {
            ThirdOrderTensor whole = tucker.orElseThrow().expanded();
            double mass = whole.norm() * whole.norm();
            int d = cuts.get(0).directions();
            double[][] pairs = tensor.within() && d > 1
                    ? Masses.expectedWithin(mass, traces(whole), d, cuts.get(0).sizes())
                    : null;
            double[] expected = new double[places.size()];
            for (int p = 0; p < expected.length; p++) {
                int[] place = places.get(p);
                double pair = pairs == null ? mass * share(0, place) * share(1, place) : pairs[place[0]][place[1]];
                expected[p] = pair * share(2, place);
            }
            return expected;
        }

        private double share(int axis, int... place) {
            Cut cut = cuts.get(axis);
            return (double) cut.sizes()[place[axis]] / cut.directions();
        }

        /** {@code sum_c (sum_a T[a,a,c])^2 + sum_abc T[a,b,c] T[b,a,c]}. */
        private static double traces(ThirdOrderTensor whole) {
            double sum = 0;
            for (int c = 0; c < whole.extent(2); c++) {
                double trace = 0;
                for (int a = 0; a < whole.extent(0); a++) {
                    trace += whole.at(a, a, c);
                    for (int b = 0; b < whole.extent(0); b++) {
                        sum += whole.at(a, b, c) * whole.at(b, a, c);
                    }
                }
                sum += trace * trace;
            }
            return sum;
        }

        private List<Cut> random(Seed seed) {
            List<Cut> turned = new ArrayList<>();
            for (int axis = 0; axis < 3; axis++) {
                Cut cut = cuts.get(axis);
                if (!tensor.isSite(axis)) {
                    turned.add(cut);
                    continue;
                }
                // One site, one rotation.
                Seed own = seed.child(tensor.axes().get(axis));
                double[] mean = new double[cut.directions()];
                turned.add(cut.along(
                        RandomSubspace.of(mean, cut.rows().rows(), own).basis()));
            }
            return turned;
        }

        /** The tensor in the coordinates of cuts, all blocks of an axis one after the other. */
        private ThirdOrderTensor turned(List<Cut> along) {
            Tucker parts = tucker.orElseThrow();
            return parts.core()
                    .times(
                            along.get(0).rows().times(parts.factors().get(0)),
                            along.get(1).rows().times(parts.factors().get(1)),
                            along.get(2).rows().times(parts.factors().get(2)));
        }

        /** For each place and axis the singular values of the unfolded tensor between its blocks. */
        private List<List<double[]>> spectra(ThirdOrderTensor turned, List<int[]> places) {
            List<List<double[]>> spectra = new ArrayList<>();
            for (int[] place : places) {
                int[] from = new int[3];
                int[] to = new int[3];
                for (int axis = 0; axis < 3; axis++) {
                    int[] sizes = cuts.get(axis).sizes();
                    from[axis] = Arrays.stream(sizes).limit(place[axis]).sum();
                    to[axis] = from[axis] + sizes[place[axis]];
                }
                spectra.add(UnfoldedSpectrum.ofAllAxes(turned.part(from, to)));
            }
            return spectra;
        }

        private static double mass(List<double[]> spectra) {
            return Arrays.stream(spectra.get(0)).map(value -> value * value).sum();
        }
    }
}
