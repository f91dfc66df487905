package org.assay.analysis.circuit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import org.assay.analysis.circuit.EdgeGraph.Edge;
import org.assay.datasets.matrix.NamedArray;
import org.assay.datasets.model.Site;
import org.assay.datasets.progress.Progress;
import org.assay.neural.djl.UnitEdit;
import org.assay.neural.hook.ActivationCache;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.hook.Selection;

/**
 * What each edge of a network contributes to the change of a metric from base to source, without patching edges one by one.
 * The metric is the mean over pairs; u is what a writer sends, m the metric, {@code dm/dv} its derivative by what a reader reads.
 *
 * <ul>
 *   <li>{@link #patching}, edge attribution patching: {@code (u_source - u_base) dm/dv}, derivatives at the base;
 *   <li>{@link #integratedGradients}, EAP-IG: the same with the derivative averaged while the embedding moves from base to
 *       source in a straight line, at the middles of equal steps;
 *   <li>{@link #pathIntegral}: {@code integral of du/da dm/dv da} along that line. By the chain rule the sum over all edges that
 *       cross from the first writes to the rest is the whole change of the metric, wherever the cut is made, and what flows into
 *       a node flows out of it. Gauss-Legendre quadrature; exact where the network is a polynomial and the metric one of the
 *       logits: with a metric of degree D in the embedding (a bound: {@link PolynomialDegree}) the integrand has degree D - 1,
 *       since a derivative by v loses the degree of v and du/da is one below that of v; n nodes are exact up to 2n - 1, so
 *       n = D/2, rounded up, suffice.
 * </ul>
 */
public final class EdgeAttribution {
    private static final String EMBEDDING = "hook_embed";
    private static final String TASK = "edges";

    private final HookedTransformer network;
    private final ContextPairs pairs;
    private final LogitMetric metric;
    private final EdgeGraph graph;
    private final ActivationCache base;
    private final ActivationCache source;

    private EdgeAttribution(HookedTransformer network, ContextPairs pairs, LogitMetric metric) {
        this.network = network;
        this.pairs = pairs;
        this.metric = metric;
        this.graph = EdgeGraph.of(network.config());
        List<String> sites = graph.writerSites();
        this.base = network.forward(pairs.base(), List.of(), sites, true);
        this.source = network.forward(pairs.source(), List.of(), sites, true);
    }

    /** Runs base and source once. */
    public static EdgeAttribution of(HookedTransformer network, ContextPairs pairs, LogitMetric metric) {
        return new EdgeAttribution(network, pairs, metric);
    }

    /** Edge attribution patching. */
    public EdgeScores patching() {
        Map<String, double[]> derivatives = derivatives(base, List.of());
        return scores("edge attribution patching", edge -> product(edge, moved(edge), derivatives));
    }

