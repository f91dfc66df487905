package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rules that hold at every token of a group, or at all tokens: group after group, agreement with the nearest token of a group,
 * copies, and what a token brings about for a while. The one that saves most beyond its cost is taken, again and again. It must save
 * at most of the tokens it speaks of, else it is the shadow of a rule about few of them.
 */
final class GroupSearch {
    private static final int FITTED = 5;
    private static final int MOST_RULES = 40;

    private final Evidence evidence;
    private final double[] p;
    private final int[] rows;
    private final int[] groupOf;
    private final int groups;
    private final int reach;
    private final Price price;
    private final int vocabulary;
    private final Shadows shadows;

    GroupSearch(Evidence evidence, double[] p, int[] rows, int[] groupOf, int reach, Price price) {
        this.evidence = evidence;
        this.p = p;
        this.rows = rows;
        this.groupOf = groupOf;
        this.groups = Arrays.stream(groupOf).max().orElse(-1) + 1;
        this.reach = reach;
        this.price = price;
        this.vocabulary = evidence.vocabulary;
        this.shadows = new Shadows(evidence, p, price);
    }

    List<Found> run() {
        List<Found> found = new ArrayList<>();
        while (found.size() < MOST_RULES) {
            Found best = best();
            if (best == null) {
                return found;
            }
            found.add(best.kind().equals("boost") ? fromNow(best) : best);
            apply(best);
        }
        return found;
    }

    /** A boost begins at its anchor. */
    private static Found fromNow(Found boost) {
        Match.Within match = (Match.Within) boost.match();
        Match its = new Match.Within(null, match.anchors(), 0, match.to());
        return new Found(boost.kind(), its, boost.laws(), boost.share(), boost.nats());
    }

    private void apply(Found rule) {
        for (int row : rows) {
            int value = rule.match().at(evidence.rows, row);
            if (value != Rows.NONE) {
                int from = row * vocabulary;
                for (int v = 0; v < vocabulary; v++) {
                    double says = rule.match().copies() ? v == value ? 1 : 0 : rule.laws()[value][v];
                    p[from + v] = (1 - rule.share()) * p[from + v] + rule.share() * says;
                }
            }
        }
    }

    /** @param law the law that is meant, null when it is to be fitted */
    private record Screened(String kind, Match match, double promise, double[] law) {
        Screened(String kind, Match match, double promise) {
            this(kind, match, promise, null);
        }
    }

    private Found best() {
        List<Screened> screened = new ArrayList<>();
        screenPairs(screened);
        screenCopies(screened);
        screenBoosts(screened);
        screened.sort(Comparator.comparingDouble(Screened::promise).reversed());
        Map<String, Integer> times = new TreeMap<>();
        List<Screened> few = screened.stream()
                .filter(one -> times.merge(one.kind(), 1, Integer::sum) <= FITTED)
                .toList();
        List<Found> fitted = few.stream().parallel().map(this::fit).toList();
        Found best = null;
        for (Found one : fitted) {
            if (one.nats() > 0 && (best == null || one.nats() > best.nats())) {
                best = one;
            }
        }
        return best;
    }

    private Found fit(Screened one) {
        Holding holding = Holding.of(one.match(), evidence, rows);
        Gain gain;
        double cost = price.condition(2);
        double[][] laws = {};
        if (one.law() != null) {
            int[] same = new int[holding.rows().length];
            Arrays.fill(same, Screening.only(one.law()));
            gain = Gain.ofCopy(evidence, p, holding.rows(), same, price.observations());
            cost += price.law(1);
            laws = new double[][] {one.law()};
        } else if (one.match().copies()) {
            gain = Gain.ofCopy(evidence, p, holding.rows(), holding.values(), price.observations());
        } else {
            gain = Gain.ofLaw(evidence, p, holding.rows(), price.observations());
            if (shadows.isDivided(one.match(), holding.rows(), gain, holding.mass())) {
                return new Found(one.kind(), one.match(), laws, 0, 0);
            }
            cost += price.law(gain.law(), holding.mass() * gain.share());
            laws = new double[][] {gain.law()};
        }
        Found found = new Found(one.kind(), one.match(), laws, gain.share(), gain.nats() - cost);
        return found.nats() > 0 && shadows.holdsWidely(found, holding.rows(), holding.values())
                ? found
                : new Found(one.kind(), one.match(), laws, 0, 0);
    }

    private void addTo(double[] wanted, double[] given, int row) {
        double weight = evidence.weights[row];
        int from = row * vocabulary;
        for (int v = 0; v < vocabulary; v++) {
            wanted[v] += weight * evidence.q[from + v];
            given[v] += weight * p[from + v];
        }
    }

