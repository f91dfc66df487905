package org.assay.datasets.file;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is truncated, malformed or not what it claims to be. Nothing of it was used. Exit code 4. */
public final class DamagedFileException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final String FETCH_AGAIN =
            "nothing of it was used; make the file again, or fetch it again from where it came";

    private final String fix;

    /** @param reason what was expected and what was found */
    public DamagedFileException(Path file, String reason) {
        this(file, reason, FETCH_AGAIN);
    }

    /**
     * @param reason what was expected and what was found
     * @param fix    what to do about it
     */
    public DamagedFileException(Path file, String reason, String fix) {
        super(file + ": " + reason);
        this.fix = fix;
    }

    private DamagedFileException(DamagedFileException cause, String fix) {
        super(cause.getMessage(), cause);
        this.fix = fix;
    }

    /** The same, by somebody who knows better what to do about it. */
    public DamagedFileException withFix(String better) {
        return new DamagedFileException(this, better);
    }

    /** What to do about it. */
    public String fix() {
        return fix;
    }
}
