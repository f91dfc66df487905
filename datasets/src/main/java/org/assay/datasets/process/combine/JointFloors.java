package org.assay.datasets.process.combine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.process.Floors;
import org.assay.datasets.process.GeneratingProcess;

/** Floors of independent processes together, from the floors of each. */
final class JointFloors {
    private JointFloors() {}

    /** Side by side: h(L) is the sum of the parts', and errors add up. */
    static Floors sum(List<? extends GeneratingProcess> parts, int longest) {
        List<Floors> all = each(parts, longest);
        double[] values = new double[longest + 1];
        double error = 0;
        for (Floors own : all) {
            for (int length = 0; length <= longest; length++) {
                values[length] += own.values()[length];
            }
            error += own.error();
        }
        return new Floors(values, error, sumOfRates(all), note(all, "sum of the rates of the parts"));
    }

    /** In turn: h(L) is that of part L mod k after L div k tokens of its own; the rate is the mean over a round. */
    static Floors inTurn(List<? extends GeneratingProcess> parts, int longest) {
        List<Floors> all = each(parts, longest / parts.size());
        double[] values = new double[longest + 1];
        double error = 0;
        for (int length = 0; length <= longest; length++) {
            Floors own = all.get(length % parts.size());
            values[length] = own.values()[length / parts.size()];
            error = Math.max(error, own.error());
        }
        OptionalDouble sum = sumOfRates(all);
        OptionalDouble rate = sum.isPresent() ? OptionalDouble.of(sum.getAsDouble() / parts.size()) : sum;
        return new Floors(values, error, rate, note(all, "mean of the rates of the parts, which take turns"));
    }

    /** After one token that is always the same: h(0) = 0, then all is one token later. */
    static Floors later(GeneratingProcess process, int longest) {
        Floors own = process.floors(Math.max(0, longest - 1));
        double[] values = new double[longest + 1];
        System.arraycopy(own.values(), 0, values, 1, longest);
        return new Floors(values, own.error(), own.entropyRate(), own.entropyRateNote());
    }

    /** The floors of every part; equal parts are asked once. */
    private static List<Floors> each(List<? extends GeneratingProcess> parts, int longest) {
        Map<ContentHash, Floors> known = new HashMap<>();
        List<Floors> floors = new ArrayList<>();
        for (GeneratingProcess part : parts) {
            floors.add(known.computeIfAbsent(part.id(), id -> part.floors(longest)));
        }
        return floors;
    }

    private static OptionalDouble sumOfRates(List<Floors> all) {
        return all.stream().allMatch(floors -> floors.entropyRate().isPresent())
                ? OptionalDouble.of(all.stream()
                        .mapToDouble(floors -> floors.entropyRate().getAsDouble())
                        .sum())
                : OptionalDouble.empty();
    }

    private static String note(List<Floors> all, String how) {
        return sumOfRates(all).isPresent()
                ? how + ": "
                        + all.stream().map(Floors::entropyRateNote).distinct().collect(Collectors.joining("; "))
                : "not known of every part";
    }
}
