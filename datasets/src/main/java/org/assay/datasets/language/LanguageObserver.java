package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.RuleReading;

/**
 * The exact observer of a rule language. All but the remaining length of a bracket is a function of the tokens read, so the
 * law of the next token is a mixture of few parts, each a rule with its share and its own law.
 *
 * <p>Tokens that the language never emits at a position are read all the same while what follows is plain (a first token of
 * another category, say): rules go by position. What has no meaning is refused: a bracket that opens where none may, closes
 * too early or not at all, or holds a token that cannot stand in it.
 */
final class LanguageObserver implements Observer {
    private static final int OUTSIDE = -1;

    private final Grammar grammar;
    private final History history;
    private final LanguageFactors factors;
    private final int mostBoosts;
    private final int longestBoost;
    private int inside = OUTSIDE;
    private int contents;
    private int behind = OUTSIDE;
    private boolean ordinary;
    private int emittingRule = -1;

    private int parts;
    private final int[] partRule;
    private final double[] partShare;
    private final Law[] partLaw;

    LanguageObserver(Grammar grammar, LanguageFactors factors) {
        this(
                grammar,
                factors,
                new History(grammar.reach(), grammar.vocabulary().size()),
                grammar.mostActiveBoosts(),
                grammar.longestBoost());
    }

    private LanguageObserver(
            Grammar grammar, LanguageFactors factors, History history, int mostBoosts, int longestBoost) {
        this.mostBoosts = mostBoosts;
        this.longestBoost = longestBoost;
        this.grammar = grammar;
        this.factors = factors;
        this.history = history;
        int most = 2 + grammar.spans().size() + mostBoosts;
        partRule = new int[most];
        partShare = new double[most];
        partLaw = new Law[most];
    }

    @Override
    public Observer copy() {
        LanguageObserver copy = new LanguageObserver(grammar, factors, history.copy(), mostBoosts, longestBoost);
        copy.inside = inside;
        copy.contents = contents;
        copy.behind = behind;
        copy.ordinary = ordinary;
        return copy;
    }

    @Override
    public void restart() {
        history.clear();
        inside = OUTSIDE;
        behind = OUTSIDE;
        contents = 0;
        ordinary = false;
    }

    @Override
    public int tokensRead() {
        return history.read();
    }

    /** The tokens read. */
    History history() {
        return history;
    }

    /** The bracket that is open, -1 when none is. */
    int inside() {
        return inside;
    }

    /** How many tokens have come inside the open bracket. */
    int contents() {
        return contents;
    }

    @Override
    public void read(int token) {
        if (inside != OUTSIDE) {
            readInside(grammar.spans().get(inside), token);
        } else if (grammar.isBracket(token)) {
            open(token);
        } else {
            if (ordinary && grammar.isRemembered(history.back(0))) {
                history.rememberFollower(history.back(0), token);
            }
            behind = OUTSIDE;
            ordinary = true;
        }
        history.add(token);
    }

    private void readInside(Span span, int token) {
        ordinary = false;
        if (token == span.close()) {
            if (span.closes(contents) == 0) {
                throw impossible(
                        token,
                        "closes after " + contents + " tokens, at least " + span.shortest() + " stand inside "
                                + span.name());
            }
            behind = inside;
            inside = OUTSIDE;
            return;
        }
        if (span.content()[token] == null || token == span.open()) {
            throw impossible(token, "cannot stand inside " + span.name());
        }
        if (contents == span.longest()) {
            throw impossible(token, "comes when " + span.name() + " is full, with " + contents + " tokens");
        }
        contents++;
    }

    private void open(int token) {
        for (int s = 0; s < grammar.spans().size(); s++) {
            if (grammar.spans().get(s).open() == token) {
                if (history.read() == 0 || behind != OUTSIDE) {
                    throw impossible(
                            token,
                            "cannot open " + (behind == OUTSIDE ? "at the first token" : "just behind a bracket"));
                }
                inside = s;
                contents = 0;
                ordinary = false;
                return;
            }
        }
        throw impossible(token, "closes a bracket that is not open");
    }

    private IllegalArgumentException impossible(int token, String why) {
        return new IllegalArgumentException("language " + grammar.definition().name() + ": token '"
                + grammar.vocabulary().token(token) + "' at position " + history.read() + " " + why);
    }

    @Override
    public void next(double[] law) {
        divide();
        Arrays.fill(law, 0, grammar.vocabulary().size(), 0);
        for (int i = 0; i < parts; i++) {
            partLaw[i].addTo(law, partShare[i]);
        }
    }

