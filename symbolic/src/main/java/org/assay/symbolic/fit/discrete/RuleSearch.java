package org.assay.symbolic.fit.discrete;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assay.datasets.progress.Progress;
import org.assay.symbolic.fit.discrete.DiscreteRule.Literal;

/**
 * A decision list, the first rule that applies answers, found greedily by description length: every step puts the rule that saves
 * most nats in front of all others, or behind them where none applies yet. Conditions of two literals are looked at together, so
 * that pairs are found of which neither half helps. A row that is answered wrongly costs
 * {@code ln rows + ln answers}: to say which it is, and what is right there.
 */
final class RuleSearch {
    private static final String TASK = "fitting rules";

    /** Stands for no rule, and for a wrong answer. */
    private static final int OPEN = -1;

    private static final int WRONG = -2;

    /** A constant, a copy, a table, a choice. */
    private static final int EMISSIONS = 4;

    /** Pairs are tried of so many of the best features. */
    private static final int PAIRED = 200;

    private final DiscreteEvidence evidence;
    private final List<List<Integer>> kinds;
    private final int[] kindOf;
    private final double wrong;
    private final double literal;
    private final double constantPrice;
    private final double placePrice;
    private final double choicePrice;
    private final double entry;
    private final List<DiscreteRule> rules = new ArrayList<>();
    private final RowSet nothing;

    private RuleSearch(DiscreteEvidence evidence) {
        this.evidence = evidence;
        this.kinds = evidence.answers().said().stream()
                .distinct()
                .sorted(Comparator.comparing(List::toString))
                .toList();
        Map<List<Integer>, Integer> index = new HashMap<>();
        kinds.forEach(kind -> index.put(kind, index.size()));
        this.kindOf = evidence.answers().said().stream().mapToInt(index::get).toArray();
        this.wrong = StrictMath.log(evidence.rows()) + StrictMath.log(kinds.size() + 1);
        this.literal = StrictMath.log(2. * evidence.features().size());
        this.constantPrice = StrictMath.log(EMISSIONS) + StrictMath.log(kinds.size());
        this.placePrice =
                StrictMath.log(EMISSIONS) + StrictMath.log(evidence.pointers().size());
        this.choicePrice = StrictMath.log(EMISSIONS) + StrictMath.log(Emission.Choice.values().length);
        this.entry = StrictMath.log(evidence.vocabulary()) + StrictMath.log(kinds.size());
        this.nothing = RowSet.of(evidence.rows(), row -> false);
    }

    /** At most {@code most} rules, in the order in which they are asked. */
    static List<DiscreteRule> find(DiscreteEvidence evidence, int most, Progress progress) {
        RuleSearch search = new RuleSearch(evidence);
        while (search.rules.size() < most && search.addBest()) {
            progress.at(TASK, search.rules.size(), most, search.wrongRows(search.rules) + " rows wrong");
        }
        search.prune();
        progress.at(TASK, most, most, search.wrongRows(search.rules) + " rows wrong");
        return List.copyOf(search.rules);
    }

    /** An emission and the rows where it says something, and the right thing. */
    private record Option(Emission emission, RowSet defined, RowSet right, double cost) {}

    private record Candidate(DiscreteRule rule, boolean front, double gain) {}

    private boolean addBest() {
        int[] chosen = choice(rules);
        RowSet correct = RowSet.of(evidence.rows(), row -> chosen[row] == kindOf[row]);
        RowSet open = RowSet.of(evidence.rows(), row -> chosen[row] == OPEN);
        Candidate best = new Candidate(null, true, 0);
        List<Option> options = new ArrayList<>(options(correct));
        options.sort(
                Comparator.comparingInt(option -> -option.right.without(correct).size()));
        for (Option option : options) {
            RowSet fixed = option.right.without(correct);
            if (wrong * fixed.size() - option.cost > best.gain) {
                RowSet broken = option.defined.without(option.right).and(correct);
                best = better(best, option, fixed, broken, true);
                best = better(best, option, fixed.and(open), nothing, false);
            }
        }
        if (best.rule == null) {
            return false;
        }
        rules.add(best.front ? 0 : rules.size(), best.rule);
        return true;
    }

