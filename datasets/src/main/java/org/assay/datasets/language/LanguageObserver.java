package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.RuleReading;

/**
 * The exact observer of a rule language. All but the remaining lengths of brackets is a function of the tokens read, so the
 * law of the next token is a mixture of few parts, each a rule with its share and its own law, which suppressions may bend.
 *
 * <p>Tokens that the language never emits at a position are read all the same while what follows is plain (a first token of
 * another category, say): rules go by position. What has no meaning is refused: a bracket that opens where none may, closes
 * too early or not at all, or holds a token that cannot stand in it.
 */
final class LanguageObserver implements Observer {
    private static final int NONE = BracketStack.NONE;

    private final Grammar grammar;
    private final History history;
    private final LanguageFactors factors;
    private final BracketStack open;
    private final Dispatcher dispatcher;
    private final Parts parts;
    private final double[] bent;
    private final double[] drawn;
    private int behind = NONE;
    private boolean ordinary;
    private int emittingRule = -1;
    private double toldToClose = Double.NaN;

    LanguageObserver(Grammar grammar, LanguageFactors factors) {
        this(
                grammar,
                factors,
                grammar.newHistory(),
                new BracketStack(grammar.definition().nesting()));
    }

    private LanguageObserver(Grammar grammar, LanguageFactors factors, History history, BracketStack open) {
        this.grammar = grammar;
        this.factors = factors;
        this.history = history;
        this.open = open;
        this.dispatcher = new Dispatcher(grammar);
        this.parts = new Parts(grammar.mostParts());
        this.bent = new double[grammar.vocabulary().size()];
        this.drawn = new double[grammar.vocabulary().size()];
    }

    @Override
    public LanguageObserver copy() {
        LanguageObserver copy = new LanguageObserver(grammar, factors, history.copy(), open.copy());
        copy.behind = behind;
        copy.ordinary = ordinary;
        copy.toldToClose = toldToClose;
        return copy;
    }

    @Override
    public void restart() {
        history.clear();
        open.clear();
        behind = NONE;
        ordinary = false;
        toldToClose = Double.NaN;
    }

    @Override
    public int tokensRead() {
        return history.read();
    }

    /** The tokens read. */
    History history() {
        return history;
    }

    /** The brackets that are open. */
    BracketStack open() {
        return open;
    }

    /** Whether the next token stands neither in a bracket nor just behind one. */
    boolean isOutside() {
        return open.depth() == 0 && behind == NONE;
    }

    /** From now on the innermost bracket closes with this probability. */
    void tellToClose(double probability) {
        toldToClose = probability;
    }

    @Override
    public void read(int token) {
        if (open.depth() > 0) {
            readInside(grammar.spans().get(open.innermost()), token);
        } else if (grammar.isBracket(token)) {
            if (history.read() == 0 || behind != NONE) {
                requireOpens(token);
                throw impossible(
                        token, "cannot open " + (behind == NONE ? "at the first token" : "just behind a bracket"));
            }
            open.open(requireOpens(token), token);
            ordinary = false;
        } else {
            if (ordinary && grammar.isRemembered(history.back(0))) {
                history.rememberFollower(history.back(0), token);
            }
            behind = NONE;
            ordinary = true;
        }
        history.add(token);
    }

    private void readInside(Span span, int token) {
        int contents = open.contents();
        if (token == span.close()) {
            if (span.closes(open) == 0) {
                throw impossible(
                        token,
                        "closes after " + contents + " tokens, " + span.name() + " may after " + span.closings(open));
            }
            behind = open.depth() == 1 ? open.innermost() : NONE;
            open.close();
            return;
        }
        int opened = open.isFull() ? NONE : opens(token);
        if (opened == NONE && (grammar.isBracket(token) || span.content()[token] == null)) {
            throw impossible(token, "cannot stand inside " + span.name());
        }
        if (contents == span.longest()) {
            throw impossible(token, "comes when " + span.name() + " is full, with " + contents + " tokens");
        }
        if (opened == NONE) {
            open.hold(token);
        } else {
            open.open(opened, token);
        }
    }

    /** The bracket that {@code token} opens, {@link BracketStack#NONE} when it opens none. */
    private int opens(int token) {
        for (int s = 0; s < grammar.spans().size(); s++) {
            if (grammar.spans().get(s).open() == token) {
                return s;
            }
        }
        return NONE;
    }

    private int requireOpens(int token) {
        int opened = opens(token);
        if (opened == NONE) {
            throw impossible(token, "closes a bracket that is not open");
        }
        return opened;
    }

    private IllegalArgumentException impossible(int token, String why) {
        return new IllegalArgumentException("language " + grammar.definition().name() + ": token '"
                + grammar.vocabulary().token(token) + "' at position " + history.read() + " " + why);
    }

    @Override
    public void next(double[] law) {
        divide();
        Arrays.fill(law, 0, grammar.vocabulary().size(), 0);
        parts.addTo(law);
        bend(law);
    }