    @Override
    public int draw(Draws draws) {
        divide();
        int part = 0;
        if (parts > 1) {
            double u = draws.nextDouble() - partShare[0];
            while (u >= 0 && part < parts - 1) {
                u -= partShare[++part];
            }
        }
        emittingRule = partRule[part];
        return partLaw[part].draw(draws);
    }

    @Override
    public int emittingRule() {
        return emittingRule;
    }

    @Override
    public int winningRule() {
        if (behind != OUTSIDE) {
            return grammar.spans().get(behind).postRule();
        }
        if (inside != OUTSIDE) {
            Span span = grammar.spans().get(inside);
            return contents < span.longest() ? span.contentRule() : span.closeRule();
        }
        return grammar.firstOrdinary() + ordinaryWinner();
    }

    /** The first ordinary rule that matches; at the first token none but the fallback can. */
    private int ordinaryWinner() {
        int fallback = grammar.ordinary().size() - 1;
        if (history.read() == 0) {
            return fallback;
        }
        for (int rule : grammar.candidates(history.back(0))) {
            if (grammar.ordinary().get(rule).matches(history)) {
                return rule;
            }
        }
        return fallback;
    }

    /** Divides the probability of the next token over the rules that may emit it. */
    private void divide() {
        parts = 0;
        if (behind != OUTSIDE) {
            Span span = grammar.spans().get(behind);
            part(span.postRule(), 1, span.then());
        } else if (inside != OUTSIDE) {
            divideInside(grammar.spans().get(inside));
        } else {
            divideOrdinary();
        }
    }

    private void divideInside(Span span) {
        double closes = span.closes(contents);
        if (closes < 1) {
            part(span.contentRule(), 1 - closes, span.content()[history.back(0)]);
        }
        if (closes > 0) {
            part(span.closeRule(), closes, span.closing());
        }
    }

    private void divideOrdinary() {
        int winner = ordinaryWinner();
        Law law = grammar.ordinary().get(winner).law(history);
        double rest = 1;
        if (history.read() > 0) {
            for (Span span : grammar.spans()) {
                part(span.openRule(), span.probability(), span.opening());
                rest -= span.probability();
            }
            if (grammar.firstOrdinary() + winner == grammar.fallbackRule()) {
                rest = divideOverBoosts(rest);
            }
        }
        part(grammar.firstOrdinary() + winner, rest, law);
    }

    /** Gives each active boost, the oldest first, its share of what is left; returns what they leave. */
    private double divideOverBoosts(double share) {
        double rest = share;
        for (int age = longestBoost; age >= 1; age--) {
            int token = history.back(age - 1);
            for (Grammar.Boost boost : grammar.boosts()) {
                if (boost.after() == token && age <= boost.steps()) {
                    part(boost.rule(), rest * boost.probability(), boost.law());
                    rest *= 1 - boost.probability();
                }
            }
        }
        return rest;
    }

    private void part(int rule, double share, Law law) {
        partRule[parts] = rule;
        partShare[parts] = share;
        partLaw[parts++] = law;
    }

    @Override
    public void factor(int factor, double[] values) {
        Arrays.fill(values, 0, factors.factors().get(factor).cardinality(), 0);
        factors.write(factor, this, values);
    }

    @Override
    public List<RuleReading> readings() {
        int tokens = grammar.vocabulary().size();
        double[] law = new double[tokens];
        next(law);
        int winner = winningRule();
        List<RuleReading> readings = new ArrayList<>();
        for (int rule = 0; rule < grammar.rules().size(); rule++) {
            double probability = 0;
            double[] responsibility = new double[tokens];
            for (int i = 0; i < parts; i++) {
                if (partRule[i] == rule) {
                    probability += partShare[i];
                    partLaw[i].addTo(responsibility, partShare[i]);
                }
            }
            for (int token = 0; token < tokens; token++) {
                responsibility[token] = law[token] > 0 ? responsibility[token] / law[token] : 0;
            }
            readings.add(new RuleReading(
                    grammar.rules().get(rule).name(),
                    grammar.rules().get(rule).kind(),
                    probability > 0 || matchesWithoutEmitting(rule),
                    rule == winner,
                    probability,
                    responsibility));
        }
        return readings;
    }

    /** Whether {@code rule} is an ordinary rule whose condition holds, though one of higher priority may win. */
    private boolean matchesWithoutEmitting(int rule) {
        int index = rule - grammar.firstOrdinary();
        if (inside != OUTSIDE
                || behind != OUTSIDE
                || index < 0
                || index >= grammar.ordinary().size()) {
            return false;
        }
        Rule candidate = grammar.ordinary().get(index);
        return history.read() == 0
                ? index == grammar.ordinary().size() - 1
                : candidate.concerns(history.back(0)) && candidate.matches(history);
    }
}