    /** EAP-IG with {@code steps} steps. */
    public EdgeScores integratedGradients(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("integrated gradients need at least one step, got " + steps);
        }
        Map<String, double[]> mean = new LinkedHashMap<>();
        for (int step = 0; step < steps; step++) {
            List<UnitEdit> edits = embedding((step + 0.5) / steps);
            ActivationCache run = network.forward(pairs.base(), edits, List.of(), true);
            derivatives(run, edits).forEach((site, values) -> {
                double[] sum = mean.computeIfAbsent(site, s -> new double[values.length]);
                Arrays.setAll(sum, i -> sum[i] + values[i] / steps);
            });
        }
        return scores("EAP-IG, " + steps + " steps", edge -> product(edge, moved(edge), mean));
    }

    /** The number of nodes from which the path integral is exact; empty where it is a limit only. */
    public OptionalInt exactOrder() {
        OptionalInt degree = PolynomialDegree.of(network.config());
        if (degree.isEmpty() || metric.degree() == 0) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Math.toIntExact(((long) degree.getAsInt() * metric.degree() + 1) / 2));
    }

    /** The path integral with as many nodes as make it exact; refused where none do. */
    public EdgeScores pathIntegral(Progress progress) {
        int nodes = exactOrder()
                .orElseThrow(
                        () -> new IllegalArgumentException("the path integral is not exact with any number of nodes:"
                                + " the network or the metric is no polynomial; say how many nodes to take"));
        return pathIntegral(nodes, progress);
    }

    /** The path integral with {@code nodes} nodes. */
    public EdgeScores pathIntegral(int nodes, Progress progress) {
        GaussLegendre quadrature = GaussLegendre.of(nodes);
        double[] tangent =
                difference(base.get(EMBEDDING).values(), source.get(EMBEDDING).values());
        Map<String, Double> sums = new LinkedHashMap<>();
        graph.edges().forEach(edge -> sums.put(edge.name(), 0.0));
        for (int node = 0; node < nodes; node++) {
            progress.at(TASK, node, nodes, "");
            List<UnitEdit> edits = embedding(quadrature.nodes()[node]);
            ActivationCache run = network.forward(pairs.base(), edits, List.of(), true);
            double[] seed = pairs.gradient(metric, run.logits());
            List<ActivationCache> flow =
                    network.flow(pairs.base(), edits, graph.readerSites(), graph.writerSites(), seed, tangent);
            Map<String, double[]> derivatives = arrays(flow.get(0));
            double weight = quadrature.weights()[node];
            graph.edges().forEach(edge -> {
                double[] rate = part(
                        edge.from().site(),
                        edge.from().head(),
                        flow.get(1).get(edge.from().site()));
                sums.merge(edge.name(), weight * product(edge, rate, derivatives), Double::sum);
            });
        }
        progress.at(TASK, nodes, nodes, "");
        boolean exact = exactOrder().isPresent() && nodes >= exactOrder().getAsInt();
        String method = "path integral, " + nodes + " nodes" + (exact ? ", exact" : "");
        return scores(method, edge -> sums.get(edge.name()));
    }

    /**
     * The truth that the others stand for: every edge patched on its own, one forward pass each; everything behind its reader
     * follows.
     */
    public EdgeScores exactPatching(Progress progress) {
        List<Edge> edges = graph.edges();
        double unedited = pairs.mean(metric, base.logits());
        Map<String, Double> effects = new LinkedHashMap<>();
        for (Edge edge : edges) {
            progress.at(TASK, effects.size(), edges.size(), "");
            ActivationCache run = network.forward(pairs.base(), List.of(patch(edge)), List.of(), true);
            effects.put(edge.name(), pairs.mean(metric, run.logits()) - unedited);
        }
        progress.at(TASK, edges.size(), edges.size(), "");
        return scores("exact edge patching", edge -> effects.get(edge.name()));
    }

    /** The metric when these edges carry what the source sends, all in one run. */
    public double withEdges(List<String> names) {
        for (String name : names) {
            if (!graph.has(name)) {
                throw new IllegalArgumentException("there is no edge '" + name + "'");
            }
        }
        List<UnitEdit> edits = graph.edges().stream()
                .filter(edge -> names.contains(edge.name()))
                .map(this::patch)
                .toList();
        return pairs.mean(
                metric, network.forward(pairs.base(), edits, List.of(), true).logits());
    }

    public EdgeGraph graph() {
        return graph;
    }

    private UnitEdit patch(Edge edge) {
        double[] moved = moved(edge);
        double[] scaled =
                Arrays.stream(moved).map(value -> edge.scale() * value).toArray();
        return selection(edge.to().site(), edge.to().head()).add(scaled);
    }

    /** The embedding at {@code share} of the way from base to source. */
    private List<UnitEdit> embedding(double share) {
        double[] from = base.get(EMBEDDING).values();
        double[] to = source.get(EMBEDDING).values();
        double[] between = new double[from.length];
        Arrays.setAll(between, i -> from[i] + share * (to[i] - from[i]));
        return List.of(selection(EMBEDDING, 0).set(between));
    }

    /** dm/dv at every reader's site. */
    private Map<String, double[]> derivatives(ActivationCache run, List<UnitEdit> edits) {
        double[] seed = pairs.gradient(metric, run.logits());
        return arrays(network.gradients(pairs.base(), edits, graph.readerSites(), true, seed));
    }

    private static Map<String, double[]> arrays(ActivationCache cache) {
        Map<String, double[]> arrays = new LinkedHashMap<>();
        cache.names().forEach(name -> arrays.put(name, cache.get(name).values()));
        return arrays;
    }

    private Selection selection(String site, int head) {
        return Selection.all(network.point(new Site(site)), pairs.size(), pairs.length())
                .ofHeads(head);
    }

    private double[] part(String site, int head, NamedArray array) {
        return selection(site, head).of(array);
    }

    private double[] moved(Edge edge) {
        String site = edge.from().site();
        int head = edge.from().head();
        return difference(part(site, head, base.get(site)), part(site, head, source.get(site)));
    }

    private double product(Edge edge, double[] sent, Map<String, double[]> derivatives) {
        Selection read = selection(edge.to().site(), edge.to().head());
        double[] all = derivatives.get(edge.to().site());
        int[] units = read.units();
        int width = read.width();
        double sum = 0;
        for (int u = 0; u < units.length; u++) {
            for (int d = 0; d < width; d++) {
                sum += sent[u * width + d] * all[units[u] * width + d];
            }
        }
        return edge.scale() * sum;
    }

    private static double[] difference(double[] from, double[] to) {
        double[] difference = new double[from.length];
        Arrays.setAll(difference, i -> to[i] - from[i]);
        return difference;
    }

    private EdgeScores scores(String method, ToDoubleFunction<Edge> score) {
        Map<String, Double> scores = new LinkedHashMap<>();
        graph.edges().forEach(edge -> scores.put(edge.name(), score.applyAsDouble(edge)));
        return new EdgeScores(method, scores, pairs.mean(metric, base.logits()), pairs.mean(metric, source.logits()));
    }
}