    private void keep(List<Screened> screened, String kind, Match match, double promise) {
        if (price.observations() * promise > price.condition(2)) {
            screened.add(new Screened(kind, match, promise));
        }
    }

    private void screenPairs(List<Screened> screened) {
        double[][] wanted = new double[groups * groups][vocabulary];
        double[][] given = new double[groups * groups][vocabulary];
        for (int row : rows) {
            int now = groupOf[evidence.rows.current(row)];
            int before = evidence.rows.back(row, 1);
            if (now != Rows.NONE && before != Rows.NONE && groupOf[before] != Rows.NONE) {
                addTo(wanted[groupOf[before] * groups + now], given[groupOf[before] * groups + now], row);
            }
        }
        for (int before = 0; before < groups; before++) {
            for (int now = 0; now < groups; now++) {
                double promise = Screening.promise(wanted[before * groups + now], given[before * groups + now]);
                keep(
                        screened,
                        "category-trigram",
                        new Match.Within(Screening.group(groupOf, now), Screening.group(groupOf, before), 1, 1),
                        promise);
            }
        }
    }

    private void screenCopies(List<Screened> screened) {
        for (int back = 2; back <= reach; back++) {
            int far = back;
            screenCopy(screened, "copy", now -> new Match.Copy(now, far));
        }
        for (int which = 0; which < Rows.FOLLOWERS; which++) {
            int its = which;
            screenCopy(screened, "induction", now -> new Match.Follow(now, its));
        }
    }

    private interface Copying {
        Match at(boolean[] now);
    }

    /** For each group, and for all tokens. */
    private void screenCopy(List<Screened> screened, String kind, Copying copying) {
        double[][] sums = new double[groups + 1][3];
        Match all = copying.at(null);
        for (int row : rows) {
            int to = all.at(evidence.rows, row);
            int group = groupOf[evidence.rows.current(row)];
            if (to != Rows.NONE) {
                for (int at : group == Rows.NONE ? new int[] {groups} : new int[] {group, groups}) {
                    sums[at][0] += evidence.weights[row];
                    sums[at][1] += evidence.weights[row] * evidence.q[row * vocabulary + to];
                    sums[at][2] += evidence.weights[row] * p[row * vocabulary + to];
                }
            }
        }
        for (int group = 0; group <= groups; group++) {
            double mass = sums[group][0];
            double wanted = sums[group][1];
            double given = sums[group][2];
            if (wanted > given) {
                keep(
                        screened,
                        kind,
                        group < groups ? copying.at(Screening.group(groupOf, group)) : all,
                        Screening.copyPromise(mass, wanted, given));
            }
        }
    }

    /** What a token brings about for a while; looked for behind it, since what comes next to it is in its own law so far. */
    private void screenBoosts(List<Screened> screened) {
        double[][][] wanted = new double[vocabulary][reach + 1][];
        double[][][] given = new double[vocabulary][reach + 1][];
        int[] seen = new int[vocabulary];
        Arrays.fill(seen, -1);
        for (int row : rows) {
            for (int d = 1; d <= reach; d++) {
                int y = evidence.rows.back(row, d);
                if (y == Rows.NONE) {
                    break;
                }
                if (seen[y] != row) {
                    seen[y] = row;
                    if (wanted[y][d] == null) {
                        wanted[y][d] = new double[vocabulary];
                        given[y][d] = new double[vocabulary];
                    }
                    addTo(wanted[y][d], given[y][d], row);
                }
            }
        }
        for (int y = 0; y < vocabulary; y++) {
            boolean[] anchor = Screening.alone(vocabulary, y);
            double[] w = new double[vocabulary];
            double[] g = new double[vocabulary];
            double mass = 0;
            double best = 0;
            int window = 0;
            int emitted = 0;
            for (int d = 1; d <= reach; d++) {
                if (wanted[y][d] != null) {
                    w = Screening.sum(w, wanted[y][d]);
                    g = Screening.sum(g, given[y][d]);
                    mass += Arrays.stream(wanted[y][d]).sum();
                    for (int v = 0; v < vocabulary; v++) {
                        double promise = Screening.copyPromise(mass, w[v], g[v]);
                        if (promise > best) {
                            best = promise;
                            window = d;
                            emitted = v;
                        }
                    }
                }
            }
            double[] law = new double[vocabulary];
            law[emitted] = 1;
            if (price.observations() * best > price.condition(2)) {
                screened.add(new Screened("boost", new Match.Within(null, anchor, 1, window), best, law));
            }
        }
    }
}
