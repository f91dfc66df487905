package org.assay.analysis.experiment.partition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.assay.analysis.experiment.partition.PartitionResult.Cause;
import org.assay.analysis.experiment.partition.PartitionResult.Factor;
import org.assay.analysis.experiment.partition.PartitionResult.Held;
import org.assay.analysis.experiment.partition.PartitionResult.Method;
import org.assay.analysis.experiment.partition.PartitionResult.Site;
import org.assay.analysis.experiment.partition.PartitionResult.Untrained;
import org.assay.analysis.experiment.partition.SiteScores.CutScores;
import org.assay.analysis.experiment.partition.SiteScores.ExchangeScores;
import org.assay.analysis.experiment.partition.SiteScores.FactorScores;

/** Puts the cuts of all networks and seeds together, site by site. */
public final class PartitionSummary {
    private final List<SiteScores> networks;
    private final SiteScores untrained;

    private PartitionSummary(List<SiteScores> networks, SiteScores untrained) {
        this.networks = networks;
        this.untrained = untrained;
    }

    /** What the stages of one language come to. */
    public static PartitionResult of(PartitionOutcome outcome) {
        List<Site> sites = new ArrayList<>();
        for (int s = 0; s < outcome.untrained().size(); s++) {
            int at = s;
            PartitionSummary summary = new PartitionSummary(
                    outcome.networks().stream().map(sitesOf -> sitesOf.get(at)).toList(),
                    outcome.untrained().get(s));
            sites.add(summary.site(outcome));
        }
        PartitionFindings findings = PartitionFindings.of(outcome.networks().size(), sites);
        return new PartitionResult(
                outcome.networks().size(),
                sites,
                outcome.circuits(),
                outcome.refused(),
                findings.headlines(),
                findings.sentences());
    }

    private Site site(PartitionOutcome outcome) {
        String name = untrained.site();
        Set<String> methods = new LinkedHashSet<>();
        networks.forEach(scores -> scores.cuts().forEach(cut -> methods.add(cut.method())));
        return new Site(
                name,
                factors(),
                methods.stream().map(this::method).toList(),
                networks.get(0),
                outcome.trees().stream()
                        .filter(tree -> tree.site().equals(name))
                        .toList());
    }

    private List<Factor> factors() {
        Set<String> names = new LinkedHashSet<>();
        networks.forEach(scores -> names.addAll(scores.asked()));
        List<Factor> factors = new ArrayList<>();
        for (String name : names) {
            List<SiteScores> asked = networks.stream()
                    .filter(scores -> scores.asked().contains(name))
                    .toList();
            List<SiteScores> held = asked.stream()
                    .filter(scores -> scores.held().contains(name))
                    .toList();
            boolean canBeAsked =
                    held.stream().anyMatch(scores -> !scores.notAsked().containsKey(name));
            factors.add(new Factor(
                    name,
                    held.size(),
                    mean(asked, scores -> scores.share().get(scores.asked().indexOf(name))),
                    mean(asked, scores -> scores.chance().get(scores.asked().indexOf(name))),
                    canBeAsked || held.isEmpty() ? "" : held.get(0).notAsked().get(name)));
        }
        return factors;
    }

    private Method method(String name) {
        List<List<CutScores>> cuts =
                networks.stream().map(scores -> cuts(scores, name)).toList();
        List<CutScores> all = cuts.stream().flatMap(List::stream).toList();
        List<List<Double>> agreements = networks.stream()
                .map(scores -> pairs(scores.stable().getOrDefault(name, List.of())))
                .toList();
        List<Held> factors = factors().stream()
                .filter(factor -> factor.heldIn() > 0)
                .flatMap(factor -> held(name, factor.name(), cuts).stream())
                .toList();
        return new Method(
                name,
                PartitionSpec.CEILINGS.contains(name),
                all.size(),
                all.get(0).sizes(),
                spread(cuts, cut -> Stream.of(cut.oneToOne())),
                mean(all, CutScores::random),
                cuts(untrained, name).stream().map(CutScores::oneToOne).findFirst(),
                agreements.stream().allMatch(List::isEmpty) ? Optional.empty() : Optional.of(Spread.of(agreements)),
                factors);
    }

    /** Empty where no cut of the method is of a network that holds the factor. */
    private Optional<Held> held(String method, String factor, List<List<CutScores>> cuts) {
        List<CutScores> holding = cuts.stream()
                .flatMap(List::stream)
                .filter(cut -> score(cut, factor).isPresent())
                .toList();
        if (holding.isEmpty()) {
            return Optional.empty();
        }
        List<FactorScores> scores =
                holding.stream().flatMap(cut -> score(cut, factor).stream()).toList();
        int inBlock = 0;
        int alone = 0;
        Set<String> with = new TreeSet<>();
        for (CutScores cut : holding) {
            FactorScores own = score(cut, factor).orElseThrow();
            List<String> others = cut.factors().stream()
                    .filter(other -> other.inBlock() && other.block() == own.block())
                    .map(FactorScores::factor)
                    .filter(other -> !other.equals(factor))
                    .toList();
            if (own.inBlock()) {
                inBlock++;
                alone += others.isEmpty() ? 1 : 0;
                with.addAll(others);
            }
        }
        return Optional.of(new Held(
                factor,
                scores.size(),
                inBlock,
                alone,
                List.copyOf(with),
                spread(cuts, cut -> score(cut, factor).map(FactorScores::capture).stream()),
                mean(scores, FactorScores::random),
                mean(scores, FactorScores::shuffled),
                spread(cuts, cut -> score(cut, factor).map(FactorScores::purity).stream()),
                mean(scores, FactorScores::impure),
                cuts(untrained, method).stream()
                        .flatMap(cut -> score(cut, factor).stream())
                        .map(own -> new Untrained(
                                own.capture(), own.purity(), own.exchange().map(ExchangeScores::cause)))
                        .findFirst(),
                cause(factor, cuts, scores)));
    }

    private static Optional<Cause> cause(String factor, List<List<CutScores>> cuts, List<FactorScores> scores) {
        List<ExchangeScores> exchanges =
                scores.stream().flatMap(score -> score.exchange().stream()).toList();
        return exchanges.isEmpty()
                ? Optional.empty()
                : Optional.of(new Cause(
                        spread(
                                cuts,
                                cut ->
                                        score(cut, factor)
                                                .flatMap(FactorScores::exchange)
                                                .map(ExchangeScores::cause)
                                                .stream()),
                        mean(exchanges, ExchangeScores::low),
                        mean(exchanges, ExchangeScores::high),
                        mean(exchanges, ExchangeScores::random)));
    }

    private static List<CutScores> cuts(SiteScores scores, String method) {
        return scores.cuts().stream().filter(cut -> cut.method().equals(method)).toList();
    }

    private static Optional<FactorScores> score(CutScores cut, String factor) {
        return cut.factors().stream()
                .filter(score -> score.factor().equals(factor))
                .findFirst();
    }

    private static Spread spread(List<List<CutScores>> cuts, Function<CutScores, Stream<Double>> value) {
        return Spread.of(cuts.stream()
                .map(network -> network.stream().flatMap(value).toList())
                .toList());
    }

    /** Of every two seeds once. */
    private static List<Double> pairs(List<List<Double>> agreements) {
        List<Double> pairs = new ArrayList<>();
        for (int i = 0; i < agreements.size(); i++) {
            pairs.addAll(agreements.get(i).subList(0, i));
        }
        return pairs;
    }

    private static <T> double mean(List<T> of, ToDoubleFunction<T> value) {
        return of.stream().mapToDouble(value).average().orElseThrow();
    }
}
