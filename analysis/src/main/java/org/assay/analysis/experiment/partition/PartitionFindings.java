package org.assay.analysis.experiment.partition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.assay.analysis.experiment.partition.PartitionResult.Factor;
import org.assay.analysis.experiment.partition.PartitionResult.Held;
import org.assay.analysis.experiment.partition.PartitionResult.Method;
import org.assay.analysis.experiment.partition.PartitionResult.Site;

/**
 * Which factor is in a subspace and which is in none, in sentences made from the numbers. A factor counts as in a block when the block
 * holds at least half of it, more than any block of 95 in 100 random partitions, and more than the same method holds of shuffled
 * values, and is itself at most half of what was cut; the block is its own when no other factor is in it by the same test.
 */
final class PartitionFindings {
    private final int networks;
    private final List<Site> sites;
    private final List<String> headlines = new ArrayList<>();
    private final List<String> sentences = new ArrayList<>();

    private PartitionFindings(int networks, List<Site> sites) {
        this.networks = networks;
        this.sites = sites;
    }

    static PartitionFindings of(int networks, List<Site> sites) {
        PartitionFindings findings = new PartitionFindings(networks, sites);
        findings.nowhere();
        for (Site site : sites) {
            findings.absent(site);
            findings.inNoBlock(site);
            findings.shared(site);
            findings.own(site);
            findings.told(site);
        }
        return findings;
    }

    /** What is in no subspace, over all sites. */
    List<String> headlines() {
        return List.copyOf(headlines);
    }

    /** Site by site. */
    List<String> sentences() {
        return List.copyOf(sentences);
    }

    /** Cuts by methods that were not told, random ones apart. */
    private static List<Method> competing(Site site) {
        return site.methods().stream()
                .filter(method -> !method.ceiling() && !method.name().equals(PartitionSpec.RANDOM))
                .toList();
    }

    private static List<Held> held(Site site, String factor) {
        return competing(site).stream()
                .flatMap(method -> of(method, factor).stream())
                .toList();
    }

    private static Optional<Held> of(Method method, String factor) {
        return method.factors().stream()
                .filter(held -> held.factor().equals(factor))
                .findFirst();
    }

    private static List<String> names(Site site, Predicate<Factor> chosen) {
        return site.factors().stream().filter(chosen).map(Factor::name).toList();
    }

    private static boolean isNowhere(Site site, Factor factor) {
        return held(site, factor.name()).stream().allMatch(held -> held.inBlock() == 0);
    }

    private static boolean isAlone(Site site, Factor factor) {
        return held(site, factor.name()).stream().anyMatch(held -> held.alone() > 0);
    }

    /** What is in no subspace of any site, and what is in none that is its own. */
    private void nowhere() {
        Set<String> nowhere = new LinkedHashSet<>();
        Set<String> neverAlone = new LinkedHashSet<>();
        for (Factor factor : sites.get(0).factors()) {
            if (sites.stream().allMatch(site -> isNowhere(site, factor))) {
                nowhere.add(factor.name());
            } else if (sites.stream().noneMatch(site -> isAlone(site, factor))) {
                neverAlone.add(factor.name());
            }
        }
        String where = sites.size() == 1 ? "at the site that was cut" : "at any of the " + sites.size() + " sites";
        headlines.add(
                nowhere.isEmpty()
                        ? "Every factor is in a subspace of some method at some site."
                        : "In no subspace " + where + ": " + listed(nowhere) + ".");
        if (!neverAlone.isEmpty()) {
            headlines.add("In a subspace, but in none of its own: " + listed(neverAlone) + ".");
        }
    }

    private void absent(Site site) {
        for (Factor factor : site.factors()) {
            if (factor.heldIn() == 0) {
                say(String.format(
                        Locale.ROOT,
                        "At %s no network holds %s: it adds %.2f %% of the variance, its shuffled values %.2f %%.",
                        site.name(),
                        factor.name(),
                        100 * factor.share(),
                        100 * factor.chance()));
            }
        }
    }

