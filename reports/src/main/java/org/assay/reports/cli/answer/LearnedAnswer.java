package org.assay.reports.cli.answer;

import java.util.List;
import java.util.Locale;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.learn.HeldOutLosses;
import org.assay.datasets.learn.LearnedLanguage;

/**
 * What was learned from a text: sizes, every rule with what it gains and costs, what was left out, and held-out losses.
 *
 * @param language   name of the language
 * @param file       where its YAML stands; null when it was only asked about
 * @param tokens     tokens of the vocabulary
 * @param categories how many
 * @param noise      probability of any token at all
 * @param rules      kept, the highest priority first
 * @param pruned     the rules nearest to paying for themselves that do not
 * @param refused    pairs that open and close, but not as a bracket of a language does
 * @param heldOut    nats per token on text it was not estimated from; null when nothing was held out
 */
public record LearnedAnswer(
        String language,
        String file,
        int tokens,
        int categories,
        double noise,
        List<LearnedLanguage.Entry> rules,
        List<LearnedLanguage.Entry> pruned,
        List<String> refused,
        HeldOutLosses heldOut) {
    /** @param file may be null */
    public static LearnedAnswer of(LearnedLanguage learned, String file) {
        return new LearnedAnswer(
                learned.definition().name(),
                file,
                learned.definition().vocabulary().size(),
                learned.definition().categories().size(),
                learned.definition().dispatch().noise(),
                learned.kept(),
                learned.pruned(),
                learned.refused(),
                learned.heldOut().tokens() == 0 ? null : learned.heldOut());
    }

    /** For people; ends with a newline. */
    public String text() {
        StringBuilder text = new StringBuilder(language)
                .append(": ")
                .append(tokens)
                .append(" tokens in ")
                .append(categories)
                .append(" categories, ")
                .append(rules.size())
                .append(" rules beside the transitions, noise ")
                .append(ConfigFields.decimal(noise))
                .append("\n\n");
        if (heldOut == null) {
            text.append("nothing held out: the text is too short, or --held-out is 0\n");
        } else {
            Columns losses = new Columns()
                    .add("held-out loss", "nats/token")
                    .add("  language", decimal(heldOut.language()))
                    .add("  trigram", decimal(heldOut.trigram()))
                    .add("  bigram", decimal(heldOut.bigram()))
                    .add("  unigram", decimal(heldOut.unigram()));
            text.append(losses.text())
                    .append("  over ")
                    .append(heldOut.tokens())
                    .append(" tokens, of which the language holds ")
                    .append(heldOut.impossible())
                    .append(" impossible; ")
                    .append(heldOut.unknown())
                    .append(" more were never seen\n");
        }
        append(text, "rules kept", rules);
        append(text, "nearest to paying for themselves, left out", pruned);
        for (String pair : refused) {
            text.append("\nno bracket: ")
                    .append(pair)
                    .append(" holds or precedes tokens of several categories, which a bracket cannot say\n");
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String title, List<LearnedLanguage.Entry> entries) {
        if (entries.isEmpty()) {
            text.append('\n').append(title).append(": none\n");
            return;
        }
        Columns columns = new Columns().add(title, "kind", "gain, nats", "price, nats");
        for (LearnedLanguage.Entry entry : entries) {
            columns.add("  " + entry.rule(), entry.kind(), whole(entry.gain()), whole(entry.price()));
        }
        text.append('\n').append(columns.text());
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
