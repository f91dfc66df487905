package org.assay.reports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assay.analysis.experiment.ProcessResult;
import org.assay.analysis.experiment.ProcessResult.Attention;
import org.assay.analysis.experiment.ProcessResult.Curve;
import org.assay.analysis.experiment.ProcessResult.DiagramCard;
import org.assay.analysis.experiment.ProcessResult.EdgeCard;
import org.assay.analysis.experiment.ProcessResult.FactorCard;
import org.assay.analysis.experiment.ProcessResult.HeadPattern;
import org.assay.analysis.experiment.ProcessResult.LanguageCard;
import org.assay.analysis.experiment.ProcessResult.NetworkCard;
import org.assay.analysis.experiment.ProcessResult.Panel;
import org.assay.analysis.experiment.ProcessResult.Plateau;
import org.assay.analysis.experiment.ProcessResult.RuleCard;
import org.assay.analysis.experiment.ProcessResult.RuleExcess;
import org.assay.analysis.experiment.ProcessResult.Simplex;
import org.assay.analysis.experiment.RunResult;
import org.assay.analysis.experiment.RunResult.Check;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * An invented run of the size and shape of a real one, for tests of tables, figures and the page. Its numbers are
 * drawn, not measured; nothing outside the tests may use it.
 */
public final class SampleRun {
    private static final List<String> CATEGORIES = List.of("NOUN", "PLACE", "VERB_T", "VERB_I", "ADJ", "FUNC", "PUNCT");
    private static final String WORDS =
            "alice bob carol dave eve frank grace henry park home store school beach office garden"
                    + " lake sees helps finds knows likes meets calls tells runs walks sits waits jumps falls swims plays big small old"
                    + " new red blue fast tall the a in on at to and or . , ( ) [ ]";

    private SampleRun() {}

    /** Two processes, three seeds, attention signed and not, a simplex, a long program, controls, one failed check. */
    public static RunResult of() {
        return new RunResult(
                "quickstart",
                "3f9a1c55e0d24b7f8a6611c0b9d2e4a7735c1f0e9b8d6a4c2e1f0a9b8c7d6e5f",
                "Do a symbolic program and principal subspaces, fitted to small transformers, recover what the language is made"
                        + " of, beyond what controls recover?",
                "./assay run quickstart",
                List.of(toyEnglish(), mess3()),
                SampleScores.of(),
                List.of(
                        new Check(
                                "toy-english below the trigram plateau",
                                true,
                                "held-out loss 2.531, bound 2.69: the network uses more than the last two tokens"),
                        new Check(
                                "mess3 near the optimum",
                                true,
                                "mean KL to the optimum 8.1e-4, bound 2e-3: beliefs may be read from it"),
                        new Check(
                                "mess3 belief R2 on held-out subtrees",
                                false,
                                "R2 0.9874, bound 0.99: the read-out is not good enough for the claim"),
                        new Check("every score has its controls", true, "118 scores, 42 of them controls")),
                List.of(
                        "One architecture and one size per language; other networks may be explained differently.",
                        "Principal subspaces are chosen by variance, not by what they cause; no intervention was made here.",
                        "On mess3 a high R2 is nearly free, because beliefs are an affine function of the next-token law."));
    }