    private void inNoBlock(Site site) {
        List<String> parts = new ArrayList<>();
        for (Factor factor : site.factors()) {
            if (factor.heldIn() > 0 && isNowhere(site, factor)) {
                Method most = competing(site).stream()
                        .filter(method -> of(method, factor.name()).isPresent())
                        .max(Comparator.comparingDouble(method -> of(method, factor.name())
                                .orElseThrow()
                                .capture()
                                .value()))
                        .orElseThrow();
                Held held = of(most, factor.name()).orElseThrow();
                parts.add(String.format(
                        Locale.ROOT,
                        "%s (at most %.2f, by %s, which holds %.2f of shuffled values%s)",
                        factor.name(),
                        held.capture().value(),
                        most.name(),
                        held.shuffled(),
                        factor.heldIn() < networks ? "; at the site in " + factor.heldIn() + " networks" : ""));
            }
        }
        if (!parts.isEmpty()) {
            say("At " + site.name() + " the stream holds, but no block of any method that was not told: "
                    + listed(parts) + ".");
        }
    }

    private void shared(Site site) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String name : names(site, factor -> !isNowhere(site, factor) && !isAlone(site, factor))) {
            Set<String> with = new TreeSet<>();
            List<String> by = new ArrayList<>();
            for (Method method : competing(site)) {
                of(method, name).filter(held -> held.inBlock() > 0).ifPresent(held -> {
                    with.addAll(held.with());
                    by.add(method.name() + " in " + held.inBlock() + " of " + held.cuts());
                });
            }
            parts.put(name, name + ", with " + listed(with) + " (" + String.join(", ", by) + " cuts)");
        }
        if (!parts.isEmpty()) {
            say("At " + site.name() + " only in a block with others: " + String.join("; ", parts.values()) + ".");
        }
    }

    private void own(Site site) {
        for (String name : names(site, factor -> isAlone(site, factor))) {
            for (Method method : competing(site)) {
                of(method, name)
                        .filter(held -> held.alone() > 0)
                        .ifPresent(held -> say(String.format(
                                Locale.ROOT,
                                "At %s %s finds a block for %s alone in %d of %d cuts: capture %.2f, purity %.2f%s.",
                                site.name(),
                                method.name(),
                                name,
                                held.alone(),
                                held.cuts(),
                                held.capture().value(),
                                held.purity().value(),
                                cause(held))));
            }
        }
    }

    private static String cause(Held held) {
        return held.cause()
                .map(cause -> String.format(
                        Locale.ROOT,
                        ", and exchanging it causes %.2f of the exact effect (random blocks %.2f)",
                        cause.value().value(),
                        cause.random()))
                .orElse("");
    }

    /** The best of the others beside what was told the factors. */
    private void told(Site site) {
        Optional<Method> best = competing(site).stream()
                .max(Comparator.comparingDouble(method -> method.oneToOne().value()));
        Optional<Method> ceiling = PartitionResult.method(site, PartitionSpec.TRUE_PARTITION);
        if (best.isEmpty()) {
            return;
        }
        say(String.format(
                Locale.ROOT,
                "At %s the best one-to-one recovery of factors by blocks is %.2f (%s; random partitions of its sizes %.2f)%s.",
                site.name(),
                best.get().oneToOne().value(),
                best.get().name(),
                best.get().random(),
                ceiling.map(told -> String.format(
                                Locale.ROOT,
                                "; blocks that were told the factors reach %.2f",
                                told.oneToOne().value()))
                        .orElse("")));
    }

    private void say(String sentence) {
        sentences.add(sentence);
    }

    /** Such as {@code a, b and c}. */
    private static String listed(Collection<String> names) {
        List<String> all = List.copyOf(names);
        return all.size() < 2
                ? String.join("", all)
                : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.get(all.size() - 1);
    }
}
