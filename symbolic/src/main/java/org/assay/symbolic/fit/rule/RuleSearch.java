package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The rules outside brackets: groups of tokens, rules of groups, rules of single tokens, who silences whom, and who is not worth its
 * place, in turn until nothing changes.
 */
final class RuleSearch {
    private static final int MOST_ROUNDS = 3;
    private static final int GROUPINGS = 4;
    private static final int PASSES = 12;
    private static final int MOST_AGREEMENTS = 3;
    private static final double NOISE = 0.01;
    private static final double HALF_A_TOKEN = 0.5;
    private static final double NO_NOISE = 1e-4;

    private final Evidence evidence;
    private final int[] rows;
    private final RuleFitOptions options;
    private final Price price;
    private final int vocabulary;
    private final Mixture mixture;
    private final double[] mass;
    private final int[][] rowsOf;
    private final TokenLaws laws;
    private int[] groupOf;
    private List<Expert> experts = new ArrayList<>();
    private final RuleFitter.Stages stages;
    private int stage = 1;

    RuleSearch(Evidence evidence, int[] rows, RuleFitOptions options, RuleFitter.Stages stages) {
        this.stages = stages;
        this.evidence = evidence;
        this.rows = rows;
        this.options = options;
        this.vocabulary = evidence.vocabulary;
        this.price = new Price(vocabulary, options.observations());
        this.mixture = new Mixture(evidence, rows, new double[vocabulary], NOISE);
        this.mass = new double[vocabulary];
        this.rowsOf = new int[vocabulary][];
        for (int x = 0; x < vocabulary; x++) {
            int token = x;
            rowsOf[x] = Arrays.stream(rows)
                    .filter(row -> evidence.rows.current(row) == token)
                    .toArray();
            mass[x] = Arrays.stream(rowsOf[x])
                    .mapToDouble(row -> evidence.weights[row])
                    .sum();
        }
        this.laws = new TokenLaws(evidence, rowsOf, mass);
    }

    List<Expert> run() {
        boolean[] ordinary = new boolean[vocabulary];
        for (int v = 0; v < vocabulary; v++) {
            ordinary[v] = !evidence.rows.isBracket(v) && rowsOf[v].length > 0;
        }
        group(laws.medians(), ordinary);
        say("groups from medians");
        experts.addAll(laws.experts());
        for (int round = 0; round < MOST_ROUNDS; round++) {
            improve(round == 0 ? 1 : PASSES);
            int before = experts.size();
            double[] p = predicted();
            List<Found> wide = new GroupSearch(evidence, p, rows, groupOf, options.reach(), price).run();
            add(wide);
            improve(PASSES);
            say("round " + round + ": " + wide.size() + " rules of groups");
            agree(round);
            int narrow = searchTokens();
            improve(PASSES);
            say("round " + round + ": " + narrow + " rules of tokens");
            settle();
            prune();
            say("pruned");
            disentangle();
            experts = new ArrayList<>(Merging.of(experts, mixture, groupOf, mass, price));
            improve(PASSES);
            say("merged");
            new Windows(evidence, mixture, options.reach()).refine();
            improve(PASSES);
            say("windows");
            settle();
            prune();
            say("round " + round + ": kept");
            disentangle();
            regroup(ordinary);
            improve(PASSES);
            settle();
            prune();
            say("round " + round + ": regrouped");
            if (round > 0 && experts.size() == before) {
                break;
            }
        }
        improve(2 * PASSES);
        new Windows(evidence, mixture, options.reach()).refine();
        improve(PASSES);
        disentangle();
        fold();
        disentangle();
        settle();
        improve(2 * PASSES);
        for (int i = 0; i < PASSES; i++) {
            mixture.improve(true, 0);
        }
        say("end");
        finish();
        say("rounded");
        return mixture.experts();
    }

