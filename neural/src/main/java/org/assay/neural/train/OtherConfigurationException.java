package org.assay.neural.train;

import java.nio.file.Path;
import java.util.List;

/** The folder holds a training of another configuration; nothing of it was touched. Exit code 3. */
public final class OtherConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> differences;

    OtherConfigurationException(Path folder, List<String> differences) {
        super(folder + " holds a training of another configuration; choose another folder or remove it. Differing: "
                + String.join("; ", differences));
        this.differences = List.copyOf(differences);
    }

    /** {@code field: there HERE, now THAT}, one for each field that differs. */
    public List<String> differences() {
        return differences;
    }
}
