package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.language.HiddenSpans.Shape;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.RuleDescription;
import org.assay.datasets.process.RuleReading;

/** The forward recursion of {@link HiddenSpans}: a belief over where a span stands, beside an observer that reads everything. */
final class HiddenSpanObserver implements Observer {
    private static final int OPEN = 0;
    private static final int CONTENT = 1;
    private static final int CLOSE = 2;
    private static final int THEN = 3;

    private final HiddenSpans process;
    private final Shape shape;
    private final Observer inner;
    private final double[] belief;
    private final double[] innerLaw;
    private int emittingRule = -1;

    HiddenSpanObserver(HiddenSpans process) {
        this(
                process,
                process.inner().observer(),
                new double[HiddenSpans.INSIDE + process.shape().longest() + 1]);
        belief[HiddenSpans.OUTSIDE] = 1;
    }

    private HiddenSpanObserver(HiddenSpans process, Observer inner, double[] belief) {
        this.process = process;
        this.shape = process.shape();
        this.inner = inner;
        this.belief = belief;
        this.innerLaw = new double[process.vocabulary().size()];
    }

    @Override
    public Observer copy() {
        return new HiddenSpanObserver(process, inner.copy(), belief.clone());
    }

    @Override
    public void restart() {
        inner.restart();
        Arrays.fill(belief, 0);
        belief[HiddenSpans.OUTSIDE] = 1;
    }

    @Override
    public int tokensRead() {
        return inner.tokensRead();
    }

    double[] belief() {
        return belief;
    }

    /** What the process alone would emit next; valid until the next call. */
    double[] innerLaw() {
        inner.next(innerLaw);
        return innerLaw;
    }

    /** No span opens before the first token. */
    private double opening() {
        return tokensRead() == 0 ? 0 : shape.probability();
    }

    /** The probability of the four rules of spans and of the process, by {@code states}. */
    private double[] shares(double[] states) {
        double[] shares = new double[5];
        shares[OPEN] = states[HiddenSpans.OUTSIDE] * opening();
        shares[THEN] = states[HiddenSpans.BEHIND];
        for (int k = 0; k <= shape.longest(); k++) {
            double over = shape.over(k);
            shares[CLOSE] += states[HiddenSpans.INSIDE + k] * over;
            shares[CONTENT] += states[HiddenSpans.INSIDE + k] * (1 - over);
        }
        shares[4] = states[HiddenSpans.OUTSIDE] * (1 - opening());
        return shares;
    }

    /** Writes the law of the next token by {@code states} to {@code law}, when the process alone has the law {@code own}. */
    void write(double[] states, double[] own, double[] law) {
        double[] shares = shares(states);
        for (int token = 0; token < law.length; token++) {
            law[token] = shares[4] * own[token];
        }
        for (int rule = OPEN; rule <= THEN; rule++) {
            List<Integer> tokens = tokens(rule);
            for (int token : tokens) {
                law[token] += shares[rule] / tokens.size();
            }
        }
    }

    private List<Integer> tokens(int rule) {
        return switch (rule) {
            case OPEN -> List.of(shape.open());
            case CONTENT -> shape.content();
            case CLOSE -> List.of(shape.close());
            default -> shape.then();
        };
    }

    @Override
    public void next(double[] law) {
        write(belief, innerLaw(), law);
    }

    @Override
    public void read(int token) {
        if (token < 0 || token >= innerLaw.length) {
            throw new IllegalArgumentException("process " + process.name() + " has tokens 0 .. " + (innerLaw.length - 1)
                    + ", got " + token + " at position " + tokensRead());
        }
        double[] next = new double[belief.length];
        next[HiddenSpans.OUTSIDE] = belief[HiddenSpans.OUTSIDE] * (1 - opening()) * innerLaw()[token]
                + belief[HiddenSpans.BEHIND] * uniform(shape.then(), token);
        next[HiddenSpans.INSIDE] = token == shape.open() ? belief[HiddenSpans.OUTSIDE] * opening() : 0;
        for (int k = 0; k <= shape.longest(); k++) {
            double inside = belief[HiddenSpans.INSIDE + k];
            double over = shape.over(k);
            next[HiddenSpans.BEHIND] += token == shape.close() ? inside * over : 0;
            if (k < shape.longest()) {
                next[HiddenSpans.INSIDE + k + 1] += inside * (1 - over) * uniform(shape.content(), token);
            }
        }
        double total = Arrays.stream(next).sum();
        if (!(total > 0)) {
            throw new IllegalArgumentException("process " + process.name() + " cannot emit token '"
                    + process.vocabulary().token(token) + "' at position " + tokensRead());
        }
        for (int state = 0; state < belief.length; state++) {
            belief[state] = next[state] / total;
        }
        inner.read(token);
    }

    private static double uniform(List<Integer> tokens, int token) {
        return tokens.contains(token) ? 1.0 / tokens.size() : 0;
    }

    private int firstOwnRule() {
        return process.inner().rules().size();
    }

    @Override
    public int draw(Draws draws) {
        int rule = draws.nextIndex(shares(belief));
        if (rule > THEN) {
            int token = inner.draw(draws);
            emittingRule = inner.emittingRule();
            return token;
        }
        emittingRule = firstOwnRule() + rule;
        List<Integer> tokens = tokens(rule);
        return tokens.get(draws.nextInt(tokens.size()));
    }

    @Override
    public int emittingRule() {
        return emittingRule;
    }

    @Override
    public int winningRule() {
        int state = 0;
        for (int other = 1; other < belief.length; other++) {
            state = belief[other] > belief[state] ? other : state;
        }
        if (state == HiddenSpans.OUTSIDE) {
            return inner.winningRule();
        }
        int rule = state == HiddenSpans.BEHIND ? THEN : state == belief.length - 1 ? CLOSE : CONTENT;
        return firstOwnRule() + rule;
    }

    @Override
    public void factor(int factor, double[] values) {
        if (factor < process.inner().factors().size()) {
            inner.factor(factor, values);
        } else {
            System.arraycopy(belief, 0, values, 0, belief.length);
        }
    }

    @Override
    public List<RuleReading> readings() {
        double[] law = new double[innerLaw.length];
        next(law);
        double[] own = innerLaw.clone();
        double[] shares = shares(belief);
        int winner = winningRule();
        List<RuleReading> readings = new ArrayList<>();
        for (RuleReading reading : inner.readings()) {
            double[] responsibility = new double[law.length];
            for (int token = 0; token < law.length; token++) {
                double mass = shares[4] * own[token] * reading.responsibility()[token];
                responsibility[token] = mass > 0 ? mass / law[token] : 0;
            }
            boolean matches = reading.matches() && belief[HiddenSpans.OUTSIDE] > 0;
            readings.add(new RuleReading(
                    reading.rule(),
                    reading.kind(),
                    matches,
                    readings.size() == winner,
                    shares[4] * reading.probability(),
                    responsibility));
        }
        for (int rule = OPEN; rule <= THEN; rule++) {
            double[] responsibility = new double[law.length];
            for (int token : tokens(rule)) {
                double mass = shares[rule] / tokens(rule).size();
                responsibility[token] += mass > 0 ? mass / law[token] : 0;
            }
            RuleDescription description = process.ruleDescriptions().get(firstOwnRule() + rule);
            readings.add(new RuleReading(
                    description.name(),
                    description.kind(),
                    shares[rule] > 0,
                    readings.size() == winner,
                    shares[rule],
                    responsibility));
        }
        return readings;
    }
}