    /** Noise becomes an expert like the others, and everything is written with few digits. */
    private void finish() {
        Scale.toOne(mixture, evidence.weights);
        if (mixture.noise > NO_NOISE) {
            boolean[] ordinary = new boolean[vocabulary];
            double[] law = new double[vocabulary];
            int count = 0;
            for (int v = 0; v < vocabulary; v++) {
                ordinary[v] = !evidence.rows.isBracket(v);
                count += ordinary[v] ? 1 : 0;
            }
            for (int v = 0; v < vocabulary; v++) {
                law[v] = ordinary[v] ? 1.0 / count : 0;
            }
            Expert noise = new Expert("noise", new Match.After(null), new double[][] {law});
            noise.weight = mixture.noise / (1 - mixture.noise);
            experts.add(noise);
        }
        mixture.noise = 0;
        improveAllBut(experts.size() - 1, PASSES);
        prune();
        double[] emitted = mixture.emitted();
        for (int e = 0; e < experts.size(); e++) {
            Expert expert = experts.get(e);
            expert.weight = Digits.of(expert.weight);
            for (double[] law : expert.laws) {
                Digits.shorten(law, emitted[e], price);
            }
        }
        mixture.use(experts);
    }

    private void improveAllBut(int fixed, int passes) {
        mixture.use(experts);
        for (int i = 0; i < passes; i++) {
            double[][] laws = new double[experts.get(fixed).laws.length][];
            for (int k = 0; k < laws.length; k++) {
                laws[k] = experts.get(fixed).laws[k].clone();
            }
            mixture.improve(false, 0);
            if (experts.get(fixed).kind.equals("noise")) {
                experts.get(fixed).laws = laws;
            }
        }
    }

    private void say(String what) {
        stages.at(stage++, String.format(Locale.ROOT, "%s, %d experts, loss %.4f", what, experts.size(), loss()));
    }

    /** KL(network || rules) over the rows outside brackets, nats per token of all rows. */
    private double loss() {
        double[] p = predicted();
        return mixture.experts().isEmpty()
                ? Double.NaN
                : Arrays.stream(rows)
                        .mapToDouble(row -> evidence.weights[row] * evidence.divergence(row, p))
                        .sum();
    }

    int[] groups() {
        return groupOf;
    }

    private double[] predicted() {
        double[] p = new double[evidence.size() * vocabulary];
        if (mixture.experts().isEmpty()) {
            return p;
        }
        mixture.predict(p);
        return p;
    }

    private void improve(int passes) {
        mixture.use(experts);
        for (int i = 0; i < passes; i++) {
            mixture.improve(true, HALF_A_TOKEN / options.observations());
        }
    }

    private void add(List<Found> found) {
        found.forEach(rule -> experts.add(rule.expert()));
    }

    private int searchTokens() {
        double[] p = predicted();
        List<List<Found>> found = IntStream.range(0, vocabulary)
                .parallel()
                .mapToObj(x -> rowsOf[x].length == 0
                        ? List.<Found>of()
                        : new TokenSearch(evidence, p, x, rowsOf[x], groupOf, options.reach(), price).run())
                .toList();
        int count = 0;
        for (List<Found> its : found) {
            add(its);
            count += its.size();
        }
        return count;
    }

    private void settle() {
        Precedence precedence = new Precedence(mixture, price);
        for (int i = 0; i < 2 && precedence.reconsider() > 0; i++) {
            for (int pass = 0; pass < PASSES; pass++) {
                mixture.improve(true, HALF_A_TOKEN / options.observations());
            }
        }
    }

    /** Agreement, for every pair of groups where it is worth more than what stands there. */
    private void agree(int round) {
        int count = 0;
        for (AgreementSearch.Proposal proposal :
                new AgreementSearch(evidence, rows, groupOf, options.reach(), price).run()) {
            if (count < MOST_AGREEMENTS) {
                List<Expert> next = new Replacing(evidence, rows, groupOf, mixture.noise, price).by(proposal, experts);
                if (next != null) {
                    experts = next;
                    count++;
                }
            }
        }
        improve(PASSES);
        say("round " + round + ": " + count + " agreements");
    }

    /** Laws lose what other rules say anyway. */
    private void disentangle() {
        experts = Replacing.divided(experts, price);
        mixture.use(experts);
        int changed = new Remainder(evidence, mixture, price).refine();
        improve(PASSES);
        say(changed + " laws without what others say");
    }