    private List<Option> options(RowSet correct) {
        int rows = evidence.rows();
        List<Option> options = new ArrayList<>();
        RowSet all = RowSet.of(rows, row -> true);
        for (int kind = 0; kind < kinds.size(); kind++) {
            int wanted = kind;
            RowSet right = RowSet.of(rows, row -> kindOf[row] == wanted);
            options.add(new Option(new Emission.Constant(kinds.get(kind)), all, right, constantPrice));
        }
        if (evidence.answers().output() == Answers.Output.LIKELIEST) {
            for (Emission.Choice choice : Emission.Choice.values()) {
                options.add(option(new Emission.Chosen(choice, evidence.symbols())));
            }
        }
        for (Pointer pointer : evidence.pointers()) {
            int[] values = evidence.values(pointer);
            if (evidence.answers().output() == Answers.Output.LIKELIEST) {
                options.add(copy(pointer, tally(values, correct)));
            }
            options.add(table(pointer, tally(values, correct)));
        }
        return options;
    }

    /** How often each answer is right at rows that are wrong as yet, by the token at a place; null for tokens not seen there. */
    private int[][] tally(int[] values, RowSet correct) {
        int[][] often = new int[evidence.vocabulary()][];
        for (int row = 0; row < values.length; row++) {
            if (values[row] >= 0 && !correct.has(row)) {
                if (often[values[row]] == null) {
                    often[values[row]] = new int[kinds.size()];
                }
                often[values[row]][kindOf[row]]++;
            }
        }
        return often;
    }

    private Option table(Pointer pointer, int[][] often) {
        TreeMap<Integer, List<Integer>> listed = new TreeMap<>();
        for (int token = 0; token < often.length; token++) {
            int most = often[token] == null ? WRONG : most(often[token]);
            if (most >= 0 && often[token][most] * wrong > entry) {
                listed.put(token, kinds.get(most));
            }
        }
        return option(new Emission.Table(pointer, listed));
    }

    private Option copy(Pointer pointer, int[][] often) {
        TreeMap<Integer, List<Integer>> exceptions = new TreeMap<>();
        for (int token = 0; token < often.length; token++) {
            int most = often[token] == null ? WRONG : most(often[token]);
            if (most >= 0) {
                int itself = kinds.indexOf(List.of(token));
                int copied = itself < 0 ? 0 : often[token][itself];
                if ((often[token][most] - copied) * wrong > entry) {
                    exceptions.put(token, kinds.get(most));
                }
            }
        }
        return option(new Emission.Copy(pointer, exceptions));
    }

    /** To say what kind of emission it is, which, and each entry of its list. */
    private double price(Emission emission) {
        if (emission instanceof Emission.Constant) {
            return constantPrice;
        }
        return emission instanceof Emission.Chosen ? choicePrice : placePrice + entry * emission.listed();
    }

    private static int most(int[] often) {
        int most = 0;
        for (int kind = 1; kind < often.length; kind++) {
            most = often[kind] > often[most] ? kind : most;
        }
        return most;
    }

    private Option option(Emission emission) {
        RuleReader reader = new RuleReader(evidence);
        List<DiscreteRule> alone = List.of(new DiscreteRule(List.of(), emission));
        boolean[] right = new boolean[evidence.rows()];
        RowSet defined = RowSet.of(evidence.rows(), row -> {
            List<Integer> answer = reader.answer(alone, row);
            right[row] = !reader.isOpen() && answer.equals(evidence.said(row));
            return !reader.isOpen();
        });
        return new Option(emission, defined, RowSet.of(evidence.rows(), row -> right[row]), price(emission));
    }

    private Candidate better(Candidate best, Option option, RowSet fixed, RowSet broken, boolean front) {
        int features = evidence.features().size();
        Candidate found = best(best, option, List.of(), fixed.size() - broken.size(), 0, front);
        int[] fixes = new int[features];
        int[] breaks = new int[features];
        int allFixes = fixed.size();
        int allBreaks = broken.size();
        for (int f = 0; f < features; f++) {
            fixes[f] = evidence.holds(f).shared(fixed);
            breaks[f] = evidence.holds(f).shared(broken);
            found = best(found, option, List.of(literal(f, true)), fixes[f] - breaks[f], literal, front);
            int without = allFixes - fixes[f] - allBreaks + breaks[f];
            found = best(found, option, List.of(literal(f, false)), without, literal, front);
        }
        if (wrong * allFixes - option.cost - 2 * literal <= found.gain) {
            return found;
        }
        int[] paired = IntStream.range(0, features)
                .boxed()
                .sorted(Comparator.comparingInt(
                        f -> -Math.abs(fixes[f] * Math.max(1, allBreaks) - breaks[f] * allFixes)))
                .limit(PAIRED)
                .mapToInt(f -> f)
                .toArray();
        for (int i = 0; i < paired.length; i++) {
            int f = paired[i];
            RowSet fixedHere = fixed.and(evidence.holds(f));
            RowSet brokenHere = broken.and(evidence.holds(f));
            for (int j = 0; j < i; j++) {
                int g = paired[j];
                int both =
                        evidence.holds(g).shared(fixedHere) - evidence.holds(g).shared(brokenHere);
                int first = fixes[f] - breaks[f];
                int second = fixes[g] - breaks[g];
                int[] nets = {both, first - both, second - both, allFixes - allBreaks - first - second + both};
                for (int n = 0; n < nets.length; n++) {
                    if (wrong * nets[n] - option.cost - 2 * literal > found.gain) {
                        List<Literal> pair = List.of(literal(f, n == 0 || n == 1), literal(g, n == 0 || n == 2));
                        found = best(found, option, pair, nets[n], 2 * literal, front);
                    }
                }
            }
        }
        return found;
    }

