package org.assay.symbolic.text;

import java.util.Collection;
import java.util.List;
import org.assay.datasets.file.Spelling;

/** The known word that was probably meant, as a fix. Only short words are compared, so that hostile files cost no time. */
final class Suggestion {
    private static final int LONGEST = 40;

    private Suggestion() {}

    static String of(String word, Collection<String> known) {
        if (word.isEmpty() || word.length() > LONGEST) {
            return "";
        }
        List<String> compared =
                known.stream().filter(name -> name.length() <= LONGEST).toList();
        return Spelling.nearest(word, compared)
                .map(near -> "did you mean " + Words.quote(near) + "?")
                .orElse("");
    }
}