    /** Takes out what does not pay, the least worth first, as long as those taken out together do not meet. */
    private void prune() {
        boolean pruned = true;
        while (pruned) {
            pruned = false;
            double[] worth = new Precedence(mixture, price).worth();
            List<Integer> poor = new ArrayList<>();
            for (int e = 0; e < experts.size(); e++) {
                if (!isBase(experts.get(e))
                        && options.observations() * worth[e] < Replacing.cost(experts.get(e), price)) {
                    poor.add(e);
                }
            }
            poor.sort((a, b) -> Double.compare(worth[a], worth[b]));
            boolean[] touched = new boolean[rows.length];
            List<Integer> out = new ArrayList<>();
            for (int e : poor) {
                boolean free = true;
                for (int i = 0; i < rows.length && free; i++) {
                    free = !(touched[i] && holds(i, e));
                }
                if (free) {
                    out.add(e);
                    for (int i = 0; i < rows.length; i++) {
                        touched[i] |= holds(i, e);
                    }
                }
            }
            if (!out.isEmpty()) {
                remove(out);
                improve(3);
                pruned = true;
            }
        }
    }

    private boolean holds(int i, int expert) {
        int[] held = mixture.held(i);
        for (int k = 0; k < held.length; k += 2) {
            if (held[k] == expert) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBase(Expert expert) {
        return expert.kind.equals(Fallback.KIND);
    }

    /**
     * A rule that has a law for either case leaves nothing to a law of the same token alone: the two are made one where that explains
     * the network as well.
     */
    private void fold() {
        for (int pair = 0; pair < experts.size(); pair++) {
            for (int alone = 0; alone < experts.size(); alone++) {
                Expert own = experts.get(alone);
                boolean same = experts.get(pair).match instanceof Match.Odd
                        && own.match instanceof Match.After
                        && Arrays.equals(experts.get(pair).match.now(), own.match.now());
                if (same && folded(pair, alone)) {
                    fold();
                    return;
                }
            }
        }
    }

    private boolean folded(int pair, int alone) {
        double before = mixture.improve(true, 0);
        List<Expert> kept = experts.stream().map(Expert::copy).toList();
        Expert both = experts.get(pair);
        Expert own = experts.get(alone);
        double cost = Replacing.cost(both, price) + Replacing.cost(own, price);
        double total = both.weight + own.weight;
        for (double[] law : both.laws) {
            for (int v = 0; v < vocabulary; v++) {
                law[v] = (both.weight * law[v] + own.weight * own.laws[0][v]) / total;
            }
        }
        both.weight = total;
        remove(List.of(alone));
        improve(2 * PASSES);
        if (options.observations() * (mixture.improve(true, 0) - before) + Replacing.cost(both, price) < cost) {
            return true;
        }
        experts = new ArrayList<>(kept);
        mixture.use(experts);
        return false;
    }

    private void remove(List<Integer> out) {
        experts = Replacing.without(experts, out);
    }

    /** Groups anew by the laws behind single tokens, now that rules explain the rest. */
    private void regroup(boolean[] ordinary) {
        double[][] laws = Fallback.lawsBehind(experts, vocabulary);
        List<Expert> fallback = group(laws, ordinary);
        List<Integer> old = new ArrayList<>();
        for (int e = 0; e < experts.size(); e++) {
            if (experts.get(e).match instanceof Match.After) {
                old.add(e);
            }
        }
        remove(old);
        List<Expert> next = new ArrayList<>(experts);
        next.forEach(expert -> expert.silences.clear());
        experts = new ArrayList<>(fallback);
        experts.addAll(next);
    }

    /** Groups and the experts below all rules; tokens that turn out to have rules of their own no longer tell others apart. */
    private List<Expert> group(double[][] laws, boolean[] ordinary) {
        boolean[] own = new boolean[vocabulary];
        List<Expert> fallback = List.of();
        for (int pass = 0; pass < GROUPINGS; pass++) {
            groupOf = TokenGroups.of(laws, mass, ordinary, own, price);
            fallback = Fallback.of(laws, mass, groupOf, price);
            boolean[] now = new boolean[vocabulary];
            for (Expert expert : fallback) {
                for (int v = 0; v < vocabulary; v++) {
                    now[v] |= expert.kind.equals(Fallback.OWN) && expert.match.now()[v] && expert.weight >= 1;
                }
            }
            if (Arrays.equals(now, own)) {
                break;
            }
            own = now;
        }
        return fallback;
    }
}
