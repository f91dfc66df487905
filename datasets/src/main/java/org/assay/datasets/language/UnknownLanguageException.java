package org.assay.datasets.language;

import java.util.List;
import org.assay.datasets.file.Spelling;

/** A name that is neither a built-in language or process nor a file. Exit code 2. */
public final class UnknownLanguageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownLanguageException(String name, List<String> known) {
        super("there is no language or process '" + name + "', nor a file of that name" + hint(name, known));
    }

    /** All the names only where nothing better can be said: no name is near, and it does not look like that of a file. */
    private static String hint(String name, List<String> known) {
        boolean file = name.endsWith(".yaml") || name.contains("/");
        String all = file ? "" : " - built in: " + String.join(", ", known);
        return Spelling.nearest(name, known)
                .map(near -> " - did you mean '" + near + "'?")
                .orElse(all);
    }
}