    private static ProcessResult toyEnglish() {
        List<RuleCard> rules = rules();
        LanguageCard card = new LanguageCard(
                "toy-english",
                "rule-language",
                "A toy language of 54 words with overlapping rules and a fixed priority",
                List.of(WORDS.split(" ")),
                rules,
                List.of(),
                List.of(
                        new FactorCard("token", 54, false),
                        new FactorCard("category", 9, false),
                        new FactorCard("previous-token", 54, false),
                        new FactorCard("bracket", 11, false),
                        new FactorCard("armed-anchor", 5, false),
                        new FactorCard("follower", 55, false)),
                List.of(2.0794, 3.6441, 2.4988, 2.2863, 2.8112, 2.4603, 2.5011, 2.4712, 2.4655),
                0.0004,
                Optional.empty(),
                "the follower memory never forgets, so no finite observer has a rate",
                2.4771,
                "over targets 2..65",
                "the small dave runs . alice sees park the big alice sees");
        return new ProcessResult(
                card,
                new NetworkCard(
                        "2 layers, 4 heads, width 64, bilinear attention, no MLP",
                        56_064,
                        "a11ce0b0bca501dafe0e0e7eface77a55e55ed0bb1e57ed5ca1ab1e0ddba11c0",
                        "Adam 2e-3, batch 32 x 64, 3000 steps, seed 0",
                        2.5312,
                        0.0541),
                curves(new Seed(7), 4.02, 2.477, List.of(2.5312, 2.5361, 2.5288)),
                List.of(new Plateau("unigram", 3.934), new Plateau("bigram", 2.926), new Plateau("trigram", 2.69)),
                excess(rules),
                List.of(
                        attention("the alice runs . alice runs . the eve walks . eve likes park the", true, 2, 4),
                        attention("a beach fast big at the office small to home a store in garden old", true, 2, 4),
                        attention("the ( big alice red bob ) grace finds . in park alice sees home a", true, 2, 4)),
                Optional.empty(),
                program(),
                Optional.of(SamplePartitions.of("sample")),
                List.of(
                        "The network ends at 2.531 nats per token, 0.054 above the floor of 2.4771 and below the trigram level of"
                                + " 2.69.",
                        "Most of the excess is at induction: 0.41 nats per token there.",
                        "The program with 62 labels is 0.31 nats per token from the network; a random program of the same size is"
                                + " 1.12 away."));
    }

    private static List<RuleCard> rules() {
        List<RuleCard> rules = new ArrayList<>();
        rules.add(rule("bracket-content", "bracket", "inside a bracket", "the next content token or the close"));
        rules.add(rule("bracket-open", "bracket", "anywhere but first", "( or [ with probability .03 each"));
        String[] trigrams = {
            "the alice -> runs", "the bob -> walks", "in park -> alice", "on home -> bob", "at store -> carol"
        };
        for (String trigram : trigrams) {
            String[] part = trigram.split(" -> ");
            rules.add(rule(
                    trigram.replace(" -> ", "-").replace(' ', '-'), "token-trigram", part[0], part[1] + ", always"));
        }
        rules.add(rule("func-noun", "category-trigram", "a FUNC, a NOUN", "a VERB_I, all equally likely"));
        String[] skips = {"beach big at", "office small to", "garden old and", "lake new or"};
        for (String skip : skips) {
            String[] part = skip.split(" ");
            rules.add(rule("skip-" + part[0], "skip-trigram", part[0] + " up to 8 tokens before " + part[1], part[2]));
        }
        rules.add(rule("induction", "induction", "a noun that has come before", "what followed it the first time"));
        for (String noun : WORDS.split(" ")) {
            if (rules.size() < 21) {
                rules.add(rule(noun + "-verb", "bigram", noun, "its three verbs, .7 .2 .1"));
            }
        }
        rules.add(
                rule("category-bigram", "category-bigram", "otherwise", "a category by the last one, then any token"));
        return rules;
    }

    /** Shares and floors of the sample are made up, as all its numbers are. */
    private static RuleCard rule(String name, String kind, String when, String then) {
        int length = name.length();
        return new RuleCard(
                name,
                kind,
                when,
                then,
                length / 400.0,
                length / 500.0,
                length % 7 == 0 ? Optional.empty() : Optional.of(length / 10.0));
    }

    private static List<RuleExcess> excess(List<RuleCard> rules) {
        Draws draws = new Seed(11).draws();
        List<RuleExcess> excess = new ArrayList<>();
        for (RuleCard rule : rules) {
            boolean rest = rule.name().equals("category-bigram");
            double share = rest ? 0.57 : 0.43 / (rules.size() - 1);
            double value = rest ? 0.011 : rule.kind().equals("induction") ? 0.41 : 0.02 + 0.2 * draws.nextDouble();
            double half = 0.004 + 0.2 * value * draws.nextDouble();
            excess.add(new RuleExcess(
                    rule.name(),
                    rule.kind(),
                    share,
                    value,
                    value - half,
                    value + half,
                    rest ? 0.9 : 2 + 2 * draws.nextDouble()));
        }
        return excess;
    }

