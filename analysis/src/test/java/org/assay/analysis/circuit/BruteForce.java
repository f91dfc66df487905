package org.assay.analysis.circuit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.analysis.circuit.EdgeGraph.Edge;
import org.assay.datasets.model.Site;
import org.assay.neural.djl.UnitEdit;
import org.assay.neural.hook.ActivationCache;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.hook.Selection;

/** The path integral of edges as a sum: what a writer sends changes from step to step, times the derivative in between. */
final class BruteForce {
    private BruteForce() {}

    static Map<String, Double> integral(
            HookedTransformer network, ContextPairs pairs, LogitMetric metric, EdgeGraph graph, int steps) {
        Selection embedding = Selection.all(network.point(new Site("hook_embed")), pairs.size(), pairs.length());
        double[] from = embedding.of(network.forward(pairs.base(), List.of(), List.of("hook_embed"), true)
                .get("hook_embed"));
        double[] to = embedding.of(network.forward(pairs.source(), List.of(), List.of("hook_embed"), true)
                .get("hook_embed"));
        Map<String, Double> sums = new LinkedHashMap<>();
        ActivationCache before = null;
        for (int step = 0; step <= steps; step++) {
            ActivationCache here = network.forward(
                    pairs.base(), at(embedding, from, to, (double) step / steps), graph.writerSites(), true);
            if (before != null) {
                List<UnitEdit> between = at(embedding, from, to, (step - 0.5) / steps);
                ActivationCache run = network.forward(pairs.base(), between, List.of(), true);
                double[] seed = pairs.gradient(metric, run.logits());
                ActivationCache slopes = network.gradients(pairs.base(), between, graph.readerSites(), true, seed);
                for (Edge edge : graph.edges()) {
                    Selection sent = Selection.all(
                                    network.point(new Site(edge.from().site())), pairs.size(), pairs.length())
                            .ofHeads(edge.from().head());
                    Selection read = Selection.all(
                                    network.point(new Site(edge.to().site())), pairs.size(), pairs.length())
                            .ofHeads(edge.to().head());
                    double[] now = sent.of(here.get(edge.from().site()));
                    double[] then = sent.of(before.get(edge.from().site()));
                    double[] slope = read.of(slopes.get(edge.to().site()));
                    double sum = 0;
                    for (int i = 0; i < now.length; i++) {
                        sum += edge.scale() * (now[i] - then[i]) * slope[i];
                    }
                    sums.merge(edge.name(), sum, Double::sum);
                }
            }
            before = here;
        }
        return sums;
    }

    private static List<UnitEdit> at(Selection embedding, double[] from, double[] to, double share) {
        double[] between = new double[from.length];
        Arrays.setAll(between, i -> from[i] + share * (to[i] - from[i]));
        return List.of(embedding.set(between));
    }
}
