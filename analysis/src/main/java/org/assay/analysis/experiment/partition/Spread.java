package org.assay.analysis.experiment.partition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A number measured on several networks from several seeds of a method, with both kinds of spread apart.
 *
 * @param value       mean over networks of means over seeds
 * @param networkLow  least mean over seeds of a network
 * @param networkHigh greatest mean over seeds of a network
 * @param seedLow     least mean over networks of a seed
 * @param seedHigh    greatest mean over networks of a seed
 * @param networks    how many
 * @param seeds       how many at most
 */
public record Spread(
        double value, double networkLow, double networkHigh, double seedLow, double seedHigh, int networks, int seeds) {
    /** @param values of each network, seed by seed; networks that have none are left out, one at least has some */
    static Spread of(Collection<List<Double>> values) {
        List<Double> ofNetworks = new ArrayList<>();
        List<List<Double>> ofSeeds = new ArrayList<>();
        for (List<Double> network : values) {
            if (!network.isEmpty()) {
                ofNetworks.add(mean(network));
            }
            for (int s = 0; s < network.size(); s++) {
                if (ofSeeds.size() == s) {
                    ofSeeds.add(new ArrayList<>());
                }
                ofSeeds.get(s).add(network.get(s));
            }
        }
        if (ofNetworks.isEmpty()) {
            throw new IllegalArgumentException("a spread needs at least one value");
        }
        List<Double> seeds = ofSeeds.stream().map(Spread::mean).toList();
        double value = mean(ofNetworks);
        // Means of equal numbers may differ in the last bit, and a value lies within its spread.
        return new Spread(
                value,
                Math.min(value, least(ofNetworks)),
                Math.max(value, -least(negative(ofNetworks))),
                Math.min(value, least(seeds)),
                Math.max(value, -least(negative(seeds))),
                ofNetworks.size(),
                seeds.size());
    }

    static double mean(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double least(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    private static List<Double> negative(List<Double> values) {
        return values.stream().map(value -> -value).toList();
    }
}