    private static List<Curve> curves(Seed seed, double start, double floor, List<Double> ends) {
        List<Curve> curves = new ArrayList<>();
        for (int s = 0; s < ends.size(); s++) {
            Draws draws = seed.child(s).draws();
            List<Long> steps = new ArrayList<>();
            List<Double> losses = new ArrayList<>();
            for (long step = 0; step <= 3000; step += step < 100 ? 10 : step < 500 ? 50 : 100) {
                double t = step / 3000.0;
                double loss = floor + (start - floor) * (0.55 * Math.exp(-60 * t) + 0.45 * Math.exp(-7 * t));
                loss += (ends.get(s) - floor) * t + 0.01 * (draws.nextDouble() - 0.5);
                steps.add(step);
                losses.add(step == 3000 ? ends.get(s) : loss);
            }
            curves.add(new Curve(s, 2048, steps, losses));
        }
        return curves;
    }

    private static Attention attention(String text, boolean signed, int layers, int heads) {
        List<String> tokens = List.of(text.split(" "));
        List<HeadPattern> patterns = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            for (int head = 0; head < heads; head++) {
                Draws draws = new Seed(layer * 10L + head).child(text).draws();
                List<List<Double>> weights = new ArrayList<>();
                for (int q = 0; q < tokens.size(); q++) {
                    weights.add(row(tokens, q, layer, head, signed, draws));
                }
                patterns.add(new HeadPattern(layer, head, weights));
            }
        }
        return new Attention(tokens, patterns);
    }

    private static List<Double> row(List<String> tokens, int q, int layer, int head, boolean signed, Draws draws) {
        double[] row = new double[tokens.size()];
        double sum = 0;
        for (int k = 0; k <= q; k++) {
            double pull = head == 1 && k == q - 1
                    ? 8
                    : head == 2 && k > 0 && tokens.get(k - 1).equals(tokens.get(q)) ? 6 : 0;
            row[k] = 0.3 * draws.nextDouble() + (layer == 0 || head == 2 ? pull : pull / 4);
            sum += row[k];
        }
        List<Double> weights = new ArrayList<>();
        for (int k = 0; k < row.length; k++) {
            double weight = row[k] / sum;
            weights.add(k > q ? 0.0 : signed ? weight * (draws.nextDouble() < 0.3 ? -0.4 : 1) : weight);
        }
        return weights;
    }

    /** T[v](i, j) = A(i, j) B(j, v) with x = .05 and alpha = .85. */
    private static DiagramCard mess3Diagram() {
        List<EdgeCard> edges = new ArrayList<>();
        for (int from = 0; from < 3; from++) {
            for (int to = 0; to < 3; to++) {
                for (int token = 0; token < 3; token++) {
                    double weight = (from == to ? .9 : .05) * (to == token ? .85 : .075);
                    edges.add(new EdgeCard(from, to, Integer.toString(token), weight));
                }
            }
        }
        return new DiagramCard("mess3", List.of("S0", "S1", "S2"), edges, true);
    }

    private static ProcessResult mess3() {
        LanguageCard card = new LanguageCard(
                "mess3",
                "hidden-markov",
                "Marzen and Crutchfield 2017; x = 0.05, alpha = 0.85",
                List.of("0", "1", "2"),
                List.of(),
                List.of(mess3Diagram()),
                List.of(new FactorCard("belief", 3, true), new FactorCard("token", 3, false)),
                List.of(1.0986, 0.8632, 0.8188, 0.8080, 0.8049, 0.8040, 0.8036, 0.8035, 0.8034),
                0,
                Optional.of(0.80338),
                "from long words",
                0.8131,
                "over targets 1..8",
                "0 0 1 2 2 2 0 0");
        return new ProcessResult(
                card,
                new NetworkCard(
                        "2 layers, 2 heads, width 32, softmax attention, relu MLP of 128",
                        25_443,
                        "be11ef0000000000000000000000000000000000000000000000000000000001",
                        "Adam 2e-3, batch 128 x 8, 3000 steps, seed 0",
                        0.8139,
                        8.1e-4),
                curves(new Seed(8), 1.105, 0.8131, List.of(0.8139, 0.8141, 0.8138)),
                List.of(new Plateau("unigram", 1.0986), new Plateau("bigram", 0.8632)),
                List.of(),
                List.of(attention("0 0 1 2 2 2 0 0", false, 2, 2), attention("1 1 1 0 2 1 0 2", false, 2, 2)),
                Optional.of(simplex()),
                "program mess3 over 0 1 2\n  label recent width 3\n  unembed recent\n",
                Optional.empty(),
                List.of(
                        "The belief over hidden states reads out with R2 0.987 on held-out subtrees; the logits alone give 0.981.",
                        "The additive window of the last tokens reaches 0.93: most of the belief is the recent past."));
    }

    private static Simplex simplex() {
        double x = 0.05;
        double a = 0.85;
        double[][] move = {{1 - 2 * x, x, x}, {x, 1 - 2 * x, x}, {x, x, 1 - 2 * x}};
        List<List<Double>> truth = new ArrayList<>();
        Draws draws = new Seed(3).draws();
        for (int sequence = 0; sequence < 800; sequence++) {
            double[] belief = {1 / 3.0, 1 / 3.0, 1 / 3.0};
            for (int position = 0; position < 8; position++) {
                int token = (int) (3 * draws.nextDouble());
                double[] next = new double[3];
                double sum = 0;
                for (int to = 0; to < 3; to++) {
                    for (int from = 0; from < 3; from++) {
                        next[to] += belief[from] * move[from][to] * (to == token ? a : (1 - a) / 2);
                    }
                    sum += next[to];
                }
                for (int i = 0; i < 3; i++) {
                    next[i] /= sum;
                }
                belief = next;
                truth.add(List.of(belief[0], belief[1], belief[2]));
            }
        }
        return new Simplex(
                List.of("state 0", "state 1", "state 2"),
                truth,
                List.of(
                        new Panel("blocks.1.hook_resid_post", "", 0.9874, noisy(truth, 0.02, 0)),
                        new Panel("logits", "logits", 0.981, noisy(truth, 0.035, 0.05)),
                        new Panel("additive window", "additive-window", 0.931, noisy(truth, 0.07, 0.1)),
                        new Panel("untrained network", "untrained", 0.71, noisy(truth, 0.1, 0.45)),
                        new Panel("shuffled targets", "shuffled-targets", 0.002, noisy(truth, 0.02, 0.96))));
    }

    private static List<List<Double>> noisy(List<List<Double>> truth, double noise, double pull) {
        Draws draws = new Seed(5).child(Double.toString(noise + pull)).draws();
        List<List<Double>> points = new ArrayList<>();
        for (List<Double> belief : truth) {
            double e0 = noise * (draws.nextDouble() + draws.nextDouble() - 1);
            double e1 = noise * (draws.nextDouble() + draws.nextDouble() - 1);
            points.add(List.of(
                    (1 - pull) * belief.get(0) + pull / 3 + e0,
                    (1 - pull) * belief.get(1) + pull / 3 + e1,
                    (1 - pull) * belief.get(2) + pull / 3 - e0 - e1));
        }
        return points;
    }

    private static String program() {
        List<String> lines =
                new ArrayList<>(List.of("# fitted to toy-english, seed 0", "program toy-english over 54 tokens"));
        List<String> words = List.of(WORDS.split(" "));
        for (int c = 0; c < CATEGORIES.size(); c++) {
            lines.add("labels " + CATEGORIES.get(c));
            for (int w = 0; w < 8 && c * 8 + w < words.size(); w++) {
                lines.add("  " + words.get(c * 8 + w) + " -> " + CATEGORIES.get(c) + "." + w);
            }
        }
        lines.add("head previous-token");
        lines.add("  from position - 1 copy token as previous");
        lines.add("unembed");
        for (int i = lines.size(); i < 150; i++) {
            lines.add("  superlabel " + i + ": { " + String.join(", ", Collections.nCopies(3, words.get(i % 48)))
                    + " } weight " + i / 100.0);
        }
        return String.join("\n", lines) + "\n";
    }
}