    /** Applies the suppressions that match, unless they would leave nothing; whether anything changed. */
    private boolean bend(double[] law) {
        if (grammar.suppressions().isEmpty() || !isOutside() || history.read() == 0) {
            return false;
        }
        System.arraycopy(law, 0, bent, 0, bent.length);
        boolean changed = false;
        for (Grammar.Suppression suppression : grammar.suppressions()) {
            if (suppression.matches(history)) {
                for (int token : suppression.tokens()) {
                    changed |= bent[token] > 0;
                    bent[token] *= suppression.factor();
                }
            }
        }
        double left = Arrays.stream(bent).sum();
        if (!changed || left == 0) {
            return false;
        }
        for (int token = 0; token < bent.length; token++) {
            law[token] = bent[token] / left;
        }
        return true;
    }

    @Override
    public int draw(Draws draws) {
        divide();
        if (!grammar.suppressions().isEmpty()) {
            Arrays.fill(drawn, 0);
            parts.addTo(drawn);
            if (bend(drawn)) {
                int token = draws.nextIndex(drawn);
                emittingRule = parts.rule(parts.draw(draws, token));
                return token;
            }
        }
        int part = parts.draw(draws);
        emittingRule = parts.rule(part);
        return parts.law(part).draw(draws);
    }

    @Override
    public int emittingRule() {
        return emittingRule;
    }

    @Override
    public int winningRule() {
        if (behind != NONE) {
            return grammar.spans().get(behind).postRule();
        }
        if (open.depth() > 0) {
            Span span = grammar.spans().get(open.innermost());
            return open.contents() < span.longest() ? span.contentRule() : span.closeRule();
        }
        return grammar.firstOrdinary() + dispatcher.winner(history);
    }

    /** Divides the probability of the next token over the rules that may emit it. */
    private void divide() {
        parts.clear();
        if (behind != NONE) {
            Span span = grammar.spans().get(behind);
            parts.add(span.postRule(), 1, span.then());
        } else if (open.depth() > 0) {
            divideInside(grammar.spans().get(open.innermost()));
        } else {
            double rest = history.read() > 0 ? divideOverOpenings(1) : 1;
            dispatcher.divide(history, rest, parts);
        }
    }

    private void divideInside(Span span) {
        double closes = Double.isNaN(toldToClose) ? span.closes(open) : toldToClose;
        if (closes < 1) {
            double rest = open.isFull() ? 1 - closes : divideOverOpenings(1 - closes);
            parts.add(span.contentRule(), rest, span.content()[open.last()]);
        }
        if (closes > 0) {
            parts.add(span.closeRule(), closes, span.closing());
        }
    }

    /** Gives each bracket that may open its share of {@code whole}; returns what they leave. */
    private double divideOverOpenings(double whole) {
        double rest = whole;
        for (int s = 0; s < grammar.spans().size(); s++) {
            Span span = grammar.spans().get(s);
            if (!(span.isQuote() && open.innermost() == s)) {
                parts.add(span.openRule(), whole * span.probability(), span.opening());
                rest -= whole * span.probability();
            }
        }
        return rest;
    }

    @Override
    public void factor(int factor, double[] values) {
        Arrays.fill(values, 0, factors.factors().get(factor).cardinality(), 0);
        factors.write(factor, this, values);
    }

    /** Rules without a share have the same array of zeros as their responsibility. */
    @Override
    public List<RuleReading> readings() {
        int tokens = grammar.vocabulary().size();
        double[] unbent = new double[tokens];
        divide();
        parts.addTo(unbent);
        double[] law = unbent.clone();
        boolean isBent = bend(law);
        int winner = winningRule();
        double[] none = new double[tokens];
        List<RuleReading> readings = new ArrayList<>(grammar.rules().size());
        for (int rule = 0; rule < grammar.rules().size(); rule++) {
            double[] responsibility = none;
            double share = parts.share(rule);
            if (share > 0) {
                responsibility = new double[tokens];
                parts.addTo(responsibility, rule);
                share = attribute(responsibility, unbent, law, isBent, share);
            }
            readings.add(new RuleReading(
                    grammar.rules().get(rule).name(),
                    grammar.rules().get(rule).kind(),
                    parts.share(rule) > 0 || matches(rule),
                    rule == winner,
                    share,
                    responsibility));
        }
        return readings;
    }

    /** Turns the mass of a rule into its responsibility; returns the probability that it emits. */
    private static double attribute(double[] mass, double[] unbent, double[] law, boolean isBent, double share) {
        double probability = 0;
        for (int token = 0; token < mass.length; token++) {
            mass[token] = law[token] > 0 ? mass[token] / unbent[token] : 0;
            probability += mass[token] * law[token];
        }
        return isBent ? probability : share;
    }

    /** Whether the condition of {@code rule} holds: of an ordinary rule or a suppression, whether or not it comes to emit. */
    boolean matches(int rule) {
        if (!isOutside()) {
            return false;
        }
        int index = rule - grammar.firstOrdinary();
        if (index >= 0 && index < grammar.ordinary().size()) {
            Rule candidate = grammar.ordinary().get(index);
            return history.read() == 0
                    ? index == grammar.ordinary().size() - 1
                    : candidate.concerns(history.back(0)) && candidate.matches(history);
        }
        for (Grammar.Suppression suppression : grammar.suppressions()) {
            if (suppression.rule() == rule) {
                return suppression.matches(history);
            }
        }
        return false;
    }
}
