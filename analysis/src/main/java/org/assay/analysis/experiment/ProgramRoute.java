package org.assay.analysis.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.text.ProgramPrinter;

/**
 * A way from a network to a program, and what it gave.
 *
 * @param name         of the route
 * @param observations N, at which nats of program and nats of loss were weighed
 * @param program      if the route came to one
 * @param loss         KL(network || program) where the routes are compared, nats per token; NaN without a program
 * @param nats         length of the program at N; NaN without one
 * @param gaveUp       at which stage it gave up and why; empty where it did not
 */
public record ProgramRoute(
        String name, double observations, Optional<Program> program, double loss, double nats, String gaveUp) {
    /** A route without a program. */
    public static ProgramRoute closed(String name, double observations, String why) {
        return new ProgramRoute(name, observations, Optional.empty(), Double.NaN, Double.NaN, why);
    }

    /** Length of the program + N x loss, in nats; NaN without a program. */
    public double description() {
        return nats + observations * loss;
    }

    /** Lines of the printed program; 0 without one. */
    public int lines() {
        return program.map(found -> (int) ProgramPrinter.print(found).lines().count())
                .orElse(0);
    }

    /** The route with the shortest description, the first of equals; none where no route came to a program. */
    public static Optional<ProgramRoute> shortest(List<ProgramRoute> routes) {
        return routes.stream()
                .filter(route -> route.program.isPresent())
                .min(Comparator.comparingDouble(ProgramRoute::description));
    }

    /** Those that no other beats both in length and in loss, shortest first: the front of size against loss. */
    public static List<ProgramRoute> front(List<ProgramRoute> routes) {
        List<ProgramRoute> sized = routes.stream()
                .filter(route -> route.program.isPresent())
                .sorted(Comparator.comparingInt(ProgramRoute::lines).thenComparingDouble(ProgramRoute::loss))
                .toList();
        double[] least = {Double.POSITIVE_INFINITY};
        return sized.stream()
                .filter(route -> {
                    boolean better = route.loss < least[0];
                    least[0] = Math.min(least[0], route.loss);
                    return better;
                })
                .toList();
    }
}
