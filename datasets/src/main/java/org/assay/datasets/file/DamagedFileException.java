package org.assay.datasets.file;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is truncated, malformed or not what it claims to be. Nothing of it was used. Exit code 4. */
public final class DamagedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param reason what was expected and what was found */
    public DamagedFileException(Path file, String reason) {
        super(file + ": " + reason);
    }
}
