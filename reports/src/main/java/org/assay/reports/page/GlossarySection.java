package org.assay.reports.page;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.analysis.metric.Score;
import org.assay.reports.table.Better;

/** The words of the page, and every kind of score with its formula in words and how its interval was obtained, as the derivations say. */
final class GlossarySection {
    private GlossarySection() {}

    /** Words that the page uses and no score explains; the senses are those of the project's glossary. */
    private static final String[][] WORDS = {
        {"nat", "unit of information, 1.44 bits; losses and distances are nats per token"},
        {"floor", "the loss of a predictor that knows the language exactly: no network can do better"},
        {"excess", "nats per token above the floor, the mean of KL(truth || network)"},
        {
            "kl-from-truth, kl-from-network",
            "how far the next-token law of an explanation is from the true one, or from"
                    + " the network's: small is true, or faithful"
        },
        {
            "explanation, method",
            "what was fitted to account for the network: a symbolic program, or a part of its activations"
        },
        {
            "program",
            "labels, heads that copy labels from earlier tokens, units that add labels, and votes for next tokens"
        },
        {
            "residual stream, site",
            "what the layers of a transformer read and write; blocks.1.hook_resid_post is the"
                    + " stream after block 1, counted from 0, by the names of TransformerLens"
        },
        {
            "principal subspace of k directions",
            "the k directions of greatest variance at a site; the rest is set to its" + " mean"
        },
        {"belief", "the probabilities of the hidden states, given the tokens so far"},
        {"factor", "a variable of the language that is known exactly at every position"},
        {"control", "what must fail, or be beaten, for a score to count"},
        {"untrained", "control: the same done with a network of the same shape that was never trained"},
        {"random-subspace", "control: as many directions as the principal subspace, drawn at random"},
        {"shuffled-targets", "control: the read-out is fitted to the values of other contexts"},
        {"logits", "control: read out of the network's answer alone"},
        {"additive-window", "control: read out of the last tokens themselves, each adding its own part"},
        {"n-gram", "control: the next token predicted from the last one or two tokens, or from none"},
        {"replicate", "one repetition with other held-out contexts, untrained networks and random draws"},
        {"capture", "share of a factor's variance that lies in a subspace, beyond what a random subspace gets"},
        {"interchange", "success of an edit: the part of one context in another's run moves the answer to its belief"},
    };

    static void write(Html page, List<Score> scores) {
        Map<String, TreeSet<String>> formulas = new TreeMap<>();
        Map<String, TreeSet<String>> intervals = new TreeMap<>();
        for (Score score : scores) {
            String term = score.score() + " (" + score.unit() + ", " + Better.of(score.score()) + ")";
            formulas.computeIfAbsent(term, t -> new TreeSet<>())
                    .add(score.derivation().formula());
            intervals
                    .computeIfAbsent(term, t -> new TreeSet<>())
                    .add(score.derivation().interval());
        }
        page.open("section", "id", "glossary", "aria-labelledby", "glossary-title");
        page.element("h2", "Glossary", "id", "glossary-title");
        page.element("h3", "Words");
        page.open("dl", "class", "glossary");
        for (String[] word : WORDS) {
            page.element("dt", word[0]).element("dd", word[1]);
        }
        page.close();
        page.element("h3", "Scores and how they were computed");
        page.open("dl", "class", "glossary");
        formulas.forEach((term, texts) -> {
            page.element("dt", term);
            texts.forEach(text -> page.element("dd", text));
            intervals.get(term).forEach(text -> page.element("dd", "Interval: " + text, "class", "muted"));
        });
        page.close().close();
    }
}
