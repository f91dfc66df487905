package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Rules at one current token x: of all conditions on what came before, the one that saves most beyond its cost, again and again. A
 * condition is screened by N x mass x KL(mean network law || mean program law) where it holds; the best are fitted in full. Pairs of
 * anchors are looked at together, since one alone of an exclusive pair may show nothing.
 */
final class TokenSearch {
    private static final int FITTED = 8;
    private static final int MOST_RULES = 24;

    private final Evidence evidence;
    private final double[] p;
    private final int token;
    private final int[] rows;
    private final int[] groupOf;
    private final int groups;
    private final int reach;
    private final Price price;
    private final int vocabulary;

    /**
     * @param p       what is explained so far, rows x vocabulary; changed at {@code rows} as rules are found
     * @param rows    those outside brackets whose current token is {@code token}
     * @param groupOf group of each token
     */
    TokenSearch(Evidence evidence, double[] p, int token, int[] rows, int[] groupOf, int reach, Price price) {
        this.evidence = evidence;
        this.p = p;
        this.token = token;
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
            found.add(best);
            apply(best);
        }
        return found;
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

    /** A condition and what screening promises. */
    private record Screened(String kind, Match match, double promise) {}

    private Found best() {
        List<Screened> screened = new ArrayList<>();
        screenAnchors(screened);
        screenCopies(screened);
        screened.sort(Comparator.comparingDouble(Screened::promise).reversed());
        Found best = null;
        for (Screened one : screened.subList(0, Math.min(FITTED, screened.size()))) {
            Found fitted = fit(one);
            if (fitted.nats() > 0 && (best == null || fitted.nats() > best.nats())) {
                best = fitted;
            }
        }
        Found pair = new PairSearch(evidence, p, token, rows, reach, price).best();
        return pair != null && (best == null || pair.nats() > best.nats()) ? pair : best;
    }

    private Found fit(Screened one) {
        Holding holding = Holding.of(one.match(), evidence, rows);
        if (one.match().copies()) {
            Gain gain = Gain.ofCopy(evidence, p, holding.rows(), holding.values(), price.observations());
            int parts = one.match() instanceof Match.Marked ? 2 : 1;
            return new Found(
                    one.kind(), one.match(), new double[0][], gain.share(), gain.nats() - price.condition(parts));
        }
        Gain gain = Gain.ofLaw(evidence, p, holding.rows(), price.observations());
        double cost = price.condition(2) + price.law(gain.law(), holding.mass() * gain.share());
        return new Found(one.kind(), one.match(), new double[][] {gain.law()}, gain.share(), gain.nats() - cost);
    }

    /** For each anchor, a token or a group, the best window. */
    private void screenAnchors(List<Screened> screened) {
        int anchors = vocabulary + groups;
        double[][][] wanted = new double[anchors][][];
        double[][][] given = new double[anchors][][];
        double[][] mass = new double[anchors][reach + 1];
        int[] seen = new int[anchors];
        Arrays.fill(seen, -1);
        for (int row : rows) {
            for (int d = 1; d <= reach; d++) {
                int y = evidence.rows.back(row, d);
                if (y == Rows.NONE) {
                    break;
                }
                if (seen[y] != row) {
                    seen[y] = row;
                    add(wanted, given, mass, y, d, row);
                }
                int group = groupOf[y] == Rows.NONE ? Rows.NONE : vocabulary + groupOf[y];
                if (group != Rows.NONE && seen[group] != row) {
                    seen[group] = row;
                    add(wanted, given, mass, group, d, row);
                }
            }
        }
        for (int y = 0; y < anchors; y++) {
            if (wanted[y] != null) {
                Screened best = bestWindow(y, wanted[y], given[y], mass[y]);
                if (best != null) {
                    screened.add(best);
                }
            }
        }
    }

    private void add(double[][][] wanted, double[][][] given, double[][] mass, int y, int d, int row) {
        if (wanted[y] == null) {
            wanted[y] = new double[reach + 1][];
            given[y] = new double[reach + 1][];
        }
        if (wanted[y][d] == null) {
            wanted[y][d] = new double[vocabulary];
            given[y][d] = new double[vocabulary];
        }
        double weight = evidence.weights[row];
        mass[y][d] += weight;
        double[] w = wanted[y][d];
        double[] g = given[y][d];
        int from = row * vocabulary;
        for (int v = 0; v < vocabulary; v++) {
            w[v] += weight * evidence.q[from + v];
            g[v] += weight * p[from + v];
        }
    }

