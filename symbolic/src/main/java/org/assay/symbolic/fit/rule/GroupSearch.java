package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Rules that hold at every token of a group, or at all tokens: group after group, agreement with the nearest token of a group,
 * copies, and what a token brings about for a while. The one that saves most beyond its cost is taken, again and again. It must save
 * at most of the tokens it speaks of, else it is the shadow of a rule about few of them.
 */
final class GroupSearch {
    private static final int FITTED = 12;
    private static final int MOST_RULES = 40;
    private static final double MOST = 2.0 / 3;

    private final Evidence evidence;
    private final double[] p;
    private final int[] rows;
    private final int[] groupOf;
    private final int groups;
    private final int reach;
    private final Price price;
    private final int vocabulary;

    GroupSearch(Evidence evidence, double[] p, int[] rows, int[] groupOf, int reach, Price price) {
        this.evidence = evidence;
        this.p = p;
        this.rows = rows;
        this.groupOf = groupOf;
        this.groups = Arrays.stream(groupOf).max().orElse(-1) + 1;
        this.reach = reach;
        this.price = price;
        this.vocabulary = evidence.vocabulary;
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
        return new Found(
                boost.kind(),
                new Match.Within(null, match.anchors(), 0, match.to()),
                boost.laws(),
                boost.share(),
                boost.nats());
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

    private record Screened(String kind, Match match, double promise) {}

    private Found best() {
        List<Screened> screened = new ArrayList<>();
        screenPairs(screened);
        screenAgreement(screened);
        screenCopies(screened);
        screenBoosts(screened);
        screened.sort(Comparator.comparingDouble(Screened::promise).reversed());
        List<Screened> few = screened.subList(0, Math.min(FITTED, screened.size()));
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
        int[] held = new int[rows.length];
        int[] values = new int[rows.length];
        int count = 0;
        double mass = 0;
        for (int row : rows) {
            int value = one.match().at(evidence.rows, row);
            if (value != Rows.NONE) {
                held[count] = row;
                values[count++] = value;
                mass += evidence.weights[row];
            }
        }
        held = Arrays.copyOf(held, count);
        Gain gain;
        double cost = price.condition(2);
        double[][] laws = {};
        if (one.match().copies()) {
            gain = Gain.ofCopy(evidence, p, held, values, price.observations());
        } else {
            gain = Gain.ofLaw(evidence, p, held, price.observations());
            if (isDivided(one.match(), held, gain, mass)) {
                return new Found(one.kind(), one.match(), laws, 0, 0);
            }
            cost += price.law(gain.law(), mass * gain.share());
            laws = new double[][] {gain.law()};
        }
        Found found = new Found(one.kind(), one.match(), laws, gain.share(), gain.nats() - cost);
        return found.nats() > 0 && holdsWidely(found, held, values)
                ? found
                : new Found(one.kind(), one.match(), laws, 0, 0);
    }

    /** Whether laws for each of the tokens that arm it, or for each current token, would be worth more than one for all. */
    private boolean isDivided(Match match, int[] held, Gain together, double mass) {
        double one = together.nats() - price.law(together.law(), mass * together.share());
        int[] byArm = Arrays.stream(held).map(row -> armedBy(match, row)).toArray();
        int[] byNow = Arrays.stream(held).map(evidence.rows::current).toArray();
        return match.now() != null && (apart(held, byArm) > one || apart(held, byNow) > one);
    }

    private double apart(int[] held, int[] keys) {
        double nats = 0;
        for (int key = 0; key < vocabulary; key++) {
            int its = key;
            int[] part = java.util.stream.IntStream.range(0, held.length)
                    .filter(k -> keys[k] == its)
                    .map(k -> held[k])
                    .toArray();
            if (part.length > 0) {
                double mass = Arrays.stream(part)
                        .mapToDouble(row -> evidence.weights[row])
                        .sum();
                Gain gain = Gain.ofLaw(evidence, p, part, price.observations());
                nats += Math.max(0, gain.nats() - price.condition(2) - price.law(gain.law(), mass * gain.share()));
            }
        }
        return nats;
    }

    /** Whether it saves at most of the current tokens, and for most of the tokens that arm it, by how often they come. */
    private boolean holdsWidely(Found found, int[] held, int[] values) {
        double[][] saved = new double[2][vocabulary + 1];
        double[][] mass = new double[2][vocabulary + 1];
        for (int k = 0; k < held.length; k++) {
            int row = held[k];
            double nats = 0;
            for (int v = 0; v < vocabulary; v++) {
                int i = row * vocabulary + v;
                double says = found.match().copies() ? v == values[k] ? 1 : 0 : found.laws()[values[k]][v];
                nats += evidence.q[i] > 0
                        ? evidence.q[i] * Math.log(1 - found.share() + found.share() * says / p[i])
                        : 0;
            }
            int[] keys = {evidence.rows.current(row), armedBy(found.match(), row)};
            for (int side = 0; side < 2; side++) {
                saved[side][keys[side]] += evidence.weights[row] * nats;
                mass[side][keys[side]] += evidence.weights[row];
            }
        }
        return found.match().now() == null && !found.match().copies()
                ? isSpread(saved[0])
                : widely(saved[0], mass[0]) && widely(saved[1], mass[1]);
    }

    private int armedBy(Match match, int row) {
        if (match instanceof Match.Nearest nearest) {
            return evidence.rows.back(row, evidence.rows.nearest(row, nearest.over(), 1, nearest.to()));
        }
        if (match instanceof Match.Within within && within.now() != null) {
            return evidence.rows.back(row, evidence.rows.nearest(row, within.anchors(), within.from(), within.to()));
        }
        return vocabulary;
    }

    /** Whether no current token alone makes for half of what is saved. */
    private static boolean isSpread(double[] saved) {
        double all = 0;
        double most = 0;
        for (double its : saved) {
            all += Math.max(0, its);
            most = Math.max(most, its);
        }
        return 2 * most < all;
    }

    private static boolean widely(double[] saved, double[] mass) {
        double all = 0;
        double good = 0;
        for (int v = 0; v < saved.length; v++) {
            all += mass[v];
            good += saved[v] > 0 ? mass[v] : 0;
        }
        return good >= MOST * all;
    }

    private boolean[] group(int group) {
        boolean[] set = new boolean[vocabulary];
        for (int v = 0; v < vocabulary; v++) {
            set[v] = groupOf[v] == group;
        }
        return set;
    }

    private double promise(double[] wanted, double[] given) {
        double promise = 0;
        for (int v = 0; v < vocabulary; v++) {
            promise += wanted[v] > 0 ? wanted[v] * Math.log(wanted[v] / given[v]) : 0;
        }
        return promise;
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
                double promise = promise(wanted[before * groups + now], given[before * groups + now]);
                keep(screened, "category-trigram", new Match.Within(group(now), group(before), 1, 1), promise);
            }
        }
    }

    /** For each current group, group looked for and window: the members that call for the same law, together. */
    private void screenAgreement(List<Screened> screened) {
        double[][][] wanted = new double[groups * vocabulary][reach + 1][];
        double[][][] given = new double[groups * vocabulary][reach + 1][];
        int[] seen = new int[groups];
        Arrays.fill(seen, -1);
        for (int row : rows) {
            int now = groupOf[evidence.rows.current(row)];
            for (int d = 1; d <= reach && now != Rows.NONE; d++) {
                int y = evidence.rows.back(row, d);
                if (y == Rows.NONE) {
                    break;
                }
                int over = groupOf[y];
                if (over != Rows.NONE && seen[over] != row) {
                    seen[over] = row;
                    int cell = now * vocabulary + y;
                    if (wanted[cell][d] == null) {
                        wanted[cell][d] = new double[vocabulary];
                        given[cell][d] = new double[vocabulary];
                    }
                    addTo(wanted[cell][d], given[cell][d], row);
                }
            }
        }
        for (int now = 0; now < groups; now++) {
            for (int over = 0; over < groups; over++) {
                screenAgreement(screened, wanted, given, now, over);
            }
        }
    }

    private void screenAgreement(List<Screened> screened, double[][][] wanted, double[][][] given, int now, int over) {
        boolean[] members = group(over);
        double[][] w = new double[vocabulary][vocabulary];
        double[][] g = new double[vocabulary][vocabulary];
        Screened best = null;
        for (int d = 1; d <= reach; d++) {
            for (int y = 0; y < vocabulary; y++) {
                double[] more = wanted[now * vocabulary + y][d];
                if (members[y] && more != null) {
                    for (int v = 0; v < vocabulary; v++) {
                        w[y][v] += more[v];
                        g[y][v] += given[now * vocabulary + y][d][v];
                    }
                }
            }
            Screened one = bestPart(now, members, w, g, d);
            best = one != null && (best == null || one.promise() > best.promise()) ? one : best;
        }
        if (best != null) {
            keep(screened, best.kind(), best.match(), best.promise());
        }
    }

    /** Grown from the member that promises most: others join while the promise of all together rises. */
    private Screened bestPart(int now, boolean[] members, double[][] w, double[][] g, int window) {
        int first = -1;
        double promise = 0;
        for (int y = 0; y < vocabulary; y++) {
            double one = members[y] ? promise(w[y], g[y]) : 0;
            if (one > promise) {
                promise = one;
                first = y;
            }
        }
        if (first < 0) {
            return null;
        }
        boolean[] when = new boolean[vocabulary];
        when[first] = true;
        double[] wanted = w[first].clone();
        double[] given = g[first].clone();
        int count = 1;
        for (int y = 0; y < vocabulary; y++) {
            if (members[y] && y != first) {
                double[] moreWanted = sum(wanted, w[y]);
                double[] moreGiven = sum(given, g[y]);
                double more = promise(moreWanted, moreGiven);
                if (more > promise) {
                    promise = more;
                    wanted = moreWanted;
                    given = moreGiven;
                    when[y] = true;
                    count++;
                }
            }
        }
        if (count < 2 || window == 1 && Arrays.equals(when, members)) {
            return null;
        }
        return new Screened("agreement", new Match.Nearest(group(now), members, when, window), promise);
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
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
                double promise = wanted * Math.log(wanted / given)
                        + (mass > wanted ? (mass - wanted) * Math.log((mass - wanted) / (mass - given)) : 0);
                keep(screened, kind, group < groups ? copying.at(group(group)) : all, promise);
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
            double[] w = new double[vocabulary];
            double[] g = new double[vocabulary];
            double best = 0;
            int window = 0;
            for (int d = 1; d <= reach; d++) {
                if (wanted[y][d] != null) {
                    w = sum(w, wanted[y][d]);
                    g = sum(g, given[y][d]);
                    double promise = promise(w, g);
                    if (promise > best) {
                        best = promise;
                        window = d;
                    }
                }
            }
            boolean[] anchor = new boolean[vocabulary];
            anchor[y] = true;
            keep(screened, "boost", new Match.Within(null, anchor, 1, window), best);
        }
    }
}
