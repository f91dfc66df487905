package org.assay.reports.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.analysis.experiment.AlgorithmFit;
import org.assay.analysis.experiment.ProgramRoute;
import org.assay.analysis.experiment.ProgramRoutes;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.weights.foreign.OpenedModel;
import org.assay.symbolic.fit.discrete.DiscreteFit;
import org.assay.symbolic.fit.rule.HeldOut;
import org.assay.symbolic.fit.rule.RuleFitOptions;

/** The routes that a network is sent along, all measured on the same held-out sequences. */
final class RoutesOfNetwork {
    private static final List<Double> PRICES = List.of(1e3, 1e4, 1e5, 1e6);

    private final OpenedModel model;
    private final ContextSet contexts;
    private final Optional<GeneratingProcess> process;
    private final String only;

    /** @param only the name of a route, any other word for all */
    RoutesOfNetwork(OpenedModel model, ContextSet contexts, Optional<GeneratingProcess> process, String only) {
        this.model = model;
        this.contexts = contexts;
        this.process = process;
        this.only = only;
    }

    private boolean isWanted(String route) {
        return only.equals(route)
                || !List.of(ProgramRoutes.DISCRETE, ProgramRoutes.RULES, ProgramRoutes.MACHINE)
                        .contains(only);
    }

    /** All routes at one N. */
    List<ProgramRoute> at(double observations, long seed, Progress progress) {
        List<ProgramRoute> routes = new ArrayList<>();
        try (HookedTransformer network = network()) {
            NextTokenTable table = network.next(contexts);
            ProgramRoutes ways = measured(network, table);
            if (isWanted(ProgramRoutes.DISCRETE)) {
                routes.add(discrete(ways, observations, seed, progress));
            }
            if (isWanted(ProgramRoutes.RULES)) {
                routes.add(ways.rules(contexts, table, observations, progress));
            }
            if (isWanted(ProgramRoutes.MACHINE)) {
                routes.addAll(ways.machine(listed(), room(), List.of(observations), progress));
            }
        }
        return routes;
    }

    /** The programs of several N along the routes that came to one, and those that there are already. */
    List<ProgramRoute> front(List<ProgramRoute> known, Progress progress) {
        List<ProgramRoute> routes = new ArrayList<>(known);
        try (HookedTransformer network = network()) {
            NextTokenTable table = network.next(contexts);
            ProgramRoutes ways = measured(network, table);
            for (ProgramRoute route : known) {
                if (route.program().isPresent() && route.name().equals(ProgramRoutes.RULES)) {
                    PRICES.forEach(n -> routes.add(ways.rules(contexts, table, n, progress)));
                }
                if (route.program().isPresent() && route.name().equals(ProgramRoutes.MACHINE)) {
                    routes.addAll(ways.machine(listed(), room(), PRICES, progress));
                }
            }
        }
        return ProgramRoute.front(routes);
    }

    private HookedTransformer network() {
        return HookedTransformer.of("network", model.vocabulary(), model.weights());
    }

    private ProgramRoutes measured(HookedTransformer network, NextTokenTable table) {
        HeldOut rows = HeldOut.of(contexts, table, RuleFitOptions.DEFAULT.heldOutShare());
        return ProgramRoutes.measuredOn(network, rows.heldOut(), rows.heldOutTable());
    }

    private int room() {
        return model.weights().config().nCtx();
    }

    private Optional<ContextSet> listed() {
        return process.flatMap(known -> ProgramRoutes.listed(known, room()));
    }

    private ProgramRoute discrete(ProgramRoutes ways, double observations, long seed, Progress progress) {
        try (AlgorithmFit network = AlgorithmFit.of(model)) {
            DiscreteFit fit = network.fit(Seed.of(seed), progress);
            return ways.route(
                    ProgramRoutes.DISCRETE,
                    fit.program(),
                    observations,
                    fit.gaveUp().orElse(""));
        } catch (IllegalArgumentException e) {
            return ProgramRoute.closed(ProgramRoutes.DISCRETE, observations, e.getMessage());
        }
    }
}
