package org.assay.reports.cli.answer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assay.analysis.experiment.ProgramRoute;
import org.assay.symbolic.text.ProgramPrinter;

/**
 * What the routes from a network to a program gave.
 *
 * @param observations N, at which they were weighed
 * @param routes       in the order in which they were tried
 * @param chosen       the route with the shortest description; null when none came to a program
 * @param program      its program as text; null when there is none
 * @param front        programs at several N that no other beats in both lines and loss, shortest first; empty where not asked for
 */
public record RoutesAnswer(double observations, List<Route> routes, String chosen, String program, List<Priced> front) {
    /**
     * @param lines       of the program; 0 without one
     * @param loss        KL(network || program) on held-out sequences, nats per token; null without a program
     * @param nats        length of the program; null without one
     * @param description length + N x loss; null without one
     * @param gaveUp      at which stage the route gave up and why; null when it did not
     */
    public record Route(String route, int lines, Double loss, Double nats, Double description, String gaveUp) {
        private static Route of(ProgramRoute route) {
            boolean made = route.program().isPresent();
            return new Route(
                    route.name(),
                    route.lines(),
                    made ? route.loss() : null,
                    made ? route.nats() : null,
                    made ? route.description() : null,
                    route.gaveUp().isEmpty() ? null : route.gaveUp());
        }
    }

    /** A program of the front. */
    public record Priced(String route, double observations, int lines, double loss, double nats, String program) {
        private static Priced of(ProgramRoute route) {
            return new Priced(
                    route.name(),
                    route.observations(),
                    route.lines(),
                    route.loss(),
                    route.nats(),
                    ProgramPrinter.print(route.program().orElseThrow()));
        }
    }

    /** @param front routes with a program */
    public static RoutesAnswer of(List<ProgramRoute> tried, double observations, List<ProgramRoute> front) {
        Optional<ProgramRoute> shortest = ProgramRoute.shortest(tried);
        return new RoutesAnswer(
                observations,
                tried.stream().map(Route::of).toList(),
                shortest.map(ProgramRoute::name).orElse(null),
                shortest.flatMap(ProgramRoute::program)
                        .map(ProgramPrinter::print)
                        .orElse(null),
                front.stream().map(Priced::of).toList());
    }

    /** For people; ends with a newline. */
    public String text() {
        Columns table = new Columns()
                .add("route", "lines", "KL", "length", String.format(Locale.ROOT, "in all at N = %.0e", observations));
        for (Route route : routes) {
            if (route.loss() == null) {
                table.add(route.route(), "-", "-", "-", "-", "gave up: " + route.gaveUp());
            } else {
                table.add(
                        route.route(),
                        Integer.toString(route.lines()),
                        String.format(Locale.ROOT, "%.5f", route.loss()),
                        String.format(Locale.ROOT, "%.0f", route.nats()),
                        String.format(Locale.ROOT, "%.0f", route.description()),
                        route.gaveUp() == null ? "" : "gave up: " + route.gaveUp());
            }
        }
        StringBuilder text = new StringBuilder(table.text());
        text.append(chosen == null ? "no route came to a program\n" : "taken: " + chosen + "\n");
        if (!front.isEmpty()) {
            Columns priced = new Columns().add("front", "N", "lines", "KL");
            front.forEach(one -> priced.add(
                    one.route(),
                    String.format(Locale.ROOT, "%.0e", one.observations()),
                    Integer.toString(one.lines()),
                    String.format(Locale.ROOT, "%.5f", one.loss())));
            text.append('\n').append(priced.text());
        }
        return text.toString();
    }
}