    private Candidate best(
            Candidate best, Option option, List<Literal> literals, int net, double price, boolean front) {
        double gain = wrong * net - option.cost - price;
        return gain > best.gain + 1e-9 ? new Candidate(new DiscreteRule(literals, option.emission), front, gain) : best;
    }

    private Literal literal(int feature, boolean holds) {
        return new Literal(evidence.features().get(feature), holds);
    }

    /** Takes away rules and literals, and puts simpler answers for others, as long as that saves nats. */
    private void prune() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int r = 0; r < rules.size(); r++) {
                for (Emission simpler : simpler(r)) {
                    List<DiscreteRule> other = new ArrayList<>(rules);
                    other.set(r, new DiscreteRule(rules.get(r).literals(), simpler));
                    changed |= keepIfShorter(other);
                }
            }
            for (int r = rules.size() - 1; r >= 0; r--) {
                List<DiscreteRule> fewer = new ArrayList<>(rules);
                fewer.remove(r);
                changed |= keepIfShorter(fewer);
            }
            for (int r = 0; r < rules.size(); r++) {
                for (int l = rules.get(r).literals().size() - 1; l >= 0; l--) {
                    List<Literal> fewer = new ArrayList<>(rules.get(r).literals());
                    fewer.remove(l);
                    List<DiscreteRule> changedRules = new ArrayList<>(rules);
                    changedRules.set(r, new DiscreteRule(fewer, rules.get(r).emission()));
                    changed |= keepIfShorter(changedRules);
                }
            }
        }
    }

    /** The most frequent answer where rule {@code r} is the first that applies, and all places to copy from. */
    private List<Emission> simpler(int r) {
        int[] often = new int[kinds.size()];
        int[] before = choice(rules.subList(0, r));
        int[] then = choice(rules.subList(0, r + 1));
        for (int row = 0; row < before.length; row++) {
            if (before[row] == OPEN && then[row] != OPEN) {
                often[kindOf[row]]++;
            }
        }
        List<Emission> simpler = new ArrayList<>(List.of(new Emission.Constant(kinds.get(most(often)))));
        if (evidence.answers().output() == Answers.Output.LIKELIEST) {
            evidence.pointers().forEach(pointer -> simpler.add(new Emission.Copy(pointer, new TreeMap<>())));
        }
        return simpler;
    }

    private boolean keepIfShorter(List<DiscreteRule> changed) {
        if (nats(changed) < nats(rules)) {
            rules.clear();
            rules.addAll(changed);
            return true;
        }
        return false;
    }

    private double nats(List<DiscreteRule> list) {
        double nats = wrong * wrongRows(list);
        for (DiscreteRule rule : list) {
            nats += price(rule.emission()) + literal * rule.literals().size();
        }
        return nats;
    }

    private int wrongRows(List<DiscreteRule> list) {
        int[] chosen = choice(list);
        return (int) IntStream.range(0, chosen.length)
                .filter(row -> chosen[row] != kindOf[row])
                .count();
    }

    /** The kind that the rules answer at every row where they are right, else {@link #WRONG} or {@link #OPEN}. */
    private int[] choice(List<DiscreteRule> list) {
        RuleReader reader = new RuleReader(evidence);
        int[] chosen = new int[evidence.rows()];
        for (int row = 0; row < chosen.length; row++) {
            List<Integer> answer = reader.answer(list, row);
            int otherwise = reader.isOpen() ? OPEN : WRONG;
            chosen[row] = !reader.isOpen() && answer.equals(evidence.said(row)) ? kindOf[row] : otherwise;
        }
        return chosen;
    }
}
