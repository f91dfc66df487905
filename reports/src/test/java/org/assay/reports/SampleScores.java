package org.assay.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.analysis.metric.Derivation;
import org.assay.analysis.metric.Score;
import org.assay.datasets.origin.Seed;

/** Invented scores of two processes: four methods with their controls on the same scores. For tests only. */
public final class SampleScores {
    private static final Map<String, String> FORMULAS = Map.of(
            "kl-from-network", "mean over contexts of KL(network || explanation), in nats per token",
            "kl-from-truth", "mean over contexts of KL(truth || explanation), in nats per token",
            "size", "size of the explanation in its own unit",
            "r2",
                    "1 - residual sum of squares / total sum of squares on held-out prefixes, least squares with intercept",
            "capture", "share of a factor's between-value variance that lies in the subspace",
            "purity", "share of a subspace's explained variance that belongs to one factor");

    private SampleScores() {}

    /** Sorted as an experiment would give them: by process, method, site, control. */
    public static List<Score> of() {
        List<Score> scores = new ArrayList<>();
        for (String process : List.of("toy-english", "mess3")) {
            add(scores, process, "network", "", "", "next-token", "kl-from-truth", 0.05);
            add(scores, process, "network", "", "untrained", "next-token", "kl-from-truth", 1.9);
            for (String order : List.of("bigram", "trigram")) {
                add(scores, process, "n-gram", "", order, "next-token", "kl-from-network", 0.4);
                add(scores, process, "n-gram", "", order, "next-token", "kl-from-truth", 0.45);
            }
            add(scores, process, "program", "", "", "next-token", "kl-from-network", 0.31);
            add(scores, process, "program", "", "", "next-token", "kl-from-truth", 0.36);
            add(scores, process, "program", "", "", "", "size", 812);
            add(scores, process, "program", "", "random-program", "next-token", "kl-from-network", 1.12);
            add(scores, process, "program", "", "random-program", "next-token", "kl-from-truth", 1.18);
            for (String site : List.of("blocks.0.hook_resid_post", "blocks.1.hook_resid_post")) {
                boolean last = site.startsWith("blocks.1");
                String[] methods = {"principal-subspace", "linear-readout"};
                for (String method : methods) {
                    double lift = method.startsWith("linear") ? 0.06 : 0;
                    String[] targets = process.equals("mess3")
                            ? new String[] {"belief", "factor.token"}
                            : new String[] {"factor.category", "factor.bracket", "factor.follower"};
                    for (String target : targets) {
                        double base = (last ? 0.9 : 0.7) + lift - 0.05 * target.length() / 10;
                        add(scores, process, method, site, "", target, "r2", base);
                        add(scores, process, method, site, "random-subspace", target, "r2", base - 0.4);
                        add(scores, process, method, site, "untrained", target, "r2", base - (last ? 0.3 : 0.0));
                        add(scores, process, method, site, "shuffled-targets", target, "r2", 0.003);
                    }
                    add(scores, process, method, site, "", targets[0], "capture", 0.8 + lift);
                    add(scores, process, method, site, "random-subspace", targets[0], "capture", 0.2 + lift);
                }
            }
        }
        return scores;
    }

    private static void add(
            List<Score> scores,
            String process,
            String method,
            String site,
            String control,
            String target,
            String name,
            double value) {
        String network = control.equals("untrained") ? "untrained" : "trained";
        String id = Score.idOf(process, network, method, control, site, target, name);
        double half = name.equals("size")
                ? 0
                : 0.004 + 0.03 * new Seed(1).child(id).draws().nextDouble();
        String unit = name.startsWith("kl") ? "nats/token" : name.equals("size") ? "nats" : "share";
        scores.add(new Score(
                id,
                process,
                network,
                method,
                site,
                target,
                name,
                value,
                value - half,
                value + half,
                unit,
                control,
                name.equals("size") ? 1 : 3,
                new Derivation(
                        FORMULAS.get(name),
                        half == 0 ? "none, one seed" : "lowest and highest of 3 seeds",
                        Map.of("contexts", "held-out prefixes, 2048 rows", "seeds", "0 1 2"))));
    }
}
