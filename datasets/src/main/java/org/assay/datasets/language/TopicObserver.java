package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.RuleReading;

/** The forward recursion of {@link Topics}: a belief over languages beside an observer of each. */
final class TopicObserver implements Observer {
    private final Topics process;
    private final Observer[] languages;
    private final double[][] laws;
    private final double[] belief;
    private int emittingRule = -1;

    TopicObserver(Topics process) {
        this(
                process,
                process.languages().stream().map(RuleLanguage::observer).toArray(Observer[]::new),
                process.weights().clone());
    }

    private TopicObserver(Topics process, Observer[] languages, double[] belief) {
        this.process = process;
        this.languages = languages;
        this.laws = new double[languages.length][process.vocabulary().size()];
        this.belief = belief;
    }

    @Override
    public Observer copy() {
        return new TopicObserver(
                process, Arrays.stream(languages).map(Observer::copy).toArray(Observer[]::new), belief.clone());
    }

    @Override
    public void restart() {
        for (Observer language : languages) {
            language.restart();
        }
        System.arraycopy(process.weights(), 0, belief, 0, belief.length);
    }

    @Override
    public int tokensRead() {
        return languages[0].tokensRead();
    }

    /** Writes the law of the next token by {@code topics}. */
    void write(double[] topics, double[] law) {
        Arrays.fill(law, 0);
        for (int k = 0; k < languages.length; k++) {
            languages[k].next(laws[k]);
            for (int token = 0; token < law.length; token++) {
                law[token] += topics[k] * laws[k][token];
            }
        }
    }

    @Override
    public void next(double[] law) {
        write(belief, law);
    }

    @Override
    public void read(int token) {
        if (token < 0 || token >= laws[0].length) {
            throw new IllegalArgumentException("process " + process.name() + " has tokens 0 .. " + (laws[0].length - 1)
                    + ", got " + token + " at position " + tokensRead());
        }
        double[] next = new double[belief.length];
        double total = 0;
        for (int k = 0; k < languages.length; k++) {
            languages[k].next(laws[k]);
            next[k] = belief[k] * laws[k][token];
            total += next[k];
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException("process " + process.name() + " cannot emit token '"
                    + process.vocabulary().token(token) + "' at position " + tokensRead());
        }
        for (int k = 0; k < languages.length; k++) {
            belief[k] = (1 - process.switching()) * next[k] / total + process.switching() * process.weights()[k];
            languages[k].read(token);
        }
    }

    @Override
    public int draw(Draws draws) {
        int topic = draws.nextIndex(belief);
        int token = languages[topic].draw(draws);
        emittingRule = firstRule(topic) + languages[topic].emittingRule();
        return token;
    }

    private int firstRule(int topic) {
        int first = 0;
        for (int k = 0; k < topic; k++) {
            first += process.languages().get(k).rules().size();
        }
        return first;
    }

    @Override
    public int emittingRule() {
        return emittingRule;
    }

    @Override
    public int winningRule() {
        int topic = 0;
        for (int k = 1; k < belief.length; k++) {
            topic = belief[k] > belief[topic] ? k : topic;
        }
        return firstRule(topic) + languages[topic].winningRule();
    }

    @Override
    public void factor(int factor, double[] values) {
        if (factor == 0) {
            System.arraycopy(belief, 0, values, 0, belief.length);
            return;
        }
        int own = factor - 1;
        int topic = 0;
        while (own >= process.languages().get(topic).factors().size()) {
            own -= process.languages().get(topic++).factors().size();
        }
        languages[topic].factor(own, values);
    }

    @Override
    public List<RuleReading> readings() {
        double[] law = new double[process.vocabulary().size()];
        next(law);
        int winner = winningRule();
        List<RuleReading> readings = new ArrayList<>();
        for (int k = 0; k < languages.length; k++) {
            for (RuleReading own : languages[k].readings()) {
                double[] responsibility = new double[law.length];
                for (int token = 0; token < law.length; token++) {
                    double mass = belief[k] * laws[k][token] * own.responsibility()[token];
                    responsibility[token] = mass > 0 ? mass / law[token] : 0;
                }
                readings.add(new RuleReading(
                        process.rules().get(readings.size()),
                        own.kind(),
                        own.matches() && belief[k] > 0,
                        readings.size() == winner,
                        belief[k] * own.probability(),
                        responsibility));
            }
        }
        return readings;
    }
}