    private Screened bestWindow(int y, double[][] wanted, double[][] given, double[] mass) {
        double[] w = new double[vocabulary];
        double[] g = new double[vocabulary];
        double bestPromise = 0;
        int bestWindow = 0;
        for (int d = 1; d <= reach; d++) {
            if (wanted[d] == null) {
                continue;
            }
            double promise = 0;
            for (int v = 0; v < vocabulary; v++) {
                w[v] += wanted[d][v];
                g[v] += given[d][v];
                promise += w[v] > 0 ? w[v] * Math.log(w[v] / g[v]) : 0;
            }
            if (promise > bestPromise) {
                bestPromise = promise;
                bestWindow = d;
            }
        }
        if (price.observations() * bestPromise < price.condition(2)) {
            return null;
        }
        boolean[] anchors = y < vocabulary ? Screening.alone(vocabulary, y) : Screening.group(groupOf, y - vocabulary);
        String kind = bestWindow > 1 ? "skip-trigram" : y < vocabulary ? "token-trigram" : "category-trigram";
        return new Screened(
                kind, new Match.Within(Screening.alone(vocabulary, token), anchors, 1, bestWindow), bestPromise);
    }

    private void screenCopies(List<Screened> screened) {
        boolean[] now = Screening.alone(vocabulary, token);
        for (int back = 2; back <= reach; back++) {
            screenCopy(screened, "copy", new Match.Copy(now, back));
        }
        for (int which = 0; which < Rows.FOLLOWERS; which++) {
            screenCopy(screened, "induction", new Match.Follow(now, which));
        }
        screenMarked(screened);
    }

    private void screenCopy(List<Screened> screened, String kind, Match match) {
        double mass = 0;
        double wanted = 0;
        double given = 0;
        for (int row : rows) {
            int to = match.at(evidence.rows, row);
            if (to != Rows.NONE) {
                mass += evidence.weights[row];
                wanted += evidence.weights[row] * evidence.q[row * vocabulary + to];
                given += evidence.weights[row] * p[row * vocabulary + to];
            }
        }
        addCopy(screened, kind, match, promise(mass, wanted, given));
    }

    private void addCopy(List<Screened> screened, String kind, Match match, double promise) {
        if (price.observations() * promise > price.condition(1)) {
            screened.add(new Screened(kind, match, promise));
        }
    }

    private static double promise(double mass, double wanted, double given) {
        if (!(wanted > given)) {
            return 0;
        }
        double other = mass - wanted;
        return wanted * Math.log(wanted / given) + (other > 0 ? other * Math.log(other / (mass - given)) : 0);
    }

    private void screenMarked(List<Screened> screened) {
        double[][][] sums = new double[vocabulary][reach + 1][];
        int[] seen = new int[vocabulary];
        Arrays.fill(seen, -1);
        for (int row : rows) {
            for (int d = 2; d <= reach; d++) {
                int y = evidence.rows.back(row, d);
                if (y == Rows.NONE) {
                    break;
                }
                int to = evidence.rows.back(row, d - 1);
                if (seen[y] != row && !evidence.rows.isBracket(to)) {
                    sums[y][d] = sums[y][d] == null ? new double[3] : sums[y][d];
                    sums[y][d][0] += evidence.weights[row];
                    sums[y][d][1] += evidence.weights[row] * evidence.q[row * vocabulary + to];
                    sums[y][d][2] += evidence.weights[row] * p[row * vocabulary + to];
                }
                seen[y] = row;
            }
        }
        for (int y = 0; y < vocabulary; y++) {
            double[] sum = new double[3];
            double best = 0;
            int window = 0;
            for (int d = 2; d <= reach; d++) {
                for (int k = 0; k < 3 && sums[y][d] != null; k++) {
                    sum[k] += sums[y][d][k];
                }
                double promise = promise(sum[0], sum[1], sum[2]);
                if (promise > best) {
                    best = promise;
                    window = d;
                }
            }
            if (window > 0) {
                addCopy(
                        screened,
                        "marked-copy",
                        new Match.Marked(Screening.alone(vocabulary, token), Screening.alone(vocabulary, y), window),
                        best);
            }
        }
    }
}
